"""HTML into lines: EUR-Lex and any other page, tag soup included.

Blocks become lines. EUR-Lex lays points out as tables of two columns: those become lines again, true tables
become rows. Note marks are known by their link (`#ntr1-…`) or the class that the Official Journal gives them,
note texts by theirs (`oj-note`).
"""

from __future__ import annotations

import re

from thbgraph.documents.flow import Flow
from thbgraph.documents.line import Line
from thbgraph.documents.markup import Piece, attribute, pieces

__all__ = ["lines_of_html"]

_BLOCK_NAMES = """
address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr html li main ol p pre section table tbody td tfoot th thead title tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DROPPED = frozenset(("script", "style", "head", "nav", "svg", "template", "noscript"))
_NOTE_CLASS = re.compile(r"(?:^|\s)(?:oj-|doc-|foot)?note(?:text)?(?:\s|$)", re.IGNORECASE)
_MARK_CLASS = re.compile(r"(?:^|\s)(?:oj-)?(?:note-tag|super|fnref)(?:\s|$)", re.IGNORECASE)
_HEADER_CLASS = re.compile(r"(?:^|\s)(?:oj-)?hd-(?:date|lg|ti|oj)(?:\s|$)")
_NOTE_LINK = re.compile(r"#_?(?:ntr|ftn|fn|footnote)", re.IGNORECASE)


def lines_of_html(source: str) -> tuple[list[Line], list[Line]]:
    """Give the running lines of a page; its notes are among them, with the hint `footnote`."""
    reader = _Reader(source)
    for piece in pieces(source):
        reader.take(piece)
    return reader.flow.finish()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.flow = Flow(source)
        self.dropped = ""
        self.dropped_depth = 0
        self.mark_depth = 0

    def take(self, piece: Piece) -> None:
        """Take one piece of the page."""
        if self.dropped:
            self.skip(piece)
        elif piece.kind in ("text", "cdata", "reference"):
            self.flow.text(piece)
        elif piece.kind == "comment":
            return
        elif piece.name in _DROPPED and piece.kind == "open":
            self.dropped, self.dropped_depth = piece.name, 1
        elif piece.name in _BLOCKS:
            self.block(piece)
        else:
            self.inline(piece)

    def skip(self, piece: Piece) -> None:
        """Pass over what is not read; a page may forget to close its head."""
        if piece.name == self.dropped:
            self.dropped_depth += {"open": 1, "close": -1}.get(piece.kind, 0)
        if self.dropped_depth <= 0 or (self.dropped == "head" and piece.name == "body"):
            self.dropped = ""

    def block(self, piece: Piece) -> None:
        opens = piece.kind != "close"
        if piece.name == "table":
            self.flow.table() if opens else self.flow.end_table()
        elif piece.name == "tr":
            self.flow.row()
        elif piece.name in ("td", "th") and opens:
            self.flow.cell()
        else:
            self.flow.block(self.hint(piece) if opens else "")

    def hint(self, piece: Piece) -> str:
        if piece.name in _HEADINGS:
            return "heading"
        name = attribute(self.source, piece, "class")
        if name and _NOTE_CLASS.search(name):
            return "footnote"
        if name and _HEADER_CLASS.search(name):
            return "header"
        return "bullet" if piece.name == "li" else self.flow.hint if piece.name == "br" else ""

    def inline(self, piece: Piece) -> None:
        """A note mark lasts from its outermost tag to the closing of that tag."""
        if self.flow.in_mark:
            self.mark_depth += {"open": 1, "close": -1}.get(piece.kind, 0)
            if self.mark_depth <= 0:
                self.flow.end_mark(piece.end)
            return
        if piece.kind != "open" or self.flow.hint == "footnote":
            return
        link = piece.name == "a" and _NOTE_LINK.search(attribute(self.source, piece, "href"))
        raised = piece.name == "span" and _MARK_CLASS.search(attribute(self.source, piece, "class"))
        if link or raised or piece.name == "sup":
            self.mark_depth = 1
            self.flow.begin_mark(piece.start)
