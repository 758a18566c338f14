"""Fingerprints tell whether a file is the document it should be, and which one it is."""

from __future__ import annotations

import pytest
from corpus_graph import PASSAGES, PLAN, PLAN_TEXT, evidence, store, thing

from thbgraph.corpus import describe, verifier_for
from thbgraph.corpus.verify import Described

FIRST, *OTHERS = PASSAGES
PLAN_THING = thing(PLAN, "thb:Document", "The plan")


@pytest.fixture
def graph():
    return store(PLAN_THING + evidence(PLAN, *PASSAGES))


@pytest.mark.parametrize(
    ("text", "verdict", "is_wrong"),
    [
        (PLAN_TEXT, "verified: 3 of 3 passages found", False),
        (PLAN_TEXT.replace(" ", "\n"), "verified: 3 of 3 passages found", False),
        (PLAN_TEXT.replace("routes", "roads"), "verified: 2 of 3 passages found", False),
        ("<html><body><p>" + PLAN_TEXT + "</p></body></html>", "verified: 3 of 3 passages found", False),
        ("1. " + FIRST, "it is another document: 1 of 3 passages found", True),
        ("<html><body><p>Sign in</p></body></html>", "it is another document: 0 of 3 passages found", True),
        ("\x89PNG", "it cannot be read as a document: ", True),
        ("", "it cannot be read as a document: the file is empty", True),
    ],
)
def test_passages_are_looked_for(graph, tmp_path, text, verdict, is_wrong):
    path = tmp_path / "copy"
    path.write_bytes(text.encode("latin-1"))
    said = verifier_for(graph)(path, (PLAN,))

    assert said.text.startswith(verdict)
    assert said.is_wrong is is_wrong


@pytest.mark.parametrize("documents", [("urn:other",), ()])
def test_document_without_fingerprints_is_not_verified(graph, tmp_path, documents):
    path = tmp_path / "copy.txt"
    path.write_text(PLAN_TEXT)

    assert verifier_for(graph)(path, documents) == (
        "not verified: the graph has no fingerprints of it",
        False,
    )


def test_copies_are_described_by_what_stands_in_them(graph, tmp_path):
    plan, other, picture = (tmp_path / name for name in ("1", "2", "3"))
    plan.write_text(PLAN_TEXT)
    other.write_text("# Minutes\n\nNobody was there.\n")
    picture.write_bytes(b"\x89PNG\r\n")

    assert describe([plan, other, picture], graph) == {
        plan: Described("text", (PLAN,)),
        other: Described("markdown"),
        picture: Described("-"),
    }


def test_without_a_graph_only_the_kind_is_told(tmp_path):
    path = tmp_path / "1"
    path.write_text(PLAN_TEXT)

    assert describe([path], None) == {path: Described("text")}
