"""SPARQL-based constraints mean the same in one query as with $this written in, and as in pySHACL."""

from __future__ import annotations

import pytest
from shacl_builders import ONTOLOGY, found, shapes_of, store_of

from thbgraph.errors import UnsupportedShapeError
from thbgraph.validation import Shapes, validate
from thbgraph.validation.constraint_queries import read
from thbgraph.validation.reference import pyshacl_validate

DATA = """
ex:x a ex:Norm ; ex:p ex:y, ex:z ; ex:q ex:y ; ex:n 3 . ex:w a ex:Norm ; ex:p ex:w ; ex:n 1 .
ex:y a ex:Body ; ex:p ex:x ; ex:n 2 . ex:z ex:n 1 . ex:v a ex:Duty .
"""

# name: whether one query serves all focus nodes, the query, the values found by focus node
QUERIES = {
    "filter": (
        True,
        "SELECT $this ?value WHERE { $this ex:p ?value . FILTER(?value != $this) }",
        {"x y", "x z"},
    ),
    "not exists": (True, "SELECT $this WHERE { FILTER NOT EXISTS { $this ex:q ?any } }", {"w w", "v v"}),
    "exists of $this in a filter": (
        True,
        "SELECT $this ?value WHERE { $this ex:p ?value FILTER EXISTS { ?value ex:p ?o FILTER(?o = $this) } }",
        {"x y", "w w"},
    ),
    "bind": (True, "SELECT $this ?value WHERE { BIND($this AS ?me) ?me ex:p ?value }", {"x y", "x z", "w w"}),
    "optional": (
        True,
        "SELECT $this WHERE { OPTIONAL { $this ex:p ?o . FILTER(?o = $this) } FILTER(!BOUND(?o)) }",
        {"x x", "v v"},
    ),
    "bound": (True, "SELECT $this WHERE { $this ex:q ?o . FILTER(BOUND($this)) }", {"x x"}),
    "bound in a branch": (
        False,
        "SELECT $this WHERE { { ?o ex:q ?any FILTER(!BOUND($this)) } UNION { $this ex:q ?o } }",
        {"x x"},
    ),
    "filter in a branch": (
        False,
        "SELECT $this ?value WHERE { { ?value ex:p ?o FILTER(?o = $this) } UNION { $this ex:q ?value } }",
        {"x y", "w w"},
    ),
    "exists in a branch": (
        False,
        "SELECT $this ?value WHERE { { ?value ex:n 1 FILTER NOT EXISTS { $this ex:p ?value } } UNION "
        "{ $this ex:q ?value } }",
        {"x y", "x w", "w z", "v w", "v z"},
    ),
    "bind in a group": (
        False,
        "SELECT $this ?value WHERE { { BIND($this AS ?value) } $this ex:q ?o }",
        {"x x"},
    ),
    "triples in a branch": (
        True,
        "SELECT $this ?value WHERE { { $this ex:q ?value } UNION { ?value ex:q $this } }",
        {"x y"},
    ),
    "group by": (
        True,
        "SELECT $this (COUNT(?o) AS ?many) WHERE { $this ex:p ?o } GROUP BY $this HAVING (COUNT(?o) > 1)",
        {"x x"},
    ),
    "subquery": (
        False,
        "SELECT $this ?value WHERE { $this ex:n ?own "
        "{ SELECT $this (MAX(?n) AS ?value) WHERE { $this ex:p/ex:n ?n } GROUP BY $this } "
        "FILTER(?value < ?own) }",
        {"x 2"},
    ),
    "limit": (
        False,
        "SELECT $this ?value WHERE { $this ex:p ?value } ORDER BY ?value LIMIT 1",
        {"x y", "w w"},
    ),
    "comment and string": (
        True,
        "SELECT $this ?value WHERE { # LIMIT } $this\n $this ex:p ?value . FILTER(STR($this) != 'LIMIT {') }",
        {"x y", "x z", "w w"},
    ),
    "class with subclasses": (
        True,
        "SELECT $this ?value WHERE { $this ex:p ?value . ?value a ex:Actor }",
        {"x y"},
    ),
    "no class with subclasses": (
        True,
        "SELECT $this ?value WHERE { $this ex:p ?value . FILTER NOT EXISTS { ?value a ex:Actor } }",
        {"x z", "w w"},
    ),
}


def _shapes(query: str, more: str = "") -> Shapes:
    return shapes_of(
        f"ex:S a sh:NodeShape ; sh:targetClass ex:Norm {more} ; sh:sparql ex:C . "
        f'ex:C sh:prefixes ex:prefixes ; sh:message "m" ; sh:select """{query}""" .'
    )


@pytest.mark.parametrize("name", QUERIES)
def test_query_finds_what_pyshacl_finds(name: str) -> None:
    together, query, expected = QUERIES[name]
    shapes = _shapes(query)
    root = shapes.roots[0]
    assert read(shapes, root, root.constraints[0].value).together is together
    store = store_of(DATA, ONTOLOGY)
    report = validate(store, shapes, fallback="refuse")
    assert {f"{f} {v}".replace('"', "").replace("^^<integer", "") for f, _, v in found(report)} == expected
    assert report.keys == pyshacl_validate(store, shapes).keys


def test_rows_that_differ_only_in_other_variables_give_one_result() -> None:
    shapes = _shapes("SELECT $this ?value ?o WHERE { $this ex:q ?value . ?o ex:n ?n }")
    report = validate(store_of(DATA), shapes, fallback="refuse")
    assert [result.focus.value for result in report.results] == ["http://example.org/x"]
    assert len(report.found) > 1


def test_message_is_filled_from_the_row() -> None:
    shapes = shapes_of(
        "ex:S sh:targetClass ex:Norm ; sh:sparql [ sh:prefixes ex:prefixes ; "
        'sh:message "{$this} has {?n} of {?value}, {?none}"@en, "anders"@de ; '
        'sh:select "SELECT $this ?value ?n WHERE { $this ex:q ?value ; ex:n ?n }" ] .'
    )
    report = validate(store_of(DATA), shapes, fallback="refuse")
    assert [result.message for result in report.results] == [
        "http://example.org/x has 3 of http://example.org/y, {?none}"
    ]


def test_path_and_severity_come_from_the_shape_or_from_the_row() -> None:
    shapes = shapes_of(
        "ex:S sh:targetClass ex:Norm ; sh:property ex:P . ex:P sh:path ex:p ; sh:severity sh:Info ; "
        "sh:sparql [ sh:prefixes ex:prefixes ; sh:select 'SELECT $this ?value WHERE { $this $PATH ?value . "
        "?value ex:n 1 }' ], [ sh:prefixes ex:prefixes ; sh:select 'SELECT $this ?path WHERE { $this ex:q ?o "
        "BIND(ex:q AS ?path) }' ] ."
    )
    store = store_of(DATA)
    report = validate(store, shapes, fallback="refuse")
    assert found(report) == {("x", "p", "z"), ("w", "p", "w"), ("x", "q", "")}
    assert {result.severity for result in report.results} == {"http://www.w3.org/ns/shacl#Info"}
    assert report.conforms
    assert report.keys == pyshacl_validate(store, shapes).keys


def test_deactivated_constraint_is_not_run() -> None:
    shapes = shapes_of(
        "ex:S sh:targetClass ex:Norm ; "
        "sh:sparql [ sh:deactivated true ; sh:select 'SELECT $this WHERE { }' ] ."
    )
    assert validate(store_of(DATA), shapes, fallback="refuse").results == ()


def test_constraint_within_a_referred_shape_decides_conformance() -> None:
    shapes = shapes_of(
        "ex:S sh:targetClass ex:Norm ; sh:property ex:P . ex:P sh:path ex:p ; sh:node ex:N . "
        "ex:N a sh:NodeShape ; "
        "sh:sparql [ sh:prefixes ex:prefixes ; sh:select 'SELECT $this WHERE { $this ex:n 1 }' ] ."
    )
    store = store_of(DATA)
    report = validate(store, shapes, fallback="refuse")
    assert found(report) == {("x", "p", "z"), ("w", "p", "w")}
    assert report.keys == pyshacl_validate(store, shapes).keys


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT $this WHERE { $this ex:p ?o MINUS { $this ex:q ?o } }", "MINUS"),
        ("SELECT $this WHERE { VALUES ?o { 1 } $this ex:p ?o }", "VALUES"),
        ("SELECT $this WHERE { SERVICE <http://example.org/> { $this ex:p ?o } }", "SERVICE"),
        ("SELECT ?o WHERE { ?o ex:p ?x BIND(?x AS ?this) }", "anew"),
        ("SELECT $this WHERE { GRAPH $shapesGraph { $this ex:p ?o } }", "shapesGraph"),
        ("SELECT $this WHERE { $this $PATH ?o }", "PATH"),
        ("ASK { $this ex:p ?o }", "SELECT"),
    ],
)
def test_query_that_shacl_forbids_is_refused(query: str, word: str) -> None:
    with pytest.raises(UnsupportedShapeError, match=word):
        validate(store_of(DATA), _shapes(query), fallback="pyshacl")
