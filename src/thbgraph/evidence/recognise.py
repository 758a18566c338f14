"""Which copy is a copy of which document: told by what stands in it, whatever its name and format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

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
_SAMPLE_LENGTH = 150
"""So many passages of about this many letters tell a document: shorter ones stand in any, longer ones break."""
_SMALL_SAMPLE = 8
"""The sample where all words, and not only clauses, are searched for a document that has no copy yet."""
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
    printed = {document: sample for document, sample in samples.items() if sample}
    pointed = {document: cited for document, cited in by_document.items() if not samples[document]}
    found: dict[str, list[tuple[float, Copy]]] = {}
    whole = {document: _keys(cited) for document, cited in by_document.items()}
    unknown = _assign(copies, found, lambda copy: _by_passages(copy, printed, whole, Reach.CLAUSES))
    unknown = _assign(unknown, found, lambda copy: _by_addresses(copy, pointed, sources))
    small = {
        document: sample[:_SMALL_SAMPLE] for document, sample in printed.items() if document not in found
    }
    _assign(unknown, found, lambda copy: _by_passages(copy, small, whole, Reach.WORDS))
    return {
        document: [copy for _, copy in sorted(several, key=lambda one: -one[0])]
        for document, several in found.items()
    }


def _assign(
    copies: Iterable[Copy],
    found: dict[str, list[tuple[float, Copy]]],
    told_by: Callable[[Copy], tuple[float, str]],
) -> list[Copy]:
    """Put each copy under its document, and return those that are not told."""
    unknown = []
    for copy in copies:
        share, document = told_by(copy)
        if document:
            found.setdefault(document, []).append((share, copy))
        else:
            unknown.append(copy)
    return unknown


def _keys(pieces: list[Piece]) -> set[Key]:
    return {(piece.print.length, piece.print.digest) for piece in pieces if piece.print}


def _sample(pieces: list[Piece]) -> list[Key]:
    return sorted(_keys(pieces), key=lambda key: (abs(key[0] - _SAMPLE_LENGTH), key))[:_SAMPLE]


def _by_passages(
    copy: Copy, samples: Mapping[str, list[Key]], whole: Mapping[str, set[Key]], reach: Reach
) -> tuple[float, str]:
    """Return the share and the document of whose passages a copy has most; '' where it has too few of any.

    A decision with a treaty as its annex has the sample of both: then all passages decide.
    """
    found = copy.find({key for keys in samples.values() for key in keys}, reach)
    shares = [(sum(key in found for key in keys) / len(keys), iri) for iri, keys in samples.items()]
    share, document = max(shares, default=(0.0, ""))
    tied = [iri for other, iri in shares if other == share]
    if share >= _SHARE and len(tied) > 1:
        found = copy.find({key for iri in tied for key in whole[iri]})
        document = max(tied, key=lambda iri: (sum(key in found for key in whole[iri]) / len(whole[iri]), iri))
    return (share, document) if share >= _SHARE else (0.0, "")


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
