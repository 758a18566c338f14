"""Completion in the shell: of commands, names of queries, parameters, formats, and labels of things.

The scripts ask `thbgraph _complete WORDS…`, where the last word is the one being typed, and get one
candidate a line. Where the graph is not built yet, everything but the labels is completed.
"""

from __future__ import annotations

from thbgraph import data
from thbgraph.catalogue.folder import Catalogue
from thbgraph.cli.output import FORMATS, GRAPH_FORMATS, emit_text
from thbgraph.errors import ThbgraphError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from thbgraph.catalogue.query import StoredQuery

__all__ = ["candidates", "run", "script"]

_OPTIONS = {
    "build": ["--full"],
    "sparql": ["--file", "--format"],
    "evidence": ["check", "mark", "--corpus", "--strict", "--words", "--address", "--kind", "--format"],
    "show": ["--corpus"],
    "coverage": ["--part", "--kind", "--format"],
    "corpus": ["add", "list", "fetch", "--format", "--again", "--allow-private"],
    "stats": ["--format"],
    "cite": ["--format"],
    "completion": ["bash", "zsh", "fish"],
}

_SCRIPTS = {
    "bash": """\
# thbgraph completion for bash: eval "$(thbgraph completion bash)"
_thbgraph() {
  local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} candidate
  local -a words=("${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  while IFS= read -r candidate; do
    COMPREPLY+=("$(printf '%q' "$candidate")")
  done < <(thbgraph _complete "${words[@]}" 2>/dev/null)
}
complete -o nosort -F _thbgraph thbgraph
""",
    "zsh": """\
#compdef thbgraph
# thbgraph completion for zsh: eval "$(thbgraph completion zsh)"
_thbgraph() {
  local -a candidates
  candidates=("${(@f)$(thbgraph _complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  (( ${#candidates[1]} )) && compadd -U -- "${candidates[@]}"
}
compdef _thbgraph thbgraph
""",
    "fish": """\
# thbgraph completion for fish: thbgraph completion fish | source
function __thbgraph_complete
  set -l words (commandline -opc) (commandline -ct)
  thbgraph _complete $words[2..-1] 2>/dev/null
end
complete -c thbgraph -f -a '(__thbgraph_complete)'
""",
}


def script(shell: str) -> int:
    """Print the completion script of a shell."""
    emit_text(_SCRIPTS[shell])
    return 0


def run(words: list[str]) -> int:
    """Print the candidates for the last of the words."""
    emit_text("".join(f"{candidate}\n" for candidate in candidates(words or [""])))
    return 0


def candidates(words: list[str]) -> list[str]:
    """Return what the last word may become, given the words before it."""
    *before, current = words
    if not before:
        from thbgraph.cli.commands import COMMANDS

        return _starting(current, [*COMMANDS, "--help", "--version"])
    if before[0] != "query":
        return _other(before, current)
    if len(before) == 1:
        return _starting(current, [*Catalogue(data.queries_path()), "--format", "--help"])
    # Bash takes `--actor=Eur` apart into three words.
    words_before = [word for word in before[2:] if word != "="]
    previous = words_before[-1] if words_before else ""
    if previous == "--format":
        return _starting(current, FORMATS)
    return _of_query(before[1], previous, "" if current == "=" else current)


def _starting(start: str, names: list[str] | tuple[str, ...]) -> list[str]:
    return [name for name in names if name.startswith(start)]


def _other(before: list[str], current: str) -> list[str]:
    if before[-1] == "--format":
        formats = ("text", "bibtex") if before[0] == "cite" else dict.fromkeys(FORMATS + GRAPH_FORMATS)
        return _starting(current, list(formats))
    return _starting(current, [*_OPTIONS.get(before[0], []), "--help"])


def _of_query(name: str, previous: str, current: str) -> list[str]:
    try:
        query = Catalogue(data.queries_path())[name]
        options = {parameter.option: parameter for parameter in query.parameters.values()}
        option, equals, start = current.partition("=")
        if equals and option in options:
            return [f"{option}={value}" for value in _values(query, options[option].name, start)]
        if previous == "--columns":
            chosen, comma, start = current.rpartition(",")
            return [f"{chosen}{comma}{column}" for column in query.columns if column.startswith(start)]
        if previous in options:
            return _values(query, options[previous].name, current)
        return _starting(current, [*options, "--checked", "--columns", "--corpus", "--format", "--help"])
    except ThbgraphError:
        # No such query, or no graph yet: the shell has nothing to offer, and nothing to say.
        return []


def _values(query: StoredQuery, name: str, start: str) -> list[str]:
    parameter = query.parameters[name]
    if not parameter.class_iri:
        return _starting(start, [parameter.example] if parameter.example else [])
    from thbgraph import api

    return api.open().names_starting(start, parameter.class_iri)
