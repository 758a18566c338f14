"""The copies of documents in a folder, each read once and searched by fingerprint."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from thbgraph.documents import Address, AddressError, Document, DocumentError, Part, read
from thbgraph.errors import UsageError
from thbgraph.evidence.fingerprint import Fingerprint
from thbgraph.evidence.letters import Letters, Span
from thbgraph.evidence.marks import MarkedText
from thbgraph.evidence.search import Key, Reach, find

__all__ = ["Copy", "copies_in"]


class Copy:
    """One file and what is asked of it: where passages stand, and where addresses lead."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @property
    def path(self) -> Path:
        """The file."""
        return self.document.path

    @cached_property
    def _cuts(self) -> list[int]:
        return [offset for part in self.document.walk() for offset in (part.start, part.end)]

    @cached_property
    def letters(self) -> Letters:
        """The letters of the clean text."""
        return Letters(self.document.text, cuts=self._cuts)

    @cached_property
    def _marked(self) -> MarkedText:
        return MarkedText(self.letters, self._cuts)

    def find(self, keys: Iterable[Key], reach: Reach = Reach.ANYWHERE) -> dict[Key, list[Span]]:
        """Return the stretches of the clean text that have these fingerprints, in their order."""
        found = find(self.letters, keys, reach)
        return {key: [self.letters.span(at, key[0]) for at in starts] for key, starts in found.items()}

    def find_without_marks(self, prints: Iterable[Fingerprint]) -> dict[Key, list[Span]]:
        """Return the stretches that have these fingerprints once what may be note marks is left out."""
        return self._marked.find(prints)

    def parts_at(self, address: str) -> list[Part]:
        """Return the parts at an address; none where it is no address or the copy does not have it."""
        try:
            return self.document.find(Address.parse(address))
        except AddressError:
            return []

    def with_signs(self, span: Span) -> Span:
        """Return a stretch of the clean text with the signs that open and close it, as the eye takes it.

        A full stop or a bracket that follows without a space, in the text and in the file, belongs to it.
        """
        text, offsets = self.document.text, self.document.offsets
        start, end = span
        while end < len(text) and text[end] in _CLOSING and offsets[end] == offsets[end - 1] + 1:
            end += 1
        while start and text[start - 1] in _OPENING and offsets[start - 1] == offsets[start] - 1:
            start -= 1
        return start, end

    def in_source(self, span: Span) -> Span:
        """Return where a stretch of the clean text stands in the file, with its signs."""
        return self.document.source_range(*self.with_signs(span))

    def line_of(self, span: Span) -> int:
        """Return the line of the file, from 1, in which a stretch of the clean text begins."""
        return self.document.source.count("\n", 0, self.in_source(span)[0]) + 1


_CLOSING = ".,;:!?)]}'\"»\u2019\u201d"
_OPENING = "([{'\"«\u2018\u201c"


def copies_in(folder: Path) -> tuple[list[Copy], list[DocumentError]]:
    """Read every file of a folder and its folders, hidden ones aside; give what could not be read, and why.

    Raises UsageError where the folder is none.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder", "give the folder with your copies of the documents")
    copies: list[Copy] = []
    refused: list[DocumentError] = []
    for path in _files(folder):
        try:
            copies.append(Copy(read(path)))
        except DocumentError as error:
            refused.append(error)
    return copies, refused


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place, name)
