"""Hand a query to the engine, over the union of all graphs, and say in one line where it does not parse."""

from __future__ import annotations

from pyoxigraph import QuerySolutions

from thbgraph.errors import QuerySyntaxError
from thbgraph.names import PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import QueryBoolean, QueryTriples, Store

__all__ = ["evaluate", "select"]


def evaluate(
    store: Store, text: str, prefixes: Mapping[str, str] | None = None
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Return what the engine answers over the union of all graphs; QuerySyntaxError where it cannot parse."""
    try:
        return store.query(
            text, use_default_graph_as_union=True, prefixes=dict(prefixes) if prefixes else None
        )
    except SyntaxError as error:
        raise _syntax_error(text, str(error)) from error
    except UnicodeEncodeError as error:
        raise QuerySyntaxError("the query is not valid Unicode") from error


def _syntax_error(text: str, message: str) -> QuerySyntaxError:
    """Say where a query does not parse, in place of all that the grammar expected there."""
    import re

    match = re.search(r"error at (\d+):(\d+)", message)
    if not match:
        return QuerySyntaxError(f"the query does not parse: {message.splitlines()[0][:120]}")
    line, column = int(match[1]), int(match[2])
    lines = text.splitlines() or [""]
    before = lines[min(line, len(lines)) - 1][: column - 1].strip()[-30:]
    after = f", after {before!r}" if before else ""
    reason, hint = next((words for phrase, words in _REASONS.items() if phrase in message), ("", ""))
    if not reason and (name := re.search(r"\b\w+:[\w.-]+/", before)):
        hint = f"a name with a slash, such as {name[0]}…, must be written as the whole IRI in < >"
    reason = f": {reason}" if reason else ""
    return QuerySyntaxError(f"the query does not parse: line {line}, column {column}{after}{reason}", hint)


# What the engine says beside all that its grammar expected, in our words, with a hint.
_REASONS = {
    "Prefix not found": (
        "the prefix is not declared",
        f"write `PREFIX name: <…>` at the beginning, or use one that is: {', '.join(PREFIXES)}",
    ),
    "Duplicated variable name": ("a variable is selected twice", ""),
    "variable that is unbound": (
        "what is selected is neither grouped nor counted",
        "add the variable to GROUP BY, or count it",
    ),
    "IRI parsing failed": ("what stands in < > is not an IRI", ""),
}


def select(store: Store, text: str) -> QuerySolutions:
    """Return the solutions of a SELECT query; QuerySyntaxError where it is none."""
    result = evaluate(store, text)
    if not isinstance(result, QuerySolutions):
        raise QuerySyntaxError("a stored query must be a SELECT query")
    return result
