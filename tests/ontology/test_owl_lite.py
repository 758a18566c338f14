"""The ontology is in OWL Lite proper, and the shapes that say so find what is not."""

from __future__ import annotations

import pytest
from ontology_builders import GOOD, ONTOLOGY, findings, graph_of, published_ontology

LITE = "owl-lite"

ONE = '"1"^^xsd:nonNegativeInteger'
ALLOWED = {
    "a restriction to 0 or 1": (
        f"thb:Norm rdfs:subClassOf [ a owl:Restriction; owl:onProperty thb:title; owl:maxCardinality {ONE} ]."
    ),
    "all values from a named class": (
        "thb:Norm rdfs:subClassOf "
        "[ a owl:Restriction; owl:onProperty thb:hasBearer; owl:allValuesFrom thb:Actor ]."
    ),
    "an intersection of named classes": (
        "thb:Both a owl:Class; owl:equivalentClass [ a owl:Class; owl:intersectionOf (thb:Norm thb:Actor) ]."
    ),
    "equivalent named classes": "thb:Duty a owl:Class; owl:equivalentClass thb:Obligation.",
    "a typed foreign class and individual": "skos:Concept a owl:Class. <http://e/x> a skos:Concept.",
    "inverses": "thb:bears a owl:ObjectProperty; owl:inverseOf thb:hasBearer.",
    "a functional datatype property": "thb:title a owl:FunctionalProperty.",
    "a sub-property of the same kind": "thb:owes a owl:ObjectProperty; rdfs:subPropertyOf thb:hasBearer.",
}

AXIOM, CLASS, UNTYPED = "OwlLite-NoForbiddenAxiom", "OwlLite-ClassAxiom", "OwlLite-UsedIndividual"
RESTRICTED = "a owl:Restriction; owl:onProperty thb:title"
PLANTED = {
    "oneOf": ("thb:Norm owl:oneOf (thb:a). thb:a a thb:Norm.", {("Norm", AXIOM)}),
    "unionOf": ("thb:Norm owl:unionOf (thb:Norm thb:Actor).", {("Norm", AXIOM)}),
    "complementOf": ("thb:Norm owl:complementOf thb:Actor.", {("Norm", AXIOM)}),
    "disjointWith": ("thb:Norm owl:disjointWith thb:Actor.", {("Norm", AXIOM)}),
    "hasKey": ("thb:Norm owl:hasKey (thb:title).", {("Norm", AXIOM)}),
    "propertyChainAxiom": (
        "thb:hasBearer owl:propertyChainAxiom (thb:isPartOf thb:hasBearer).",
        {("hasBearer", AXIOM)},
    ),
    "hasValue": (f'thb:Norm rdfs:subClassOf [ {RESTRICTED}; owl:hasValue "x" ].', {("[]", AXIOM)}),
    "DataRange": ("[] a owl:DataRange.", {("[]", "OwlLite-NoForbiddenType-type")}),
    "AllDisjointClasses": (
        "[] a owl:AllDisjointClasses; owl:members (thb:Norm thb:Actor).",
        {("[]", "OwlLite-NoForbiddenType-type")},
    ),
    "a cardinality of 2": (
        f'thb:Norm rdfs:subClassOf [ {RESTRICTED}; owl:minCardinality "2"^^xsd:nonNegativeInteger ].',
        {("[]", "OwlLite-Restriction-minCardinality")},
    ),
    "a cardinality of the wrong datatype": (
        f"thb:Norm rdfs:subClassOf [ {RESTRICTED}; owl:cardinality 1 ].",
        {("[]", "OwlLite-Restriction-cardinality")},
    ),
    "a restriction without a property": (
        'thb:Norm rdfs:subClassOf [ a owl:Restriction; owl:maxCardinality "1"^^xsd:nonNegativeInteger ].',
        {("[]", "OwlLite-Restriction-onProperty")},
    ),
    "a restriction with a name": (
        f"thb:R {RESTRICTED}; owl:someValuesFrom rdfs:Literal.",
        {("R", "OwlLite-Restriction")},
    ),
    "a nested nameless filler": (
        f"thb:Norm rdfs:subClassOf [ {RESTRICTED}; owl:allValuesFrom [ a owl:Class ] ].",
        {("[]", "OwlLite-Restriction-allValuesFrom")},
    ),
    "an undeclared super-class": ("thb:Norm rdfs:subClassOf thb:Thing.", {("Norm", f"{CLASS}-subClassOf")}),
    "a nameless super-class": (
        "thb:Norm rdfs:subClassOf [ a owl:Class ].",
        {("Norm", f"{CLASS}-subClassOf")},
    ),
    "a nameless equivalent class": (
        "thb:Norm owl:equivalentClass [ a owl:Class ].",
        {("Norm", f"{CLASS}-equivalentClass")},
    ),
    "a nameless sub-class": ("[ a owl:Class ] rdfs:subClassOf thb:Norm.", {("[]", CLASS)}),
    "an intersection with a nameless member": (
        "thb:Norm owl:intersectionOf (thb:Actor [ a owl:Class ]).",
        {("Norm", "OwlLite-Intersection-member")},
    ),
    "an undeclared domain": ("thb:title rdfs:domain thb:Thing.", {("title", "OwlLite-Domain-domain")}),
    "an undeclared range": (
        "thb:hasBearer rdfs:range thb:Thing.",
        {("hasBearer", "OwlLite-ObjectProperty-range")},
    ),
    "xsd:date, which OWL 2 has not": (
        "thb:title rdfs:range xsd:date.",
        {("title", "OwlLite-DatatypeProperty-range")},
    ),
    "an undeclared class of an individual": (
        "thb:x a skos:Concept.",
        {("http://www.w3.org/2004/02/skos/core#Concept", "OwlLite-UsedClass")},
    ),
    "a class that is also an individual": (
        "thb:Obligation a thb:Norm.",
        {("Obligation", "OwlLite-Class-type")},
    ),
    "a class that is also a property": (
        "thb:title a owl:Class.",
        {("title", "OwlLite-Class-type"), ("title", "OwlLite-DatatypeProperty-type")},
    ),
    "a property of two kinds": (
        "thb:hasBearer a owl:AnnotationProperty.",
        {
            ("hasBearer", "OwlLite-AnnotationProperty-domain"),
            ("hasBearer", "OwlLite-AnnotationProperty-range"),
            ("hasBearer", "OwlLite-AnnotationProperty-type"),
            ("hasBearer", "OwlLite-ObjectProperty-type"),
        },
    ),
    "an inverse-functional datatype property": (
        "thb:title a owl:InverseFunctionalProperty.",
        {("title", "OwlLite-ObjectPropertyOnly"), ("title", "OwlLite-DatatypeProperty-type")},
    ),
    "an inverse of a datatype property": (
        "thb:isTitleOf a owl:ObjectProperty; owl:inverseOf thb:title.",
        {("title", "OwlLite-ObjectPropertyOnly")},
    ),
    "a sub-property of another kind": (
        "thb:title rdfs:subPropertyOf thb:hasBearer.",
        {("title", "OwlLite-PropertyAxiom")},
    ),
    "a functional transitive property": (
        "thb:isPartOf a owl:FunctionalProperty.",
        {("isPartOf", "OwlLite-Transitive")},
    ),
    "a transitive property that implies a counted one": (
        "thb:isPartOf rdfs:subPropertyOf thb:hasBearer. thb:Norm rdfs:subClassOf "
        f"[ a owl:Restriction; owl:onProperty thb:hasBearer; owl:maxCardinality {ONE} ].",
        {("isPartOf", "OwlLite-Transitive")},
    ),
    "an undeclared annotation property": (
        'thb:Norm skos:example "x"@en.',
        {(ONTOLOGY, "OwlLite-UsedProperty")},
    ),
    "an undeclared property": ("thb:x a thb:Norm; thb:sees thb:x.", {(ONTOLOGY, "OwlLite-UsedProperty")}),
    "an untyped subject": ('thb:x thb:title "x".', {(ONTOLOGY, UNTYPED)}),
    "an untyped object": ("thb:x a thb:Norm; thb:hasBearer thb:y.", {(ONTOLOGY, UNTYPED)}),
    "an annotation property with a domain": (
        "skos:definition rdfs:domain thb:Norm.",
        {("http://www.w3.org/2004/02/skos/core#definition", "OwlLite-AnnotationProperty-domain")},
    ),
}


def test_the_tiny_ontology_is_in_owl_lite():
    assert findings(graph_of(GOOD), LITE) == set()


@pytest.mark.parametrize("more", ALLOWED.values(), ids=ALLOWED)
def test_what_owl_lite_allows_is_not_refused(more: str):
    assert findings(graph_of(GOOD + more), LITE) == set()


@pytest.mark.parametrize(("more", "expected"), PLANTED.values(), ids=PLANTED)
def test_what_is_outside_owl_lite_is_found(more: str, expected: set):
    assert findings(graph_of(GOOD + more), LITE) == {(*each, "Violation") for each in expected}


def test_the_published_ontology_is_in_owl_lite():
    assert findings(published_ontology(), LITE) == set()
