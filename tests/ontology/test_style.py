"""The ontology keeps its own style guide, and the shapes that say so find what does not."""

from __future__ import annotations

import pytest
from ontology_builders import GOOD, findings, graph_of, published_ontology

STYLE = "style"
TERM = (
    'a owl:{kind}; rdfs:label "x"@en; skos:definition "What it is."@en;'
    "rdfs:isDefinedBy <https://w3id.org/thbgraph/ontology>"
)
CLASS = TERM.format(kind="Class")
PROPERTY = TERM.format(kind="ObjectProperty") + "; rdfs:domain thb:Norm; rdfs:range thb:Actor"
VALUE = TERM.format(kind="DatatypeProperty") + "; rdfs:domain thb:Norm; rdfs:range rdfs:Literal"

PLANTED = {
    "a second label": ('thb:Norm rdfs:label "rule"@en.', {("Norm", "Style-Term-label", "Violation")}),
    "no definition and no label": (
        "thb:Thing a owl:Class; rdfs:isDefinedBy <https://w3id.org/thbgraph/ontology>.",
        {("Thing", "Style-Term-label", "Violation"), ("Thing", "Style-Term-definition", "Violation")},
    ),
    "a label in another language": (
        f"thb:Thing {CLASS.replace('@en', '@fr', 1)}.",
        {("Thing", "Style-Term-label", "Violation")},
    ),
    "a definition without a full stop": (
        f"thb:Thing {CLASS.replace('is.', 'is')}.",
        {("Thing", "Style-Term-definition", "Violation")},
    ),
    "a definition of one word": (
        f"thb:Thing {CLASS.replace('What it is.', 'Thing.')}.",
        {("Thing", "Style-Term-definition", "Violation")},
    ),
    "no isDefinedBy": ("thb:Thing a owl:Class.", {("Thing", "Style-DefinedBy", "Violation")}),
    "defined by another ontology": (
        f"thb:Thing {CLASS.replace('thbgraph/ontology', 'other')}.",
        {("Thing", "Style-Term-isDefinedBy", "Violation")},
    ),
    "no domain": (
        f"thb:hasThing {PROPERTY.replace('rdfs:domain thb:Norm;', '')}.",
        {("hasThing", "Style-Domain", "Violation")},
    ),
    "two domains": ("thb:title rdfs:domain thb:Actor.", {("title", "Style-Domain", "Violation")}),
    "no range": (
        f"thb:thing {VALUE.replace('; rdfs:range rdfs:Literal', '')}.",
        {("thing", "Style-Range", "Violation")},
    ),
    "a class in lower case": (f"thb:thing {CLASS}.", {("thing", "Style-ClassName", "Violation")}),
    "a class with a hyphen": (f"thb:Any-Thing {CLASS}.", {("Any-Thing", "Style-ClassName", "Violation")}),
    "a property in upper case": (f"thb:Thing {VALUE}.", {("Thing", "Style-PropertyName", "Violation")}),
    "an object property that is a noun": (
        f"thb:bearer {PROPERTY}.",
        {("bearer", "Style-ObjectPropertyVerb", "Warning")},
    ),
    "a datatype property that is a verb": (
        f"thb:hasTitle {VALUE}.",
        {("hasTitle", "Style-DatatypePropertyNoun", "Warning")},
    ),
}
KEPT = {
    "verbs in the third person": f"thb:concerns {PROPERTY}. thb:leavesOpen {PROPERTY}. thb:mayGo {PROPERTY}.",
    "a foreign class": "skos:Concept a owl:Class.",
    "foreign properties": "skos:broader a owl:ObjectProperty. skos:notation a owl:DatatypeProperty.",
    "a property of yes or no": f"thb:isKnown {VALUE.replace('rdfs:Literal', 'xsd:boolean')}.",
}


def test_the_tiny_ontology_keeps_the_style():
    assert findings(graph_of(GOOD), STYLE) == set()


@pytest.mark.parametrize("more", KEPT.values(), ids=KEPT)
def test_what_the_style_allows_is_not_reported(more: str):
    assert findings(graph_of(GOOD + more), STYLE) == set()


@pytest.mark.parametrize(("more", "expected"), PLANTED.values(), ids=PLANTED)
def test_what_breaks_the_style_is_found(more: str, expected: set):
    assert findings(graph_of(GOOD + more), STYLE) == expected


def test_the_published_ontology_keeps_the_style():
    assert findings(published_ontology(), STYLE) == set()
