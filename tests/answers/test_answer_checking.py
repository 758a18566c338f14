"""The evidence behind the rows is checked against copies, and every format shows what came of it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import checked_graph
import pytest
from checked_graph import OUTCOMES

import thbgraph
from thbgraph.answers.html import html
from thbgraph.errors import UsageError


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    return checked_graph.publish(tmp_path_factory.mktemp("checked"))


@pytest.fixture
def asked(folders, monkeypatch):
    """Return an answer whose rows rest on evidence of every kind."""
    monkeypatch.setenv("THBGRAPH_HOME", str(folders[0]))
    monkeypatch.setenv("THBGRAPH_DATA", str(folders[1]))
    return thbgraph.open().ask("actions-of", actor="Poland")


@pytest.fixture
def answer(asked, folders):
    return asked.checked(folders[2])


def test_each_row_says_the_worst_of_its_passages(answer):
    assert [row.basis for row in answer] == OUTCOMES


def test_closing_counts_what_was_checked_and_what_was_not(answer, folders):
    told = (
        f"Evidence: 1 of 6 rows checked against 1 copy in {folders[2]}; 2 not found; 1 unchecked; 2 pointed."
    )
    assert answer.note == told
    assert answer.closing == f"{told} {answer.citation}"


def test_programs_get_the_words_in_the_column_basis(answer):
    rows = list(csv.DictReader(io.StringIO(answer.to("csv"))))
    assert [row["basis"] for row in rows] == OUTCOMES
    header, *lines = answer.to("tsv").splitlines()
    assert header.endswith("\tbasis")
    assert [line.rsplit("\t", 1)[1] for line in lines] == OUTCOMES
    assert [row["basis"] for row in json.loads(answer.to("json"))] == OUTCOMES
    assert list(answer.to_pandas()["basis"]) == OUTCOMES


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        (lambda answer: answer.to("table"), "  {}\n"),
        (lambda answer: answer.to("markdown"), "| {} |"),
        (html, "<td>{}</td>"),
    ],
    ids=["table", "markdown", "html"],
)
def test_people_see_the_words_under_a_heading_and_the_count(answer, written, cell):
    text = written(answer)
    assert "Evidence" in text
    assert "1 of 6 rows checked" in text
    for word in set(OUTCOMES):
        assert text.count(cell.format(word)) == OUTCOMES.count(word)


def test_things_keep_their_labels_and_statements_behind_checked_rows(answer):
    assert answer[0].norm.label == "a_found"
    assert "thb:fingerprint" in answer.to("ttl")


def test_chosen_columns_keep_their_order_and_gain_the_evidence(asked, folders):
    assert (
        asked.only("address", "norm")
        .checked(folders[2])
        .to("csv")
        .startswith("address,norm,normLabel,basis\r\n")
    )


def test_checking_twice_is_checking_once(answer, folders):
    first = answer.to("csv")
    assert answer.checked(folders[2]).to("csv") == first


def test_column_of_the_query_is_replaced_by_the_words(asked, folders):
    text = """
        SELECT ?norm ?basis ?basisLabel ?document ?address WHERE {
          ?norm a thb:PlannedAction ; thb:hasBearer thbd:actor\\/poland ; thb:hasEvidence ?piece .
          ?piece thb:isFoundIn ?document ; thb:address ?address ; thb:hasGround ?basis .
          FILTER(STRENDS(STR(?piece), "e1")) BIND("recorded" AS ?basisLabel)
        } ORDER BY ?norm"""
    answer = thbgraph.open().sparql(text).checked(folders[2])
    assert answer.columns == ("norm", "basis", "document", "address")
    assert [row.basis for row in answer] == OUTCOMES


def test_evidence_of_what_is_linked_with_a_thing_in_the_row_is_found(asked, folders):
    text = """
        SELECT ?body ?document ?address WHERE {
          ?norm thb:hasBearer ?body ; thb:hasEvidence ?piece .
          ?piece thb:isFoundIn ?document ; thb:address ?address ; thb:fingerprint ?digest .
          FILTER(?address = "art. 2(1)")
        }"""
    assert [row.basis for row in thbgraph.open().sparql(text).checked(folders[2])] == ["checked"]


def test_passage_of_a_report_on_a_thing_in_the_row_counts(asked, folders):
    text = """
        SELECT ?body ?document ?address ?statusAddress WHERE {
          VALUES (?body ?document ?address ?statusAddress) {
            (thbd:actor\\/poland thbd:document\\/lamps "art. 2(1)" "para. 2")
          } }"""
    assert [row.basis for row in thbgraph.open().sparql(text).checked(folders[2])] == ["unchecked"]


def test_flipped_word_in_a_copy_is_not_found(asked, folders, tmp_path):
    changed = checked_graph.LAW.replace("before sunset", "after sunset")
    (tmp_path / "copy.txt").write_text(changed, encoding="utf-8")
    assert asked.checked(tmp_path)[0].basis == "not found"


def test_without_a_copy_nothing_is_called_checked(asked, tmp_path):
    assert [row.basis for row in asked.checked(tmp_path)] == [*["pointed"] * 5, "unchecked"]


def test_kept_copies_are_the_default(asked, folders, monkeypatch, tmp_path):
    with pytest.raises(UsageError, match="no copies are kept"):
        asked.checked()
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "lamps.txt").write_text(checked_graph.LAW, encoding="utf-8")
    monkeypatch.setenv("THBGRAPH_HOME", str(tmp_path))
    assert [row.basis for row in asked.checked()] == OUTCOMES


def test_folder_that_is_none_raises(asked, tmp_path):
    with pytest.raises(UsageError, match="is not a folder"):
        asked.checked(tmp_path / "nowhere")


def test_rows_without_a_passage_cannot_be_checked(asked, folders):
    with pytest.raises(UsageError, match="do not show where their passages stand") as caught:
        thbgraph.open().ask("actions-by-body").checked(folders[2])
    assert caught.value.hint == "check what was counted: actions-of"


def test_answer_without_rows_keeps_its_reason(asked, folders):
    answer = thbgraph.open().ask("actions-of", actor="Poland", date="1999")
    reason = answer.note
    assert reason
    assert answer.checked(folders[2]).note == reason
