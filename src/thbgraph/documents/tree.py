"""The tree of parts while it grows, and the text and offsets it leaves when it is full."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from thbgraph.documents.address import Address, Step
from thbgraph.documents.line import Line
from thbgraph.documents.model import NoteMark, Part

__all__ = ["Node", "assemble", "below"]


@dataclass(slots=True, eq=False)
class Node:
    """A part that still grows. `rank` says how deep its kind lies; `items` are its lines and parts in order.

    `alias` is a node whose range this one shares: the objective that a row takes over from the row above.
    """

    kind: str
    rank: int
    address: Address | None = None
    items: list[Line | Node] = field(default_factory=list)
    label: str = ""
    style: str = ""
    alias: Node | None = None
    part: Part | None = None

    def add(self, child: Node) -> Node:
        """Put a part below this one."""
        self.items.append(child)
        return child

    def is_empty(self) -> bool:
        """Tell whether the node has nothing but its heading."""
        return not any(isinstance(item, Node) and item.kind != "heading" for item in self.items)


def below(address: Address | None, noun: str, number: str = "") -> Address:
    """Give the address of a part within another."""
    return (address or Address(())) / Step(noun, number)


class _Text:
    """Clean text as it grows; what separates two lines stands, in the source, where the first ends."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.offsets: array[int] = array("q")

    def line(self, line: Line) -> tuple[int, int]:
        """Put a line behind what is there; give the range it got."""
        if self.offsets and line.text:
            self.pieces.append("\n")
            self.offsets.append(self.offsets[-1])
        start = len(self.offsets)
        self.pieces.append(line.text)
        self.offsets.extend(line.offsets())
        return start, len(self.offsets)


def assemble(root: Node) -> tuple[str, array[int], Part]:
    """Write the text of a tree out; give it with its offsets and the finished parts."""
    text = _Text()
    part = _open(root)
    waiting: list[tuple[Node, Part, int]] = [(root, part, 0)]
    shared: list[tuple[Part, Node]] = []
    while waiting:
        node, current, at = waiting.pop()
        if at == len(node.items):
            if current.start < 0:  # a part without text stands where the next one begins
                current.start = current.end = len(text.offsets)
            if waiting:
                _widen(waiting[-1][1], current.start, current.end)
            continue
        waiting.append((node, current, at + 1))
        item = node.items[at]
        if isinstance(item, Line):
            start, end = text.line(item)
            _widen(current, start, end)
            current.notes.extend(NoteMark(m.start, m.end, start + m.at, m.label) for m in item.marks)
            continue
        child = _open(item)
        current.children.append(child)
        if item.alias is not None:
            shared.append((child, item.alias))
        else:
            waiting.append((item, child, 0))
    for child, alias in shared:
        child.start, child.end = (alias.part.start, alias.part.end) if alias.part is not None else (0, 0)
    part.start, part.end = 0, len(text.offsets)
    return "".join(text.pieces), text.offsets, part


def _open(node: Node) -> Part:
    node.part = Part(node.kind, str(node.address) if node.address and node.address.steps else "", -1, -1)
    return node.part


def _widen(part: Part, start: int, end: int) -> None:
    if end <= start:
        if part.start < 0:
            part.start = part.end = start
        return
    part.start = start if part.start < 0 else min(part.start, start)
    part.end = max(part.end, end)
