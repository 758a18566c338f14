"""A description-logic reasoner finds the ontology consistent, and finds contradictions planted in it.

The axioms of disjointness join the published ontology here alone: without them nothing could contradict.
"""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from ontology_builders import HEAD
from reasoning import for_hermit, is_consistent, needs_java, unsatisfiable_classes

from thbgraph import data
from thbgraph.records.context import Context
from thbgraph.records.reader import load_record

pytestmark = needs_java

SOUND = """
<urn:x:duty> a thb:Obligation; thb:hasNamedBearer <urn:x:body>; thb:hasDeadline <urn:x:deadline>;
    thb:hasEvidence <urn:x:evidence>.
<urn:x:body> a thb:Body. <urn:x:deadline> a thb:Deadline; thb:dueDate "2006-12-31"^^xsd:date.
<urn:x:evidence> a thb:Evidence; thb:isFoundIn <urn:x:document>. <urn:x:document> a thb:Document.
"""
PLANTED = {
    "a thing that is norm and actor": "<urn:x:duty> a thb:Body.",
    "a deadline on a body": "<urn:x:body> thb:hasDeadline <urn:x:deadline>.",
    "an evidence that is an event": "<urn:x:evidence> a thb:Event.",
    "a document as bearer": "<urn:x:duty> thb:hasNamedBearer <urn:x:document>.",
    "a norm found in a norm": "<urn:x:evidence> thb:isFoundIn <urn:x:duty>.",
    "a body that is a State": "<urn:x:body> a thb:State.",
}


def axioms(*folders: str) -> str:
    paths = [path for folder in folders for path in sorted((data.ontology_dir() / folder).glob("*.ttl"))]
    return "\n".join(ntriples(path.read_text(encoding="utf-8")) for path in paths)


def ntriples(turtle: str) -> str:
    quads = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES).decode()


@pytest.fixture(scope="module")
def tbox() -> str:
    return axioms(".", "disjointness")


def test_every_class_is_satisfiable(tbox: str):
    assert unsatisfiable_classes(tbox) == set()


def test_a_class_below_two_disjoint_ones_is_found_unsatisfiable(tbox: str):
    planted = ntriples(HEAD + "<urn:x:Both> a owl:Class; rdfs:subClassOf thb:Norm, thb:Actor.")
    assert unsatisfiable_classes(tbox + planted) == {"urn:x:Both"}


def test_sound_facts_and_the_vocabularies_are_consistent(tbox: str):
    assert is_consistent(tbox + axioms("vocabularies") + ntriples(HEAD + SOUND))


@pytest.mark.parametrize("contradiction", PLANTED.values(), ids=PLANTED)
def test_a_planted_contradiction_is_found(tbox: str, contradiction: str):
    assert not is_consistent(tbox + ntriples(HEAD + SOUND + contradiction))


def test_the_records_of_a_document_are_consistent_with_the_ontology(tbox: str):
    """With its domains and ranges, which the build leaves out: here they are what could contradict."""
    context = Context.load(data.build_dir() / "context.jsonld")
    folder = data.build_dir() / "records"
    paths = [*folder.glob("[!d]*/**/*.yaml"), *folder.glob("documents/council_16633_06/**/*.yaml")]
    quads = b"".join(load_record(path, context).nquads for path in sorted(paths))
    facts = ox.serialize(
        {quad.triple for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS)}, format=ox.RdfFormat.N_TRIPLES
    )
    assert len(quads) > 0
    assert is_consistent(tbox + axioms("vocabularies") + facts.decode())


def test_dates_reach_the_reasoner_as_strings():
    line = '<urn:x:d> <urn:x:due> "2006-12-31"^^<http://www.w3.org/2001/XMLSchema#date> .'
    assert for_hermit(line) == '<urn:x:d> <urn:x:due> "2006-12-31" .'
