"""Copies are told by what stands in them."""

from __future__ import annotations

import html

import evidence_builders as builders
import pytest

from thbgraph.errors import UsageError
from thbgraph.evidence.copies import copies_in
from thbgraph.evidence.pieces import Piece, Source
from thbgraph.evidence.recognise import recognise

OTHER = "https://w3id.org/thbgraph/id/document/other"


def pointed() -> list[Piece]:
    return [one._replace(print=None) for one in builders.pieces()]


def test_name_and_format_do_not_matter(tmp_path):
    lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in builders.LAW.splitlines())
    copy = builders.copy_of(tmp_path, f"<html><body>{lines}</body></html>", "x.bin")

    assert copy.document.kind == "html"
    assert recognise([copy], builders.pieces(), {}) == {builders.DOCUMENT: [copy]}


def test_text_of_something_else_is_no_copy(tmp_path):
    copy = builders.copy_of(tmp_path, "Moles dig. " * 50)

    assert recognise([copy], builders.pieces(), {}) == {}


def test_version_with_half_of_the_passages_goes_to_the_document_it_has_more_of(tmp_path):
    newer = builders.LAW.replace("Captains", "Pilots").replace("Harbour masters", "Guards")
    copy = builders.copy_of(tmp_path, newer)
    amended = [
        builders.piece(words.replace("Captains", "Pilots").replace("Harbour masters", "Guards"), address)
        for words, address, _ in builders.PASSAGES
    ]
    pieces = [*builders.pieces(), *(one._replace(document=OTHER) for one in amended)]

    assert recognise([copy], pieces, {}) == {OTHER: [copy]}


def test_copy_with_changed_ends_of_clauses_is_told_by_its_words(tmp_path):
    longer = builders.LAW.replace(".\n", " at once.\n").replace(".", " indeed.")
    copy = builders.copy_of(tmp_path, longer)

    assert recognise([copy], builders.pieces(), {}) == {builders.DOCUMENT: [copy]}


def test_best_copy_comes_first(tmp_path):
    worse = builders.copy_of(tmp_path, builders.LAW.replace("Harbour masters", "Guards"), "a.txt")
    best = builders.copy_of(tmp_path, builders.LAW, "b.txt")

    assert recognise([worse, best], builders.pieces(), {}) == {builders.DOCUMENT: [best, worse]}


@pytest.mark.parametrize(("number", "known"), [("2031/7/EU", True), ("2031/8/EU", False)])
def test_document_without_fingerprints_is_told_by_number_and_addresses(tmp_path, number, known):
    copy = builders.copy_of(tmp_path)
    half = [one._replace(address=one.address.replace("art. 3", "art. 7")) for one in pointed()]
    sources = {builders.DOCUMENT: Source(builders.DOCUMENT, "", (number,))}

    assert bool(recognise([copy], half, sources)) is known


def test_nearly_all_addresses_tell_a_document_without_its_number(tmp_path):
    assert recognise([builders.copy_of(tmp_path)], pointed(), {}).keys() == {builders.DOCUMENT}


def test_folder_is_read_to_its_depths_without_hidden_files(tmp_path):
    builders.copy_of(tmp_path / "a", name="one.txt")
    builders.copy_of(tmp_path / ".git", name="two.txt")
    builders.copy_of(tmp_path, name=".three.txt")
    (tmp_path / "four.txt").write_bytes(b"")
    copies, refused = copies_in(tmp_path)

    assert [copy.path.name for copy in copies] == ["one.txt"]
    assert [error.path for error in refused] == [tmp_path / "four.txt"]


def test_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(UsageError, match="is not a folder"):
        copies_in(tmp_path / "nowhere")
