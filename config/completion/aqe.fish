# fish completion for aqe
function __aqe_candidates
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    for line in (command aqe completion candidates -- $before[2..-1] "$current" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$current"
        else
            printf '%s\n' $line
        end
    end
end
complete -c aqe -f -a '(__aqe_candidates)'
