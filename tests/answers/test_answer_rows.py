"""Rows: like tuples, by name, and converted to Python values where they are looked at."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from decimal import Decimal

import pyoxigraph as ox
import pytest

from thbgraph.answers.rows import Layout, Row
from thbgraph.answers.terms import Iri

XSD = "http://www.w3.org/2001/XMLSchema#"
EUROPOL = "https://w3id.org/thbgraph/id/actor/europol"


def row(**terms: str) -> Row:
    """A row from terms in SPARQL's own notation; UNDEF for no value."""
    names = " ".join(f"?{name}" for name in terms)
    [solution] = ox.Store().query(f"SELECT {names} {{ VALUES ({names}) {{ ({' '.join(terms.values())}) }} }}")
    return Row(Layout(list(terms)), solution)


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("7", 7),
        ('"7"^^<{xsd}nonNegativeInteger>', 7),
        ("1.50", Decimal("1.5")),
        ("1.5e0", 1.5),
        ("true", True),
        ('"x"', "x"),
        ('"x"@en', "x"),
        ('"2006-12-14"^^<{xsd}date>', datetime.date(2006, 12, 14)),
        (
            '"2006-12-14T10:00:00Z"^^<{xsd}dateTime>',
            datetime.datetime(2006, 12, 14, 10, tzinfo=datetime.UTC),
        ),
        ('"2006"^^<{xsd}gYear>', "2006"),
        ('"2006-02-30"^^<{xsd}date>', "2006-02-30"),
        ('"many"^^<{xsd}integer>', "many"),
        ('"x"^^<{xsd}decimal>', "x"),
        ('"maybe"^^<{xsd}boolean>', "maybe"),
        ("UNDEF", None),
    ],
)
def test_term_becomes_a_python_value(term, value):
    found = row(x=term.replace("{xsd}", XSD)).x

    assert (found, type(found)) == (value, type(value))


def test_thing_knows_its_label():
    actor = row(actor=f"<{EUROPOL}>", actorLabel='"Europol"@en').actor

    assert isinstance(actor, Iri)
    assert (actor, actor.label, actor.short) == (EUROPOL, "Europol", "Europol")


def test_thing_without_label_is_shown_by_its_prefixed_name():
    actor = row(actor=f"<{EUROPOL}>").actor

    assert (actor.label, actor.short) == ("", "thbd:actor/europol")


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda iri: pickle.loads(pickle.dumps(iri))])
def test_copied_iri_keeps_its_label(copied):
    iri = copied(Iri(EUROPOL, "Europol"))

    assert (iri, iri.label) == (EUROPOL, "Europol")


def test_row_is_like_a_tuple():
    three = row(a="1", b="UNDEF", c='"x"')

    assert tuple(three) == (1, None, "x")
    assert (three[0], three[-1], three["b"], len(three)) == (1, "x", None, 3)
    a, b, c = three
    assert (a, b, c) == (1, None, "x")
    assert three == (1, None, "x")
    assert three == row(a="1", b="UNDEF", c='"x"')
    assert three != (1, None, "y")
    assert three != [1, None, "x"]
    assert {three: 1}[row(a="1", b="UNDEF", c='"x"')] == 1


def test_columns_named_like_methods_of_a_tuple_are_columns():
    assert (row(count="3", index="4").count, row(count="3", index="4").index) == (3, 4)


def test_row_as_dict():
    assert row(a="1", b="UNDEF").as_dict() == {"a": 1, "b": None}


def test_row_shows_its_values():
    assert repr(row(a="1", b='"x"')) == "Row(a=1, b='x')"


def test_columns_are_offered_for_completion():
    assert {"a", "b", "as_dict"} <= set(dir(row(a="1", b="2")))


@pytest.mark.parametrize("wrong", [2, -3])
def test_place_outside_the_row_raises(wrong):
    with pytest.raises(IndexError):
        row(a="1", b="2")[wrong]


def test_unknown_column_raises():
    with pytest.raises(AttributeError, match="no column 'actr'; it has actor, due"):
        _ = row(actor="1", due="2").actr
    with pytest.raises(KeyError):
        row(actor="1")["actr"]


def test_a_column_chosen_twice_is_given_once(graph):
    answer = graph.ask("actions-of", actor="Europol").only("norm", "normLabel", "norm")

    assert answer.to("csv").splitlines()[0] == "norm,normLabel"
    assert all(
        list(pairs) == ["norm", "normLabel"]
        for pairs in json.loads(answer.to("json"), object_pairs_hook=keys)
    )


def keys(pairs):
    return [key for key, _ in pairs]


def test_a_slice_of_an_answer_is_a_list_of_rows(graph):
    answer = graph.ask("actions-of", actor="Europol")

    assert answer[:2] == answer.rows[:2]


def test_a_row_without_its_parts_says_so_instead_of_recursing():
    with pytest.raises(AttributeError, match="_layout"):
        Row.__new__(Row).due  # noqa: B018


def test_an_answer_without_columns_prints(graph):
    answer = graph.sparql("SELECT * {}")

    assert str(answer) == answer.citation + "\n"
    assert answer.to("table") == answer.citation + "\n"
