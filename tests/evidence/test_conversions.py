"""A copy from another conversion resolves the evidence that was marked in this one."""

from __future__ import annotations

import re
from pathlib import Path

import evidence_builders as builders
import pytest
from conversions import CONVERSIONS

from thbgraph.documents import read
from thbgraph.evidence.check import check_pieces
from thbgraph.evidence.copies import Copy
from thbgraph.evidence.passage import Marked, marked
from thbgraph.evidence.pieces import Piece

RESOLVED = 0.995
SENTENCE = re.compile(r"[^.;\n]{30,}[.;]")


def passages_of(copy: Copy) -> list[Marked]:
    """Mark every part that can be cited, up to a page long, and every sentence in it."""
    found = {}
    for part in copy.document.walk():
        if (
            not part.address
            or not 0 < part.end - part.start < 3_000
            or len(copy.document.find(part.address)) > 1
        ):
            continue
        spans = [(part.start, part.end)]
        spans += [match.span() for match in SENTENCE.finditer(copy.document.text, part.start, part.end)]
        for span in spans:
            one = marked(copy, span, part.address)
            if one.print.length:
                found[one.address, span] = one
    return list(found.values())


def pieces_of(passages: list[Marked]) -> list[Piece]:
    return [
        builders.piece("", one.address, print_=one.print, occurrence=one.occurrence if one.of > 1 else 0)
        for one in passages
    ]


def resolved(copy: Copy, pieces: list[Piece], path: Path) -> float:
    findings = check_pieces(pieces, [Copy(read(path))], {})
    return sum(finding.verdict.is_resolved for finding in findings) / len(findings)


@pytest.mark.parametrize("name", CONVERSIONS)
def test_every_passage_of_our_own_law_is_resolved(tmp_path, name):
    copy = builders.copy_of(tmp_path)
    path = tmp_path / "other.txt"
    path.write_text(CONVERSIONS[name](copy.document), encoding="utf-8")

    assert resolved(copy, pieces_of(passages_of(copy)), path) == 1


def test_passages_of_reference_copies_are_resolved_in_other_conversions(tmp_path, shared):
    path = tmp_path / "other.txt"
    shares = {}
    for original in (*(shared / "corpus").glob("*.txt"), *(shared / "texts").glob("*2011_36*.en.txt")):
        copy = Copy(read(original))
        pieces = pieces_of(passages_of(copy))
        for name, convert in CONVERSIONS.items():
            path.write_text(convert(copy.document), encoding="utf-8")
            shares[original.name, name] = resolved(copy, pieces, path)

    assert len(shares) >= 5 * len(CONVERSIONS)
    assert {key: share for key, share in shares.items() if share < RESOLVED} == {}
