"""The commands that show passages, mark them and check them."""

from __future__ import annotations

import io
import json
import sys

import evidence_builders as builders
import pyoxigraph as ox
import pytest
import yaml

from thbgraph.cli import main
from thbgraph.graph import labels
from thbgraph.names import PREFIXES

KEYS = ["statement", "class", "label", "role", "document", "file", "address", "start", "end", "verdict"]


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Publish the evidence of the law, and return a way to run a command."""
    release = tmp_path / "home" / "releases" / "r1"
    release.mkdir(parents=True)
    store = ox.Store(release / "store")
    store.extend(list(builders.store_of(builders.pieces())))
    grounded = ox.NamedNode(PREFIXES["thb"] + "Grounded")
    kind = ox.NamedNode(PREFIXES["thb"] + "Obligation")
    below = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
    store.add(ox.Quad(kind, below, grounded, ox.NamedNode(PREFIXES["thbd"] + "graph/ontology")))
    store.flush()
    labels.write(store, release / labels.FILE)
    del store
    (release / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "home" / "current").write_text("r1", encoding="utf-8")
    monkeypatch.setenv("THBGRAPH_HOME", str(tmp_path / "home"))

    def command(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def corpus(tmp_path):
    builders.copy_of(tmp_path / "corpus")
    return tmp_path / "corpus"


def test_check_of_a_good_copy_is_clean(run, corpus):
    code, out, err = run("evidence", "check", "--corpus", corpus)

    assert (code, err) == (0, "")
    assert "Regulation on lamps  lamps.txt  found    10" in out
    assert out.endswith("10 pieces of evidence, 0 of them wrong.\n")


def test_flipped_word_is_reported_with_the_statement_that_it_undermines(run, tmp_path):
    builders.copy_of(tmp_path / "corpus", builders.LAW.replace("obey the lamps", "fear the lamps"))
    code, out, _ = run("evidence", "check", "--corpus", tmp_path / "corpus")

    assert code == 8
    assert "missing: art. 3(1) (text), Regulation on lamps, lamps.txt\n" in out
    assert f"  Obligation {builders.STATEMENT}_3\n  A duty 3\n" in out


def test_lines_have_one_object_for_each_piece(run, corpus):
    code, out, _ = run("evidence", "check", "--corpus", corpus, "--format", "jsonl")
    objects = [json.loads(line) for line in out.splitlines()]
    first = next(one for one in objects if one["statement"].endswith("_1"))

    assert code == 0
    assert [list(one) for one in objects] == [KEYS] * len(builders.PASSAGES)
    assert first["class"] == "Obligation"
    assert first["document"] == builders.DOCUMENT
    assert first["file"] == str(corpus / "lamps.txt")
    assert builders.LAW[first["start"] : first["end"]] == builders.PASSAGES[0][0]
    assert {one["verdict"] for one in objects} == {"found"}


@pytest.mark.parametrize(("words", "expected"), [([], 0), (["--strict"], 8)])
def test_missing_copy_is_wrong_only_where_that_is_asked(run, tmp_path, words, expected):
    (tmp_path / "corpus").mkdir()
    code, out, _ = run("evidence", "check", "--corpus", tmp_path / "corpus", "--format", "jsonl", *words)

    assert code == expected
    assert {json.loads(line)["verdict"] for line in out.splitlines()} == {"no copy"}
    assert {json.loads(line)["start"] for line in out.splitlines()} == {None}


def test_file_that_cannot_be_read_is_said_beside_the_findings(run, corpus):
    (corpus / "empty.txt").write_bytes(b"")
    code, _, err = run("evidence", "check", "--corpus", corpus)

    assert code == 0
    assert len(err.splitlines()) == 1
    assert "empty.txt" in err


@pytest.mark.parametrize(
    "words",
    [
        ["evidence"],
        ["evidence", "check"],
        ["evidence", "check", "--corpus", "/nowhere"],
        ["evidence", "mark", "FILE", "--address", "by the sea"],
        ["evidence", "mark", "FILE", "--words", "no such words"],
        ["evidence", "mark", "FILE", "--words", "a", "--address", "art. 1"],
        ["evidence", "mark", "FILE", "--kind", "film"],
        ["show", "Nobody"],
    ],
)
def test_wrong_word_is_one_line_and_a_hint(run, corpus, words):
    code, out, err = run(*[corpus / "lamps.txt" if word == "FILE" else word for word in words])

    assert (code, out) == (2, "")
    assert err.startswith("thbgraph: error: ")


def test_file_that_cannot_be_marked_is_an_error_of_documents(run, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")

    assert run("evidence", "mark", tmp_path / "empty.txt", "--address", "art. 1")[0] == 7


def test_mark_prints_a_block_for_each_place(run, corpus):
    code, out, _ = run("evidence", "mark", corpus / "lamps.txt", "--words", "They shall report … year")

    assert code == 0
    assert [block["occurrence"] for block in yaml.safe_load(out)] == [1, 2]
    assert "# lamps.txt, line 16, 1 of 2\n" in out


def test_mark_by_address(run, corpus):
    _, out, _ = run("evidence", "mark", corpus / "lamps.txt", "--address", "art. 2(2)(b)")

    assert [block["address"] for block in yaml.safe_load(out)] == ["art. 2(2)(b)"]


def test_mark_without_a_passage_lists_the_addresses(run, corpus):
    _, out, _ = run("evidence", "mark", corpus / "lamps.txt")

    assert "art. 3(1)\t1. Captains shall obey the lamps." in out


def test_show_puts_the_passage_into_its_context(run, corpus):
    code, out, _ = run("show", "A duty 3", "--corpus", corpus)

    assert code == 0
    assert out.startswith("Obligation: A duty 3\nthbd:lamps/art_2/norm_3\n")
    assert "1. text: Regulation on lamps, art. 3(1)\n   found: lamps.txt, line 24\n" in out
    assert "Duties of captains" in out
    assert "»Captains shall obey the lamps.«" in out


def test_show_without_copies_says_where_the_passage_is_pointed_to(run):
    _, out, _ = run("show", f"{builders.STATEMENT}_3")

    assert "art. 3(1)\n   no copy\n" in out
    assert "--corpus DIR" in out


def test_copies_kept_with_the_corpus_command_are_the_default(run, tmp_path):
    builders.copy_of(tmp_path / "home" / "corpus")

    assert run("evidence", "check")[0] == 0
    assert "»Captains shall obey the lamps.«" in run("show", "A duty 3")[1]


def test_show_highlights_on_a_terminal(run, corpus, monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    code = main(["show", "A duty 3", "--corpus", str(corpus)])

    assert code == 0
    assert "\x1b[1;7mCaptains shall obey the lamps." in terminal.getvalue()
