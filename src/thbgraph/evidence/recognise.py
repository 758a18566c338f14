"""Which copy is a copy of which document: told by what stands in it, whatever its name and format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from thbgraph.evidence.copies import Copy
from thbgraph.evidence.fingerprint import letters_of
from thbgraph.evidence.pieces import Piece, Source
from thbgraph.evidence.search import Key, Reach

__all__ = ["recognise"]

_SHARE = 0.5
"""A copy is one of the document of whose passages it has the largest share, and at least this one."""
_ADDRESSES_ALONE = 0.9
"""Without fingerprints and without its number at the head a copy must have nearly all addresses cited."""
_SAMPLE = 24
"""So many of its longest passages tell a document; short ones stand in any."""
_HEAD = 3_000
"""A document's own number stands within so many letters of its beginning; further on it is cited."""


def recognise(
    copies: Iterable[Copy], pieces: Iterable[Piece], sources: Mapping[str, Source]
) -> dict[str, list[Copy]]:
    """Return the copies of each document, the best one first; documents without a copy are left out."""
    by_document: dict[str, list[Piece]] = {}
    for piece in pieces:
        if piece.document and piece.held:
            by_document.setdefault(piece.document, []).append(piece)
    samples = {document: _sample(cited) for document, cited in by_document.items()}
    pointed = {document: cited for document, cited in by_document.items() if not samples[document]}
    found: dict[str, list[tuple[float, Copy]]] = {}
    for copy in copies:
        share, document = _by_passages(copy, samples)
        if share < _SHARE:
            share, document = _by_addresses(copy, pointed, sources)
        if document:
            found.setdefault(document, []).append((share, copy))
    return {
        document: [copy for _, copy in sorted(several, key=lambda one: -one[0])]
        for document, several in found.items()
    }


def _sample(pieces: list[Piece]) -> set[Key]:
    keys = {(piece.print.length, piece.print.digest) for piece in pieces if piece.print}
    return set(sorted(keys, reverse=True)[:_SAMPLE])


def _by_passages(copy: Copy, samples: Mapping[str, set[Key]]) -> tuple[float, str]:
    """Return the document of whose passages a copy has most, and the share that it has."""
    for reach in (Reach.CLAUSES, Reach.WORDS):
        found = copy.find(set().union(*samples.values()), reach)
        shares = [(len(keys & found.keys()) / len(keys), iri) for iri, keys in samples.items() if keys]
        share, document = max(shares, default=(0.0, ""))
        if share >= _SHARE:
            return share, document
    return 0.0, ""


def _by_addresses(
    copy: Copy, pointed: Mapping[str, list[Piece]], sources: Mapping[str, Source]
) -> tuple[float, str]:
    """Return the document, of those without fingerprints, whose number and addresses a copy has."""
    head = copy.letters.text[:_HEAD]
    best = (0.0, "")
    for document, pieces in pointed.items():
        addresses = {piece.address for piece in pieces if piece.address}
        share = sum(bool(copy.parts_at(address)) for address in addresses) / max(len(addresses), 1)
        numbers = sources[document].numbers if document in sources else ()
        named = any(letters_of(number) in head for number in numbers)
        if share >= (_SHARE if named else _ADDRESSES_ALONE):
            best = max(best, (share + named, document))
    return best
