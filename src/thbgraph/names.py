"""The names that hold the graph together: namespaces, prefixes and the graphs of the data set.

Every IRI of the project starts here, so that a namespace is spelt once. Nothing is imported: this module
is read at every start of the command line.
"""

from __future__ import annotations

__all__ = [
    "GRAPH",
    "GRAPH_ACTORS",
    "GRAPH_BUILD",
    "GRAPH_INFERRED",
    "GRAPH_INSTRUMENTS",
    "GRAPH_ONTOLOGY",
    "GRAPH_RESOURCES",
    "PREFIXES",
    "RDF_TYPE",
    "THB",
    "THBD",
    "THBS",
    "THBV",
    "expand",
    "shorten",
]

THB = "https://w3id.org/thbgraph/ontology#"
THBS = "https://w3id.org/thbgraph/shapes#"
THBV = "https://w3id.org/thbgraph/vocabulary/"
THBD = "https://w3id.org/thbgraph/id/"

GRAPH = THBD + "graph/"
GRAPH_ONTOLOGY = GRAPH + "ontology"
GRAPH_RESOURCES = GRAPH + "resources"
GRAPH_ACTORS = GRAPH + "actors"
GRAPH_INSTRUMENTS = GRAPH + "instruments"
GRAPH_INFERRED = GRAPH + "inferred"
GRAPH_BUILD = GRAPH + "build"

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

PREFIXES = {
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rrmv": "http://data.europa.eu/2qy/rrmv#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "thb": THB,
    "thbd": THBD,
    "thbs": THBS,
    "thbv": THBV,
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def expand(curie: str) -> str:
    """Return the IRI that a prefixed name stands for; KeyError where the prefix is not one of PREFIXES."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """Return a prefixed name for the eye, or the IRI itself where no prefix fits.

    The result is for people: local parts keep their slashes, so it is not always valid Turtle.
    """
    for prefix, namespace in _LONGEST_FIRST:
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
