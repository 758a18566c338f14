"""The parts that are open while a document is read from top to bottom."""

from __future__ import annotations

from thbgraph.documents.address import Address, Step
from thbgraph.documents.line import Line
from thbgraph.documents.tree import Node, below

__all__ = ["Rank", "Stack"]


class Rank:
    """How deep each kind of part lies: a part that opens closes the open parts of its rank and deeper."""

    PART = 10
    TITLE, CHAPTER, SECTION = 20, 22, 24
    ROMAN, CAPITAL, NUMBER = 30, 32, 34
    OBJECTIVE, TABLE = 38, 38
    ARTICLE, ROW = 40, 40
    PARAGRAPH = 50
    POINT = 60
    BULLET = 80
    LEAF = 90


class Stack:
    """Open parts, outermost first; `front` is the front matter as long as nothing else has begun."""

    def __init__(self) -> None:
        self.root = Node("document", 0, Address(()))
        self.open_parts = [self.root]
        self.front: Node | None = self.root.add(Node("title", Rank.LEAF, below(None, "title")))
        self._counts: dict[tuple[int, str], int] = {}

    @property
    def top(self) -> Node:
        """The innermost open part."""
        return self.open_parts[-1]

    def pop_to(self, rank: int) -> Node:
        """Close all parts of a rank and deeper; give what is open then."""
        while self.top.rank >= rank and len(self.open_parts) > 1:
            self.open_parts.pop()
        return self.top

    def open(self, node: Node) -> Node:
        """Put a part where its rank belongs, and leave it open."""
        self.pop_to(node.rank).add(node)
        self.open_parts.append(node)
        return node

    def headed(self, kind: str, rank: int, address: Address | None, heading: Line, label: str = "") -> Node:
        """Open a part that begins with a heading."""
        node = self.open(Node(kind, rank, address, label=label))
        node.add(Node("heading", Rank.LEAF, None, [heading]))
        return node

    def container(self) -> Node:
        """The annex or declaration that is open, else the document."""
        holders = (
            node for node in reversed(self.open_parts) if node.rank <= Rank.PART and node.kind != "preamble"
        )
        return next(holders, self.root)

    def inside(self, kind: str) -> Node | None:
        """The innermost open part of a kind."""
        return next((node for node in reversed(self.open_parts) if node.kind == kind), None)

    def end_front(self) -> None:
        """End the front matter: something with an address of its own begins."""
        if self.front is not None and not self.front.items:
            self.root.items.remove(self.front)
        self.front = None

    def count(self, node: Node, what: str) -> int:
        """Give the next number of its kind within a part, from 1."""
        key = (id(node), what)
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key]

    def ordinal(self, node: Node, noun: str) -> Address:
        """Give the address of the next part of its kind within a part that does not number them."""
        return (node.address or Address(())) / Step(noun, str(self.count(node, noun)))
