"""Is a file the document it should be? The graph's fingerprints of passages tell.

All that the corpus takes from `thbgraph.evidence` and `thbgraph.documents` passes through here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["Described", "Verdict", "Verifier", "describe", "verifier_for"]

_SHARE = 0.5
"""A file with fewer of the passages is another document, or a page about it; conversions lose some."""


class Verdict(NamedTuple):
    """What the fingerprints say of a file; `is_wrong` where they say that it is another document."""

    text: str
    is_wrong: bool = False


Verifier = Callable[[Path, tuple[str, ...]], Verdict]
"""Judges whether a file is a copy of one of several documents, given by IRI."""


class Described(NamedTuple):
    """A copy for the eye: its kind, '-' where it cannot be read, and the IRIs of what it is recognised as."""

    kind: str
    documents: tuple[str, ...] = ()


def verifier_for(store: Store) -> Verifier:
    """Return a verifier by the evidence of a graph.

    A file is verified where at least half of a document's passages are found in it. A document without
    fingerprints in the graph leaves it *not verified*.
    """
    from thbgraph.evidence.pieces import pieces_of

    pieces = pieces_of(store)

    def verify(path: Path, documents: tuple[str, ...]) -> Verdict:
        from thbgraph.documents import DocumentError, read
        from thbgraph.evidence.copies import Copy

        keys = {
            (piece.print.length, piece.print.digest)
            for piece in pieces
            if piece.document in documents and piece.print
        }
        if not keys:
            return Verdict("not verified: the graph has no fingerprints of it")
        try:
            found = len(Copy(read(path)).find(keys))
        except DocumentError as error:
            return Verdict(f"it cannot be read as a document: {error.reason}", is_wrong=True)
        passages = f"{found:,} of {len(keys):,} passages"
        if found < _SHARE * len(keys):
            return Verdict(f"it is another document: {passages} found", is_wrong=True)
        return Verdict(f"verified: {passages} found")

    return verify


def describe(paths: Iterable[Path], store: Store | None) -> dict[Path, Described]:
    """Return what each file is; without a graph no document is recognised."""
    from thbgraph.documents import DocumentError, read
    from thbgraph.evidence.copies import Copy
    from thbgraph.evidence.pieces import pieces_of, sources_of
    from thbgraph.evidence.recognise import recognise

    copies, described = [], {}
    for path in paths:
        try:
            copies.append(Copy(read(path)))
        except DocumentError:
            described[path] = Described("-")
    recognised = recognise(copies, pieces_of(store), sources_of(store)) if store is not None else {}
    for copy in copies:
        documents = tuple(sorted(iri for iri, several in recognised.items() if copy in several))
        described[copy.path] = Described(copy.document.kind, documents)
    return described
