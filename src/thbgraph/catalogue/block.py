"""The one VALUES block through which parameters enter a stored query, the same text for every engine.

A file holds `VALUES (?actor ?date) { (UNDEF UNDEF) }` once, so that it runs as it stands; the block is
replaced by one with the terms asked for. Variables are never substituted by the engine: pyoxigraph's
substitutions leave BOUND false and do not reach into subqueries, and SPARQLWrapper has none. The grammar is
that of SPARQL 1.1, section 10.2 (https://www.w3.org/TR/sparql11-query/#inline-data).
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Literal, NamedNode

    Term = NamedNode | Literal

__all__ = ["find", "rows", "write"]

_BLOCK = re.compile(
    r"VALUES\s*\(\s*(\?[a-z]\w*(?:\s+\?[a-z]\w*)*)\s*\)\s*\{\s*\(\s*(UNDEF(?:\s+UNDEF)*)\s*\)\s*\}", re.ASCII
)


def find(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return the empty VALUES blocks of a query: start, end and variables of each, without question marks.

    A block whose variables and UNDEFs differ in number is none.
    """
    found = []
    for match in _BLOCK.finditer(text):
        names = tuple(name[1:] for name in match[1].split())
        if len(names) == len(match[2].split()):
            found.append((match.start(), match.end(), names))
    return found


def rows(names: Sequence[str], terms: Mapping[str, Sequence[Term]]) -> list[tuple[Term | None, ...]]:
    """Return the rows of the block: every combination of the values, None where a parameter is absent."""
    table: list[tuple[Term | None, ...]] = [()]
    for name in names:
        values: Sequence[Term | None] = terms.get(name) or (None,)
        table = [(*row, value) for row in table for value in values]
    return table


def write(names: Sequence[str], table: Sequence[Sequence[Term | None]]) -> str:
    """Return the VALUES block for rows of terms; str() of a term is escaped as SPARQL and N-Triples want."""
    variables = " ".join("?" + name for name in names)
    body = " ".join(
        "(" + " ".join("UNDEF" if term is None else str(term) for term in row) + ")" for row in table
    )
    return f"VALUES ({variables}) {{ {body} }}"
