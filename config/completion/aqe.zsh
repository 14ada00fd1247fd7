#compdef aqe
# zsh completion for aqe
_aqe() {
  local line files=
  local -a described
  # The words go on unquoted but as they are: nothing on the command line is evaluated.
  for line in "${(@f)$(command aqe completion candidates -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      files=yes
    elif [[ -n $line ]]; then
      line=${line//:/\\:}
      described+=("${line/$'\t'/:}")
    fi
  done
  (( ${#described} )) && _describe -t words aqe described
  [[ -n $files ]] && _files
  return 0
}
if [[ ${funcstack[1]} == _aqe ]]; then
  # Loaded by compinit from a folder in $fpath.
  _aqe "$@"
else
  # Sourced from .zshrc.
  (( ${+functions[compdef]} )) || { autoload -Uz compinit && compinit; }
  compdef _aqe aqe
fi
