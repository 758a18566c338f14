"""Each constraint component, on data that passes and data that fails, finds what pySHACL finds."""

from __future__ import annotations

import pytest
from shacl_builders import ONTOLOGY, found, shapes_of, store_of

from thbgraph.validation import validate
from thbgraph.validation.reference import pyshacl_validate

# name: constraint on ex:p of ex:x, a value that passes, a value that fails, what is found
VALUES = {
    "class": (
        "sh:class ex:Actor",
        "ex:body",
        "ex:other, 'text'",
        {("x", "p", "other"), ("x", "p", '"text"')},
    ),
    "nodeKind IRI": ("sh:nodeKind sh:IRI", "ex:a", "'a'", {("x", "p", '"a"')}),
    "nodeKind Literal": ("sh:nodeKind sh:Literal", "1", "ex:a", {("x", "p", "a")}),
    "nodeKind BlankNodeOrIRI": ("sh:nodeKind sh:BlankNodeOrIRI", "ex:a", "'a'@en", {("x", "p", '"a"@en')}),
    "datatype": (
        "sh:datatype xsd:string",
        "'a'",
        "'a'@en, 1",
        {("x", "p", '"a"@en'), ("x", "p", '"1"^^<integer')},
    ),
    "datatype langString": ("sh:datatype rdf:langString", "'a'@en", "'a'", {("x", "p", '"a"')}),
    "datatype date": (
        "sh:datatype xsd:date",
        "'2024-02-29'^^xsd:date, '2024-02-29Z'^^xsd:date",
        "'2024-02-30'^^xsd:date",
        {("x", "p", '"2024-02-30"^^<date')},
    ),
    "datatype integer": (
        "sh:datatype xsd:integer",
        "7, 123456789012345678901234567890",
        "'7a'^^xsd:integer, 7.5",
        {("x", "p", '"7a"^^<integer'), ("x", "p", '"7.5"^^<decimal')},
    ),
    "datatype boolean": (
        "sh:datatype xsd:boolean",
        "true",
        "'yes'^^xsd:boolean",
        {("x", "p", '"yes"^^<boolean')},
    ),
    "datatype gYear": (
        "sh:datatype xsd:gYear",
        "'2006'^^xsd:gYear",
        "2006",
        {("x", "p", '"2006"^^<integer')},
    ),
    "datatype duration": (
        "sh:datatype xsd:duration",
        "'P1Y2M'^^xsd:duration",
        "'1 year'^^xsd:duration",
        {("x", "p", '"1 year"^^<duration')},
    ),
    "datatype anyURI": ("sh:datatype xsd:anyURI", "'a:b'^^xsd:anyURI", "'a:b'", {("x", "p", '"a:b"')}),
    "minInclusive": (
        "sh:minInclusive 3",
        "3, 3.5",
        "2, 'a', ex:a",
        {("x", "p", '"2"^^<integer'), ("x", "p", '"a"'), ("x", "p", "a")},
    ),
    "minExclusive": ("sh:minExclusive 3", "4", "3", {("x", "p", '"3"^^<integer')}),
    "maxInclusive": (
        "sh:maxInclusive '2006-12-31'^^xsd:date",
        "'2006-12-31'^^xsd:date",
        "'2007-01-01'^^xsd:date",
        {("x", "p", '"2007-01-01"^^<date')},
    ),
    "maxExclusive": ("sh:maxExclusive 3", "2.5", "3", {("x", "p", '"3"^^<integer')}),
    "minLength": ("sh:minLength 3", "'abc'", "'ab'@en", {("x", "p", '"ab"@en')}),
    "maxLength": ("sh:maxLength 2", "'ab'", "'abc'", {("x", "p", '"abc"')}),
    "pattern": ("sh:pattern '^a'", "'ab'", "'ba'", {("x", "p", '"ba"')}),
    "pattern with flags": ("sh:pattern '^A$' ; sh:flags 'i'", "'a'", "'b'", {("x", "p", '"b"')}),
    "pattern that looks ahead": ("sh:pattern '^(?!x)'", "'a'", "'xa'", {("x", "p", '"xa"')}),
    "languageIn": (
        "sh:languageIn ( 'en' 'fr' )",
        "'a'@en-GB",
        "'a'@de, 'a'",
        {("x", "p", '"a"@de'), ("x", "p", '"a"')},
    ),
    "in": ("sh:in ( ex:a 'b'@en 1 )", "ex:a, 'b'@en, 1", "'b', ex:c", {("x", "p", '"b"'), ("x", "p", "c")}),
    "minCount": ("sh:minCount 2", "1, 2", "1", {("x", "p", "")}),
    "maxCount 0": ("sh:maxCount 0", "", "1", {("x", "p", "")}),
    "maxCount 1": ("sh:maxCount 1", "1", "1, 'a'", {("x", "p", "")}),
    "maxCount 2": ("sh:maxCount 2", "1, 2", "1, 2, 3", {("x", "p", "")}),
    "hasValue": ("sh:hasValue 'a'@en", "'a'@en, 'b'", "'a'", {("x", "p", "")}),
    "uniqueLang": ("sh:uniqueLang true", "'a'@en, 'b'@fr, 'c', 'd'", "'a'@en, 'b'@en", {("x", "p", "")}),
    "equals": ("sh:equals ex:q", "1", "2", {("x", "p", '"2"^^<integer'), ("x", "p", '"1"^^<integer')}),
    "disjoint": ("sh:disjoint ex:q", "2", "1, 2", {("x", "p", '"1"^^<integer')}),
    "lessThan": ("sh:lessThan ex:q", "0", "1, 'a'", {("x", "p", '"1"^^<integer'), ("x", "p", '"a"')}),
    "lessThanOrEquals": ("sh:lessThanOrEquals ex:q", "1", "2", {("x", "p", '"2"^^<integer')}),
    "node": ("sh:node ex:Named", "ex:body", "ex:other", {("x", "p", "other")}),
    "property": ("sh:property ex:Named-name", "ex:body", "ex:other", {("other", "name", "")}),
    "not": ("sh:not ex:Named", "ex:other", "ex:body", {("x", "p", "body")}),
    "and": ("sh:and ( ex:Named [ sh:class ex:Actor ] )", "ex:body", "ex:other", {("x", "p", "other")}),
    "or": (
        "sh:or ( [ sh:class ex:Actor ] [ sh:datatype xsd:date ] )",
        "ex:body, '2006-01-01'^^xsd:date",
        "ex:other, '2006-02-30'^^xsd:date",
        {("x", "p", "other"), ("x", "p", '"2006-02-30"^^<date')},
    ),
    "xone": (
        "sh:xone ( ex:Named [ sh:class ex:Actor ] )",
        "ex:named",
        "ex:body, ex:other",
        {("x", "p", "body"), ("x", "p", "other")},
    ),
    "qualifiedMinCount": (
        "sh:qualifiedValueShape ex:Named ; sh:qualifiedMinCount 1",
        "ex:body, ex:other",
        "ex:other",
        {("x", "p", "")},
    ),
    "qualifiedMaxCount": (
        "sh:qualifiedValueShape ex:Named ; sh:qualifiedMaxCount 1",
        "ex:body, ex:other",
        "ex:body, ex:named",
        {("x", "p", "")},
    ),
}
NAMED = (
    "ex:Named a sh:NodeShape ; sh:property ex:Named-name . ex:Named-name sh:path ex:name ; sh:minCount 1 . "
)
KNOWN = "ex:x ex:q 1 . ex:body a ex:Body ; ex:name 'b' . ex:named ex:name 'n' . ex:body ex:part ex:body . "


@pytest.mark.parametrize("name", VALUES)
def test_component_accepts_what_conforms_and_reports_what_does_not(name: str) -> None:
    constraint, good, bad, expected = VALUES[name]
    shapes = shapes_of(
        NAMED + f"ex:S sh:targetNode ex:x ; sh:property ex:P . ex:P sh:path ex:p ; {constraint} ."
    )
    right = store_of(KNOWN + (f"ex:x ex:p {good} ." if good else ""), ONTOLOGY)
    wrong = store_of(KNOWN + f"ex:x ex:p {bad} .", ONTOLOGY)
    assert found(validate(right, shapes, fallback="refuse")) == set()
    report = validate(wrong, shapes, fallback="refuse")
    assert found(report) == expected
    assert report.keys == pyshacl_validate(wrong, shapes).keys


# name: constraint on the node itself, what is found on ex:x (of which KNOWN_X is said)
NODES = {
    "class": ("sh:class ex:Norm", {("x", "", "x")}),
    "nodeKind": ("sh:nodeKind sh:Literal", {("x", "", "x")}),
    "in": ("sh:in ( ex:y )", {("x", "", "x")}),
    "hasValue": ("sh:hasValue ex:y", {("x", "", "")}),
    "equals": ("sh:equals ex:same", {("x", "", "x"), ("x", "", "y")}),
    "disjoint": ("sh:disjoint ex:self", {("x", "", "x")}),
    "pattern": ("sh:pattern 'y$'", {("x", "", "x")}),
    "closed": (
        "sh:closed true ; sh:ignoredProperties ( rdf:type ex:same ) ; sh:property [ sh:path ex:self ]",
        {("x", "open", '"1"^^<integer')},
    ),
    "closed false": ("sh:closed false", set()),
    "not": ("sh:not [ sh:nodeKind sh:IRI ]", {("x", "", "x")}),
    "or": (
        "sh:or ( [ sh:class ex:Norm ] [ sh:property [ sh:path ex:none ; sh:minCount 1 ] ] )",
        {("x", "", "x")},
    ),
    "xone": (
        "sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:property [ sh:path ex:open ; sh:maxCount 1 ] ] )",
        {("x", "", "x")},
    ),
    "node": ("sh:node [ sh:property [ sh:path ex:open ; sh:minCount 2 ] ]", {("x", "", "x")}),
    "deactivated": ("sh:class ex:Norm ; sh:deactivated true", set()),
}
KNOWN_X = "ex:x a ex:Thing ; ex:same ex:y ; ex:self ex:x ; ex:open 1 ."


@pytest.mark.parametrize("name", NODES)
def test_component_on_a_node_shape_has_the_focus_node_as_value(name: str) -> None:
    constraint, expected = NODES[name]
    shapes = shapes_of(f"ex:S a sh:NodeShape ; sh:targetNode ex:x ; {constraint} .")
    store = store_of(KNOWN_X)
    report = validate(store, shapes, fallback="refuse")
    assert found(report) == expected
    assert report.keys == pyshacl_validate(store, shapes).keys


PATHS = {
    "inverse": ("[ sh:inversePath ex:p ]", "ex:y ex:p ex:x .", {"y"}),
    "sequence": ("( ex:p ex:q )", "ex:x ex:p ex:y . ex:y ex:q ex:z .", {"z"}),
    "alternative": ("[ sh:alternativePath ( ex:p ex:q ) ]", "ex:x ex:p ex:y ; ex:q ex:z .", {"y", "z"}),
    "zero or more": ("[ sh:zeroOrMorePath ex:p ]", "ex:x ex:p ex:y . ex:y ex:p ex:x .", {"x", "y"}),
    "one or more": ("[ sh:oneOrMorePath ex:p ]", "ex:x ex:p ex:y . ex:y ex:p ex:z .", {"y", "z"}),
    "zero or one": ("[ sh:zeroOrOnePath ex:p ]", "ex:x ex:p ex:y . ex:y ex:p ex:z .", {"x", "y"}),
}


@pytest.mark.parametrize("name", PATHS)
def test_path_leads_to_its_value_nodes(name: str) -> None:
    path, data, reached = PATHS[name]
    shapes = shapes_of(
        f"ex:S sh:targetNode ex:x ; sh:property ex:P . ex:P sh:path {path} ; sh:in ( ex:none ) ."
    )
    store = store_of(data)
    report = validate(store, shapes, fallback="refuse")
    assert {value for _, _, value in found(report)} == reached
    assert report.keys == pyshacl_validate(store, shapes).keys


def test_inverse_of_a_sequence_is_followed_although_pyshacl_does_not() -> None:
    shapes = shapes_of(
        "ex:S sh:targetNode ex:x ; sh:property ex:P . "
        "ex:P sh:path [ sh:inversePath ( ex:p ex:q ) ] ; sh:in ( ex:none ) ."
    )
    store = store_of("ex:y ex:p ex:z . ex:z ex:q ex:x .")
    assert {value for _, _, value in found(validate(store, shapes, fallback="refuse"))} == {"y"}
    assert len(pyshacl_validate(store, shapes)) == 0


TARGETS = {
    "class": ("ex:S sh:targetClass ex:Actor .", {"s", "b"}),
    "several classes": ("ex:S sh:targetClass ex:Norm, ex:Body .", {"b", "n"}),
    "node": ("ex:S sh:targetNode ex:absent, 'text' .", {"absent", '"text"'}),
    "subjects of": ("ex:S sh:targetSubjectsOf ex:p .", {"s"}),
    "objects of": ("ex:S sh:targetObjectsOf ex:p .", {"b", '"text"'}),
    "implicit class": ("ex:S a rdfs:Class, sh:NodeShape .", {"own"}),
    "two kinds": ("ex:S sh:targetClass ex:Norm ; sh:targetSubjectsOf ex:p .", {"n", "s"}),
}


@pytest.mark.parametrize("name", TARGETS)
def test_target_selects_its_focus_nodes(name: str) -> None:
    target, expected = TARGETS[name]
    shapes = shapes_of(target + " ex:S a sh:NodeShape ; sh:in ( ex:none ) .")
    data = "ex:s a ex:State ; ex:p ex:b, 'text' . ex:b a ex:Body . ex:n a ex:Norm . ex:own a ex:S ."
    store = store_of(data, ONTOLOGY)
    report = validate(store, shapes, fallback="refuse")
    assert {focus for focus, _, _ in found(report)} == expected
    assert report.keys == pyshacl_validate(store, shapes).keys
    limited = validate(store, shapes, focus=["http://example.org/s"], fallback="refuse")
    assert {focus for focus, _, _ in found(limited)} == expected & {"s"}
