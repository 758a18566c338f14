"""Inferred triples of the predicates named are not looked at: the gate sees what was asserted."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from shacl_builders import EX, RDF_TYPE, found, iri, shapes_of, store_of

from thbgraph.errors import UnsupportedShapeError
from thbgraph.validation import validate
from thbgraph.validation.reference import pyshacl_validate

INFERRED = (EX + "inferred", {EX + "bearer"})
SHAPES = {
    "value": ("sh:property [ sh:path ex:bearer ; sh:class ex:Actor ]", {("x", "bearer", "other")}),
    "count": (
        "sh:property [ sh:path ex:bearer ; sh:minCount 3 ]",
        {("x", "bearer", ""), ("y", "bearer", "")},
    ),
    "sequence": ("sh:property [ sh:path ( ex:bearer ex:name ) ; sh:maxCount 0 ]", set()),
    "inverse": ("sh:property [ sh:path ( ex:link [ sh:inversePath ex:bearer ] ) ; sh:maxCount 0 ]", set()),
    "closed": (
        "sh:closed true ; sh:ignoredProperties ( rdf:type ex:link )",
        {("x", "bearer", "other"), ("x", "bearer", "actor2")},
    ),
    "equals": ("sh:property [ sh:path ex:link ; sh:disjoint ex:bearer ]", set()),
    "sparql": (
        "sh:sparql [ sh:prefixes ex:prefixes ; "
        "sh:select 'SELECT $this ?value WHERE { $this ex:bearer ?value }' ]",
        {("x", "", "other"), ("x", "", "actor2")},
    ),
    "sparql with any predicate": (
        "sh:sparql [ sh:prefixes ex:prefixes ; "
        "sh:select 'SELECT $this ?value { $this ?p ?value . ?value a ex:Actor FILTER(?p = ex:bearer) }' ]",
        {("x", "", "actor2")},
    ),
    "or": (
        "sh:or ( [ sh:property [ sh:path ex:bearer ; sh:minCount 1 ] ] [ sh:class ex:None ] )",
        {("y", "", "y")},
    ),
}


def _store() -> ox.Store:
    store = store_of(
        "ex:x a ex:Duty ; ex:bearer ex:other, ex:actor2 . ex:actor2 a ex:Body . "
        "ex:y a ex:Duty ; ex:link ex:actor . ex:actor a ex:Body ; ex:name 'a' .",
        "ex:Body rdfs:subClassOf ex:Actor . ex:Duty rdfs:subClassOf ex:Norm .",
    )
    inferred = iri("inferred")
    for node in ("x", "y"):
        store.add(ox.Quad(iri(node), iri("bearer"), iri("actor"), inferred))
        store.add(ox.Quad(iri(node), RDF_TYPE, iri("Norm"), inferred))
    return store


@pytest.mark.parametrize("name", SHAPES)
def test_inferred_triples_are_not_seen(name: str) -> None:
    constraint, expected = SHAPES[name]
    shapes = shapes_of(f"ex:S a sh:NodeShape ; sh:targetClass ex:Norm ; {constraint} .")
    report = validate(_store(), shapes, inferred=INFERRED, fallback="refuse")
    assert found(report) == expected
    reference = pyshacl_validate(_store(), shapes, inferred=INFERRED)
    assert {key for key in report.keys if not key[1].startswith("_:")} == {
        key for key in reference.keys if not key[1].startswith("_:")
    }
    assert found(reference) == expected


def test_targets_by_a_hidden_predicate_are_the_asserted_ones() -> None:
    shapes = shapes_of("ex:S sh:targetSubjectsOf ex:bearer ; sh:in ( ex:none ) .")
    assert found(validate(_store(), shapes, inferred=INFERRED)) == {("x", "", "x")}
    limited = validate(_store(), shapes, inferred=INFERRED, focus=[EX + "x", EX + "y"])
    assert found(limited) == {("x", "", "x")}


def test_repetition_over_a_hidden_predicate_goes_to_pyshacl() -> None:
    shapes = shapes_of(
        "ex:S sh:targetClass ex:Norm ; sh:property ex:P . "
        "ex:P sh:path [ sh:oneOrMorePath ex:bearer ] ; sh:minCount 1 ."
    )
    assert found(validate(_store(), shapes, inferred=INFERRED)) == {("y", "(<bearer>)+", "")}
    with pytest.raises(UnsupportedShapeError, match="hidden"):
        validate(_store(), shapes, inferred=INFERRED, fallback="refuse")


def test_subclasses_given_take_the_place_of_those_in_the_store() -> None:
    shapes = shapes_of("ex:S sh:targetClass ex:Norm ; sh:in ( ex:none ) .")
    store = store_of("ex:x a ex:Duty . ex:y a ex:Task . ex:Duty rdfs:subClassOf ex:Norm .")
    given = {EX + "Norm": {EX + "Task"}}
    assert found(validate(store, shapes)) == {("x", "", "x")}
    assert found(validate(store, shapes, subclasses=given)) == {("y", "", "y")}
