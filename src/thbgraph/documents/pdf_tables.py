"""Rows of tables in the lines of a PDF, known by where they stand: a PDF has no tables, only words in places.

Lines that stand below each other at one left edge are the text of a cell, cells that begin at one height are a
row, and rows whose cells share their left edges are a table, where at least two rows have three cells. A row that a
page break cuts in two is put together again. Rows become lines with tabs, as in DOCX.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Placed", "with_rows"]

_FEWEST_CELLS = 3
_FEWEST_ROWS = 2
_MOST_EDGES = 40  # what has more is no table, and would take its time
_LEADING = 2.2  # so many heights, at most, from a line of a cell to the next
_SAME_HEIGHT = 0.6
_SAME_EDGE = 4.0  # points; a label in front of its text stands further off


class Placed(NamedTuple):
    """A line of a page, with the place of its first character in points, y upwards, and the height of its font.

    One `beside` another is the rest of its line behind a wide gap: the next cell of a row, or text behind a label.
    """

    text: str
    x: float
    y: float
    height: float
    beside: bool = False


@dataclass(slots=True)
class _Cell:
    lines: list[Placed]

    @property
    def first(self) -> Placed:
        return self.lines[0]

    @property
    def text(self) -> str:
        return " ".join(line.text.strip() for line in self.lines)

    def takes(self, line: Placed) -> bool:
        """Tell whether a line goes on with the text of the cell."""
        last = self.lines[-1]
        return abs(line.x - self.first.x) < 1 and 0 < last.y - line.y <= _LEADING * max(
            last.height, line.height
        )


@dataclass(slots=True)
class _Row:
    """Cells that begin at one height; a single one is a paragraph as long as no table takes it."""

    cells: list[_Cell]
    page: int
    edges: list[float] = field(default_factory=list)

    def takes(self, cell: _Cell) -> bool:
        """Tell whether a cell stands beside the last one."""
        last, new = self.cells[-1].first, cell.first
        return new.x > last.x + _SAME_EDGE and abs(new.y - last.y) <= _SAME_HEIGHT * min(
            last.height, new.height
        )

    @property
    def lowest(self) -> float:
        """Where the last line of the row stands."""
        return min(cell.lines[-1].y for cell in self.cells)

    def at(self, edge: float) -> _Cell | None:
        """Give the cell with this left edge."""
        return next((cell for cell in self.cells if abs(cell.first.x - edge) <= _SAME_EDGE), None)


def with_rows(pages: Sequence[Sequence[Placed]]) -> list[str]:
    """Give the lines of all pages in the order of the file, the rows of tables as one line each."""
    rows = [row for number, page in enumerate(pages) for row in _rows(page, number)]
    return [line for stretch in _stretches(rows) for line in _written(stretch)]


def _rows(page: Sequence[Placed], number: int) -> Iterator[_Row]:
    row: _Row | None = None
    for cell in _cells(page):
        if row is not None and row.takes(cell):
            row.cells.append(cell)
            continue
        if row is not None:
            yield row
        row = _Row([cell], number)
    if row is not None:
        yield row


def _cells(page: Sequence[Placed]) -> Iterator[_Cell]:
    cell: _Cell | None = None
    for line in page:
        if cell is not None and line.text.strip() and cell.lines[-1].text.strip() and cell.takes(line):
            cell.lines.append(line)
            continue
        if cell is not None:
            yield cell
        cell = _Cell([line])
    if cell is not None:
        yield cell


def _stretches(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Part the rows where a table may begin or end: at a row of one cell that stands at no edge but the first."""
    stretch: list[_Row] = []
    edges: list[float] = []
    for row in rows:
        known = len(row.cells) > 1 or _index(edges, row.cells[0].first.x) > 0
        inside = known and len(row.cells) <= _MOST_EDGES
        if stretch and (bool(edges) != inside or len(edges) > _MOST_EDGES):
            yield stretch
            stretch, edges = [], []
        if inside:
            _widen(edges, row)
            row.edges = edges  # the same list in all rows of the stretch, for it grows
        stretch.append(row)
    if stretch:
        yield stretch


def _widen(edges: list[float], row: _Row) -> None:
    for cell in row.cells:
        if _index(edges, cell.first.x) < 0:
            edges.append(cell.first.x)
    edges.sort()


def _index(edges: Sequence[float], x: float) -> int:
    """Give the number of the edge at a place, -1 where there is none."""
    return next((number for number, edge in enumerate(edges) if abs(edge - x) <= _SAME_EDGE), -1)


def _written(stretch: Sequence[_Row]) -> Iterator[str]:
    if sum(len(row.cells) >= _FEWEST_CELLS for row in stretch) < _FEWEST_ROWS:
        yield from _as_text(stretch)
        return
    for row in _whole(stretch):
        texts = [""] * len(row.edges)
        for cell in row.cells:
            number = _index(row.edges, cell.first.x)
            texts[number] = f"{texts[number]} {cell.text}".strip()
        yield "\t".join(texts)


def _as_text(rows: Sequence[_Row]) -> Iterator[str]:
    written: list[str] = []
    for line in (line for row in rows for cell in row.cells for line in cell.lines):
        if written and not line.beside:
            yield " ".join(written)
            written = []
        written.append(line.text.strip() if line.beside else line.text.rstrip())
    yield " ".join(written)


def _whole(rows: Sequence[_Row]) -> list[_Row]:
    """Put rows together that a page break cut in two; leave headers out that come again on the next page."""
    found: list[_Row] = []
    seen: set[tuple[str, ...]] = set()
    lowest = 0.0
    for row in rows:
        texts = tuple(cell.text for cell in row.cells)
        turned = bool(found) and row.page > found[-1].page
        if turned and len(texts) >= _FEWEST_CELLS and texts in seen:
            continue
        seen.add(texts)
        if turned and _goes_on(row, found[-1], lowest):
            found[-1].cells += row.cells
            found[-1].page = row.page
        else:
            found.append(row)
        lowest = row.lowest
    return found


def _goes_on(row: _Row, before: _Row, lowest: float) -> bool:
    """Tell whether a row goes on with the one before the page break.

    All its cells do where each has one above it that goes down to the foot of the page; a new row would have begun
    with cells that fill the row before only by chance, and none of them in the middle of a sentence.
    """
    pairs = [(before.at(cell.first.x), cell) for cell in row.cells]
    fills = all(above is not None and above.lines[-1].y - lowest < above.first.height for above, _ in pairs)
    return fills and any(
        above is not None and (above.text[-1:] not in ".;:!?" or cell.text[:1].islower())
        for above, cell in pairs
    )
