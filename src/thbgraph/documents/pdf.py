"""PDF into text with pypdf, which limits what a page may unpack to.

Figures set small and high become superscripts, which the reader of notes knows; lines that come again at the
head or foot of the pages, and page numbers, are left out.
"""

from __future__ import annotations

import io
import logging
import re
import struct
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from thbgraph.documents.errors import DocumentError

__all__ = ["text_of_pdf"]

_TO_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_PAGES = 3000
_LONGEST_SECONDS = 120
_SMALL = 0.85
_EDGE = 2
_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:[A-Z]{2}\s+)?(?:page\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*/\s*\d{1,4})?(?:\s+[A-Z]{2})?", re.I
)


def text_of_pdf(path: Path, data: bytes) -> str:
    """Give the text of a PDF; raise `DocumentError` where it is broken, protected, too long or a scan."""
    from pypdf.errors import PyPdfError

    # A broken file makes pypdf stumble over its own expectations: these are what fuzzing has shown.
    broken = (
        PyPdfError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError,
        OSError, RecursionError, TypeError, ValueError, struct.error, zlib.error,
    )  # fmt: skip
    try:
        with _quiet():
            pages = _pages(path, data)
    except broken as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise DocumentError(path, f"a broken PDF: {reason}") from error
    lines = _without_edges(pages)
    if not any(line.strip() for line in lines):
        raise DocumentError(path, "a PDF without text, such as a scan")
    return "\n".join(lines)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf's warnings about a file from the terminal: what matters of them is in the error."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _pages(path: Path, data: bytes) -> list[list[str]]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError(path, "protected with a password", "save it without password")
    if len(reader.pages) > _MOST_PAGES:
        raise DocumentError(path, f"more than {_MOST_PAGES} pages")
    begun = time.monotonic()
    pages = []
    for page in reader.pages:
        if time.monotonic() - begun > _LONGEST_SECONDS:
            raise DocumentError(path, f"takes more than {_LONGEST_SECONDS} seconds to read")
        pages.append(_page(page))
    return pages


class _Piece(NamedTuple):
    text: str
    height: float
    y: float


def _page(page: Any) -> list[str]:
    """Give the lines of a page; small figures become superscripts in the line that they stand above."""
    pieces: list[_Piece] = []
    usual: Counter[float] = Counter()

    def see(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if text:
            height = abs(size * (matrix[3] or matrix[1] or 1))
            pieces.append(_Piece(text.replace("\0", ""), height, matrix[5]))
            usual[round(height, 1)] += len(text)

    page.extract_text(visitor_text=see)
    written: list[str] = []
    base: float | None = None
    for index, piece in enumerate(pieces):
        label = piece.text.strip()
        before = pieces[index - 1] if index else None
        behind = pieces[index + 1] if index + 1 < len(pieces) else None
        if not _is_mark(label, piece, usual.most_common(1)[0][0]):
            if base is not None and abs(piece.y - base) < 1 and written[-1].endswith("\n"):
                written[-1] = written[-1].rstrip("\n") + " "
            base = None
            written.append(piece.text)
        elif before is not None and 0 <= piece.y - before.y < before.height and before.text.strip():
            written[-1] = written[-1].rstrip()
            written.append(label.translate(_TO_SUPERSCRIPT) + piece.text[len(piece.text.rstrip()) :])
            base = before.y
        elif behind is not None and 0 <= piece.y - behind.y < behind.height:
            written.append(label.translate(_TO_SUPERSCRIPT) + " ")
        else:
            written.append(piece.text)
    return "".join(written).split("\n")


def _is_mark(label: str, piece: _Piece, usual: float) -> bool:
    return label.isascii() and label.isdigit() and len(label) < 4 and piece.height < usual * _SMALL


def _without_edges(pages: list[list[str]]) -> list[str]:
    """Leave out page numbers and the lines that come again at the edge of the pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line.strip()]
        seen.update({_shape(line) for line in [*filled[:_EDGE], *filled[-_EDGE:]]})
    kept: list[str] = []
    for page in pages:
        places = [index for index, line in enumerate(page) if line.strip()]
        edge = {*places[:_EDGE], *places[-_EDGE:]}
        again = {i for i in edge if len(pages) > 2 and seen[_shape(page[i])] > max(2, len(pages) // 3)}
        again |= {i for i in edge if _PAGE_NUMBER.fullmatch(page[i].strip())}
        kept += [line for index, line in enumerate(page) if index not in again]
    return kept


def _shape(line: str) -> str:
    return _FIGURES.sub("#", line.strip())
