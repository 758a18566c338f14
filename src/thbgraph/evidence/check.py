"""Check every piece of evidence against the copies at hand: is the passage there, and where the record says?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from thbgraph.evidence.copies import Copy, copies_in
from thbgraph.evidence.fingerprint import figures
from thbgraph.evidence.letters import Span
from thbgraph.evidence.pieces import Piece, Source, pieces_of, sources_of
from thbgraph.evidence.recognise import recognise
from thbgraph.evidence.search import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Store

__all__ = ["Finding", "Report", "Verdict", "check", "check_pieces"]

_SAME_TEXT = 0.9
"""A further copy with so many of a document's passages is the same text, and what it lacks is reported."""

_SAME_LAYOUT = 0.9
_MANY = 5
"""Where so many passages moved, and fewer than this share is in place, the conversion made the difference."""


class Verdict(StrEnum):
    """What became of one piece of evidence in a copy."""

    FOUND = "found"
    MARKS_DIFFER = "marks differ"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"
    NO_COPY = "no copy"
    ADDRESS_FOUND = "address found"
    ADDRESS_UNKNOWN = "address unknown"
    UNCHECKED = "unchecked"

    @property
    def is_resolved(self) -> bool:
        """Tell whether the passage was found in the copy, at its address or elsewhere."""
        return self in (Verdict.FOUND, Verdict.MARKS_DIFFER, Verdict.MOVED)


_AT_ITS_ADDRESS = (Verdict.FOUND, Verdict.MARKS_DIFFER)
_WRONG = (Verdict.MOVED, Verdict.AMBIGUOUS, Verdict.MISSING, Verdict.ADDRESS_UNKNOWN)


class Finding(NamedTuple):
    """What was found of one piece; `span` is its stretch of the copy's clean text, None where it has none.

    `is_wrong` tells that the record, or the copy, must be mended. A document without a copy is an error of
    neither, nor is a passage that moved in a copy that is laid out otherwise as a whole.
    """

    piece: Piece
    verdict: Verdict
    copy: Copy | None = None
    span: Span | None = None
    note: str = ""
    is_wrong: bool = False

    @property
    def in_file(self) -> Span | None:
        """The stretch of the file, in characters of it as read with UTF-8; None where the passage has none."""
        return self.copy.in_source(self.span) if self.copy and self.span else None


class Report(NamedTuple):
    """All findings, and the files that could not be read, each as one line that says why."""

    findings: list[Finding]
    sources: Mapping[str, Source]
    unread: list[str]


def check(store: Store, corpus: Path) -> Report:
    """Check all evidence of a graph against the copies in a folder and its folders.

    Each piece has one finding, from the copy that has most of its document; what another copy of the same text
    lacks has one more. UsageError where the folder is none.
    """
    copies, refused = copies_in(corpus)
    sources = sources_of(store)
    findings = check_pieces(pieces_of(store), copies, sources)
    return Report(findings, sources, [error.message for error in refused])


def check_pieces(
    pieces: Iterable[Piece], copies: Sequence[Copy], sources: Mapping[str, Source]
) -> list[Finding]:
    """Check pieces of evidence against copies; the findings keep the order of the pieces."""
    pieces = list(pieces)
    at_hand = recognise(copies, pieces, sources)
    found: dict[Piece, Finding] = {}
    further: list[Finding] = []
    for document, several in at_hand.items():
        cited = [piece for piece in pieces if piece.document == document and piece.held]
        best, *others = several
        found.update((finding.piece, finding) for finding in _in_copy(cited, best))
        for copy in others:
            further += _lacking(_in_copy(cited, copy), found)
    return [found.get(piece) or _without_copy(piece) for piece in pieces] + further


def _without_copy(piece: Piece) -> Finding:
    return Finding(piece, Verdict.NO_COPY if piece.held else Verdict.UNCHECKED)


def _lacking(findings: list[Finding], best: Mapping[Piece, Finding]) -> list[Finding]:
    """Return what a further copy lacks of what the best copy has, where the two are the same text."""
    judged = [finding for finding in findings if finding.piece.print]
    resolved = sum(finding.verdict.is_resolved for finding in judged)
    if not judged or resolved < _SAME_TEXT * len(judged):
        return []
    return [
        finding
        for finding in judged
        if finding.verdict is Verdict.MISSING and best[finding.piece].verdict.is_resolved
    ]


def _in_copy(pieces: Sequence[Piece], copy: Copy) -> list[Finding]:
    """Check the pieces of one document against one copy of it."""
    prints = {(piece.print.length, piece.print.digest): piece.print for piece in pieces if piece.print}
    spans = copy.find(prints)
    left = [print_ for key, print_ in prints.items() if key not in spans]
    unmarked = copy.find_without_marks(left) if left else {}
    return _with_errors([_finding(piece, copy, spans, unmarked) for piece in pieces])


def _with_errors(findings: list[Finding]) -> list[Finding]:
    """Mark the findings of one copy that are errors.

    In a copy that is laid out otherwise no passage is out of its place: the address is where to look first, and
    where the copy does not show it, the whole document is.
    """
    moved = sum(finding.verdict is Verdict.MOVED for finding in findings)
    in_place = sum(finding.verdict in _AT_ITS_ADDRESS for finding in findings)
    laid_out_otherwise = moved >= _MANY and moved > (1 - _SAME_LAYOUT) * (moved + in_place)
    marked = []
    for finding in findings:
        if not (laid_out_otherwise and finding.verdict is Verdict.MOVED):
            marked.append(finding._replace(is_wrong=finding.verdict in _WRONG))
        elif finding.copy and finding.copy.parts_at(finding.piece.address):
            marked.append(finding)
        else:
            note = f"the copy does not show {finding.piece.address}"
            marked.append(finding._replace(verdict=Verdict.FOUND, note=note))
    return marked


def _figures_of(piece: Piece) -> list[str]:
    return sorted(piece.print.figures.split()) if piece.print else []


def _finding(
    piece: Piece, copy: Copy, spans: Mapping[Key, list[Span]], unmarked: Mapping[Key, list[Span]]
) -> Finding:
    if piece.print is None:
        return _pointed(piece, copy)
    key = (piece.print.length, piece.print.digest)
    if key in unmarked:
        finding = _judge(piece, copy, unmarked[key])
        if finding.verdict is Verdict.FOUND:
            return finding._replace(verdict=Verdict.MARKS_DIFFER)
        return finding
    if key not in spans:
        return Finding(piece, Verdict.MISSING, copy, None, _why_missing(piece, copy))
    recorded = _figures_of(piece)
    same = [span for span in spans[key] if not recorded or _printed_figures(copy, span) == recorded]
    if not same:
        printed = " ".join(_printed_figures(copy, spans[key][0]))
        note = f"its figures are {printed or 'none'} in the copy and {' '.join(recorded)} in the record"
        return Finding(piece, Verdict.MISSING, copy, None, note)
    return _judge(piece, copy, same)


def _why_missing(piece: Piece, copy: Copy) -> str:
    parts = copy.parts_at(piece.address)
    if not parts:
        return f"no passage of the copy has its fingerprint, and the copy has no {piece.address or 'address'}"
    line = copy.line_of((parts[0].start, parts[0].end))
    return f"no passage of the copy has its fingerprint; {piece.address}, line {line}, reads otherwise"


def _printed_figures(copy: Copy, span: Span) -> list[str]:
    return sorted(figures(copy.document.text[slice(*span)]).split())


def _pointed(piece: Piece, copy: Copy) -> Finding:
    parts = copy.parts_at(piece.address)
    if not parts:
        return Finding(piece, Verdict.ADDRESS_UNKNOWN, copy, None, "the copy has no such address")
    return Finding(piece, Verdict.ADDRESS_FOUND, copy, (parts[0].start, parts[0].end))


def _judge(piece: Piece, copy: Copy, spans: Sequence[Span]) -> Finding:
    """Say which of the places of a passage is meant, and whether it is where the record says."""
    inside = _inside(piece, copy, spans)
    meant = spans[piece.occurrence - 1] if 0 < piece.occurrence <= len(spans) else None
    if meant is None and len(spans) == 1:
        meant = spans[0]
    if meant in inside:
        return Finding(piece, Verdict.FOUND, copy, meant)
    if piece.occurrence and len(inside) == 1:
        # Conversions may count differently; where the address tells the place, it is not in doubt.
        return Finding(piece, Verdict.FOUND, copy, inside[0])
    if meant and not inside:
        address = str(copy.document.part_at(meant[0]).address) or "a part without address"
        return Finding(piece, Verdict.MOVED, copy, meant, f"it stands in {address}")
    note = f"it stands in {len(spans)} places; say which with occurrence: 1 to {len(spans)}"
    return Finding(piece, Verdict.AMBIGUOUS, copy, inside[0] if len(inside) == 1 else None, note)


def _inside(piece: Piece, copy: Copy, spans: Sequence[Span]) -> list[Span]:
    """Return the places that lie within the address; all where the record gives none."""
    if not piece.address:
        return list(spans)
    parts = copy.parts_at(piece.address)
    return [span for span in spans if any(part.start <= span[0] and span[1] <= part.end for part in parts)]
