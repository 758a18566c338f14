"""Points and bullets: how deep a label stands, and what it is the next of."""

from __future__ import annotations

from collections.abc import Sequence

from thbgraph.documents.address import Address, Step
from thbgraph.documents.blocks import Block
from thbgraph.documents.line import Line
from thbgraph.documents.numbering import follows, is_first, style_of
from thbgraph.documents.stack import Rank, Stack
from thbgraph.documents.tree import Node, below

__all__ = ["Lists"]

_LABELLED = ("art.", "para.", "point", "recital", "subpara.")


class Lists:
    """Puts points and bullets into the stack of open parts."""

    def __init__(self, stack: Stack, blocks: Sequence[Block]) -> None:
        self.stack = stack
        self.blocks = blocks
        self._used: set[Address] = set()
        self._bases: dict[int, Address | None] = {}

    def point(self, block: Block, index: int) -> None:
        """Open a point: `art. 4(2)(a)` within a paragraph, `section II, point a` where nothing has a number."""
        label = block.form.label
        above = self.stack.pop_to(self._rank(label, index))
        rank = min(max(above.rank + 1, Rank.POINT), Rank.BULLET - 1)
        base = self._base(above, label)
        address = _address(base, label)
        self._used.add(address)
        node = self.stack.open(Node("point", rank, address, [block.line], label, style_of(label)))
        self._bases[id(node)] = base

    def _base(self, above: Node, label: str) -> Address | None:
        """Give what a point is cited within: where a second list begins, the subparagraph before it."""
        siblings = [item for item in above.items[-1:] if isinstance(item, Node)]
        if siblings and siblings[0].kind == "point":
            return self._bases.get(id(siblings[0]), above.address)
        if siblings and siblings[0].address and _address(above.address, label) in self._used:
            return siblings[0].address
        return above.address

    def _rank(self, label: str, index: int) -> int:
        """Give the rank to close to, so that the point comes to stand where its label belongs."""
        open_points = [
            node for node in reversed(self.stack.open_parts) if Rank.POINT <= node.rank < Rank.BULLET
        ]
        starts_roman = label == "i" and self._next_label(index) == "ii"
        if not starts_roman:
            for node in open_points:
                if follows(node.label, label):
                    return node.rank
        if open_points and (is_first(label) or starts_roman):
            return open_points[0].rank + 1
        same = next((node for node in open_points if node.style == style_of(label)), None)
        return same.rank if same else Rank.POINT

    def _next_label(self, index: int) -> str:
        behind = self.blocks[index + 1 : index + 4]
        return next((block.form.label for block in behind if block.form.kind == "point"), "")

    def bullet(self, block: Block) -> None:
        """Open a bullet; one that is indented further than the one above is part of it."""
        indent = block.line.indent
        rank = Rank.BULLET
        for node in self.stack.open_parts:
            if node.kind == "bullet" and (indent > int(node.style) or _goes_deeper(node, self.stack.top)):
                rank = min(node.rank + 1, Rank.LEAF - 1)
        above = self.stack.pop_to(rank)
        address = self.stack.ordinal(above, "bullet")
        self.stack.open(Node("bullet", rank, address, [block.line], style=str(indent)))


def _goes_deeper(node: Node, top: Node) -> bool:
    """Where the indent is lost: `at least:` opens a list that goes on as long as its items end in `;` or `,`."""
    opens = _end(node) == ":"
    return opens and (top is node or (top.rank == node.rank + 1 and _end(top) in ";,"))


def _end(node: Node) -> str:
    text = node.items[0]
    return text.text[-1:] if isinstance(text, Line) else ""


def _address(base: Address | None, label: str) -> Address:
    """Put a label in brackets behind what has a number; else it is a step of its own."""
    if base is None or not base.steps or base.steps[-1].noun not in _LABELLED or not base.steps[-1].number:
        return below(base, "point", label)
    *before, last = base.steps
    return Address((*before, Step(last.noun, last.number, (*last.labels, label))))
