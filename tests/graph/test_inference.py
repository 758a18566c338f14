"""What each axiom gives, that nothing asserted is repeated, and that other axioms are refused."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from inference_builders import EX, INFERRED, inferred, lines, lines_of, rules_of, store_of, triples

from thbgraph import data
from thbgraph.errors import ThbgraphError
from thbgraph.graph.inference import Rules
from thbgraph.graph.tbox import UnsupportedAxiomError

SINGLE_AXIOMS = {
    "sub-class": ("ex:A rdfs:subClassOf ex:B.", "ex:i a ex:A.", "ex:i a ex:B."),
    "sub-class chain": (
        "ex:A rdfs:subClassOf ex:B. ex:B rdfs:subClassOf ex:C.",
        "ex:i a ex:A.",
        "ex:i a ex:B, ex:C.",
    ),
    "equivalent class": ("ex:A owl:equivalentClass ex:B.", "ex:i a ex:B.", "ex:i a ex:A."),
    "sub-property": ("ex:p rdfs:subPropertyOf ex:q.", "ex:i ex:p ex:j.", "ex:i ex:q ex:j."),
    "sub-property of a literal": ("ex:p rdfs:subPropertyOf ex:q.", 'ex:i ex:p "x"@en.', 'ex:i ex:q "x"@en.'),
    "equivalent property": ("ex:p owl:equivalentProperty ex:q.", "ex:i ex:q ex:j.", "ex:i ex:p ex:j."),
    "inverse": ("ex:p owl:inverseOf ex:q.", "ex:i ex:q ex:j.", "ex:j ex:p ex:i."),
    "symmetric": ("ex:p a owl:SymmetricProperty.", "ex:i ex:p ex:j.", "ex:j ex:p ex:i."),
    "transitive": ("ex:p a owl:TransitiveProperty.", "ex:i ex:p ex:j. ex:j ex:p ex:k.", "ex:i ex:p ex:k."),
    "transitive circle": (
        "ex:p a owl:TransitiveProperty.",
        "ex:i ex:p ex:j. ex:j ex:p ex:i.",
        "ex:i ex:p ex:i. ex:j ex:p ex:j.",
    ),
    "inverse of sub-property": (
        "ex:p rdfs:subPropertyOf ex:q. ex:q owl:inverseOf ex:r.",
        "ex:i ex:p ex:j.",
        "ex:i ex:q ex:j. ex:j ex:r ex:i.",
    ),
    "sub-property of a transitive one": (
        "ex:p rdfs:subPropertyOf ex:q. ex:q a owl:TransitiveProperty.",
        "ex:i ex:p ex:j. ex:j ex:p ex:k.",
        "ex:i ex:q ex:j, ex:k. ex:j ex:q ex:k.",
    ),
    "transitive that implies a transitive one": (
        "ex:z a owl:TransitiveProperty; rdfs:subPropertyOf ex:b. ex:b a owl:TransitiveProperty.",
        "ex:i ex:z ex:j. ex:j ex:z ex:k. ex:k ex:b ex:l.",
        "ex:i ex:z ex:k; ex:b ex:j, ex:k, ex:l. ex:j ex:b ex:k, ex:l.",
    ),
}
TYPES = {
    "domain": ("ex:p rdfs:domain ex:A. ex:A rdfs:subClassOf ex:B.", "ex:i ex:p 1.", "ex:i a ex:A, ex:B."),
    "range": ("ex:p rdfs:range ex:A.", "ex:i ex:p ex:j, 1.", "ex:j a ex:A."),
    "a datatype is no class": (
        "ex:p rdfs:range <http://www.w3.org/2001/XMLSchema#string>.",
        "ex:i ex:p ex:j.",
        "",
    ),
    # The chain that one pass in the order of writing would miss: the domain comes first, what feeds it last.
    "inverse of transitive feeding a domain": (
        "ex:a rdfs:domain ex:A; owl:inverseOf ex:b. ex:c rdfs:subPropertyOf ex:b. "
        "ex:b a owl:TransitiveProperty.",
        "ex:i ex:c ex:j. ex:j ex:c ex:k.",
        "ex:i ex:b ex:j, ex:k. ex:j ex:b ex:k; ex:a ex:i; a ex:A. ex:k ex:a ex:i, ex:j; a ex:A.",
    ),
}


@pytest.mark.parametrize(("axioms", "given", "expected"), SINGLE_AXIOMS.values(), ids=SINGLE_AXIOMS)
def test_what_an_axiom_gives(axioms: str, given: str, expected: str):
    assert inferred(rules_of(axioms), triples(given)) == lines(expected)


@pytest.mark.parametrize(("axioms", "given", "expected"), TYPES.values(), ids=TYPES)
def test_what_domains_and_ranges_give_when_asked_for(axioms: str, given: str, expected: str):
    assert inferred(rules_of(axioms, domains_and_ranges=True), triples(given)) == lines(expected)


def test_domains_and_ranges_give_nothing_unless_asked_for():
    rules = rules_of("ex:p rdfs:domain ex:A; rdfs:range ex:B.")
    assert inferred(rules, triples("ex:i ex:p ex:j.")) == set()


def test_triples_of_different_graphs_chain():
    rules = rules_of("ex:p a owl:TransitiveProperty.")
    assert inferred(rules, triples("ex:i ex:p ex:j."), triples("ex:j ex:p ex:k.")) == lines("ex:i ex:p ex:k.")


def test_what_is_asserted_in_any_graph_is_not_repeated():
    rules = rules_of("ex:A rdfs:subClassOf ex:B. ex:p a owl:TransitiveProperty, owl:SymmetricProperty.")
    given = triples("ex:i a ex:A; ex:p ex:i, ex:j. ex:h a ex:A."), triples("ex:i a ex:B. ex:j ex:p ex:j.")
    assert inferred(rules, *given) == lines("ex:j ex:p ex:i. ex:h a ex:B.")


def test_a_second_application_adds_nothing():
    rules = rules_of("ex:A rdfs:subClassOf ex:B. ex:p a owl:TransitiveProperty; owl:inverseOf ex:q.")
    store = store_of(triples("ex:i a ex:A; ex:p ex:j. ex:j ex:p ex:k."))
    assert rules.apply(store, INFERRED) == 5
    before = lines_of(store)
    assert rules.apply(store, INFERRED) == 0
    assert lines_of(store) == before


def test_derived_predicates_are_those_that_triples_may_be_inferred_with():
    rules = rules_of(
        "ex:p rdfs:subPropertyOf ex:q. ex:q owl:inverseOf ex:r. ex:t a owl:TransitiveProperty. "
        "ex:A rdfs:subClassOf ex:B. ex:d rdfs:domain ex:A."
    )
    # ex:q too: ex:r gives it. ex:p follows from nothing.
    assert rules.derived_predicates == {EX + "q", EX + "r", EX + "t"}


def test_triples_outside_named_graphs_are_an_error():
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode(EX + "i"), ox.NamedNode(EX + "p"), ox.Literal("x")))
    with pytest.raises(ThbgraphError, match="outside named graphs"):
        rules_of("ex:A rdfs:subClassOf ex:B.").apply(store, INFERRED)


REFUSED = {
    "owl:FunctionalProperty": "ex:p a owl:FunctionalProperty.",
    "owl:InverseFunctionalProperty": "ex:p a owl:InverseFunctionalProperty.",
    "owl:hasKey": "ex:p owl:hasKey (ex:p).",
    "owl:propertyChainAxiom": "ex:p owl:propertyChainAxiom (ex:p ex:q).",
    "owl:sameAs": "ex:p owl:sameAs ex:q.",
    "owl:disjointWith": "ex:p owl:disjointWith ex:q.",
    "owl:unionOf": "ex:p owl:unionOf (ex:A ex:B).",
    "owl:oneOf": "ex:p owl:oneOf (ex:i ex:j).",
    "owl:AsymmetricProperty": "ex:p a owl:AsymmetricProperty.",
    "rdfs:subClassOf with a nameless class": "ex:p rdfs:subClassOf [].",
    "rdfs:range with a nameless class": "ex:p rdfs:range [].",
    "owl:Restriction": "ex:A rdfs:subClassOf ex:p. ex:p a owl:Restriction.",
    "rdfs:subPropertyOf with rdf:type": (
        "ex:p rdfs:subPropertyOf <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>."
    ),
    "rdfs:subClassOf with owl:Class": "ex:p rdfs:subClassOf owl:Class.",
    "rdfs:member": "ex:p rdfs:member ex:q.",
}


@pytest.mark.parametrize(("construct", "axiom"), REFUSED.items(), ids=REFUSED)
def test_an_axiom_outside_the_subset_is_refused_by_name(construct: str, axiom: str):
    with pytest.raises(UnsupportedAxiomError) as caught:
        rules_of(axiom)
    assert construct in caught.value.message
    assert EX + "p" in caught.value.message


def test_a_cardinality_is_refused():
    axiom = "ex:A rdfs:subClassOf [ a owl:Restriction; owl:onProperty ex:p; owl:maxCardinality 1 ]."
    with pytest.raises(UnsupportedAxiomError):
        rules_of(axiom)


def test_remarks_and_declarations_are_taken(tmp_path: Path):
    file = tmp_path / "tiny.ttl"
    file.write_text(
        "PREFIX ex: <http://example.org/> PREFIX owl: <http://www.w3.org/2002/07/owl#>"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        'ex: a owl:Ontology; owl:versionInfo "1".'
        'ex:A a owl:Class; rdfs:label "a"@en; rdfs:subClassOf owl:Thing, ex:B.'
    )
    assert inferred(Rules.compile([file]), triples("ex:i a ex:A.")) == lines("ex:i a ex:B.")


def test_turtle_that_does_not_parse_is_an_error_that_names_the_file(tmp_path: Path):
    file = tmp_path / "broken.ttl"
    file.write_text("ex:A a")
    with pytest.raises(ThbgraphError, match=r"broken\.ttl"):
        Rules.compile([file])


def test_the_projects_own_ontology_compiles_and_knows_the_sub_properties_of_its_bearers():
    rules = Rules.compile(sorted(data.ontology_dir().glob("*.ttl")))
    assert "https://w3id.org/thbgraph/ontology#hasBearer" in rules.derived_predicates
