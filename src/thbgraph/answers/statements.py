"""Graphs as answers: what CONSTRUCT and DESCRIBE give, and the statements behind the rows of an answer."""

from __future__ import annotations

import pyoxigraph as ox

from thbgraph.errors import UsageError
from thbgraph.names import GRAPH_INFERRED, PREFIXES, RDF_TYPE, THB

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thbgraph.answers.rows import Solution

__all__ = ["Statements", "behind"]

_SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
_PREFIXED = ("ttl", "rdf")
_HAS_EVIDENCE = ox.NamedNode(THB + "hasEvidence")


class Statements:
    """Triples in a fixed order, without repeats."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Take triples in any order; the type of a thing comes first among what is said of it."""
        self.triples = sorted(set(triples), key=_order)

    def __len__(self) -> int:
        return len(self.triples)

    def __iter__(self) -> Iterator[ox.Triple]:
        return iter(self.triples)

    def __str__(self) -> str:
        return self.to("ttl")

    def to(self, format: str) -> str:
        """Return the triples as `ttl` (Turtle), `nt` (N-Triples), `jsonld` or `rdf` (RDF/XML).

        UsageError for any other format.
        """
        syntax = _SYNTAXES.get(format)
        if syntax is None:
            raise UsageError(
                f"a graph has no {format} form", f"choose {', '.join(_SYNTAXES)}, or ask with SELECT"
            )
        used = (
            {name: iri for name, iri in PREFIXES.items() if self._uses(iri)} if format in _PREFIXED else None
        )
        data = ox.serialize(self.triples, format=syntax, prefixes=used)
        assert data is not None  # bytes are returned because no output is named
        return data.decode()

    def _uses(self, namespace: str) -> bool:
        return any(
            iri.startswith(namespace)
            for triple in self.triples
            for iri in (getattr(triple.subject, "value", ""), triple.predicate.value, _iri(triple.object))
        )


def _iri(term: object) -> str:
    if isinstance(term, ox.Literal):
        return term.datatype.value
    return term.value if isinstance(term, ox.NamedNode) else ""


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return getattr(triple.subject, "value", ""), predicate != RDF_TYPE, predicate, str(triple.object)


def behind(solutions: Sequence[Solution], key: int, store: ox.Store) -> Statements:
    """Return what is asserted about the things in the key column and their evidence.

    Other things in the rows are described as well where they have evidence of their own, such as the status
    report beside a norm. What was inferred is left out: it follows from the rest.
    """
    triples: list[ox.Triple] = []
    seen: set[ox.NamedNode] = set()
    for solution in solutions:
        for place, term in enumerate(solution):
            if not isinstance(term, ox.NamedNode) or term in seen:
                continue
            seen.add(term)
            about = _about(term, store)
            evidence = [triple.object for triple in about if triple.predicate == _HAS_EVIDENCE]
            if place == key or evidence:
                triples += about
            for piece in evidence:
                if isinstance(piece, ox.NamedNode):
                    triples += _about(piece, store)
    return Statements(triples)


def _about(thing: ox.NamedNode, store: ox.Store) -> list[ox.Triple]:
    inferred = ox.NamedNode(GRAPH_INFERRED)
    return [quad.triple for quad in store.quads_for_pattern(thing, None, None) if quad.graph_name != inferred]
