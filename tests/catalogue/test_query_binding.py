"""What callers give for parameters: labels, names, IRIs, dates, and what is refused with which words."""

from __future__ import annotations

import datetime

import pyoxigraph as ox
import pytest

from thbgraph.catalogue.binding import Bound, bind
from thbgraph.catalogue.query import StoredQuery
from thbgraph.errors import ParameterError
from thbgraph.graph.labels import fold

ID = "https://w3id.org/thbgraph/id/"


def query(*parameters: str) -> StoredQuery:
    """A query with parameters such as `actor: actor, required: true`."""
    lines = ["summary: s", "question: q", "parameters:"]
    names = []
    for parameter in parameters:
        name, _, rest = parameter.partition(": ")
        names.append(name)
        fields = ["name: " + name, *("type: " + rest).split(", ")]
        lines += ["  - " + fields[0], *("    " + field for field in fields[1:])]
    header = "".join(f"#+ {line}\n" for line in lines)
    block = f"VALUES ({' '.join('?' + name for name in names)}) {{ ({' '.join(['UNDEF'] * len(names))}) }}"
    return StoredQuery("asked", f"{header}SELECT ?s {{ {block} ?s ?p ?o }} ORDER BY ?s")


def bound(graph, parameters: str, **given: object) -> Bound:
    return bind(query(parameters), given, graph._finder)


def one(graph, parameter: str, value: object) -> str:
    [terms] = bound(graph, parameter, **{parameter.partition(":")[0]: value}).terms.values()
    [term] = terms
    return str(term)


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("Europol", "actor/europol"),
        ("EUROPOL", "actor/europol"),
        (" euro-pol. ", "actor/europol"),
        ("European Police Office", "actor/europol"),
        ("european economic community", "actor/community"),
        ("coimisiun na heireann", "actor/coimisiun"),
        ("CNE", "actor/coimisiun"),
        ("Polska", "actor/poland"),
        ("thbd:actor/europol", "actor/europol"),
        (ID + "actor/europol", "actor/europol"),
        (f"<{ID}actor/europol>", "actor/europol"),
    ],
)
def test_actor_is_found_by_what_people_call_it(graph, text, iri):
    assert one(graph, "a: actor", text) == f"<{ID}{iri}>"


def test_label_is_shown_whatever_was_written(graph):
    for text in ("EUROPOL", "European Police Office", "thbd:actor/europol"):
        assert bound(graph, "a: actor", a=text).shown == {"a": ["Europol"]}


def test_document_is_found_by_its_number(graph):
    assert one(graph, "d: document", "100/06") == f"<{ID}document/plan>"


def test_concept_is_found_in_its_scheme(graph):
    done = "<https://w3id.org/thbgraph/vocabulary/status/done>"

    assert one(graph, "s: status, class: thbv:status", "Done") == done
    assert one(graph, "s: status, class: thbv:status", "thbv:status/done") == done
    with pytest.raises(ParameterError, match="'training' is a"):
        one(graph, "s: status, class: thbv:status", "training")


def test_subclass_belongs_to_its_class(graph):
    assert one(graph, "e: entity", "Poland") == f"<{ID}actor/poland>"
    assert one(graph, "e: entity", "thbd:actor/poland") == f"<{ID}actor/poland>"


def test_ambiguous_label_lists_the_candidates(graph):
    with pytest.raises(ParameterError) as raised:
        one(graph, "a: actor", "EC")

    assert raised.value.message == (
        "'EC' may mean: European Commission (body) thbd:actor/commission;"
        " European Community (body) thbd:actor/community"
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Europool", "did you mean Europol?"),
        ("Office", "did you mean European Police Office?"),
        ("Coimisiun na", "did you mean Coimisiún na hÉireann or Commission?"),
        ("zzz", ""),
        ("?!", ""),
    ],
)
def test_unknown_label_is_refused_with_the_nearest(graph, text, hint):
    with pytest.raises(ParameterError, match="the graph knows no actor called") as raised:
        one(graph, "a: actor", text)

    assert raised.value.hint == hint


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Schengen Information System", "'Schengen Information System' is a system, not an actor"),
        ("thbd:system/sis", "thbd:system/sis is of another kind than actor"),
        ("thbd:actor/nobody", "thbd:actor/nobody is not in the graph"),
        ("https://example.org/a b", "'https://example.org/a b' is not an IRI"),
        ("<https://example.org/> . } DROP ALL #>", "not an IRI"),
    ],
)
def test_thing_of_another_kind_is_refused(graph, text, what):
    with pytest.raises(ParameterError) as raised:
        one(graph, "a: actor", text)

    assert what in raised.value.message


@pytest.mark.parametrize("value", ["end of 2006", "2006", "2006-12-31", 2006, datetime.date(2006, 12, 31)])
def test_date_becomes_a_typed_term(graph, value):
    assert one(graph, "d: date", value) == '"2006-12-31"^^<http://www.w3.org/2001/XMLSchema#date>'


def test_moment_is_its_day(graph):
    assert one(graph, "d: date", datetime.datetime(2006, 12, 31, 23, 59)).startswith('"2006-12-31"')


def test_header_may_take_the_first_day(graph):
    assert one(graph, "d: date, day: first", "2006").startswith('"2006-01-01"')


@pytest.mark.parametrize(
    ("type_", "value", "term"),
    [
        ("integer", "07", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("integer", -7, '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("boolean", "Yes", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("boolean", False, '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("string", 'a "b" \\ {c}', '"a \\"b\\" \\\\ {c}"'),
    ],
)
def test_literal_becomes_a_typed_term(graph, type_, value, term):
    assert one(graph, f"x: {type_}", value) == term


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("integer", "7.5"),
        ("integer", "--7"),
        ("integer", True),
        ("integer", "٧"),
        ("boolean", "maybe"),
        ("boolean", 2),
        ("date", True),
        ("date", 3.5),
        ("string", 7),
        ("string", "\udcff"),
        ("actor", 7),
        ("actor", "  "),
    ],
)
def test_ill_typed_value_is_refused(graph, type_, value):
    with pytest.raises(ParameterError):
        one(graph, f"x: {type_}", value)


def test_several_values_need_a_parameter_that_takes_them(graph):
    assert bound(graph, "a: actor, several: true", a=["Europol", "Eurojust", "EUROPOL"]).terms == {
        "a": [ox.NamedNode(ID + "actor/europol"), ox.NamedNode(ID + "actor/eurojust")]
    }
    with pytest.raises(ParameterError, match="takes one --a, not 2"):
        bound(graph, "a: actor", a=["Europol", "Eurojust"])


def test_default_stands_in_for_what_is_absent(graph):
    parameter = "d: date, default: 2006"

    assert bound(graph, parameter).shown == {"d": ["2006-12-31"]}
    assert bound(graph, parameter, d=None).shown == {"d": ["2006-12-31"]}
    assert bound(graph, parameter, d="2007").shown == {"d": ["2007-12-31"]}


def test_missing_parameter_is_refused_with_an_example(graph):
    with pytest.raises(ParameterError) as raised:
        bound(graph, "the_actor: actor, required: true, example: Europol")

    assert raised.value.message == "asked needs --the-actor"
    assert raised.value.hint == 'for example: thbgraph query asked --the-actor "Europol"'


@pytest.mark.parametrize(("name", "hint"), [("actr", "did you mean --actor?"), ("x", "it takes --actor")])
def test_unknown_parameter_is_refused(graph, name, hint):
    with pytest.raises(ParameterError, match="has no parameter") as raised:
        bound(graph, "actor: actor", **{name: "Europol"})

    assert raised.value.hint == hint


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("U.N.", "un"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("2011/36/EU", "201136eu"),
        ("ΕΥΡΩΠΌΛ", "ευρωπολ"),
        ("", ""),
    ],
)
def test_folding_leaves_letters_and_digits(text, folded):
    assert fold(text) == folded


def test_as_of_is_the_date_of_any_query_that_is_asked_at_a_date(graph):
    """People write --as-of; the header says which parameter that is."""
    head = "#+ summary: s\n#+ question: q\n#+ key: x\n#+ kinds: []\n"
    parameters = "#+ parameters:\n#+   - name: date\n#+     type: date\n"
    body = "SELECT ?x WHERE { VALUES (?date) { (UNDEF) } ?x ?y ?date }"
    dated = StoredQuery("dated", f"{head}#+ as_of: date\n{parameters}{body}")

    assert bind(dated, {"as_of": "2006"}, graph).shown == {"date": ["2006-12-31"]}
    with pytest.raises(ParameterError, match="takes one --date"):
        bind(dated, {"as_of": "2006", "date": "2007"}, graph)
    with pytest.raises(ParameterError, match="no parameter 'as_of'"):
        bind(StoredQuery("undated", f"{head}{parameters}{body}"), {"as_of": "2006"}, graph)
