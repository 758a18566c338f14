"""Blocks into the tree of addressed parts: what a lawyer sees in a text at a glance.

Numbered paragraphs outside articles are cited `para. 63` where one numbering runs through the whole document,
`point 3` where it does not. Paragraphs without a number are counted within the section, annex or declaration
that holds them; those in an article are its subparagraphs.
"""

from __future__ import annotations

from collections.abc import Sequence

from thbgraph.documents.actions import TableReader
from thbgraph.documents.address import Address, Step, is_number
from thbgraph.documents.blocks import Block
from thbgraph.documents.forms import Form, form_of, heading_like, terminated
from thbgraph.documents.line import Line
from thbgraph.documents.lists import Lists
from thbgraph.documents.numbering import numbers_of_dashes, runs_through
from thbgraph.documents.preamble import Preamble
from thbgraph.documents.stack import Rank, Stack
from thbgraph.documents.tree import Node, below

__all__ = ["tree_of"]

_DIVISIONS = {"title": Rank.TITLE, "part": Rank.TITLE, "chapter": Rank.CHAPTER, "section": Rank.SECTION}
_LONG = 200
_WIDEST_GAP = 5
_NO_ENTRY = ("—", "–", "-")


def tree_of(blocks: Sequence[Block], notes: Sequence[Line]) -> Node:
    """Give the tree of a document; the notes follow the running text."""
    builder = _Builder(blocks)
    for index in range(len(blocks)):
        builder.take(index)
    stack = builder.stack
    stack.end_front()
    for note in notes:
        address = Address((Step("fn.", note.label),)) if is_number(note.label) else None
        stack.root.add(Node("footnote", Rank.LEAF, address, [note]))
    return stack.root


class _Builder:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.stack = Stack()
        self.tables = TableReader(self.stack)
        self.lists = Lists(self.stack, blocks)
        self.preamble = Preamble(self.stack)
        self.continued: set[Address | None] = set()
        forms = [block.form for block in blocks]
        self.noun = "para." if runs_through(forms) else "point"
        self.has_articles = any(form.kind == "article" for form in forms)
        self.dashes = numbers_of_dashes(blocks)

    def take(self, index: int) -> None:
        """Put one block where it belongs."""
        block = self.blocks[index]
        kind = block.form.kind
        if kind == "row":
            self.row(block)
            return
        self.tables.leave()
        if kind == "article":
            self.article(block, index)
        elif kind == "annex":
            self.annex(block)
        elif kind in _DIVISIONS:
            self.division(block)
        elif kind in ("preamble", "whereas", "citation", "enacting"):
            if not self.preamble.take(block):
                self.plain(block)
        elif kind == "declaration" and self.stack.front is None:
            self.stack.headed("declaration", Rank.PART, below(None, "declaration"), block.line)
        elif kind == "signature":
            self.stack.end_front()
            self.stack.open(Node("signature", Rank.PART + 1, None, [block.line]))
        elif not self.preamble.recital(block):
            self.listed(block, index)

    def listed(self, block: Block, index: int) -> None:
        """Take what has a number, a letter or a dash, and what has nothing."""
        kind = block.form.kind
        in_article = self.stack.inside("article") is not None
        if self.stack.inside("signature") is not None:
            self.stack.top.items.append(block.line)
        elif kind in ("roman", "capital") and (not in_article or self.divides_articles(block)):
            self.section(block)
        elif kind == "number":
            self.number(block)
        elif kind in ("point", "number)") and self.stack.front is None:
            self.lists.point(block, index)
        elif kind == "bullet" and index in self.dashes:
            self.numbered(block, str(self.dashes[index]))
        elif kind == "bullet" and self.stack.front is None and not self.is_bulleted_heading(index):
            self.lists.bullet(block)
        else:
            self.plain(block)

    # Divisions.

    def article(self, block: Block, index: int) -> None:
        stack = self.stack
        number = block.form.label
        if not self.is_next_article(number, index):
            self.plain(block)
            return
        stack.end_front()
        self.preamble.end()
        address = below(stack.container().address, "art.", number)
        stack.container().label = number
        if len(block.text) > _LONG:  # a whole article on one line
            stack.open(Node("article", Rank.ARTICLE, address, [block.line]))
        else:
            stack.headed("article", Rank.ARTICLE, address, block.line)

    def is_next_article(self, number: str, index: int) -> bool:
        """Tell a heading from a mention: articles rise, and no two follow each other without a word between."""
        neighbours = [self.blocks[at] for at in (index - 1, index + 1) if 0 <= at < len(self.blocks)]
        listed = any(n.form.kind == "article" or n.text.strip() in _NO_ENTRY for n in neighbours)
        container = self.stack.container()
        last = _value(container.label)
        if not self.blocks[index].line.hint and (listed or (container.kind == "annex" and not any(last))):
            return not listed and _value(number) == (1, "")
        return not any(last) or last < _value(number) <= (last[0] + _WIDEST_GAP, "zz")

    def annex(self, block: Block) -> None:
        self.stack.end_front()
        self.preamble.end()
        self.stack.headed("annex", Rank.PART, below(None, "annex", block.form.label), block.line)

    def division(self, block: Block) -> None:
        stack = self.stack
        kind = block.form.kind
        stack.end_front()
        self.preamble.end()
        rank = _DIVISIONS[kind]
        stack.headed(kind, rank, below(stack.pop_to(rank).address, kind, block.form.label), block.line)

    def section(self, block: Block, rank: int = 0) -> None:
        stack = self.stack
        stack.end_front()
        self.preamble.end()
        label = block.form.label
        rank = rank or self.rank_of_section(block.form)
        above = stack.pop_to(rank)
        if above.kind == "section" and above.address and above.rank >= Rank.ROMAN:
            *before, last = above.address.steps
            address = Address((*before, last._replace(number=f"{last.number}.{label}")))
        else:
            address = below(stack.container().address, "section", label)
        stack.headed("section", rank, address, block.line, label)

    def divides_articles(self, block: Block) -> bool:
        """Tell a heading between articles from a paragraph of one: `II` in capitals or in the markup."""
        return block.form.kind == "roman" and (block.text.isupper() or block.line.hint == "heading")

    def rank_of_section(self, form: Form) -> int:
        """An `I.` behind `H.` is a letter, else a roman figure."""
        letter = next((node for node in self.stack.open_parts if node.rank == Rank.CAPITAL), None)
        behind = letter is not None and len(form.label) == 1 and ord(form.label) == ord(letter.label) + 1
        return Rank.ROMAN if form.kind == "roman" and not behind else Rank.CAPITAL

    # Numbered and unnumbered text.

    def number(self, block: Block) -> None:
        """Take `4.`: a paragraph of an article, the heading of a section, or a numbered paragraph."""
        article = self.stack.inside("article")
        label = block.form.label
        if article is not None and article.address is not None:
            *before, last = article.address.steps
            address = Address((*before, last._replace(labels=(label,))))
            self.stack.open(Node("paragraph", Rank.PARAGRAPH, address, [block.line], label))
        elif not block.form.dashed and heading_like(block.body):
            self.section(block, Rank.NUMBER)
        else:
            self.numbered(block, label)

    def numbered(self, block: Block, label: str) -> None:
        stack = self.stack
        stack.end_front()
        self.preamble.end()
        base = None if self.noun == "para." else stack.pop_to(Rank.PARAGRAPH).address
        kind = "paragraph" if self.noun == "para." else "point"
        stack.open(Node(kind, Rank.PARAGRAPH, below(base, self.noun, label), [block.line], label))

    def plain(self, block: Block) -> None:
        """Take text that bears no label."""
        stack = self.stack
        if stack.front is not None:
            if len(block.text) <= _LONG or not terminated(block.text):
                stack.front.items.append(block.line)
                return
            stack.end_front()
        if stack.inside("article") is not None:
            self.subparagraph(block)
        elif block.line.hint == "heading" or heading_like(block.body):
            # Capitals stand above numbered sections, small letters within them.
            rank = Rank.NUMBER if block.text.isupper() else Rank.ARTICLE
            stack.pop_to(rank).add(Node("heading", Rank.LEAF, None, [block.line]))
        else:
            self.counted(block)

    def subparagraph(self, block: Block) -> None:
        """Text without a number in an article or below a number: a title, the only paragraph, a further one."""
        above = self.stack.pop_to(Rank.POINT)
        titled = block.line.hint == "heading" or heading_like(block.text)
        if above.kind == "article" and len(above.items) == 1 and titled:
            above.add(Node("heading", Rank.LEAF, None, [block.line]))
            return
        if above.label and above.rank == Rank.PARAGRAPH and above.address not in self.continued:
            self.continued.add(above.address)
            self.stack.count(above, "subpara.")  # what stands behind the number is the first
        above.add(Node("paragraph", Rank.LEAF, self.stack.ordinal(above, "subpara."), [block.line]))

    def counted(self, block: Block) -> None:
        """A paragraph without a number outside articles is counted in what holds it, where that numbers none."""
        stack = self.stack
        recital = stack.inside("recital")
        if recital is not None:
            stack.pop_to(Rank.ARTICLE + 1).add(Node("paragraph", Rank.LEAF, None, [block.line]))
            return
        if any(node.rank == Rank.PARAGRAPH for node in stack.open_parts):
            self.subparagraph(block)
            return
        above = stack.pop_to(Rank.ARTICLE)
        loose = above is stack.root and self.has_articles
        address = None
        if above.kind != "signature" and not loose and self.noun != "para.":
            address = stack.ordinal(above, "para.")
        above.add(Node("paragraph", Rank.LEAF, address, [block.line]))

    def is_bulleted_heading(self, index: int) -> bool:
        """A bullet of a few words before a paragraph is a heading, not an item of a list."""
        around = [
            self.blocks[at].form.kind if 0 <= at < len(self.blocks) else "" for at in (index - 1, index + 1)
        ]
        hinted = self.blocks[index].line.hint == "bullet"
        return (
            not hinted
            and heading_like(self.blocks[index].body)
            and around[0] != "bullet"
            and around[1] == "text"
        )

    def row(self, block: Block) -> None:
        heading = self.tables.row(block.line)
        if heading is None:
            return
        again = Block(heading, form_of(heading.text))
        if again.form.kind == "number" and heading_like(again.body):
            self.section(again, Rank.NUMBER)
        else:
            self.plain(again)


def _value(number: str) -> tuple[int, str]:
    figures = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(figures or 0), number[len(figures) :]
