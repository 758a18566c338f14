"""Coverage as people see it: the command, the two queries behind it, and what rests on them."""

import csv
import io

import pytest

import thbgraph
from thbgraph.cli import main

DOCUMENTS = 10
KINDS = ("cooperation", "figures", "measures", "norms and rules")


@pytest.fixture
def run(release, monkeypatch, capsys):
    monkeypatch.setenv("THBGRAPH_HOME", str(release.parent.parent))

    def command(*words: str) -> str:
        assert main(["coverage", *words]) == 0
        return capsys.readouterr().out

    return command


def test_each_document_is_read_in_full_for_each_kind(run):
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv"))))

    assert len(rows) == DOCUMENTS * len(KINDS)
    assert {row["kindLabel"] for row in rows} == set(KINDS)
    assert {row["unread"] for row in rows} == {"0"}
    assert all(int(row["parts"]) == int(row["carrying"]) + int(row["none"]) for row in rows)


def test_a_part_says_what_it_carries_and_why_it_carries_no_more(run):
    rows = list(
        csv.DictReader(io.StringIO(run("16633/06", "--part", "action 5.1(e), timetable", "--format", "csv")))
    )

    assert {row["kindLabel"]: row["coverageLabel"] for row in rows} == {
        "cooperation": "narrative",
        "figures": "narrative",
        "measures": "narrative",
        "norms and rules": "carries statements",
    }


def test_a_part_that_carries_none_in_spite_of_its_wording_has_a_reason(graph: thbgraph.Graph):
    bare = graph.sparql(
        """SELECT ?part WHERE {
          ?part thb:hasMark ?mark ; thb:figuresPrinted ?signals .
          ?mark thb:coversKind <https://w3id.org/thbgraph/vocabulary/statement-kind/figures> .
          ?mark thb:hasCoverage ?coverage .
          FILTER (?signals > 0 && ?coverage != <https://w3id.org/thbgraph/vocabulary/coverage/carries>)
          OPTIONAL { ?mark thb:reason ?reason } FILTER (!BOUND(?reason)) }"""
    )
    with_reason = graph.sparql("SELECT ?mark WHERE { ?mark a thb:CoverageMark ; thb:reason ?reason }")

    assert len(bare) == 0
    assert len(with_reason) > 100


def test_an_empty_answer_tells_which_of_the_three_it_is(graph: thbgraph.Graph):
    law = "instrument/eu/fd_2001_220"

    assert graph.ask("figures", counter="Eurojust").absence is None
    assert graph.ask("mandate-trace", instrument=law).absence.kind == "not encoded"
    assert graph.ask("overdue-at", date="2001-01-01").absence.kind == "unknown"
    assert graph.ask("measures-of", actor="Latin America").absence.kind == "none found"
