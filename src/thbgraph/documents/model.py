"""What a document is once it is read: clean text, where each character stood, and a tree of addressed parts."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from thbgraph.documents.address import Address

__all__ = ["Document", "NoteMark", "Part"]


class NoteMark(NamedTuple):
    """A note mark that was taken out of the text: `start` and `end` in the source, `at` in the clean text."""

    start: int
    end: int
    at: int
    label: str


@dataclass(slots=True, eq=False)
class Part:
    """One part of a document that people can point at.

    `kind` is one of heading, title, chapter, section, annex, preamble, citation, recital, article, paragraph,
    point, bullet, table, area, objective, row, cell, footnote, document. `address` is the printed address, ''
    where nobody cites the part. `start` and `end` count characters of the document's clean text. `notes` are
    the note marks that stood in the part itself, those of its children left out.
    """

    kind: str
    address: str = ""
    start: int = 0
    end: int = 0
    children: list[Part] = field(default_factory=list)
    notes: list[NoteMark] = field(default_factory=list)

    def walk(self) -> Iterator[Part]:
        """Give the part and all parts below it, in the order of the document, without recursion."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.children))


@dataclass(frozen=True)
class Document:
    """A document as read.

    `source` is the file decoded as UTF-8 (of DOCX and PDF: the text taken out of it). `text` is the clean
    text: no markup, no table ruling, no page headers, no note marks; the texts of the notes stand behind it.
    `offsets[i]` is the offset in `source` of character `i` of `text`.
    """

    path: Path
    kind: str
    source: str
    text: str
    offsets: array[int]
    root: Part

    def walk(self) -> Iterator[Part]:
        """Give every part, the root first."""
        return self.root.walk()

    @cached_property
    def _places(self) -> dict[int, tuple[list[Part], list[int]]]:
        return {}

    @cached_property
    def _by_address(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        for part in self.walk():
            if part.address:
                found.setdefault(part.address, []).append(part)
        return found

    def find(self, address: str | Address) -> list[Part]:
        """Give the parts at an address, in order; several where the document numbers alike twice.

        An address that does not parse raises `AddressError`; one that the document does not have gives [].
        """
        wanted = str(Address.parse(address) if isinstance(address, str) else address)
        return list(self._by_address.get(wanted, ()))

    def part_at(self, offset: int) -> Part:
        """Give the innermost part that holds the character at `offset` of the clean text."""
        part = self.root
        while True:
            children, starts = self._in_order(part)
            at = bisect_right(starts, offset) - 1
            if at < 0 or not offset < children[at].end:
                return part
            part = children[at]

    def _in_order(self, part: Part) -> tuple[list[Part], list[int]]:
        """Give the children that stand within their parent, by place: a cell taken over stands elsewhere."""
        found = self._places.get(id(part))
        if found is None:
            inside = [c for c in part.children if part.start <= c.start < c.end <= part.end]
            inside.sort(key=lambda child: child.start)
            found = self._places[id(part)] = (inside, [child.start for child in inside])
        return found

    def text_of(self, part: Part) -> str:
        """Give the clean text of a part."""
        return self.text[part.start : part.end]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Give the range of the source that the characters from `start` to `end` of the clean text cover."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else len(self.source)
            return at, at
        covered = self.offsets[start:end]
        return min(covered), max(covered) + 1
