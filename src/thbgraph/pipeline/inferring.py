"""Infers over all pieces: local consequences as kept for each file, the transitive part over all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from thbgraph.graph.hashing import canonical_triples, quad_lines
from thbgraph.names import GRAPH_INFERRED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thbgraph.pipeline.loading import Loaded

__all__ = ["infer"]


def infer(loaded: Loaded) -> list[str]:
    """Return the canonical N-Triples lines that follow from all pieces and are asserted in none."""
    if loaded.rules.needs_completion:
        return _over_a_store(loaded)
    asserted: set[str] = set()
    inferred: set[str] = set()
    edges: set[str] = set()
    for piece in loaded.pieces:
        asserted.update(piece.triples)
        inferred.update(piece.local)
        edges |= loaded.rules.edges(piece.triples)
        edges |= loaded.rules.edges(piece.local)
    inferred |= loaded.rules.transitive(edges)
    return _canonical(inferred - asserted)


def _over_a_store(loaded: Loaded) -> list[str]:
    """Infer in one store, as rules of global scope need it."""
    store = ox.Store()
    for piece in loaded.pieces:
        store.bulk_load("\n".join(quad_lines(piece.triples, piece.graph)), format=ox.RdfFormat.N_QUADS)
    loaded.rules.apply(store, GRAPH_INFERRED)
    return canonical_triples(store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH_INFERRED)))


def _canonical(lines: Iterable[str]) -> list[str]:
    return canonical_triples(ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES))
