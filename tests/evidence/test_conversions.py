"""A copy from another conversion resolves the evidence that was marked in this one."""

from __future__ import annotations

import re
from pathlib import Path

import evidence_builders as builders
import pytest
from conversions import CONVERSIONS
from printing import PRINTED

from thbgraph.documents import read
from thbgraph.evidence.check import check_pieces
from thbgraph.evidence.copies import Copy, copies_in
from thbgraph.evidence.passage import Marked, marked
from thbgraph.evidence.pieces import Piece, pieces_of, sources_of
from thbgraph.evidence.recognise import recognise

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


def pieces_of_passages(passages: list[Marked]) -> list[Piece]:
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

    assert resolved(copy, pieces_of_passages(passages_of(copy)), path) == 1


def test_passages_of_reference_copies_are_resolved_in_other_conversions(tmp_path, shared):
    path = tmp_path / "other.txt"
    shares = {}
    for original in (*(shared / "corpus").glob("*.txt"), *(shared / "texts").glob("*2011_36*.en.txt")):
        copy = Copy(read(original))
        pieces = pieces_of_passages(passages_of(copy))
        for name, convert in CONVERSIONS.items():
            path.write_text(convert(copy.document), encoding="utf-8")
            shares[original.name, name] = resolved(copy, pieces, path)

    assert len(shares) >= 5 * len(CONVERSIONS)
    assert {key: share for key, share in shares.items() if share < RESOLVED} == {}


@pytest.mark.parametrize("name", PRINTED)
def test_every_passage_of_our_own_law_is_resolved_in_print(tmp_path, name):
    copy = builders.copy_of(tmp_path)
    path = tmp_path / "printed"
    path.write_bytes(PRINTED[name](copy.document))

    assert Copy(read(path)).document.kind == name
    assert resolved(copy, pieces_of_passages(passages_of(copy)), path) == 1


@pytest.mark.parametrize("name", PRINTED)
def test_passages_of_reference_copies_are_resolved_in_print(tmp_path, shared, name):
    path = tmp_path / "printed"
    shares = {}
    for original in (*(shared / "corpus").glob("*.txt"), *(shared / "texts").glob("*2011_36*.en.txt")):
        copy = Copy(read(original))
        path.write_bytes(PRINTED[name](copy.document))
        shares[original.name] = resolved(copy, pieces_of_passages(passages_of(copy)), path)

    assert len(shares) >= 5
    assert {key: share for key, share in shares.items() if share < RESOLVED} == {}


@pytest.mark.parametrize("name", PRINTED)
def test_the_evidence_of_the_graph_is_resolved_in_print(tmp_path, shared, graph, name):
    pieces = [piece for piece in pieces_of(graph.store) if piece.held and piece.print]
    sources = sources_of(graph.store)
    originals = recognise(copies_in(shared / "corpus")[0], pieces, sources)
    path = tmp_path / "printed"
    shares = {}
    for document, (original, *_) in originals.items():
        path.write_bytes(PRINTED[name](original.document))
        cited = [piece for piece in pieces if piece.document == document]
        findings = check_pieces(cited, [Copy(read(path))], sources)
        shares[document] = sum(finding.verdict.is_resolved for finding in findings) / len(cited)

    assert shares
    assert {document: share for document, share in shares.items() if share < RESOLVED} == {}
