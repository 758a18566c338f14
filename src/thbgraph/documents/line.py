"""A line of clean text that knows where each of its characters stood in the source."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Cut", "Line", "Mark", "join"]

# A run of characters that follow each other in the source: its first offset there, and its length.
Run = tuple[int, int]


class Cut(NamedTuple):
    """A range to leave out; a note mark where it has a label."""

    start: int
    end: int
    label: str = ""


class Mark(NamedTuple):
    """A note mark that was left out: `at` in the text of its line, `start` and `end` in the source."""

    at: int
    start: int
    end: int
    label: str


@dataclass(slots=True)
class Line:
    """One line; `hint` is the kind of part that the markup says it is, '' where it says nothing."""

    text: str
    runs: list[Run]
    hint: str = ""
    label: str = ""
    marks: list[Mark] = field(default_factory=list)
    indent: int = 0

    @classmethod
    def of(cls, source: str, start: int, end: int, hint: str = "") -> Line:
        """Take a range of the source as it stands."""
        return cls(source[start:end], [(start, end - start)] if end > start else [], hint)

    @property
    def start(self) -> int:
        """The offset in the source of the first character, 0 in an empty line."""
        return self.runs[0][0] if self.runs else 0

    @property
    def end(self) -> int:
        """The offset in the source behind the last character."""
        return self.runs[-1][0] + self.runs[-1][1] if self.runs else 0

    def offsets(self) -> array[int]:
        """Give the offset in the source of every character."""
        found = array("q")
        for start, length in self.runs:
            found.extend(range(start, start + length))
        return found

    def slice(self, start: int, end: int | None = None) -> Line:
        """Give the characters from `start` to `end` as a line of its own."""
        until = len(self.text) if end is None else min(end, len(self.text))
        kept = self.without([Cut(0, start), Cut(until, len(self.text))])
        kept.marks = [m for m in kept.marks if start <= m.at + start <= until]
        return kept

    def split(self, places: Sequence[int]) -> list[Line]:
        """Give the pieces between places, stripped and without empty ones."""
        return [piece for piece in self.split_at([(place, place) for place in places]) if piece.text]

    def split_at(self, separators: Sequence[tuple[int, int]]) -> list[Line]:
        """Give the pieces between separators, stripped, empty ones too; one pass over the line."""
        walk = _RunWalk(self.runs)
        waiting = list(reversed(self.marks))
        found: list[Line] = []
        at = 0
        for start, end in [*separators, (len(self.text), len(self.text))]:
            piece = Line(self.text[at:start], walk.take(start - at), self.hint, self.label, [], self.indent)
            walk.take(end - start)
            while waiting and waiting[-1].at <= start:
                mark = waiting.pop()
                piece.marks.append(mark._replace(at=max(0, mark.at - at)))
            found.append(piece.strip())
            at = end
        return found

    def strip(self) -> Line:
        """Give the line without the white space at its ends."""
        text = self.text
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        return self if (start, end) == (0, len(text)) else self.slice(start, max(start, end))

    def without(self, cuts: Sequence[Cut]) -> Line:
        """Leave ranges of the line out; `cuts` are in order and do not overlap. Labelled ones become marks."""
        if not cuts:
            return self
        pieces: list[str] = []
        runs: list[Run] = []
        marks: list[Mark] = []
        walk = _RunWalk(self.runs)
        old = iter([*self.marks, None])
        mark = next(old)
        at = length = 0
        for cut in [*cuts, Cut(len(self.text), len(self.text))]:
            while mark is not None and mark.at <= cut.start:
                marks.append(mark._replace(at=max(0, mark.at - at) + length))
                mark = next(old)
            pieces.append(self.text[at : cut.start])
            runs.extend(walk.take(cut.start - at))
            length += cut.start - at
            removed = walk.take(cut.end - cut.start)
            if cut.label and removed:
                end = removed[-1][0] + removed[-1][1]
                marks.append(Mark(length, removed[0][0], end, cut.label))
            while mark is not None and mark.at < cut.end:
                marks.append(mark._replace(at=length))
                mark = next(old)
            at = cut.end
        while mark is not None:
            marks.append(mark._replace(at=length))
            mark = next(old)
        return Line("".join(pieces), runs, self.hint, self.label, marks, self.indent)


class _RunWalk:
    """Runs taken off in order, a number of characters at a time."""

    def __init__(self, runs: list[Run]) -> None:
        self._runs = iter(runs)
        self._rest: Run = (0, 0)

    def take(self, count: int) -> list[Run]:
        taken: list[Run] = []
        while count > 0:
            start, length = self._rest if self._rest[1] else next(self._runs, (0, 0))
            if not length:
                break
            part = min(count, length)
            taken.append((start, part))
            self._rest = (start + part, length - part)
            count -= part
        return taken


def join(lines: Iterable[Line], between: str = " ") -> Line:
    """Join lines; the character between two stands, in the source, where the first ends."""
    pieces: list[str] = []
    runs: list[Run] = []
    marks: list[Mark] = []
    length = 0
    first: Line | None = None
    for line in lines:
        if first is None:
            first = line
        elif between:
            pieces.append(between)
            runs.append((sum(runs[-1]) - 1 if runs else line.start, 1))
            length += 1
        pieces.append(line.text)
        runs.extend(line.runs)
        marks.extend(mark._replace(at=mark.at + length) for mark in line.marks)
        length += len(line.text)
    if first is None:
        return Line("", [])
    return Line("".join(pieces), runs, first.hint, first.label, marks, first.indent)
