"""`thbgraph query`: list the stored queries, explain one, run one."""

from __future__ import annotations

import sys

from thbgraph import data
from thbgraph.catalogue.folder import Catalogue
from thbgraph.cli.output import check_format, emit, emit_text
from thbgraph.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from thbgraph.catalogue.query import StoredQuery

__all__ = ["run"]

_LISTING_FORMATS = ("table", "json")


def run(words: list[str]) -> int:
    """Run `thbgraph query` with the words after it."""
    name, options, values = _read(words)
    catalogue = Catalogue(data.queries_path())
    if name is None:
        early = [option for option, _ in values]
        early += [option for option in ("columns", "checked", "corpus") if option in options]
        if early:
            raise UsageError(f"--{early[0]} is given before a query is named", _EXAMPLE)
        _list(catalogue, options)
        return 0
    query = catalogue[name]
    if "help" in options:
        from thbgraph.cli.help import query_help

        emit_text(query_help(query))
        return 0
    # What can be found wrong without the graph is found before the graph is opened.
    format = check_format(options.get("format", "table"))
    given = _given(query, values)
    from thbgraph import api

    answer = api.open().ask(name, service=options.get("service"), **given)
    if "checked" in options or "corpus" in options:
        answer.checked(options.get("corpus"))
    if "columns" in options:
        answer.only(*(column.strip() for column in options["columns"].split(",")))
    emit(answer, format)
    return 0


_EXAMPLE = "for example: thbgraph query NAME --actor Europol; `thbgraph query` lists the names"


def _read(words: list[str]) -> tuple[str | None, dict[str, str], list[tuple[str, str]]]:
    """Return the query's name, the options of the command, and the parameters as they were written."""
    name: str | None = None
    options: dict[str, str] = {}
    values: list[tuple[str, str]] = []
    rest = iter(words)
    for word in rest:
        if word in ("-h", "--help"):
            options["help"] = ""
        elif word.startswith("--") and len(word) > 2:
            option, equals, value = word[2:].partition("=")
            if word == "--checked":
                options[option] = ""
                continue
            if not equals:
                following = next(rest, None)
                if following is None:
                    raise UsageError(f"--{option} needs a value", f"for example: --{option}=VALUE")
                value = following
            if option in ("columns", "format", "corpus", "service"):
                options[option] = value
            else:
                values.append((option, value))
        elif word.startswith("-") or name is not None:
            raise UsageError(f"unexpected word {word!r}", _hint(name, word))
        else:
            name = word
    return name, options, values


def _hint(name: str | None, word: str) -> str:
    if name is None or word.startswith("-"):
        return _EXAMPLE
    return f"a parameter is written --name VALUE; see: thbgraph query {name} --help"


def _given(query: StoredQuery, values: list[tuple[str, str]]) -> dict[str, object]:
    """Return the parameters by name; one that is repeated has a list of values."""
    given: dict[str, list[str]] = {}
    for option, value in values:
        given.setdefault(query.parameter_named(option.replace("-", "_")), []).append(value)
    for name in given:
        if name not in query.parameters:
            from thbgraph.catalogue.binding import unknown_parameter

            raise unknown_parameter(query, name)
    return {name: list(several) for name, several in given.items()}


def _list(catalogue: Catalogue, options: dict[str, str]) -> None:
    if "help" in options:
        from thbgraph.cli.help import QUERY_HELP

        emit_text(QUERY_HELP)
    elif check_format(options.get("format", "table"), _LISTING_FORMATS) == "json":
        from json import dumps

        emit_text(dumps(catalogue.listing(), ensure_ascii=False, indent=2) + "\n")
    else:
        listed = _for_terminal(catalogue) if sys.stdout.isatty() else repr(catalogue)
        emit_text(f"{listed}\n\nthbgraph query NAME --help says what a query answers and what it takes.\n")


def _for_terminal(catalogue: Catalogue) -> str:
    """Return the names with their summaries beside them, within the width of the terminal."""
    from shutil import get_terminal_size
    from textwrap import fill

    room = min(get_terminal_size((100, 24)).columns, 120)
    width = max((len(name) for name in catalogue), default=0) + 2
    return "\n".join(
        fill(
            query.summary,
            room,
            initial_indent=query.name.ljust(width),
            subsequent_indent=" " * width,
            break_on_hyphens=False,
        )
        for query in catalogue.values()
    )
