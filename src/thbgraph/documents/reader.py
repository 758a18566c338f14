"""One way in for all kinds of documents: `read`."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thbgraph.documents.blocks import blocks_of, joined
from thbgraph.documents.decode import as_text, kind_of_bytes, kind_of_text, load
from thbgraph.documents.errors import DocumentError
from thbgraph.documents.line import Line
from thbgraph.documents.model import Document
from thbgraph.documents.notes import clear_marks, take_notes
from thbgraph.documents.plain import lines_of
from thbgraph.documents.structure import tree_of
from thbgraph.documents.tree import assemble

__all__ = ["KINDS", "read"]

KINDS = ("text", "markdown", "html", "formex", "akoma-ntoso", "docx", "pdf")


def read(path: Path, *, kind: str | None = None) -> Document:
    """Read a document of any kind; the kind is recognised by content unless `kind` forces it.

    Raises `DocumentError` where the file is empty, binary, broken, protected, in another encoding or too large.
    """
    path = Path(path)
    if kind is not None and kind not in KINDS:
        raise DocumentError(path, f"`{kind}` is not a kind of document", f"take one of {', '.join(KINDS)}")
    data = load(path)
    with _no_collection():
        source, found, lines, notes = _lines(path, data, kind)
        running, more = take_notes(lines)
        paragraphs, notes = clear_marks(joined(running, wrapped=found == "pdf"), [*notes, *more])
        text, offsets, root = assemble(tree_of(blocks_of(paragraphs), notes))
    if not text.strip():
        raise DocumentError(path, "there is no text in it")
    return Document(path, found, source, text, offsets, root)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Pause the garbage collector: it would walk the growing tree again and again, more than in proportion."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _lines(path: Path, data: bytes, kind: str | None) -> tuple[str, str, list[Line], list[Line]]:
    """Give the source, the kind, the lines and the notes that the markup shows."""
    found = kind or kind_of_bytes(path, data)
    if found == "docx":
        from thbgraph.documents.docx import text_of_docx

        source = text_of_docx(path, data)
    elif found == "pdf":
        from thbgraph.documents.pdf import text_of_pdf

        source = text_of_pdf(path, data)
    else:
        source = as_text(path, data)
        found = found or kind_of_text(source)
    return source, found, *_read(path, source, found)


def _read(path: Path, source: str, kind: str) -> tuple[list[Line], list[Line]]:
    if kind == "html":
        from thbgraph.documents.html import lines_of_html
        from thbgraph.documents.xml import refuse_entities

        refuse_entities(path, source)
        return lines_of_html(source)
    if kind in ("formex", "akoma-ntoso"):
        from thbgraph.documents.xml import check_xml, lines_of_xml

        check_xml(path, source)
        return lines_of_xml(source)
    return lines_of(source, markdown=kind == "markdown")
