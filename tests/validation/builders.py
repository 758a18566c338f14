"""Tiny builders for the tests of validation: stores from Turtle, and random faulty data."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from hypothesis import strategies as st

EX = "http://example.org/"
PREFIXES = """
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix thbs: <https://w3id.org/thbgraph/shapes#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
BROAD = Path(__file__).parent / "broad.ttl"
ONTOLOGY = "ex:Body rdfs:subClassOf ex:Actor . ex:State rdfs:subClassOf ex:Actor . ex:Duty rdfs:subClassOf ex:Norm ."
XSD = "http://www.w3.org/2001/XMLSchema#"


def store_of(*graphs: str) -> ox.Store:
    """A store with each Turtle text in a named graph of its own: ex:g0, ex:g1 ..."""
    store = ox.Store()
    for number, turtle in enumerate(graphs):
        name = ox.NamedNode(f"{EX}g{number}")
        store.load((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE, to_graph=name)
    return store


def iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


_NODES = [iri(name) for name in ("n1", "n2", "n3", "a1", "a2", "a3", "eu", "r1", "r2", "done", "planned")]
_CLASSES = [iri(name) for name in ("Norm", "Duty", "Actor", "Body", "State", "Report")]
_PREDICATES = [
    iri(name)
    for name in ("bearer", "label", "due", "until", "status", "count", "note", "partOf", "reportsOn", "asOf", "alias")
]
_DATES = ["2024-02-30", "2024-02-28", "1999-12-31", "2030-01-01", "2006-01-15", "soon"]
_LITERALS = [
    *(ox.Literal(text, datatype=ox.NamedNode(XSD + "date")) for text in _DATES),
    *(ox.Literal(text, datatype=ox.NamedNode(XSD + "integer")) for text in ("5", "-1", "11", "1x")),
    *(ox.Literal(text) for text in ("x", "abc", "none", "note 1", "abc\ndef", "")),
    *(ox.Literal(text, language=tag) for text in ("abc", "none", "1") for tag in ("en", "fr", "de", "en-gb")),
    ox.Literal("2006", datatype=ox.NamedNode(XSD + "gYear")),
    ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
    ox.Literal("2006-01-15T00:00:00", datatype=ox.NamedNode(XSD + "dateTime")),
]

typings = st.tuples(st.sampled_from(_NODES), st.just(ox.NamedNode(str(ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))[1:-1])), st.sampled_from(_CLASSES))
links = st.tuples(st.sampled_from(_NODES), st.sampled_from(_PREDICATES), st.sampled_from(_NODES))
facts = st.tuples(st.sampled_from(_NODES), st.sampled_from(_PREDICATES), st.sampled_from(_LITERALS))
quads = st.builds(
    lambda triple, graph: ox.Quad(*triple, iri(graph)),
    st.one_of(typings, links, facts),
    st.sampled_from(["g0", "g1"]),
)
faulty_data = st.lists(quads, min_size=1, max_size=40, unique=True)
