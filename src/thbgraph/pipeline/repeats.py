"""Refuses a statement that stands in two graphs: a count over their union would depend on the engine.

Oxigraph counts such a statement twice, rdflib once (see DESIGN: provenance of the graph itself).
"""

from __future__ import annotations

from collections.abc import Iterable

from thbgraph.errors import Problem
from thbgraph.names import GRAPH, shorten
from thbgraph.pipeline.pieces import Piece

__all__ = ["repeats"]


def repeats(pieces: Iterable[Piece]) -> list[Problem]:
    """Return one problem for each statement of a later piece that an earlier piece has in another graph."""
    first: dict[str, Piece] = {}
    problems: list[Problem] = []
    for piece in pieces:
        for line in piece.triples:
            owner = first.setdefault(line, piece)
            if owner.graph != piece.graph and not _defined_in_both(line, owner, piece):
                problems.append(_problem(line, owner, piece))
    return problems


def _defined_in_both(line: str, owner: Piece, piece: Piece) -> bool:
    """Tell whether the subject has two definitions: that is one problem already, whatever both state."""
    subject = line[1 : line.index(">")]
    return subject in owner.places and subject in piece.places


def _problem(line: str, owner: Piece, piece: Piece) -> Problem:
    subject, predicate, rest = line.split(" ", 2)
    iri, value = subject[1:-1], rest.removesuffix(" .")
    shown = shorten(value[1:-1]) if value.startswith("<") else value
    message = (
        f"`{shorten(iri)}` has {shorten(predicate[1:-1])} {shown} here in the graph "
        f"{piece.graph.removeprefix(GRAPH)}, and in {owner.name} "
        f"in the graph {owner.graph.removeprefix(GRAPH)}"
    )
    hint = "state it in one of them only, or give both files the same graph"
    return Problem(piece.name, piece.places.get(iri, 0), 0, shorten(predicate[1:-1]), message, hint)
