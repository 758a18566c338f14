"""Stored queries that join the graph with another endpoint, by a bound join.

The file is a plain SPARQL 1.1 query with one SERVICE block, which any engine can run as it stands. Engines that
send the block alone would ask a public endpoint for everything it has: here the graph is asked first, what it
knows of the `join` variable goes to the endpoint in portions, and the block is replaced by the answers.
"""

from __future__ import annotations

import re

from thbgraph.catalogue.evaluate import select
from thbgraph.errors import QuerySyntaxError, ServiceError
from thbgraph.names import PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import QuerySolution, QuerySolutions, Store

    from thbgraph.catalogue.block import Term
    from thbgraph.catalogue.query import StoredQuery

__all__ = ["parts", "select_joined"]

_SERVICE = re.compile(r"\bSERVICE\s*<[^>]*>\s*\{")
_PORTION = 100
"""So many values go to the endpoint in one request: public endpoints limit the length of a query."""
_TIMEOUT = 60
"""Seconds until a request is given up."""
_AGENT = "thbgraph (+https://w3id.org/thbgraph/)"


def parts(text: str, where: str) -> tuple[str, str, str]:
    """Return what stands before the SERVICE block, in it, and after it; QuerySyntaxError unless there is one."""
    found = list(_SERVICE.finditer(text))
    if len(found) != 1:
        raise QuerySyntaxError(
            f"{where}: a query with `service` needs one SERVICE block", "see queries/README.md"
        )
    depth, end = 1, found[0].end()
    while depth and end < len(text):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    return text[: found[0].start()], text[found[0].end() : end - 1], text[end:]


def select_joined(
    store: Store, query: StoredQuery, terms: Mapping[str, Sequence[Term]], endpoint: str | None = None
) -> QuerySolutions:
    """Return the solutions of a query with a SERVICE block; ServiceError where the endpoint does not answer.

    `endpoint` is asked in place of the address that the query's header names, such as a mirror.
    """
    before, block, after = parts(query.fill(terms), f"queries/{query.name}.rq")
    known = _values(store, query.join, before, after)
    columns: tuple[str, ...] = (query.join,)
    rows: list[str] = []
    for start in range(0, len(known), _PORTION):
        found, lines = _ask(
            endpoint or query.service, query.join, known[start : start + _PORTION], before, block
        )
        columns = found or columns
        rows += lines
    names = " ".join(f"?{name}" for name in columns)
    return select(store, f"{before} VALUES ({names}) {{ {' '.join(rows)} }} {after}")


def _values(store: Store, join: str, before: str, after: str) -> list[str]:
    """Return the values of the join variable that the graph has, as SPARQL writes them."""
    head = re.sub(
        r"\bSELECT\b.*?\bWHERE\b", f"SELECT DISTINCT ?{join} WHERE", before, count=1, flags=re.DOTALL
    )
    tail = re.split(r"\b(?:GROUP|ORDER|LIMIT|OFFSET|HAVING)\b", after, maxsplit=1)[0]
    return sorted(_written(row[join]) for row in select(store, head + tail) if row[join] is not None)


def _written(term: object) -> str:
    """Return a term as SPARQL writes it; plain literals with their datatype, which some stores tell apart."""
    from pyoxigraph import Literal

    text = str(term)
    plain = isinstance(term, Literal) and term.language is None and not text.endswith(">")
    return f"{text}^^<{PREFIXES['xsd']}string>" if plain else text


def _ask(
    endpoint: str, join: str, values: list[str], before: str, block: str
) -> tuple[tuple[str, ...], list[str]]:
    """Return the variables and the rows, as VALUES writes them, that an endpoint has for some values."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

    prologue = "\n".join(re.findall(r"(?im)^\s*PREFIX\s.*$", before))
    text = f"{prologue}\nSELECT DISTINCT * WHERE {{ VALUES ?{join} {{ {' '.join(values)} }} {block} }}"
    data = _post(endpoint, text)
    try:
        answer = parse_query_results(data, format=QueryResultsFormat.JSON)
        if not isinstance(answer, QuerySolutions):
            raise ServiceError(f"{endpoint} answered with no rows", "it must be a SPARQL 1.1 endpoint")
        variables = tuple(sorted(variable.value for variable in answer.variables))
        return variables, [f"({' '.join(_row(solution, variables))})" for solution in answer]
    except (SyntaxError, ValueError, EOFError) as error:
        raise ServiceError(
            f"{endpoint} answered with something else than whole SPARQL results", "ask again, or another one"
        ) from error


def _row(solution: QuerySolution, variables: tuple[str, ...]) -> Iterator[str]:
    for name in variables:
        term = solution[name]
        yield "UNDEF" if term is None or str(term).startswith("_:") else str(term)


def _post(endpoint: str, text: str) -> bytes:
    """Return what an endpoint answers, as SPARQL Results JSON."""
    from urllib.error import URLError

    from SPARQLWrapper import JSON, POST, SPARQLWrapper
    from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

    asked = SPARQLWrapper(endpoint, agent=_AGENT)
    asked.setQuery(text)
    asked.setMethod(POST)
    asked.setReturnFormat(JSON)
    asked.setTimeout(_TIMEOUT)
    try:
        return bytes(asked.query().response.read())
    except (SPARQLWrapperException, URLError, OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0][:160] if str(error).strip() else type(error).__name__
        raise ServiceError(
            f"{endpoint} could not be asked: {reason}", "are you online? `--service URL` asks another one"
        ) from error
