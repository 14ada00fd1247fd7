# bash completion for aqe
_aqe() {
  local line files=
  COMPREPLY=()
  # The words go on as they are: nothing on the command line is evaluated.
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      files=yes
    else
      COMPREPLY+=("${line%%$'\t'*}")
    fi
  done < <(command aqe completion candidates -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  # File names come from readline, unless they make no sense here.
  [[ -n $files ]] || compopt +o default 2>/dev/null
  return 0
}
complete -o default -F _aqe aqe
