"""The Python face: open, ask, sparql, and the flat public names."""

from __future__ import annotations

import datetime

import pytest

import thbgraph
from thbgraph import errors

ID = "https://w3id.org/thbgraph/id/"


def test_ask_gives_rows(graph):
    answer = graph.ask("actions-of", actor="Europol")

    assert isinstance(answer, thbgraph.Answer)
    assert [row.norm for row in answer] == [f"{ID}plan/1", f"{ID}plan/2"]
    assert answer[0].due == datetime.date(2006, 6, 30)


@pytest.mark.parametrize(
    "actor", ["Europol", ["Europol"], ("thbd:actor/europol",), thbgraph.Iri(f"{ID}actor/europol", "Europol")]
)
def test_ask_takes_labels_iris_and_lists(graph, actor):
    assert len(graph.ask("actions-of", actor=actor)) == 2


@pytest.mark.parametrize("date", [datetime.date(2006, 12, 31), "end of 2006", 2006])
def test_ask_takes_dates(graph, date):
    assert [row.address for row in graph.ask("actions-of", actor="europol", date=date)] == ["action 1"]


def test_value_of_a_row_is_taken_as_a_parameter(graph):
    [body, *_] = graph.ask("actions-by-body")

    assert len(graph.ask("actions-of", actor=body.actor)) == body.actions


def test_none_counts_as_absent(graph):
    assert len(graph.ask("actions-of", actor="Europol", date=None)) == 2


def test_wrong_calls_raise_the_public_errors(graph):
    with pytest.raises(thbgraph.UnknownQueryError):
        graph.ask("nope")
    with pytest.raises(thbgraph.ParameterError):
        graph.ask("actions-of")
    with pytest.raises(thbgraph.ParameterError):
        graph.ask("actions-of", actor="Europol", nope=1)
    with pytest.raises(thbgraph.QuerySyntaxError):
        graph.sparql("SELECT")
    with pytest.raises(thbgraph.QuerySyntaxError):
        graph.sparql("DROP ALL")


def test_parameter_may_be_called_name(graph, tmp_path):
    (tmp_path / "q.rq").write_text(
        "#+ summary: s\n#+ question: q\n#+ parameters:\n#+   - name: name\n#+     type: string\n"
        "SELECT ?name { VALUES (?name) { (UNDEF) } } ORDER BY ?name"
    )
    graph.queries = thbgraph.api.Catalogue(tmp_path)

    assert graph.ask("q", name="x")[0].name == "x"


def test_sparql_gives_what_the_query_asks_for(graph):
    assert [row.s for row in graph.sparql("SELECT ?s { ?s a thb:State }")] == [f"{ID}actor/poland"]
    assert graph.sparql("ASK { ?s a thb:State }") is True
    assert len(graph.sparql("CONSTRUCT { ?s a thb:X } { ?s a thb:Body }")) == 5
    assert "thb:State" in str(graph.sparql(f"DESCRIBE <{ID}actor/poland>"))


def test_queries_are_listed(graph):
    assert list(graph.queries) == ["actions-by-body", "actions-of"]
    assert "actions-of       What a body was to do." in repr(graph.queries)
    assert graph.queries["actions-of"].question == "What was this body to do, and by when?"


def test_graph_says_which_it_is(graph):
    assert repr(graph) == "<thbgraph.Graph: thbgraph data 0.1.0, content hash 0123456789ab>"
    assert graph.manifest["contentHash"] == graph.source.content_hash
    assert len(graph.store) > 0


def test_open_takes_a_home(places, monkeypatch, tmp_path):
    monkeypatch.setenv("THBGRAPH_HOME", str(tmp_path))

    with pytest.raises(thbgraph.StoreError):
        thbgraph.open()
    assert len(thbgraph.open(places[0]).store) > 0


def test_public_names_are_flat_and_complete():
    for name in thbgraph.__all__:
        assert getattr(thbgraph, name) is not None
    assert set(errors.__all__) <= set(thbgraph.__all__)
    assert dir(thbgraph) == sorted(thbgraph.__all__)


def test_unknown_name_of_the_package_raises():
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        _ = thbgraph.opne
