"""The one VALUES block through which parameters enter a stored query, the same text for every engine.

A file holds `VALUES (?actor ?date) { (UNDEF UNDEF) }` once, so that it runs as it stands; the block is
replaced by one with the terms asked for. Variables are never substituted by the engine: pyoxigraph's
substitutions leave BOUND false and do not reach into subqueries, and SPARQLWrapper has none. The grammar is
that of SPARQL 1.1, section 10.2 (https://www.w3.org/TR/sparql11-query/#inline-data).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Literal, NamedNode

    Term = NamedNode | Literal

__all__ = ["find", "rows", "write"]

_KEYWORD = "VALUES"


def find(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return the empty VALUES blocks of a query: start, end and variables of each, without question marks.

    A block whose variables and UNDEFs differ in number is none.
    """
    found = []
    start = text.find(_KEYWORD)
    while start >= 0:
        end = text.find("}", start) + 1
        names = _names(text[start + len(_KEYWORD) : end])
        if names:
            found.append((start, end, names))
        start = text.find(_KEYWORD, start + 1)
    return found


def _names(block: str) -> tuple[str, ...]:
    """Return the variables of `(?a ?b) { (UNDEF UNDEF) }`, none where the text is anything else."""
    for mark in "(){}":
        block = block.replace(mark, f" {mark} ")
    words = block.split()
    count = (len(words) - 6) // 2
    variables = words[1 : 1 + count]
    empty = ["(", *variables, ")", "{", "(", *["UNDEF"] * count, ")", "}"]
    if words != empty or not all(word[0] == "?" and word[1:].isidentifier() for word in variables):
        return ()
    return tuple(word[1:] for word in variables)


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
