"""Formex 4 and Akoma Ntoso into lines.

lxml checks that the file is well-formed, with entities off and no network; what it does not say, at which
character a piece of text stands, our own pass over the same text does. Both vocabularies are read alike: an
element is a block, a heading, a label, a note, a part of a table, or nothing of its own.
"""

from __future__ import annotations

import re
from pathlib import Path

from thbgraph.documents.errors import DocumentError
from thbgraph.documents.flow import Flow
from thbgraph.documents.line import Line
from thbgraph.documents.markup import Piece, attribute, pieces

__all__ = ["check_xml", "lines_of_xml", "refuse_entities"]

_FORMEX_BLOCKS = """
act alinea annex article consid def.head.tbl division enacting.terms final gr.consid.init gr.seq item list no.p
no.parag np p parag pl.date preamble preamble.final preamble.init signatory signature sti sti.art table.caption ti
ti.art ti.cons title txt visa
"""
_AKOMA_NTOSO_BLOCKS = """
attachment block blocklist body caption chapter citation conclusions content doctitle formula heading indent intro
listintroduction longtitle mainbody num paragraph part point preface recital section subheading subparagraph wrapup
"""
_BLOCKS = frozenset(_FORMEX_BLOCKS.split() + _AKOMA_NTOSO_BLOCKS.split())
_HEADINGS = frozenset(["sti.art", "ti", "sti", "heading", "subheading", "ti.cons"])
_NOTES = frozenset(("note", "authorialnote"))
_DROPPED = frozenset(["bib.instance", "meta", "bib.data", "prolog.pi", "no.doc.c", "toc"])
_TABLES = {
    "tbl": "table",
    "table": "table",
    "row": "row",
    "tr": "row",
    "cell": "cell",
    "td": "cell",
    "th": "cell",
}
_QUOTES = ("quot.start", "quot.end")
_RECITALS = ("consid", "recital")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


def refuse_entities(path: Path, source: str) -> None:
    """Raise `DocumentError` where a text declares entities: they can grow without bound and fetch files."""
    if _ENTITY.search(source):
        raise DocumentError(path, "declares entities, which are never expanded here")


def check_xml(path: Path, source: str) -> None:
    """Raise `DocumentError` where a text is not well-formed XML, declares entities or nests too deep."""
    from lxml import etree

    refuse_entities(path, source)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        etree.fromstring(source.lstrip("\ufeff \t\r\n").encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "cannot be parsed").splitlines()[0]
        raise DocumentError(path, f"not well-formed XML: {reason}") from error


def lines_of_xml(source: str) -> tuple[list[Line], list[Line]]:
    """Give the running lines and the notes of a well-formed Formex or Akoma Ntoso text."""
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
        self.notes = 0
        self.in_recital = False

    def take(self, piece: Piece) -> None:
        """Take one piece of the document."""
        name = piece.name.rpartition(":")[2]
        if self.dropped:
            if name == self.dropped:
                self.dropped_depth += {"open": 1, "close": -1}.get(piece.kind, 0)
                self.dropped = self.dropped if self.dropped_depth > 0 else ""
        elif piece.kind in ("text", "cdata", "reference"):
            self.flow.text(piece)
        elif piece.kind == "comment":
            return
        elif name in _DROPPED:
            if piece.kind == "open":
                self.dropped, self.dropped_depth = name, 1
        elif name in _NOTES:
            self.note(piece)
        elif name in _QUOTES:
            self.quote(piece)
        elif name in _TABLES:
            self.table(_TABLES[name], piece)
        elif name in _BLOCKS:
            self.block(name, piece)

    def block(self, name: str, piece: Piece) -> None:
        opens = piece.kind == "open"
        if name in _RECITALS:
            self.in_recital = opens
        hint = ""
        if opens and name in _HEADINGS:
            hint = "heading"
        elif opens and self.in_recital and name in ("no.p", "num"):
            hint = "recital"
        elif opens and name == "p" and self.flow.hint == "heading":
            hint = "heading"  # the paragraph of a heading
        self.flow.block(hint)

    def note(self, piece: Piece) -> None:
        if piece.kind == "open":
            self.notes += 1
            label = attribute(self.source, piece, "marker").strip(" ()") or str(self.notes)
            self.flow.begin_note(piece.start, label)
        elif piece.kind == "close" and self.flow.in_note:
            self.flow.end_note(piece.end)

    def quote(self, piece: Piece) -> None:
        """Formex leaves quotation marks to an attribute: the code of the character."""
        code = attribute(self.source, piece, "CODE")
        default = "‘" if piece.name == "quot.start" else "’"
        known = code.isascii() and len(code) == 4 and all(c in "0123456789abcdefABCDEF" for c in code)
        self.flow.character(chr(int(code, 16)) if known and code != "0000" else default, piece.start)

    def table(self, what: str, piece: Piece) -> None:
        opens = piece.kind == "open"
        if what == "table":
            self.flow.table() if opens else self.flow.end_table()
        elif what == "row":
            self.flow.row()
        elif opens:
            self.flow.cell()
