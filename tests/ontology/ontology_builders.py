"""A tiny ontology that keeps all the rules, and the reports of the shapes over an ontology."""

from __future__ import annotations

from functools import cache

import pyshacl
import rdflib
from rdflib.namespace import SH

from thbgraph import data
from thbgraph.names import PREFIXES, THB, THBS

HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
ONTOLOGY = THB.removesuffix("#")

GOOD = """
<https://w3id.org/thbgraph/ontology> a owl:Ontology.
skos:definition a owl:AnnotationProperty.
thb:Norm a owl:Class; rdfs:label "norm"@en; rdfs:isDefinedBy <https://w3id.org/thbgraph/ontology>;
    skos:definition "What somebody owes."@en.
thb:Obligation a owl:Class; rdfs:label "obligation"@en; rdfs:isDefinedBy <https://w3id.org/thbgraph/ontology>;
    skos:definition "A norm that binds."@en; rdfs:subClassOf thb:Norm.
thb:Actor a owl:Class; rdfs:label "actor"@en; rdfs:isDefinedBy <https://w3id.org/thbgraph/ontology>;
    skos:definition "Somebody who can owe."@en.
thb:hasBearer a owl:ObjectProperty; rdfs:label "has bearer"@en;
    skos:definition "Links a norm to its bearer."@en;
    rdfs:isDefinedBy <https://w3id.org/thbgraph/ontology>; rdfs:domain thb:Norm; rdfs:range thb:Actor.
thb:isPartOf a owl:ObjectProperty, owl:TransitiveProperty; rdfs:label "is part of"@en;
    skos:definition "Links a norm to a larger one."@en; rdfs:isDefinedBy <https://w3id.org/thbgraph/ontology>;
    rdfs:domain thb:Norm; rdfs:range thb:Norm.
thb:title a owl:DatatypeProperty; rdfs:label "title"@en; skos:definition "Gives the title of a norm."@en;
    rdfs:isDefinedBy <https://w3id.org/thbgraph/ontology>; rdfs:domain thb:Norm; rdfs:range rdfs:Literal.
"""

Finding = tuple[str, str, str]
"""Focus node, shape and severity, by their short names; a nameless focus node is []."""


def graph_of(turtle: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=HEAD + turtle, format="turtle")


@cache
def shapes_graph(name: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for each in ("prefixes", name):
        graph.parse(data.shapes_dir() / "ontology" / f"{each}.ttl")
    return graph


def findings(graph: rdflib.Graph, shapes: str) -> set[Finding]:
    """Return what the shapes of shapes/ontology/<shapes>.ttl find in an ontology."""
    # A copy each time: pySHACL writes into the shapes graph that it is given.
    copy = shapes_graph(shapes) + rdflib.Graph()
    _, report, _ = pyshacl.validate(graph, shacl_graph=copy, inference="none")
    return {finding(report, result) for result in report.objects(None, SH.result)}


def finding(report: rdflib.Graph, result: rdflib.term.Node) -> Finding:
    focus = report.value(result, SH.focusNode)
    shape = str(report.value(result, SH.sourceShape)).removeprefix(THBS)
    severity = str(report.value(result, SH.resultSeverity)).removeprefix(str(SH))
    name = "[]" if isinstance(focus, rdflib.BNode) else str(focus).removeprefix(THB)
    return name, shape, severity


def published_files() -> list:
    """Return the files of the published ontology: its topics and its vocabularies."""
    folder = data.ontology_dir()
    return sorted([*folder.glob("*.ttl"), *folder.glob("vocabularies/*.ttl")])


@cache
def published_ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in published_files():
        graph.parse(path)
    return graph
