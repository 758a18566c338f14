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

__all__ = ["find", "write"]

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


def write(names: Sequence[str], terms: Mapping[str, Sequence[Term]]) -> str:
    """Return the block for the terms given, one row for each combination; str() of a term is its SPARQL text.

    A parameter that is absent is left out, and the block with the last of them: a solution without a variable
    is the same as one with UNDEF, but engines plan a join better without it.
    """
    given = [name for name in names if terms.get(name)]
    if not given:
        return ""
    rows: list[tuple[str, ...]] = [()]
    for name in given:
        rows = [(*row, str(term)) for row in rows for term in terms[name]]
    variables = " ".join("?" + name for name in given)
    return f"VALUES ({variables}) {{ {' '.join('(' + ' '.join(row) + ')' for row in rows)} }}"
