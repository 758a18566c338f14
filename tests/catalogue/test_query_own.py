"""Queries of the user's own: what is refused before it runs, and the words for what does not parse."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from thbgraph.catalogue.evaluate import evaluate, select
from thbgraph.catalogue.own import refuse_unsafe
from thbgraph.errors import QuerySyntaxError

PATTERN = "{ ?s ?p ?o }"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { SERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT ?s { service silent <http://x.example/> { ?s ?p ?o } }",
        "SELECT ?s { ?s ?p ?o . FILTER(?a<?b) SERVICE ?s { ?s ?p ?o } }",
        "SELECT ?s { ?s ?p 'it''s' . SERVICE<http://x.example/> { ?s ?p ?o } }",
        "# '\nSELECT ?s { SERVICE <http://x.example/> { ?s ?p ?o } } # '",
        'SELECT ?s { ?s ?p """a "quoted" \'word""" SERVICE <http://x.example/> { } }',
        "SELECT ?s { ?s ?p '\\'' . SERVICE <http://x.example/> { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICE <http://x.example/> { ?s ?p ?o } } }",
    ],
)
def test_service_is_refused(text):
    with pytest.raises(QuerySyntaxError, match="SERVICE is refused"):
        refuse_unsafe(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p 'SERVICE' }",
        "SELECT ?s { ?s ?p ?o } # SERVICE <http://x.example/>",
        "PREFIX service: <http://x.example/SERVICE> SELECT ?s { ?s service:SERVICE ?o }",
        "PREFIX x: <http://x.example/#> SELECT ?s { ?s x:service ?o }",
        'SELECT ?s { ?s ?p """\n SERVICE "INSERT" """ }',
        "# INSERT nothing\nSELECT ?s { ?s ?p ?o }",
        "SELECT (REPLACE(?o, 'a', 'b') AS ?delete) { ?s ?p ?o }",
        "DESCRIBE <http://x.example/>",
    ],
)
def test_harmless_queries_pass(text):
    refuse_unsafe(text)

    assert evaluate(ox.Store(), text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "PREFIX x: <http://x.example/> delete where { ?s ?p ?o }",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://x.example/>",
        "CLEAR ALL",
        "DROP ALL",
    ],
)
def test_updates_are_refused(text):
    with pytest.raises(QuerySyntaxError, match="read only"):
        refuse_unsafe(text)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("SELECT ?s {\n  ?s ?p }", "line 2, column 10, after '?s ?p }'"),
        ("SELECT ?s { ?s ?p ?o", "line 1, column 21, after 'SELECT ?s { ?s ?p ?o'"),
        ("nonsense", "line 1, column 9, after 'nonsense'"),
        ("", "the query does not parse: line 1, column 1"),
        ("SELECT ?s { ?s nope:x ?o }", "the query does not parse"),
    ],
)
def test_syntax_error_says_where(text, where):
    with pytest.raises(QuerySyntaxError) as raised:
        evaluate(ox.Store(), text)

    assert where in raised.value.message
    assert "\n" not in raised.value.message


def test_text_that_is_no_unicode_is_refused():
    with pytest.raises(QuerySyntaxError, match="Unicode"):
        evaluate(ox.Store(), "SELECT ?s { ?s ?p '\udcff' }")


def test_union_of_all_graphs_is_asked():
    store = ox.Store()
    store.add(ox.Quad(*[ox.NamedNode("a:a")] * 4))

    assert len(list(select(store, f"SELECT ?s {PATTERN}"))) == 1


def test_stored_query_that_is_no_select_is_refused():
    with pytest.raises(QuerySyntaxError, match="SELECT"):
        select(ox.Store(), f"ASK {PATTERN}")


@pytest.mark.parametrize(
    ("query", "says", "hint"),
    [
        ("SELECT ?x { ?x foo:bar ?y }", "the prefix is not declared", "PREFIX"),
        ("SELECT ?x ?x { ?x a ?y }", "a variable is selected twice", ""),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x a ?y }", "neither grouped nor counted", "GROUP BY"),
        ("SELECT ?x { ?x <foo bar> ?y }", "is not an IRI", ""),
        (
            "DESCRIBE thbd:actor/eu/europol",
            "does not parse",
            "thbd:actor/…, must be written as the whole IRI",
        ),
    ],
)
def test_a_query_that_does_not_parse_says_why_where_the_engine_knows(graph, query, says, hint):
    with pytest.raises(QuerySyntaxError) as excinfo:
        graph.sparql(query)

    assert says in excinfo.value.message
    assert hint in excinfo.value.hint
