"""Hold stored queries to their contract, queries/README.md: for the tests, and for those who write one.

Loading a query checks what its use rests on; this checks the rest, with every fault found and not the first
only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import QuerySolutions, Store

from thbgraph.catalogue.block import find
from thbgraph.catalogue.query import StoredQuery

__all__ = ["check_folder", "faults"]

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_VARIABLE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_SORTED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
# Options of the command itself, which a parameter of that name would hide.
_TAKEN = frozenset(("checked", "columns", "corpus", "format", "help", "service"))
# The columns that say where the passage stands, unless the header names others.
_EVIDENCE = ("document", "address")
# The kinds of statement for which coverage is kept, and what a source may leave blank (ontology/vocabularies/).
_KINDS = frozenset(("norms", "measures", "cooperation", "figures"))
_GAPS = frozenset(("no-bearer", "no-deadline", "no-indicator", "no-news", "no-objective"))


def faults(query: StoredQuery) -> list[str]:
    """Return what is wrong with a stored query, one line each; empty where nothing is."""
    return list(_faults(query))


def _faults(query: StoredQuery) -> Iterator[str]:
    if not _NAME.fullmatch(query.name):
        yield "the name is not lower-case words joined by hyphens"
    body = "\n".join(line for line in query.text.splitlines() if not line.lstrip().startswith("#"))
    if query.variables and not find(body):
        yield "the VALUES block stands in a comment"
    if re.search(r"SELECT\s+(DISTINCT\s+|REDUCED\s+)?\*", body, re.IGNORECASE):
        yield "SELECT * leaves the columns to chance: name them"
    if not _SORTED.search(body):
        yield "ORDER BY is missing: the rows would come in any order"
    if "\n#+ kinds:" not in query.text:
        yield "kinds is missing: say on which kinds of statement an empty answer rests, [] for none"
    for word in (*sorted(set(query.kinds) - _KINDS), *sorted(set(query.gaps) - _GAPS)):
        yield f"{word!r} is neither a kind of statement nor a gap"
    if ("SERVICE" in body) != bool(query.service) or bool(query.service) != bool(query.join):
        yield "a query with a SERVICE block names its `service` and the `join` variable, and no other does"
    yield from _parameter_faults(query)
    yield from _column_faults(query, _projected(query))


def _projected(query: StoredQuery) -> list[str] | str:
    """Return the columns of the query, or why there are none."""
    try:
        # No prefixes are added here: the file must run as it stands, in any engine.
        result = Store().query(query.text)
    except SyntaxError as error:
        return f"the query does not parse: {error}"
    if not isinstance(result, QuerySolutions):
        return "the query is not a SELECT query"
    return [variable.value for variable in result.variables]


def _parameter_faults(query: StoredQuery) -> Iterator[str]:
    for parameter in query.parameters.values():
        if not _VARIABLE.fullmatch(parameter.name) or parameter.name in _TAKEN:
            yield f"parameter {parameter.name!r} cannot be an option of the command line"
        if not parameter.description:
            yield f"parameter {parameter.name!r} has no description"
        if not parameter.example:
            yield f"parameter {parameter.name!r} has no example"
        if parameter.required and parameter.default is not None:
            yield f"parameter {parameter.name!r} is required and has a default"
        if parameter.day not in ("first", "last"):
            yield f"parameter {parameter.name!r}: day is `first` or `last`"
    if query.as_of and query.as_of not in query.parameters:
        yield f"as_of names {query.as_of!r}, which is no parameter"


def _column_faults(query: StoredQuery, columns: list[str] | str) -> Iterator[str]:
    if isinstance(columns, str):
        yield columns
        return
    # A label's column is explained by the column of its thing.
    explained = [name for name in columns if not (name.endswith("Label") and name[:-5] in columns)]
    for name in explained:
        if name not in query.columns:
            yield f"column {name!r} is not documented"
    for name in query.columns:
        if name not in columns:
            yield f"column {name!r} is documented and not selected"
    if query.key not in columns:
        yield "key names no column"
    if not query.derived_from:
        for name in query.evidence or _EVIDENCE:
            if name not in columns:
                yield f"column {name!r} is missing, which says where the passage stands"


def check_folder(queries: list[StoredQuery]) -> list[str]:
    """Return what is wrong with the queries of a folder, each line with the query's name."""
    names = {query.name for query in queries}
    found = [f"{query.name}: {fault}" for query in queries for fault in faults(query)]
    for query in queries:
        if query.derived_from and query.derived_from not in names:
            found.append(f"{query.name}: derived_from names no stored query")
    return found
