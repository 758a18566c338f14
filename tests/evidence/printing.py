"""The same text as a Word file and as PDF: what an office makes of it, tables as tables and notes at the end."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from html import escape
from typing import Any, NamedTuple

from thbgraph.documents import Document, Part

__all__ = ["PRINTED"]


class Row(NamedTuple):
    """A row of a table: the texts of its cells, '' where one is taken over from the row above."""

    cells: list[str]


def _blocks(document: Document) -> Iterator[str | Row]:
    """Give the paragraphs and rows of a document in order."""
    rows = sorted((part for part in document.walk() if part.kind == "row"), key=lambda part: part.start)
    at = 0
    for row in rows:
        yield from _paragraphs(document, at, row.start)
        yield Row([_cell(document, row, cell) for cell in row.children])
        at = row.end
    yield from _paragraphs(document, at, len(document.text))


def _paragraphs(document: Document, start: int, end: int) -> Iterator[str | Row]:
    """Give the lines between two rows; the header of a table is a row."""
    for line in document.text[start:end].split("\n"):
        if line.strip():
            yield Row(line.split("\t")) if "\t" in line else line


def _cell(document: Document, row: Part, cell: Part) -> str:
    own = row.start <= cell.start and cell.end <= row.end
    return document.text_of(cell) if own else ""


def _tables(document: Document) -> Iterator[str | list[Row]]:
    """Give the paragraphs, and the rows that follow each other with as many cells as one table."""
    table: list[Row] = []
    for block in _blocks(document):
        if table and not (isinstance(block, Row) and len(block.cells) == len(table[0].cells)):
            yield table
            table = []
        if isinstance(block, Row):
            table.append(block)
        else:
            yield block
    if table:
        yield table


def _as_docx(document: Document) -> bytes:
    import docx

    file = docx.Document()
    for block in _tables(document):
        if isinstance(block, str):
            file.add_paragraph(block)
            continue
        table = file.add_table(0, len(block[0].cells))
        for row in block:
            for cell, text in zip(table.add_row().cells, row.cells, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _as_pdf(document: Document) -> bytes:
    """Set the text on A4 pages, with a header and a page number on each, as offices do."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    size = landscape(A4)
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=13, alignment=4)
    small = ParagraphStyle("cell", fontName="Times-Roman", fontSize=8, leading=9)
    story: list[Any] = []
    for block in _tables(document):
        if isinstance(block, str):
            story += [Paragraph(escape(block, quote=False), body), Spacer(1, 6)]
            continue
        cells = [[Paragraph(escape(text, quote=False), small) for text in row.cells] for row in block]
        width = (size[0] - 100) / len(cells[0])
        story.append(
            Table(cells, [width] * len(cells[0]), splitInRow=1, style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
        )

    def edge(canvas: Any, template: Any) -> None:
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(50, size[1] - 30, "Gazette of the Office")
        canvas.drawCentredString(size[0] / 2, 25, str(template.page))

    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer, pagesize=size, leftMargin=50, rightMargin=50, topMargin=50, bottomMargin=50
    )
    template.build(story, onFirstPage=edge, onLaterPages=edge)
    return buffer.getvalue()


PRINTED: dict[str, Callable[[Document], bytes]] = {"docx": _as_docx, "pdf": _as_pdf}
