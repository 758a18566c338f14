"""Marked-up text on its way to lines: white space folded, note marks and notes set apart, tables told apart.

The readers of HTML and XML say what begins and ends; a flow writes the lines. Every character keeps its place
in the source; a character that the markup only names (`&nbsp;`) stands where its name begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thbgraph.documents.forms import ends_in_unit, lone_label
from thbgraph.documents.line import Line, Mark, Run, join
from thbgraph.documents.markup import Piece

__all__ = ["Flow"]

_SPACES = re.compile(r"[ \t\r\n\f]+")
_LABEL = re.compile(r"\W*([0-9]{1,4}|\*{1,3}|[a-z])\W*")
_MOST_PIECES = 8


class _Writer:
    """One line as it is written."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.runs: list[Run] = []
        self.marks: list[Mark] = []
        self.length = 0

    def put(self, text: str, start: int) -> None:
        if not text:
            return
        self.pieces.append(text)
        self.length += len(text)
        if self.runs and sum(self.runs[-1]) == start:
            self.runs[-1] = (self.runs[-1][0], self.runs[-1][1] + len(text))
        else:
            self.runs.append((start, len(text)))

    def line(self, hint: str, label: str = "") -> Line:
        line = Line("".join(self.pieces), self.runs, hint, label, self.marks).strip()
        line.hint, line.label = hint, label
        return line


class Flow:
    """Writes the lines of one marked-up document."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: list[Line] = []
        self.notes: list[Line] = []
        self.hint = ""
        self._writer = _Writer()
        self._outer: list[tuple[_Writer, str, str]] = []
        self._mark: list[Piece] | None = None
        self._mark_start = 0
        self._tables: list[list[list[Line]]] = []

    # Text.

    def text(self, piece: Piece) -> None:
        """Write a piece of text or the character that a reference names."""
        if self._mark is not None:
            self._mark.append(piece)
            if len(self._mark) > _MOST_PIECES:
                self._drop_mark()
            return
        if piece.kind == "reference":
            self._writer.put(piece.name, piece.start)
            return
        if piece.kind == "cdata":
            piece = piece._replace(start=piece.start + len("<![CDATA["), end=piece.end - len("]]>"))
        at = piece.start
        for found in _SPACES.finditer(self.source, piece.start, piece.end):
            self._writer.put(self.source[at : found.start()], at)
            if self._writer.length and self._writer.pieces[-1][-1:] != " ":
                self._writer.put(" ", found.start())
            at = found.end()
        self._writer.put(self.source[at : piece.end], at)

    def character(self, text: str, start: int) -> None:
        """Write a character that a tag stands for."""
        self._writer.put(text, start)

    # Note marks and notes.

    @property
    def in_mark(self) -> bool:
        """Tell whether a possible note mark is being read."""
        return self._mark is not None

    def begin_mark(self, start: int) -> None:
        """What follows may be a note mark."""
        self._mark, self._mark_start = [], start

    def end_mark(self, end: int) -> None:
        """The possible note mark ends: keep it as a mark if it is one, else as text."""
        read = self._mark or []
        label = _LABEL.fullmatch("".join(self.source[p.start : p.end] for p in read))
        if label is None or ends_in_unit("".join(self._writer.pieces[-1:])[-4:]):
            self._drop_mark()
            return
        self._mark = None
        self._writer.marks.append(Mark(self._writer.length, self._mark_start, end, label[1]))

    def _drop_mark(self) -> None:
        read, self._mark = self._mark or [], None
        for piece in read:
            self.text(piece)

    def begin_note(self, start: int, label: str) -> None:
        """A note begins inside the running text; a mark is left where it stands."""
        self._writer.marks.append(Mark(self._writer.length, start, start + 1, label))
        self._outer.append((self._writer, self.hint, label))
        self._writer = _Writer()

    def end_note(self, end: int) -> None:
        """The note ends; the running text goes on."""
        note = self._writer
        self._writer, self.hint, label = self._outer.pop()
        mark = self._writer.marks[-1]
        self._writer.marks[-1] = mark._replace(end=end)
        if note.length:
            self.notes.append(note.line("footnote", label))

    @property
    def in_note(self) -> bool:
        """Tell whether a note is being read."""
        return bool(self._outer)

    # Lines and tables.

    def block(self, hint: str = "") -> None:
        """A block begins or ends: what was written so far is a line."""
        if self._mark is not None:
            self._drop_mark()
        if self._outer:  # the paragraphs of a note are one line
            if self._writer.length and self._writer.pieces[-1][-1:] != " ":
                self._writer.put(" ", sum(self._writer.runs[-1]))
            return
        writer, self._writer = self._writer, _Writer()
        if writer.length:
            line = writer.line(self.hint)
            if line.text and self.hint != "header":
                self._add(line)
        elif writer.marks:
            self._writer.marks = [mark._replace(at=0) for mark in writer.marks]
        self.hint = hint

    def _add(self, line: Line) -> None:
        if self._tables and self._tables[-1]:
            self._tables[-1][-1].append(line)
        else:
            self.lines.append(line)

    def table(self) -> None:
        """A table begins; a table in a cell of another is read on its own."""
        self.block()
        self.row()
        self._tables.append([])

    def row(self) -> None:
        """A row begins or ends."""
        self.block()
        if self._tables:
            cells, self._tables[-1] = self._tables[-1], []
            for line in _row(cells):
                self._add_outside(line)

    def _add_outside(self, line: Line) -> None:
        outer = self._tables[-2] if len(self._tables) > 1 else None
        if outer:
            outer[-1].append(line)
        else:
            self.lines.append(line)

    def cell(self) -> None:
        """A cell begins."""
        self.block()
        if self._tables:
            self._tables[-1].append([])

    def end_table(self) -> None:
        """A table ends."""
        self.row()
        if self._tables:
            self._tables.pop()

    def finish(self) -> tuple[list[Line], list[Line]]:
        """The document ends; give its lines and notes."""
        while self._outer:
            self.end_note(len(self.source))
        self.block()
        while self._tables:
            self.end_table()
        return self.lines, self.notes


def _row(cells: list[list[Line]]) -> Iterator[Line]:
    """Give a row of a true table as one line; a row that only lays out a label and its text as two."""
    filled = [cell for cell in cells if cell]
    laid_out = len(cells) < 4 and (len(filled) < 2 or (len(filled) == 2 and lone_label(filled[0][0].text)))
    if laid_out or any(line.hint == "footnote" for cell in filled for line in cell):
        for cell in filled:
            yield from cell
        return
    row = join([join(cell) if cell else Line("", []) for cell in cells], "\t")
    row.hint = "row"
    yield row
