"""What comes before the first article: who adopts, citations, recitals, and the words that enact."""

from __future__ import annotations

from thbgraph.documents.address import Address, Step
from thbgraph.documents.blocks import Block
from thbgraph.documents.stack import Rank, Stack
from thbgraph.documents.tree import Node, below

__all__ = ["Preamble"]

_LABELLED = ("number", "number)", "point")
_BEFORE = ("title", "heading", "paragraph")


class Preamble:
    """Puts the lines of a preamble into the stack of open parts."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._in_recitals = False

    def take(self, block: Block) -> bool:
        """Take a line that looks like one of a preamble; tell whether it is one."""
        stack = self.stack
        kind = block.form.kind
        preamble = stack.inside("preamble")
        if preamble is None and kind in ("preamble", "whereas") and self._may_begin():
            preamble = self._begin()
        if preamble is None or (kind == "citation" and self._in_recitals):
            return False
        stack.pop_to(Rank.ARTICLE)
        self._in_recitals = self._in_recitals or kind == "whereas"
        preamble.add(self._line(preamble, block))
        if kind == "enacting":
            self.end()
        return True

    def _line(self, preamble: Node, block: Block) -> Node:
        kind, text = block.form.kind, block.text
        if kind == "citation":
            address = Address((Step("citation", str(self.stack.count(preamble, "citation"))),))
            return Node("citation", Rank.LEAF, address, [block.line])
        if kind == "preamble" and text[:8].lower() == "preamble" and len(text) > len("Preamble") + 2:
            return Node("paragraph", Rank.LEAF, self.stack.ordinal(preamble, "para."), [block.line])
        return Node("heading" if kind == "preamble" else "paragraph", Rank.LEAF, None, [block.line])

    def _may_begin(self) -> bool:
        """A preamble stands before the articles, the sections and the points of what it opens."""
        before = self.stack.container().items
        return all(not isinstance(item, Node) or item.kind in _BEFORE for item in before)

    def _begin(self) -> Node:
        stack = self.stack
        stack.end_front()
        container = stack.container()
        base = container.address if container is not stack.root else None
        return stack.open(Node("preamble", container.rank + 1, below(base, "preamble")))

    def recital(self, block: Block) -> bool:
        """Take a numbered recital; tell whether the block is one."""
        form = block.form
        stack = self.stack
        if form.kind == "recital" and stack.inside("preamble") is None:
            self._begin()
        here = self._in_recitals and stack.inside("preamble") is not None
        if not (form.kind == "recital" or (here and form.kind in _LABELLED)) or not form.label.isdigit():
            return False
        self._number_lost(int(form.label))
        address = Address((Step("recital", form.label),))
        stack.open(Node("recital", Rank.ARTICLE, address, [block.line], form.label))
        return True

    def _number_lost(self, number: int) -> None:
        """Where a conversion lost the number of a recital, the one paragraph between its neighbours is it."""
        before = self.stack.inside("recital")
        if before is None or int(before.label) + 2 != number or len(before.items) != 2:
            return
        lost = before.items.pop()
        if isinstance(lost, Node):
            lost.kind, lost.address = "recital", Address((Step("recital", str(number - 1)),))
            self.stack.pop_to(Rank.ARTICLE).add(lost)

    def end(self) -> None:
        """The enacting part begins; where no preamble is open, nothing changes."""
        self._in_recitals = False
        preamble = self.stack.inside("preamble")
        if preamble is not None:
            self.stack.pop_to(preamble.rank)
