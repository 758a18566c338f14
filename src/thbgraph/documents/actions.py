"""Rows of tables: the table of actions with its areas, objectives and cells, and tables of any other kind.

A row of the table of actions that names no objective goes on with the objective of the row above: it gets that
cell as its own. Every action and every cell has its address (`action 5.1(e), state of play`).
"""

from __future__ import annotations

import re

from thbgraph.documents.address import Address, Step
from thbgraph.documents.line import Line, join
from thbgraph.documents.stack import Rank, Stack
from thbgraph.documents.tree import Node

__all__ = ["TableReader", "cells_of"]

_BAR = re.compile(r"\|")
_TAB = re.compile(r"\t")
_RULING = re.compile(r"[-:=_|\s]*\Z")
_LETTER = re.compile(r"\(?([a-z]{1,2})\)")
_FIGURE = re.compile(r"([0-9]{1,2})[.)]")
_COLUMNS = {
    "objective": "objective", "action": "action", "timetable": "timetable", "timescale": "timetable",
    "responsible": "responsible party", "assessment": "assessment tool", "state": "state of play",
}  # fmt: skip
_LAST_COLUMN = "state of play"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def cells_of(line: Line) -> list[Line]:
    """Split a row at its tabs or bars; cells that are ruling only come out empty."""
    text = line.text
    bars = "\t" not in text
    signs = [sign.span() for sign in (_BAR if bars else _TAB).finditer(text)]
    cells = [Line("", []) if _RULING.match(cell.text) else cell for cell in line.split_at(signs)]
    if bars and not cells[0].text:
        cells = cells[1:]
    if bars and cells and not cells[-1].text:
        cells = cells[:-1]
    return cells


class TableReader:
    """Reads the rows of one document, in order, into its stack of open parts."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.columns: list[str] = []
        self.area: Node | None = None
        self.objective_cell: Node | None = None
        self.tables = 0
        self.table: Node | None = None

    def leave(self) -> None:
        """Text that is no row ends a table without a numbering of its own."""
        self.table = None

    def row(self, line: Line) -> Line | None:
        """Take a row; give it back as a line where it is no row but a heading in a cell of its own."""
        cells = cells_of(line)
        filled = [cell for cell in cells if cell.text]
        if not filled:
            return None
        if len(filled) == 1 and (self.columns or len(cells) > 2) and not _LETTER.match(filled[0].text):
            return filled[0]
        columns = _columns(cells)
        if columns:
            self._begin(columns, filled)
        elif self.columns:
            self._action(cells)
        else:
            self._other(filled)
        return None

    def _begin(self, columns: list[str], header: list[Line]) -> None:
        stack = self.stack
        stack.end_front()
        self.columns = columns
        area = stack.top
        if area.kind != "section" or not area.is_empty():
            number = int(self.area.label) + 1 if self.area else 1
            area = stack.open(Node("area", Rank.NUMBER, label=str(number)))
        area.kind, area.address = "area", Address((Step("area", area.label),))
        if self.area is None:
            _entitle(stack.root, area)
        self.area = area
        for item in area.items:
            if isinstance(item, Node) and item.kind == "heading":
                item.address = area.address / Step("heading")
        area.add(Node("heading", Rank.LEAF, area.address / Step("table header"), [join(header, "\t")]))

    def _action(self, cells: list[Line]) -> None:
        assert self.area is not None
        named = self._named(cells)
        objective = self._objective(named.pop("objective", Line("", [])))
        action = named.get("action", Line("", [])).text
        found = _LETTER.match(action)
        last = objective.style
        letter = found[1] if found else _next_letter(last) if action or not last else last
        objective.style = letter
        address = Address((Step("action", objective.label, (letter,)),))
        row = self.stack.open(Node("row", Rank.ROW, address))
        self._put_objective(row, address, is_new=not last)
        for name, cell in named.items():
            if cell.text:
                row.add(Node("cell", Rank.LEAF, address / Step(name), [cell]))

    def _named(self, cells: list[Line]) -> dict[str, Line]:
        """Say which column each cell is of; what stands right of the named columns is of the last."""
        named: dict[str, Line] = {}
        for number, cell in enumerate(cells):
            name = self.columns[number] if number < len(self.columns) else _LAST_COLUMN
            before = named.get(name)
            named[name] = cell if before is None or not before.text else join([before, cell])
        return named

    def _objective(self, cell: Line) -> Node:
        """Give the objective that a row stands under: a new one, or that of the row above."""
        assert self.area is not None
        stack = self.stack
        open_one = stack.inside("objective")
        if not cell.text and open_one is not None:
            return open_one
        found = _FIGURE.match(cell.text)
        number = found[1] if found else str(stack.count(self.area, "objective"))
        label = f"{self.area.label}.{number}"
        self.objective_cell = Node("cell", Rank.LEAF, None, [cell])
        return stack.open(
            Node("objective", Rank.OBJECTIVE, Address((Step("objective", label),)), label=label)
        )

    def _put_objective(self, row: Node, address: Address, *, is_new: bool) -> None:
        cell = self.objective_cell
        if cell is None:
            return
        if is_new:
            cell.address = address / Step("objective")
            row.add(cell)
        else:
            row.add(Node("cell", Rank.LEAF, address / Step("objective"), alias=cell))

    def _other(self, cells: list[Line]) -> None:
        stack = self.stack
        if self.table is None:
            self.tables += 1
            above = stack.front or stack.pop_to(Rank.POINT)
            address = Address((Step("table", str(self.tables)),))
            self.table = above.add(Node("table", Rank.TABLE, address))
        assert self.table.address is not None
        address = self.table.address / Step("row", str(stack.count(self.table, "row")))
        row = self.table.add(Node("row", Rank.ROW, address))
        for number, cell in enumerate(cells, start=1):
            row.add(Node("cell", Rank.LEAF, address / Step("cell", str(number)), [cell]))


def _columns(cells: list[Line]) -> list[str]:
    """Name the columns of the table of actions from its header; [] where a row is no header."""
    words = [cell.text.split(" ")[0].lower() if cell.text else "" for cell in cells]
    if len(cells) < 3 or words[:2] != ["objective", "action"]:
        return []
    return [_COLUMNS.get(word, _LAST_COLUMN) for word in words]


def _next_letter(letter: str) -> str:
    at = _ALPHABET.find(letter) if letter else -1
    return _ALPHABET[(at + 1) % len(_ALPHABET)]


def _entitle(root: Node, area: Node) -> None:
    """Headings that stand right before the first area are the title of the table."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if area in node.items:
            for item in reversed(node.items[: node.items.index(area)]):
                if not isinstance(item, Node) or item.kind != "heading":
                    return
                item.kind, item.address = "title", Address((Step("table"), Step("title")))
            return
        waiting += [item for item in node.items if isinstance(item, Node)]
