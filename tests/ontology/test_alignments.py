"""Every foreign term that the alignments use exists where it comes from."""

from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import FOAF, PROV, QB, Namespace

PROJECT = Path(__file__).resolve().parents[2]
ALIGNMENTS = sorted((PROJECT / "ontology" / "alignments").glob("*.ttl"))

# Namespace -> reference copies, below the folder of the vocabularies.
COPIES = {
    "http://data.europa.eu/eli/ontology#": ["ontologies/eli-1.5.rdf"],
    "http://www.w3.org/ns/org#": ["ontologies/w3c-org.ttl", "ontologies/w3c-org.nq"],
    "http://data.europa.eu/m8g/": ["cpov-2.1.2/core-public-organisation-ap.ttl"],
    "http://data.europa.eu/2qy/rrmv#": ["rrmv-1.0.0/rrmv.ttl"],
    "http://publications.europa.eu/resource/authority/resource-type/": ["authority/resourcetypes-skos.rdf"],
    "http://publications.europa.eu/resource/authority/corporate-body-classification/": [
        "authority/corporate-body-classification-skos.rdf"
    ],
}
# rdflib carries these vocabularies as closed lists of terms, made from their published files.
CLOSED = {str(namespace): namespace for namespace in (PROV, FOAF, QB)}
# No copy of these is at hand: their terms are listed here as they were looked up in the published specifications.
LOOKED_UP = {
    Namespace("http://www.w3.org/ns/oa#"): {"SpecificResource", "hasSource"},
    Namespace("https://w3id.org/dpv#"): {"Obligation", "Permission", "Prohibition", "Rule"},
}
OWN_OR_BASIC = (
    "https://w3id.org/thbgraph/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/2004/02/skos/core#",
    "http://purl.org/dc/terms/",
)


def foreign_terms(path: Path) -> set[str]:
    terms = {str(node) for triple in Graph().parse(path) for node in triple if isinstance(node, URIRef)}
    return {term for term in terms if not term.startswith(OWN_OR_BASIC)}


@cache
def terms_of_copy(path: Path) -> frozenset[str]:
    graph = Graph()
    graph.parse(path, format={".rdf": "xml", ".ttl": "turtle", ".nq": "nquads"}[path.suffix])
    return frozenset(str(subject) for subject in graph.subjects() if isinstance(subject, URIRef))


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_foreign_terms_exist_in_the_reference_copies(path: Path, shared: Path) -> None:
    terms = foreign_terms(path)
    assert terms
    unknown = set()
    for term in terms:
        copies = next((files for namespace, files in COPIES.items() if term.startswith(namespace)), None)
        if copies:
            if not any(term in terms_of_copy(shared / "vocabularies" / copy) for copy in copies):
                unknown.add(term)
            continue
        closed = next((ns for iri, ns in CLOSED.items() if term.startswith(iri)), None)
        listed = next((names for ns, names in LOOKED_UP.items() if term.startswith(str(ns))), None)
        if closed is not None:
            known = URIRef(term) in closed
        else:
            known = listed is not None and any(term.endswith("#" + name) for name in listed)
        if not known:
            unknown.add(term)
    assert unknown == set()


def test_every_term_of_ours_in_the_alignments_exists() -> None:
    own = Graph()
    for path in (PROJECT / "ontology").glob("*.ttl"):
        own.parse(path)
    for path in (PROJECT / "ontology" / "vocabularies").glob("*.ttl"):
        own.parse(path)
    declared = {str(subject) for subject in own.subjects()}
    used = {
        str(node)
        for path in ALIGNMENTS
        for triple in Graph().parse(path)
        for node in triple
        if str(node).startswith(
            ("https://w3id.org/thbgraph/ontology#", "https://w3id.org/thbgraph/vocabulary/")
        )
    }
    assert used - declared == set()


def test_no_alignment_relates_a_class_of_ours_to_one_of_another_kind() -> None:
    """A class is aligned with a class and a property with a property."""
    for path in ALIGNMENTS:
        graph = Graph().parse(path)
        sub_class, sub_property = (
            URIRef("http://www.w3.org/2000/01/rdf-schema#" + name) for name in ("subClassOf", "subPropertyOf")
        )
        assert all(str(s).split("#")[1][0].isupper() for s in graph.subjects(sub_class))
        assert all(str(s).split("#")[1][0].islower() for s in graph.subjects(sub_property))
