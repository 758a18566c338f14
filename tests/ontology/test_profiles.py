"""The ontology is in OWL 2 RL: pyowl2-profiles says so, and so does a list of what RL axioms are made of."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from ontology_builders import GOOD, HEAD, published_files
from pyowl2_profiles import detect_profiles

from thbgraph.graph.inference import Rules
from thbgraph.graph.tbox import UnsupportedAxiomError


def store_of(*turtle: str) -> ox.Store:
    store = ox.Store()
    for text in turtle:
        store.load(text, format=ox.RdfFormat.TURTLE)
    return store


def violations(store: ox.Store) -> dict[str, int]:
    """Return what pyowl2-profiles has against OWL 2 RL, the DL conditions that it presupposes included."""
    profiles = detect_profiles(store)
    return profiles["rl"]["violations_by_axiom_type"] | profiles["dl"]["violations_by_axiom_type"]


def published() -> ox.Store:
    return store_of(*(path.read_text(encoding="utf-8") for path in published_files()))


OUTSIDE = {
    "some values from, above": "thb:Norm rdfs:subClassOf [ a owl:Restriction; owl:onProperty thb:hasBearer; "
    "owl:someValuesFrom thb:Actor ].",
    "a minimal cardinality": "thb:Norm rdfs:subClassOf [ a owl:Restriction; owl:onProperty thb:hasBearer; "
    'owl:minCardinality "1"^^xsd:nonNegativeInteger ].',
    "a union, above": "thb:Norm rdfs:subClassOf [ a owl:Class; owl:unionOf (thb:Norm thb:Actor) ].",
    "a reflexive property": "thb:hasBearer a owl:ReflexiveProperty.",
}


def test_the_published_ontology_is_in_rl_by_pyowl2_profiles():
    store = published()
    assert violations(store) == {}
    assert detect_profiles(store)["rl"]["in_profile"]


@pytest.mark.parametrize("more", OUTSIDE.values(), ids=OUTSIDE)
def test_pyowl2_profiles_finds_what_is_outside_rl(more: str):
    assert not detect_profiles(store_of(HEAD + GOOD + more))["rl"]["in_profile"]


def test_the_published_ontology_has_only_axioms_that_the_graph_is_inferred_with():
    # Each of these is an RL axiom between named terms, so what compiles is in RL by construction.
    assert Rules.compile(published()).derived_predicates


@pytest.mark.parametrize("more", OUTSIDE.values(), ids=OUTSIDE)
def test_what_is_outside_rl_does_not_compile(more: str):
    with pytest.raises(UnsupportedAxiomError):
        Rules.compile(store_of(HEAD + GOOD + more))
