"""`thbgraph query --checked` and `--corpus` say of each row whether its passage was found."""

from __future__ import annotations

import json
import shutil

import checked_graph
import pytest

from thbgraph.cli import main


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    home, data, corpus = checked_graph.publish(tmp_path)
    monkeypatch.setenv("THBGRAPH_HOME", str(home))
    monkeypatch.setenv("THBGRAPH_DATA", str(data))
    return corpus


def ask(*words: str) -> int:
    return main(["query", "actions-of", "--actor", "Poland", *words])


def test_corpus_option_checks_the_rows_and_counts_them(corpus, capsys):
    assert ask("--corpus", str(corpus), "--columns", "norm,basis") == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[2].split() == ["a_found", "checked"]
    assert out.splitlines()[-1].startswith("Evidence: 1 of 6 rows checked against 1 copy in ")
    assert err == ""


def test_count_goes_beside_the_data_of_a_program(corpus, capsys):
    assert ask(f"--corpus={corpus}", "--format", "json") == 0
    out, err = capsys.readouterr()
    assert [row["basis"] for row in json.loads(out)] == checked_graph.OUTCOMES
    assert err.startswith("Evidence: 1 of 6 rows checked")


def test_checked_option_takes_the_kept_copies(corpus, tmp_path, capsys):
    shutil.copytree(corpus, tmp_path / "home" / "corpus")
    assert ask("--checked", "--format", "json") == 0
    assert [row["basis"] for row in json.loads(capsys.readouterr().out)] == checked_graph.OUTCOMES


def test_checked_option_without_kept_copies_says_how_to_keep_some(corpus, capsys):
    assert ask("--checked") == 2
    assert "thbgraph corpus add FILE" in capsys.readouterr().err


def test_without_the_options_no_copy_is_read(corpus, capsys):
    assert ask("--format", "json") == 0
    out, err = capsys.readouterr()
    assert all("basis" not in row for row in json.loads(out))
    assert err == ""


def test_check_without_a_query_is_refused(corpus, capsys):
    assert main(["query", "--checked"]) == 2
    assert "--checked is given before a query is named" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["query", "--help"], ["query", "actions-of", "--help"]])
def test_help_names_both_options(corpus, capsys, words):
    assert main(words) == 0
    assert "--checked | --corpus DIR" in capsys.readouterr().out
