"""Reads the axioms that the graph is inferred with, and refuses those it would have to ignore.

The subset: rdfs:subClassOf, subPropertyOf, domain and range, owl:equivalentClass, equivalentProperty and
inverseOf, owl:SymmetricProperty and TransitiveProperty, all between named terms. Whatever else OWL 2 RL
(https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules) gives a meaning to is
refused rather than skipped; above all, what could entail owl:sameAs (functional properties, keys,
cardinalities): a graph of record never merges two of its things by inference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from thbgraph.errors import ThbgraphError
from thbgraph.names import PREFIXES, RDF_TYPE, shorten

__all__ = ["Direction", "TBox", "UnsupportedAxiomError", "reachable", "read_ontology", "read_tbox"]

_RDF, _RDFS, _OWL, _XSD = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["owl"], PREFIXES["xsd"]

Node = TypeVar("Node")
Direction = tuple[str, bool]
"""A property, and True where it is read from subject to object, False where the other way round."""

_TYPES = {
    _OWL + "AnnotationProperty",
    _OWL + "Class",
    _OWL + "DatatypeProperty",
    _OWL + "DeprecatedClass",
    _OWL + "DeprecatedProperty",
    _OWL + "NamedIndividual",
    _OWL + "ObjectProperty",
    _OWL + "Ontology",
    _OWL + "OntologyProperty",
    _OWL + "SymmetricProperty",
    _OWL + "Thing",
    _OWL + "TransitiveProperty",
}
# What these carry is for readers and for tools; it says nothing about the data.
_MUTE = {
    _OWL + "backwardCompatibleWith",
    _OWL + "deprecated",
    _OWL + "imports",
    _OWL + "incompatibleWith",
    _OWL + "priorVersion",
    _OWL + "versionIRI",
    _OWL + "versionInfo",
    _RDFS + "comment",
    _RDFS + "isDefinedBy",
    _RDFS + "label",
    _RDFS + "seeAlso",
}
_TOP = frozenset({_OWL + "Thing", _RDFS + "Resource"})
_LITERALS = frozenset({_RDFS + "Literal", _RDF + "langString", _RDF + "PlainLiteral", _RDF + "XMLLiteral"})


class UnsupportedAxiomError(ThbgraphError):
    """An axiom that the compiled rules cannot honour; leaving it out in silence would change the answers."""

    exit_code = 6


@dataclass
class TBox:
    """The axioms in the form the rules are made from; sets hold the IRIs of terms.

    `sub_classes` maps a class to its direct super-classes, `implies` a property in one direction to what it
    implies directly, `domains` and `ranges` a property to classes (datatypes left out).
    """

    sub_classes: dict[str, set[str]] = field(default_factory=dict)
    implies: dict[Direction, set[Direction]] = field(default_factory=dict)
    transitive: set[str] = field(default_factory=set)
    domains: dict[str, set[str]] = field(default_factory=dict)
    ranges: dict[str, set[str]] = field(default_factory=dict)

    def imply(self, one: str, other: str, same_direction: bool) -> None:
        """Record that every triple of `one` gives a triple of `other`, turned round or not."""
        self.implies.setdefault((one, True), set()).add((other, same_direction))
        self.implies.setdefault((one, False), set()).add((other, not same_direction))


def read_ontology(ontology: ox.Store | Iterable[Path]) -> list[ox.Quad]:
    """Return the triples of an ontology: of all graphs of a store, or of Turtle files."""
    if isinstance(ontology, ox.Store):
        return list(ontology)
    quads: list[ox.Quad] = []
    for path in ontology:
        try:
            quads += ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            raise ThbgraphError(f"{path}: {error}", "mend the Turtle and build again") from error
    return quads


def read_tbox(quads: Iterable[ox.Quad]) -> TBox:
    """Return the axioms among the triples of an ontology.

    UnsupportedAxiomError for a construct outside the subset, naming it and the term it is said of.
    """
    tbox = TBox()
    for quad in quads:
        if quad.predicate.value == RDF_TYPE:
            _read_type(tbox, quad)
        elif quad.predicate.value in _AXIOMS:
            _AXIOMS[quad.predicate.value](tbox, *_named(quad))
        elif _is_logical(quad.predicate.value):
            raise _unsupported(quad, quad.predicate.value)
    return tbox


def reachable(start: Node, edges: Mapping[Node, Iterable[Node]]) -> set[Node]:
    """Return what can be reached from `start` in one step or more; `start` itself only through a circle."""
    found: set[Node] = set()
    waiting = [start]
    while waiting:
        for node in edges.get(waiting.pop(), ()):
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found


def _read_type(tbox: TBox, quad: ox.Quad) -> None:
    kind = quad.object.value if isinstance(quad.object, ox.NamedNode) else ""
    if kind == _OWL + "SymmetricProperty":
        term = _term(quad, quad.subject)
        tbox.imply(term, term, False)
    elif kind == _OWL + "TransitiveProperty":
        tbox.transitive.add(_term(quad, quad.subject))
    elif kind.startswith(_OWL) and kind not in _TYPES:
        raise _unsupported(quad, kind)


def _sub_class(tbox: TBox, one: str, other: str) -> None:
    if other not in _TOP:
        tbox.sub_classes.setdefault(one, set()).add(other)


def _same_class(tbox: TBox, one: str, other: str) -> None:
    _sub_class(tbox, one, other)
    _sub_class(tbox, other, one)


def _sub_property(tbox: TBox, one: str, other: str) -> None:
    tbox.imply(one, other, True)


def _same_property(tbox: TBox, one: str, other: str) -> None:
    tbox.imply(one, other, True)
    tbox.imply(other, one, True)


def _inverse(tbox: TBox, one: str, other: str) -> None:
    tbox.imply(one, other, False)
    tbox.imply(other, one, False)


def _domain(tbox: TBox, one: str, other: str) -> None:
    if other not in _TOP:
        tbox.domains.setdefault(one, set()).add(other)


def _range(tbox: TBox, one: str, other: str) -> None:
    if other not in _TOP | _LITERALS and not other.startswith(_XSD):
        tbox.ranges.setdefault(one, set()).add(other)


_AXIOMS = {
    _RDFS + "subClassOf": _sub_class,
    _RDFS + "subPropertyOf": _sub_property,
    _RDFS + "domain": _domain,
    _RDFS + "range": _range,
    _OWL + "equivalentClass": _same_class,
    _OWL + "equivalentProperty": _same_property,
    _OWL + "inverseOf": _inverse,
}


def _named(quad: ox.Quad) -> tuple[str, str]:
    return _term(quad, quad.subject), _term(quad, quad.object)


def _term(quad: ox.Quad, node: object) -> str:
    """Return the IRI of a term that an axiom may be about: named, and not part of the language itself."""
    if not isinstance(node, ox.NamedNode):
        raise _unsupported(quad, quad.predicate.value, " with a nameless class or a literal")
    language = node.value.startswith((_RDF, _RDFS, _OWL))
    if language and node.value not in _TOP | _LITERALS:
        raise _unsupported(quad, quad.predicate.value, f" with {shorten(node.value)}")
    return node.value


def _is_logical(predicate: str) -> bool:
    return predicate.startswith((_OWL, _RDFS)) and predicate not in _MUTE


def _unsupported(quad: ox.Quad, construct: str, detail: str = "") -> UnsupportedAxiomError:
    subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else "a nameless class"
    return UnsupportedAxiomError(
        f"the graph cannot be inferred with {shorten(construct)}{detail}, said of {shorten(subject)}",
        "say it as a SHACL shape, or as a rule in build/rules/",
    )
