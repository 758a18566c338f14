"""Hand a query to the engine, over the union of all graphs, and say in one line where it does not parse."""

from __future__ import annotations

from pyoxigraph import QuerySolutions

from thbgraph.errors import QuerySyntaxError

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
    return QuerySyntaxError(f"the query does not parse: line {line}, column {column}{after}")


def select(store: Store, text: str) -> QuerySolutions:
    """Return the solutions of a SELECT query; QuerySyntaxError where it is none."""
    result = evaluate(store, text)
    if not isinstance(result, QuerySolutions):
        raise QuerySyntaxError("a stored query must be a SELECT query")
    return result
