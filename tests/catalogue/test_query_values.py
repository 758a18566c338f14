"""The VALUES block: its text, and that it means the same wherever it stands, on two engines."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
import small_graph
from hypothesis import given
from hypothesis import strategies as st

from thbgraph.catalogue import block

EUROPOL = ox.NamedNode("https://w3id.org/thbgraph/id/actor/europol")
EUROJUST = ox.NamedNode("https://w3id.org/thbgraph/id/actor/eurojust")
COMMISSION = ox.NamedNode("https://w3id.org/thbgraph/id/actor/commission")
YEAR_2006 = ox.Literal("2006-12-31", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))


def filled(text: str, **terms: list[ox.NamedNode | ox.Literal]) -> str:
    [(start, end, names)] = block.find(text)
    return text[:start] + block.write(names, terms) + text[end:]


def on_oxigraph(text: str) -> list[tuple[str | None, ...]]:
    store = ox.Store()
    store.extend(small_graph.quads())
    solutions = store.query(text, use_default_graph_as_union=True)
    return [tuple(None if term is None else term.value for term in solution) for solution in solutions]


def on_rdflib(text: str) -> list[tuple[str | None, ...]]:
    dataset = rdflib.Dataset(default_union=True)
    nquads = ox.serialize(small_graph.quads(), format=ox.RdfFormat.N_QUADS)
    dataset.parse(data=nquads, format="nquads")
    return [tuple(None if term is None else str(term) for term in row) for row in dataset.query(text)]


def select(pattern: str) -> str:
    return f"{small_graph.PREFIX_LINES}\n{pattern}"


JOIN = select("""
SELECT ?norm ?actor WHERE {
  VALUES (?actor) { (UNDEF) }
  ?norm thb:hasBearer ?actor
} ORDER BY ?norm ?actor""")

FILTER = select("""
SELECT ?norm WHERE {
  VALUES (?actor ?date) { (UNDEF UNDEF) }
  ?norm thb:order ?order .
  OPTIONAL { ?norm thb:dueDate ?due }
  FILTER(!BOUND(?date) || ?due <= ?date)
} ORDER BY ?norm""")

OPTIONAL = select("""
SELECT ?norm ?bearer WHERE {
  VALUES (?actor) { (UNDEF) }
  BIND(COALESCE(?actor, "any") AS ?wanted)
  ?norm thb:order ?order .
  OPTIONAL { ?norm thb:hasBearer ?bearer FILTER(?wanted = "any" || ?bearer = ?wanted) }
} ORDER BY ?norm ?bearer""")

NOT_EXISTS = select("""
SELECT ?norm WHERE {
  VALUES (?actor) { (UNDEF) }
  ?norm thb:order ?order .
  FILTER NOT EXISTS { ?norm thb:hasBearer ?bearer FILTER(!BOUND(?actor) || ?bearer = ?actor) }
} ORDER BY ?norm""")

NOT_EXISTS_JOIN = select("""
SELECT ?norm WHERE {
  VALUES (?actor) { (UNDEF) }
  ?norm thb:order ?order .
  FILTER NOT EXISTS { ?norm thb:hasBearer ?actor }
} ORDER BY ?norm""")

SUBQUERY = select("""
SELECT ?norm ?actor WHERE {
  { SELECT ?norm ?actor WHERE {
      VALUES (?actor) { (UNDEF) }
      ?norm thb:hasBearer ?actor
  } }
  ?norm thb:dueDate ?due
} ORDER BY ?norm ?actor""")

AGGREGATE = select("""
SELECT ?actor (COUNT(DISTINCT ?norm) AS ?norms) WHERE {
  VALUES (?actor) { (UNDEF) }
  ?norm thb:hasBearer ?actor
} GROUP BY ?actor ORDER BY ?actor""")

N1, N2, N3 = (f"https://w3id.org/thbgraph/id/plan/{number}" for number in (1, 2, 3))
POL, JUST, COM = EUROPOL.value, EUROJUST.value, COMMISSION.value

CASES = [
    (JOIN, {}, [(N1, JUST), (N1, POL), (N2, POL), (N3, COM)]),
    (JOIN, {"actor": [EUROPOL]}, [(N1, POL), (N2, POL)]),
    (JOIN, {"actor": [EUROPOL, COMMISSION]}, [(N1, POL), (N2, POL), (N3, COM)]),
    (FILTER, {}, [(N1,), (N2,), (N3,)]),
    (FILTER, {"date": [YEAR_2006]}, [(N1,)]),
    (OPTIONAL, {}, [(N1, JUST), (N1, POL), (N2, POL), (N3, COM)]),
    (OPTIONAL, {"actor": [EUROJUST]}, [(N1, JUST), (N2, None), (N3, None)]),
    (NOT_EXISTS, {}, []),
    (NOT_EXISTS, {"actor": [EUROJUST]}, [(N2,), (N3,)]),
    (NOT_EXISTS_JOIN, {}, []),
    (NOT_EXISTS_JOIN, {"actor": [EUROJUST]}, [(N2,), (N3,)]),
    (SUBQUERY, {}, [(N1, JUST), (N1, POL), (N3, COM)]),
    (SUBQUERY, {"actor": [EUROPOL]}, [(N1, POL)]),
    (AGGREGATE, {}, [(COM, "1"), (JUST, "1"), (POL, "2")]),
    (AGGREGATE, {"actor": [EUROPOL, EUROJUST]}, [(JUST, "1"), (POL, "2")]),
]


@pytest.mark.parametrize("engine", [on_oxigraph, on_rdflib])
@pytest.mark.parametrize(("text", "terms", "rows"), CASES)
def test_parameters_mean_the_same_everywhere(engine, text, terms, rows):
    assert engine(filled(text, **terms)) == rows


@pytest.mark.parametrize("engine", [on_oxigraph, on_rdflib])
@pytest.mark.parametrize(("text", "terms", "rows"), [case for case in CASES if not case[1]])
def test_file_as_it_stands_means_that_all_parameters_are_absent(engine, text, terms, rows):
    assert engine(text) == rows


def test_several_values_are_every_combination():
    one, two, three = (ox.Literal(text) for text in "123")

    text = block.write(("a", "b", "c"), {"a": [one, two], "c": [three, one]})

    assert text == 'VALUES (?a ?c) { ("1" "3") ("1" "1") ("2" "3") ("2" "1") }'


def test_absent_parameters_leave_no_block():
    assert block.write(("a", "b"), {"a": []}) == ""


@pytest.mark.parametrize(
    "text",
    [
        "VALUES ?a { UNDEF }",
        "VALUES (?a) { (1) }",
        "VALUES (?a ?b) { (UNDEF) }",
        "VALUES () { () }",
        "VALUES (a) { (UNDEF) }",
        "VALUES (?a) { (UNDEF) (UNDEF) }",
        "VALUES (?a) { (UNDEF)",
    ],
)
def test_other_blocks_are_left_alone(text):
    assert block.find(text) == []


def test_block_may_be_spread_over_lines():
    [(start, end, names)] = block.find("x VALUES ( ?a\n ?b ) {\n (UNDEF UNDEF)\n} y")

    assert (start, end, names) == (2, 38, ("a", "b"))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_reaches_the_engine_unharmed(text):
    query = filled("SELECT ?a { VALUES (?a) { (UNDEF) } }", a=[ox.Literal(text)])

    [solution] = ox.Store().query(query)

    assert solution[0].value == text
