"""The verdict on each piece of evidence in the copies at hand."""

from __future__ import annotations

from pathlib import Path

import evidence_builders as builders
import pytest

from thbgraph.evidence import fingerprint
from thbgraph.evidence.check import Finding, Verdict, check, check_pieces
from thbgraph.evidence.pieces import Piece


def findings(folder: Path, text: str, *extra: Piece) -> list[Finding]:
    """Check the passages of the law, and extra ones, against a copy."""
    return check_pieces([*builders.pieces(), *extra], [builders.copy_of(folder, text)], {})


def last(folder: Path, extra: Piece, text: str = builders.LAW) -> Finding:
    return findings(folder, text, extra)[-1]


def test_passages_are_found_at_their_addresses(tmp_path):
    assert {finding.verdict for finding in findings(tmp_path, builders.LAW)} == {Verdict.FOUND}


def test_offsets_are_those_of_the_piece_in_the_file(tmp_path):
    shown = [
        builders.LAW[slice(*finding.in_file)]
        for finding in findings(tmp_path, builders.LAW)
        if finding.in_file
    ]

    assert [fingerprint(text) for text in shown] == [fingerprint(words) for words, _, _ in builders.PASSAGES]
    assert shown[0] == "Harbour masters shall light every lamp before sunset."


def test_occurrence_says_which_of_two_is_meant(tmp_path):
    first = last(tmp_path, builders.piece("They shall report once a year.", "art. 2(1)", occurrence=1))
    second = last(tmp_path, builders.piece("They shall report once a year.", "art. 3(1)", occurrence=2))

    assert (first.verdict, second.verdict) == (Verdict.FOUND, Verdict.FOUND)
    assert first.span < second.span


def test_passage_that_stands_twice_without_occurrence_is_ambiguous(tmp_path):
    finding = last(tmp_path, builders.piece("They shall report once a year.", "art. 3(1)"))

    assert (finding.verdict, finding.is_wrong) == (Verdict.AMBIGUOUS, True)
    assert "2 places" in finding.note


def test_passage_at_another_address_has_moved(tmp_path):
    finding = last(tmp_path, builders.piece("Captains shall obey the lamps.", "art. 2(1)"))

    assert (finding.verdict, finding.is_wrong) == (Verdict.MOVED, True)
    assert "art. 3(1)" in finding.note


def test_address_that_the_copy_lacks_leaves_the_passage_moved(tmp_path):
    assert (
        last(tmp_path, builders.piece("Captains shall obey the lamps.", "art. 33")).verdict is Verdict.MOVED
    )


def test_passages_are_found_in_a_copy_that_shows_no_addresses(tmp_path):
    verdicts = findings(
        tmp_path, builders.LAW.replace("Article ", "Lamp ").replace("1.   ", "").replace("2.   ", "")
    )

    assert {finding.verdict for finding in verdicts} == {Verdict.FOUND}
    assert "the copy does not show art. 3(2)" in {finding.note for finding in verdicts}


def test_moved_passages_are_no_errors_in_a_copy_that_is_laid_out_otherwise(tmp_path):
    text = builders.LAW
    for number in (4, 3, 2, 1):
        text = text.replace(f"Article {number}\n", f"Article {number + 1}\n")
    verdicts = findings(tmp_path, text)

    moved = [one.piece.address for one in verdicts if one.verdict is Verdict.MOVED]

    assert moved == ["art. 3(1)", "art. 3(2)"]
    assert not any(one.is_wrong for one in verdicts)


def test_flipped_word_is_missing_with_its_statement(tmp_path):
    wrong = [
        finding
        for finding in findings(tmp_path, builders.LAW.replace("obey the lamps", "fear the lamps"))
        if finding.is_wrong
    ]

    assert [(finding.verdict, finding.piece.address) for finding in wrong] == [(Verdict.MISSING, "art. 3(1)")]
    assert wrong[0].piece.statement == builders.STATEMENT
    assert wrong[0].in_file is None
    assert wrong[0].note.endswith("art. 3(1), line 24, reads otherwise")


@pytest.mark.parametrize(("printed", "misprinted"), [("2.6 %", "26 %"), ("26 lamps", "2.6 lamps")])
def test_decimal_mark_that_was_lost_is_missing(tmp_path, printed, misprinted):
    wrong = [
        finding
        for finding in findings(tmp_path, builders.LAW.replace(printed, misprinted))
        if finding.is_wrong
    ]

    assert [finding.verdict for finding in wrong] == [Verdict.MISSING]
    assert "figures" in wrong[0].note


def test_note_marks_as_plain_digits_are_found_and_said(tmp_path):
    text = builders.LAW.replace("every lamp before", "every lamp (12) before").replace(
        "experts –", "experts7 –"
    )
    verdicts = [finding.verdict for finding in findings(tmp_path, text)]

    assert verdicts.count(Verdict.MARKS_DIFFER) == 2
    assert verdicts.count(Verdict.FOUND) == len(verdicts) - 2


def test_document_without_copy_is_no_error(tmp_path):
    finding = last(tmp_path, builders.piece("Moles dig.")._replace(document="https://w3id.org/thbgraph/id/x"))

    assert (finding.verdict, finding.is_wrong, finding.in_file) == (Verdict.NO_COPY, False, None)


def test_piece_whose_source_nobody_holds_is_unchecked(tmp_path):
    assert last(tmp_path, builders.piece("Moles dig.")._replace(held=False)).verdict is Verdict.UNCHECKED


@pytest.mark.parametrize(
    ("address", "verdict"), [("art. 3(2)", Verdict.ADDRESS_FOUND), ("art. 9", Verdict.ADDRESS_UNKNOWN)]
)
def test_piece_without_fingerprint_is_looked_up_by_address(tmp_path, address, verdict):
    assert last(tmp_path, builders.piece("")._replace(address=address, print=None)).verdict is verdict


def test_address_that_is_none_is_unknown(tmp_path):
    pointed = builders.piece("")._replace(address="somewhere, later", print=None)

    assert last(tmp_path, pointed).verdict is Verdict.ADDRESS_UNKNOWN


def test_second_copy_is_heard_where_it_lacks_a_passage(tmp_path):
    good = builders.copy_of(tmp_path, builders.LAW, "good.txt")
    bad = builders.copy_of(tmp_path, builders.LAW.replace("filled with oil", "filled with tea"), "bad.txt")
    *own, further = check_pieces(builders.pieces(), [bad, good], {})

    assert {finding.copy for finding in own} == {good}
    assert (further.verdict, further.copy, further.piece.address) == (Verdict.MISSING, bad, "art. 2(2)(a)")


def test_check_reads_the_graph_and_the_folder(tmp_path):
    builders.copy_of(tmp_path / "deep", builders.LAW, "any.name")
    (tmp_path / "empty.txt").write_text("")
    report = check(builders.store_of(builders.pieces()), tmp_path)

    assert [finding.verdict for finding in report.findings] == [Verdict.FOUND] * len(builders.PASSAGES)
    assert {finding.piece.kind for finding in report.findings} == {"Obligation"}
    assert {finding.piece.role for finding in report.findings} == {"text"}
    assert len(report.unread) == 1
    assert report.sources[builders.DOCUMENT].numbers == ("2031/7/EU",)
