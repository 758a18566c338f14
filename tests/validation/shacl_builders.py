"""Tiny builders for the tests of validation: stores and shapes from Turtle, and random faulty data."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from hypothesis import strategies as st

from thbgraph.validation import Report, Shapes

EX = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
SH = "http://www.w3.org/ns/shacl#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PREFIXES = f"""
@prefix ex: <{EX}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <{SH}> .
@prefix thbs: <https://w3id.org/thbgraph/shapes#> .
@prefix xsd: <{XSD}> .
"""
DECLARED = f'ex:prefixes a owl:Ontology ; sh:declare [ sh:prefix "ex" ; sh:namespace "{EX}"^^xsd:anyURI ] .'
BROAD = Path(__file__).parent / "broad.ttl"
ONTOLOGY = (
    "ex:Body rdfs:subClassOf ex:Actor . ex:State rdfs:subClassOf ex:Actor . ex:Duty rdfs:subClassOf ex:Norm ."
)


def iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


def store_of(*graphs: str) -> ox.Store:
    """A store with each Turtle text in a named graph of its own: ex:g0, ex:g1 ..."""
    store = ox.Store()
    for number, turtle in enumerate(graphs):
        name = ox.NamedNode(f"{EX}g{number}")
        store.load((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE, to_graph=name)
    return store


def shapes_of(turtle: str) -> Shapes:
    return Shapes.parse(PREFIXES + DECLARED + turtle)


def found(report: Report) -> set[tuple[str, str, str]]:
    """What a report says, as short as a test can be read: focus, path, value."""
    return {
        (
            str(result.focus).replace(EX, "").strip("<>"),
            result.path.replace(EX, ""),
            "" if result.value is None else str(result.value).replace(EX, "").replace(XSD, "").strip("<>"),
        )
        for result in report.results
    }


_NODES = [iri(name) for name in ("n1", "n2", "n3", "a1", "a2", "a3", "eu", "r1", "r2", "done", "planned")]
_CLASSES = [iri(name) for name in ("Norm", "Duty", "Actor", "Body", "State", "Report")]
_PREDICATES = [
    iri(name)
    for name in "bearer label due until status count note partOf reportsOn asOf alias".split()  # noqa: SIM905
]
_TYPED = {
    "date": ("2024-02-30", "2024-02-28", "1999-12-31", "2030-01-01", "2006-01-15", "soon"),
    "integer": ("5", "-1", "11", "1x"),
    "gYear": ("2006",),
    "boolean": ("true",),
    "dateTime": ("2006-01-15T00:00:00",),
}
_LITERALS = [
    *(
        ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
        for kind, texts in _TYPED.items()
        for text in texts
    ),
    *(ox.Literal(text) for text in ("x", "abc", "none", "note 1", "abc\ndef", "")),
    *(ox.Literal(text, language=tag) for text in ("abc", "none", "1") for tag in ("en", "fr", "de", "en-gb")),
]
_node, _predicate = st.sampled_from(_NODES), st.sampled_from(_PREDICATES)
_triples = st.one_of(
    st.tuples(_node, st.just(RDF_TYPE), st.sampled_from(_CLASSES)),
    st.tuples(_node, _predicate, _node),
    st.tuples(_node, _predicate, st.sampled_from(_LITERALS)),
)
quads = st.builds(lambda triple, graph: ox.Quad(*triple, iri(graph)), _triples, st.sampled_from(["g0", "g1"]))
