"""`thbgraph corpus`: what it prints where, and its exit codes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
import small_graph
from corpus_graph import PASSAGES, PLAN, PLAN_TEXT, evidence, quads, thing
from corpus_server import body, half, ranged

from thbgraph.cli import main
from thbgraph.corpus import Client, Limits
from thbgraph.names import THBD

LAW = THBD + "instrument/law"
BARE = THBD + "document/bare"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder without a graph."""
    monkeypatch.setenv("THBGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("THBGRAPH_DATA", str(small_graph.write_queries(tmp_path / "data")))
    return tmp_path / "home"


@pytest.fixture
def graph(home, server, monkeypatch):
    """A graph of a plan, a law and a document without address."""
    turtle = (
        thing(PLAN, "thb:Document", "The plan", server.root + "/plan.txt")
        + thing(LAW, "thb:Directive", "The law", server.root + "/law.html")
        + thing(BARE, "thb:Document", "Bare document")
        + evidence(PLAN, *PASSAGES)
    )
    small_graph.publish(home, quads(turtle))
    server.serve("/plan.txt", body(PLAN_TEXT.encode(), Content_Type="text/plain"))
    server.serve("/law.html", body(b"<html><body><p>Article 1</p></body></html>", Content_Type="text/html"))
    patient = Client.__init__

    def hasty(self, limits):
        patient(self, limits._replace(pause=0, back_off=0))

    monkeypatch.setattr(Client, "__init__", hasty)


@pytest.fixture
def run(home, capsys):
    def command(*words: str) -> tuple[int, str, str]:
        code = main(["corpus", *words])
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "my plan.txt"
    path.write_text(PLAN_TEXT)
    return str(path)


# --- add


def test_add_says_what_is_kept_and_what_was_there(run, file, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(PLAN_TEXT)

    assert run("add", file, str(other)) == (
        0,
        f"Kept: {file}\nThere already, as my plan.txt: {other}\n",
        "",
    )


def test_add_keeps_the_others_where_one_is_refused(run, home, file, tmp_path):
    code, out, err = run("add", str(tmp_path / "none.txt"), file)

    assert (code, out) == (9, f"Kept: {file}\n")
    assert err == f"thbgraph: error: {tmp_path}/none.txt: there is no such file\n"
    assert len(list((home / "corpus").iterdir())) == 1


# --- list


def test_empty_list_says_how_to_begin(run, home):
    assert run("list") == (
        0,
        f"No copies in {home}/corpus.\nKeep one with: thbgraph corpus add FILE\n",
        "",
    )


def test_list_before_the_first_build_recognises_nothing(run, file):
    run("add", file)
    _, out, _ = run("list")

    assert out.splitlines()[2].split() == ["my", "plan.txt", "text", str(len(PLAN_TEXT)), "-"]


def test_list_shows_what_each_copy_is(run, graph, home, file, tmp_path):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n")
    _, said, _ = run("add", file, str(picture))
    code, out, err = run("list")

    assert said.count("can show no passage") == 1

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Name         Kind  Size  Recognised as",
        "-----------  ----  ----  -------------",
        f"my plan.txt  text   {len(PLAN_TEXT)}  The plan",
        "picture.png  -        6  -",
        "",
        "2 copies, sizes in bytes.",
        f"Check the evidence: thbgraph evidence check --corpus {home}/corpus",
    ]


def test_list_as_lines_has_the_documented_keys(run, graph, file):
    run("add", file)
    _, out, _ = run("list", "--format", "jsonl")
    (entry,) = map(json.loads, out.splitlines())

    assert set(entry) == {"file", "name", "kind", "size", "sha256", "added", "documents", "origins"}
    assert (entry["kind"], entry["documents"], entry["origins"]) == ("text", [PLAN], [])
    assert Path(entry["file"]).read_text() == PLAN_TEXT


def test_damaged_copy_shows_in_the_list(run, home, file):
    run("add", file)
    next((home / "corpus").glob("*/my plan.txt")).write_text("damage")

    assert "my plan.txt  damaged" in run("list")[1]
    assert json.loads(run("list", "--format", "jsonl")[1])["kind"] is None


def test_evidence_is_checked_against_the_corpus(run, graph, home, file, capsys):
    run("add", file)

    assert main(["evidence", "check", "--corpus", str(home / "corpus")]) == 0
    assert "The plan" in capsys.readouterr().out


# --- fetch


def test_fetch_gets_everything_that_has_an_address(run, graph):
    code, out, err = run("fetch", "--allow-private")

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"The plan: kept, verified: 3 of 3 passages found (plan.txt, {len(PLAN_TEXT)} bytes)",
        "The law: kept, not verified: the graph has no fingerprints of it (law.html, 42 bytes)",
    ]


def test_fetch_again_is_said_to_be_there(run, graph):
    run("fetch", "--allow-private")

    assert [line.partition(" (")[0] for line in run("fetch", "--allow-private")[1].splitlines()] == [
        "The plan: fetched before",
        "The law: fetched before",
    ]
    assert "The plan: there already, verified" in run("fetch", "--again", "--allow-private")[1]


@pytest.mark.parametrize("name", ["The law", "thbd:instrument/law", LAW, "instrument/law"])
def test_fetch_takes_a_label_or_an_iri(run, graph, server, name):
    assert run("fetch", "--allow-private", name, name)[0] == 0
    assert server.paths == ["/law.html"]


def test_fetch_of_an_unknown_document_is_a_wrong_word(run, graph, server):
    assert run("fetch", "No such thing")[0] == 2
    assert server.asked == []


def test_fetch_of_a_document_without_address_says_what_to_do(run, graph, server):
    code, _, err = run("fetch", "The law", "Bare document")

    assert code == 9
    assert "Bare document: the graph has no official address of it" in err
    assert "corpus add FILE" in err
    assert server.asked == []


def test_fetch_from_this_machine_is_refused_unless_allowed(run, graph, server):
    code, out, err = run("fetch", "The plan")

    assert (code, out) == (9, "")
    assert f"{server.root}/plan.txt: 127.0.0.1 is not a public address\nhint: --allow-private" in err
    assert server.asked == []


def test_wrong_document_is_an_error_and_the_others_come(run, graph, server, home):
    server.serve("/plan.txt", body(b"Sign in, please"))
    code, out, err = run("fetch", "--allow-private")

    assert code == 9
    assert out.startswith("The law: kept")
    assert f"{server.root}/plan.txt: it is another document: 0 of 3 passages found" in err
    assert [path.name for path in (home / "corpus").glob("[!.]*/[!.]*")] == ["law.html"]


def test_address_that_did_not_have_it_is_noted(run, home, server):
    addresses = (server.serve("/a", body(b"Sign in")), server.serve("/b", body(PLAN_TEXT.encode())))
    small_graph.publish(
        home, quads(thing(PLAN, "thb:Document", "The plan", *addresses) + evidence(PLAN, *PASSAGES))
    )
    code, out, err = run("fetch", "--allow-private")

    assert code == 0
    assert out.startswith("The plan: kept, verified: 3 of 3 passages found (b, ")
    assert err == f"note: {addresses[0]}: it is another document: 0 of 3 passages found\n"


def test_fetch_needs_a_graph(run):
    code, out, err = run("fetch")

    assert (code, out) == (5, "")
    assert "thbgraph build" in err


def test_graph_without_addresses_says_so(run, home):
    small_graph.publish(home)

    assert run("fetch") == (0, "No document of the graph has an official address.\n", "")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only_and_taken_away(run, graph, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    run("fetch", "--allow-private", "The plan")

    assert "\rThe plan, kB: 1/1" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_interrupted_fetch_is_130_and_goes_on_later(run, graph, server, monkeypatch):
    from thbgraph.cli.build import Progress

    def interrupt(*told):
        raise KeyboardInterrupt

    server.serve("/plan.txt", ranged(PLAN_TEXT.encode(), '"v1"'))
    with monkeypatch.context() as patched:
        patched.setattr(Progress, "__call__", interrupt)
        assert run("fetch", "--allow-private", "The plan") == (130, "", "")

    assert run("fetch", "--allow-private", "The plan")[0] == 0


def test_connection_that_breaks_off_is_one_line_and_a_hint(run, graph, server):
    server.serve("/plan.txt", half(PLAN_TEXT.encode(), ETag='"v1"'))
    code, _, err = run("fetch", "--allow-private", "The plan")

    assert (code, len(err.splitlines())) == (9, 2)
    assert err.splitlines()[1] == "hint: run it again: it goes on where it stopped"


# --- help


@pytest.mark.parametrize("words", [["--help"], ["add", "--help"], ["list", "--help"], ["fetch", "--help"]])
def test_every_verb_has_help(run, words):
    code, out, _ = run(*words)

    assert code == 0
    assert out.startswith("usage: thbgraph corpus")


@pytest.mark.parametrize("words", [[], ["ad"], ["add"], ["list", "--format", "xls"], ["fetch", "--al"]])
def test_wrong_word_is_exit_code_2(run, words):
    assert run(*words)[0] == 2


def test_limits_are_decent_by_default():
    limits = Limits()

    assert limits.pause >= 1
    assert limits.attempts <= 5
    assert not limits.allow_private
