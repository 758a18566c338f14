"""Find passages in copies that print the marks of their notes as plain digits.

Whether the 3 in "practice.3 With" or the (5) in "2009/934/JHA (5)" is a mark cannot be told from the text. The
fingerprint tells it: its figures say which figures belong to the passage, so the others are left out, and where
the digest then fits, the copy differs by nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from typing import NamedTuple
from unicodedata import normalize

from thbgraph.evidence.fingerprint import DIGEST_DIGITS, Fingerprint
from thbgraph.evidence.letters import Letters, Span
from thbgraph.evidence.search import Key, Reach, find

__all__ = ["MarkedText"]

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*|[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]+")
_MARK = re.compile(r"\d{1,3}(?:[.,]\d{1,3})*")
_LONGEST_MARK = 3
_TRIES = 200
"""So many places, at most, are tried for one passage: those where its figures stand in their order."""
_STEPS = 500
"""So many figures, at most, are read from one place on; ten marks that all read like figures are too many."""
_AROUND = 50
"""So many figures, at most, before and behind those of a passage are taken for marks."""


class _Figure(NamedTuple):
    """A figure: where it stands among the letters of the text, and what it reads with its decimal marks."""

    start: int
    end: int
    text: str

    @property
    def may_be_mark(self) -> bool:
        return _MARK.fullmatch(self.text) is not None


class _Way(NamedTuple):
    """A way to read the figures from one place on.

    `place` is the next figure to read, `read` the number of the passage's figures that were read, `end` the
    letter behind the last of them, and `marks` are the letters between them that are left out.
    """

    place: int
    read: int
    end: int
    marks: tuple[Span, ...]


class MarkedText:
    """A text that may have note marks in it, with an index of its figures."""

    def __init__(self, letters: Letters, cuts: Iterable[int]) -> None:
        """Take the letters of a clean text, and the places in the text at which its parts begin and end."""
        self._letters = letters
        found = list(_FIGURE.finditer(letters.original))
        self._figures = [_Figure(*letters.within(one.span()), normalize("NFKC", one[0])) for one in found]
        self._places: dict[str, list[int]] = {}
        for place, figure in enumerate(self._figures):
            # A mark may stand right behind a figure: "in 2006.3 With", "No 1053/20139".
            for end in range(len(figure.text), max(0, len(figure.text) - _LONGEST_MARK - 2), -1):
                self._places.setdefault(figure.text[:end], []).append(place)
        marks = [one.span() for one, figure in zip(found, self._figures, strict=True) if figure.may_be_mark]
        self._without_figures = Letters(letters.original, marks, cuts)

    def find(self, prints: Iterable[Fingerprint]) -> dict[Key, list[Span]]:
        """Return the stretches of the text that have these fingerprints once marks are left out."""
        plain = []
        found: dict[Key, list[Span]] = {}
        for print_ in prints:
            key = (print_.length, print_.digest)
            if not print_.figures:
                plain.append(key)
            elif spans := self._find_by_figures(key, print_.figures.split()):
                found[key] = spans
        without = self._without_figures
        for key, starts in find(without, plain, Reach.WORDS).items():
            found[key] = [without.span(at, key[0]) for at in starts]
        return found

    def _find_by_figures(self, key: Key, wanted: list[str]) -> list[Span]:
        """Return the places of a passage that has figures; they stand in the text in the same order."""
        length, digest = key
        spans = set()
        for first, way in islice(self._readings(wanted), _TRIES):
            for start, end, letters in self._stretches(first, way, length):
                if sha256(letters.encode()).hexdigest()[:DIGEST_DIGITS] == digest:
                    spans.add(self._letters.span(start, end - start))
        return sorted(spans)

    def _readings(self, wanted: list[str]) -> Iterator[tuple[int, _Way]]:
        """Give where the wanted figures stand in their order with nothing but possible marks between.

        Each is the place of the first figure, and the way to the last.
        """
        places = self._places.get(wanted[0], [])
        for first in sorted(places, key=lambda place: self._figures[place].text != wanted[0]):
            # Whether a 2 is the figure or the mark before it is left open: both ways are followed.
            ways = [_Way(first, 0, 0, ())]
            for _ in range(_STEPS):
                if not ways:
                    break
                way = ways.pop()
                if way.read == len(wanted):
                    yield first, way
                elif way.place < len(self._figures):
                    ways += self._steps(way, wanted[way.read])

    def _steps(self, way: _Way, wanted: str) -> Iterator[_Way]:
        """Give the ways to read one figure, the likeliest last: it is a mark, has one behind it, or is wanted."""
        figure = self._figures[way.place]
        if way.read and figure.may_be_mark:
            yield _Way(way.place + 1, way.read, way.end, (*way.marks, (figure.start, figure.end)))
        if figure.text == wanted:
            yield _Way(way.place + 1, way.read + 1, figure.end, way.marks)
        elif figure.text.startswith(wanted):
            mark = figure.text.removeprefix(wanted).lstrip(".,")
            if 0 < len(mark) <= _LONGEST_MARK:
                behind = (figure.end - len(mark), figure.end)
                yield _Way(way.place + 1, way.read + 1, behind[0], (*way.marks, behind))

    def _stretches(self, first: int, way: _Way, length: int) -> Iterator[tuple[int, int, str]]:
        """Give the stretches of whole words that hold the figures read and have so many letters without marks.

        Each is its first letter, the letter behind its last, and its letters without marks.
        """
        words = self._letters.words
        begin, end = self._figures[first].start, way.end
        core = self._without(begin, end, way.marks)
        lowest, before = self._before(first, length)
        highest, behind = self._behind(way, length)
        marks_before = {mark[0] for mark in before}
        ends_of_marks = {mark[1] for mark in before}
        starts_of_marks = {mark[0] for mark in behind}
        after = self._without(end, highest, behind)
        for start in range(begin, lowest - 1, -1):
            if start in marks_before or not (words[start] or start in ends_of_marks):
                continue  # a passage does not begin with a mark, which would only be left out again
            head = self._without(start, begin, before)
            rest = length - len(core) - len(head)
            if rest < 0:
                return
            if rest > len(after):
                continue
            last = _advance(end, rest, behind)
            if words[last] or last in starts_of_marks:
                yield start, last, head + core + after[:rest]

    def _without(self, start: int, end: int, marks: Iterable[Span]) -> str:
        """Return the letters of a stretch without the marks in it."""
        pieces = []
        for mark_start, mark_end in marks:
            if start <= mark_start and mark_end <= end:
                pieces.append(self._letters.text[start:mark_start])
                start = mark_end
        return "".join([*pieces, self._letters.text[start:end]])

    def _before(self, first: int, length: int) -> tuple[int, list[Span]]:
        """Return how far before its first figure a passage may begin, and the marks on the way."""
        lowest = max(0, self._figures[first].start - length)
        marks: list[Span] = []
        for figure in reversed(self._figures[max(0, first - _AROUND) : first]):
            if figure.end <= lowest:
                break
            if not figure.may_be_mark:
                return figure.end, marks[::-1]
            marks.append((figure.start, figure.end))
            lowest = max(0, lowest - (figure.end - figure.start))
        return lowest, marks[::-1]

    def _behind(self, way: _Way, length: int) -> tuple[int, list[Span]]:
        """Return how far behind its last figure a passage may end, and the marks on the way."""
        highest = way.end + length
        marks = [mark for mark in way.marks if mark[0] >= way.end]
        for figure in self._figures[way.place : way.place + _AROUND]:
            if figure.start >= highest:
                break
            if not figure.may_be_mark:
                highest = figure.start
                break
            marks.append((figure.start, figure.end))
            highest += figure.end - figure.start
        return min(highest, len(self._letters)), marks


def _advance(start: int, count: int, marks: Iterable[Span]) -> int:
    """Return the letter behind so many letters from a start on, marks not counted."""
    end = start + count
    for mark_start, mark_end in marks:
        if mark_start < end:
            end += mark_end - mark_start
    return end
