"""What is not compiled goes to pySHACL or is refused; what nobody evaluates is always refused."""

from __future__ import annotations

import pytest
from shacl_builders import found, shapes_of, store_of

from thbgraph.errors import UnsupportedShapeError
from thbgraph.validation import Shapes, affected_by_shape, revalidate, validate

DATA = "ex:x a ex:Norm ; ex:p 1 . ex:y a ex:Norm ; ex:p 2 ; ex:q ex:x . ex:z ex:p 3 ."
BESIDE = " ex:Beside a sh:NodeShape ; sh:targetNode ex:beside ; sh:in ( ex:none ) ."
HANDED_ON = {
    "SPARQL target": (
        "ex:S a sh:NodeShape ; sh:in ( ex:none ) ; sh:target [ a sh:SPARQLTarget ; sh:prefixes ex:prefixes ; "
        "sh:select 'SELECT ?this WHERE { ?this ex:p 3 }' ] .",
        {("z", "", "z")},
    ),
    "custom component": (
        "ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:atMost ] ; sh:validator [ "
        "a sh:SPARQLAskValidator ; sh:prefixes ex:prefixes ; "
        "sh:ask 'ASK { $value ex:p ?n . FILTER(?n <= $atMost) }' ] . "
        "ex:S a sh:NodeShape ; sh:targetClass ex:Norm ; ex:atMost 1 .",
        {("y", "", "y")},
    ),
    "rule": (
        "ex:S a sh:NodeShape ; sh:targetClass ex:Norm ; sh:property ex:P ; sh:rule [ a sh:TripleRule ; "
        "sh:subject sh:this ; sh:predicate ex:r ; sh:object 1 ] . ex:P sh:path ex:r ; sh:maxCount 0 .",
        {("x", "r", ""), ("y", "r", "")},
    ),
}


@pytest.mark.parametrize("name", HANDED_ON)
def test_shape_beyond_the_compiled_validator_goes_to_pyshacl(name: str) -> None:
    turtle, expected = HANDED_ON[name]
    report = validate(store_of(DATA), shapes_of(turtle + BESIDE), fallback="pyshacl")
    assert found(report) == expected | {("beside", "", "beside")}


@pytest.mark.parametrize("name", HANDED_ON)
def test_shape_beyond_the_compiled_validator_is_refused_on_request(name: str) -> None:
    with pytest.raises(UnsupportedShapeError, match=r"example\.org/S uses"):
        validate(store_of(DATA), shapes_of(HANDED_ON[name][0]), fallback="refuse")


def test_shape_handed_on_is_validated_again_as_a_whole_after_a_change() -> None:
    shapes = shapes_of(HANDED_ON["SPARQL target"][0] + BESIDE)
    store = store_of(DATA)
    before = validate(store, shapes)
    change = store_of("ex:new ex:p 3 .")
    store.extend(change)
    assert affected_by_shape(store, shapes, change) == {"http://example.org/S": None}
    after = revalidate(before, store, shapes, list(change))
    assert after.results == validate(store, shapes).results
    assert len(after) == len(before) + 1


@pytest.mark.parametrize("fallback", ["pyshacl", "refuse"])
@pytest.mark.parametrize(
    ("turtle", "word"),
    [
        ("ex:S sh:targetClass ex:Norm ; sh:js [ sh:jsFunctionName 'f' ] .", "sh:js"),
        ("ex:S sh:targetClass ex:Norm ; sh:minCoun 1 .", "sh:minCoun"),
        ("ex:S sh:targetClass ex:Norm ; sh:node ex:S .", "recursive"),
        (
            "ex:S sh:targetClass ex:Norm ; sh:property ex:P . "
            "ex:P sh:path ex:q ; sh:or ( ex:T [ sh:minCount 0 ; "
            "sh:path ex:p ] ) . ex:T sh:not ex:S .",
            "recursive shapes: http://example.org/S -> http://example.org/P -> http://example.org/T",
        ),
        ("ex:S sh:targetClass ex:Norm ; sh:node ex:Missing .", "not defined"),
        (
            "ex:S sh:targetClass ex:Norm ; sh:property [ sh:path ex:p, ex:q ; sh:minCount 1 ] .",
            "more than one sh:path",
        ),
        (
            "ex:S sh:targetClass ex:Norm ; sh:property [ sh:path ex:p ; sh:minCount 1, 2 ] .",
            "more than one sh:minCount",
        ),
        (
            "ex:S sh:targetClass ex:Norm ; sh:property [ sh:path ex:p ; sh:minCount 'one' ] .",
            "not a whole number",
        ),
        ("ex:S sh:targetClass ex:Norm ; sh:property [ sh:path ex:p ; sh:pattern '(' ] .", "does not parse"),
        ("ex:S sh:targetClass ex:Norm ; sh:minCount 1 .", "no sh:path"),
        ("ex:S sh:targetClass ex:Norm ; sh:nodeKind ex:Iri .", "unknown sh:nodeKind"),
        ("ex:S sh:targetClass ex:Norm ; sh:class 'Norm' .", "not an IRI"),
        ("ex:S sh:targetClass ex:Norm ; sh:in [ rdf:first 1 ] .", "RDF list"),
        (
            "ex:S sh:targetClass ex:Norm ; sh:property [ sh:path [ ex:p ex:q ] ; sh:minCount 1 ] .",
            "property path",
        ),
    ],
)
def test_shape_that_nobody_can_evaluate_is_always_refused(turtle: str, word: str, fallback: str) -> None:
    with pytest.raises(UnsupportedShapeError, match=word):
        validate(store_of(DATA), shapes_of(turtle), fallback=fallback)  # type: ignore[arg-type]


def test_turtle_that_does_not_parse_names_the_file(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "wrong.ttl"
    path.write_text("ex:S a .")
    with pytest.raises(SyntaxError) as caught:
        Shapes.load([path])
    assert str(caught.value.filename).endswith("wrong.ttl")
