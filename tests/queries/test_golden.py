"""Every stored query gives its golden rows, on Oxigraph through thbgraph and on rdflib with the same text."""

from pathlib import Path

import pytest
from golden import FOLDER, Case, read, rows_of
from rdflib import Dataset

import thbgraph
from thbgraph.catalogue.binding import bind
from thbgraph.catalogue.finder import ThingFinder
from thbgraph.catalogue.folder import Catalogue
from thbgraph.catalogue.succession import follow

PROJECT = Path(__file__).resolve().parents[2]
CASES = [
    (p.stem, number, case) for p in sorted(FOLDER.glob("*.jsonl")) for number, case in enumerate(read(p))
]
IDS = [f"{name}-{number}" for name, number, _ in CASES]


@pytest.fixture(scope="session")
def on_rdflib(release: Path) -> Dataset:
    dataset = Dataset(default_union=True)
    dataset.parse(release / "graph.nq", format="nquads")
    return dataset


@pytest.mark.parametrize(("name", "number", "case"), CASES, ids=IDS)
def test_oxigraph_gives_the_golden_rows(graph: thbgraph.Graph, name: str, number: int, case: Case) -> None:
    assert rows_of(graph, name, case.parameters) == case.rows


@pytest.mark.parametrize(("name", "number", "case"), CASES, ids=IDS)
def test_rdflib_gives_the_golden_rows(
    graph: thbgraph.Graph, on_rdflib: Dataset, release: Path, name: str, number: int, case: Case
) -> None:
    query = graph.queries[name]
    bound = bind(query, case.parameters, ThingFinder(graph.store, str(release)))
    follow(query, case.parameters, bound, graph.store)
    answer = on_rdflib.query(query.fill(bound.terms))
    rows = [[None if value is None else str(value) for value in row] for row in answer]
    assert rows == case.rows


# Queries that join with another endpoint have tests of their own (test_federated.py).
NAMES = [query.name for query in Catalogue(str(PROJECT / "queries")).values() if not query.service]


@pytest.mark.parametrize("name", NAMES)
def test_every_stored_query_has_golden_cases(name: str) -> None:
    assert (FOLDER / f"{name}.jsonl").is_file()
    cases = read(FOLDER / f"{name}.jsonl")
    assert any(case.rows for case in cases)


def test_queries_with_parameters_have_an_empty_case(graph: thbgraph.Graph) -> None:
    """An empty answer is an answer: queries that can be asked in vain are asked in vain once."""
    without = {
        query.name
        for query in graph.queries.values()
        if query.parameters
        and not query.service
        and all(case.rows for case in read(FOLDER / f"{query.name}.jsonl"))
    }
    assert without == set()


@pytest.mark.parametrize("name", NAMES)
def test_examples_of_parameters_can_be_asked(graph: thbgraph.Graph, name: str) -> None:
    query = graph.queries[name]
    graph.ask(name, **{p.name: p.example for p in query.parameters.values()})


# The rows of this one are accounts of parts, and not statements that rest on a passage.
ACCOUNTS = {"coverage-of-parts"}


@pytest.mark.parametrize("name", NAMES)
def test_rows_with_a_passage_say_what_their_evidence_rests_on(graph: thbgraph.Graph, name: str) -> None:
    query = graph.queries[name]
    if {"document", "address"} <= set(query.columns) and name not in ACCOUNTS:
        assert "basis" in query.columns
