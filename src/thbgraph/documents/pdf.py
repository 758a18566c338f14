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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from thbgraph.documents.errors import DocumentError
from thbgraph.documents.pdf_tables import Placed, with_rows

__all__ = ["text_of_pdf"]

_TO_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_PAGES = 3000
_LONGEST_SECONDS = 60
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 32 * 1024 * 1024,
    "stream_parsing_work_maximum_count": 1_000_000,
    "page_tree_maximum_entries": 2 * _MOST_PAGES,
    "xform_maximum_invocations_per_extraction": 500,
}  # no page of a legal document comes near these; pypdf's own are higher
_SMALL = 0.85
_EDGE = 2
_WIDE, _NARROW = 0.72, 0.52  # of the height of the font: capitals and other letters, on average
_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:[A-Z]{2}\s+)?(?:page\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*/\s*\d{1,4})?(?:\s+[A-Z]{2})?", re.I
)


def text_of_pdf(path: Path, data: bytes) -> str:
    """Give the text of a PDF; raise `DocumentError` where it is broken, protected, too long or a scan."""
    from pypdf import apply_configuration
    from pypdf.errors import DependencyError, PyPdfError

    # A broken file makes pypdf stumble over its own expectations: these are what fuzzing has shown.
    broken = (
        PyPdfError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError,
        OSError, RecursionError, TypeError, ValueError, struct.error, zlib.error,
    )  # fmt: skip
    try:
        with _quiet(), apply_configuration(**_LIMITS):
            pages = _pages(path, data)
    except DependencyError as error:
        hint = 'install the package "cryptography", or save it without encryption'
        raise DocumentError(path, "encrypted with AES", hint) from error
    except broken as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise DocumentError(path, f"a broken PDF: {reason}") from error
    lines = with_rows(_without_edges(pages))
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


def _pages(path: Path, data: bytes) -> list[list[Placed]]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError(path, "protected with a password", "save it without password")
    if len(reader.pages) > _MOST_PAGES:
        raise DocumentError(path, f"more than {_MOST_PAGES} pages")
    until = time.monotonic() + _LONGEST_SECONDS

    def in_time() -> None:
        if time.monotonic() > until:
            raise DocumentError(path, f"takes more than {_LONGEST_SECONDS} seconds to read")

    pages = []
    for page in reader.pages:
        in_time()
        pages.append(_page(page, in_time))
    return pages


class _Piece(NamedTuple):
    text: str
    height: float
    x: float
    y: float

    def reading(self, text: str) -> _Piece:
        """Give the piece with another text."""
        return self._replace(text=text)


def _page(page: Any, in_time: Callable[[], None]) -> list[Placed]:
    """Give the lines of a page; small figures become superscripts in the line that they stand above."""
    pieces: list[_Piece] = []
    usual: Counter[float] = Counter()

    def see(text: str, page_matrix: list[float], matrix: list[float], _font: object, size: float) -> None:
        if text:
            a, b, c, d, e, f = page_matrix
            x, y = matrix[4] * a + matrix[5] * c + e, matrix[4] * b + matrix[5] * d + f
            height = abs(size * (matrix[3] or matrix[1] or 1) * (d or b or 1))
            pieces.append(_Piece(text.replace("\0", ""), height, x, y))
            usual[round(height, 1)] += len(text)

    page.extract_text(visitor_text=see, visitor_operand_before=lambda *_: in_time())
    height_of_most = usual.most_common(1)[0][0] if usual else 0.0
    written: list[_Piece] = []
    base: float | None = None
    for index, piece in enumerate(pieces):
        label = piece.text.strip()
        before = pieces[index - 1] if index else None
        behind = pieces[index + 1] if index + 1 < len(pieces) else None
        if not _is_mark(label, piece, height_of_most):
            if base is not None and abs(piece.y - base) < 1 and written[-1].text.endswith("\n"):
                written[-1] = written[-1].reading(written[-1].text.rstrip("\n") + " ")
            base = None
            written.append(piece)
        elif before is not None and _stands_above(piece, before) and before.text.strip():
            written[-1] = written[-1].reading(written[-1].text.rstrip())
            raised = label.translate(_TO_SUPERSCRIPT) + piece.text[len(piece.text.rstrip()) :]
            written.append(piece.reading(raised))
            base = before.y
        elif behind is not None and _stands_above(piece, behind) and not _is_apart([piece], behind):
            written.append(piece.reading(label.translate(_TO_SUPERSCRIPT) + " "))
        else:
            written.append(piece)
    return _lines(written)


def _lines(pieces: list[_Piece]) -> list[Placed]:
    """Put the pieces of each line together; it stands where its first piece does, and ends before a wide gap."""
    found: list[Placed] = []
    open_ones: list[_Piece] = []
    beside = False
    for piece in pieces:
        for number, text in enumerate(piece.text.split("\n")):
            gap = not number and text.strip() and _is_apart(open_ones, piece)
            if number or gap:
                found.append(_placed(open_ones or [piece.reading("")], beside=beside))
                open_ones, beside = [], bool(gap)
            if text:
                open_ones.append(piece.reading(text))
    return [*found, _placed(open_ones, beside=beside)] if open_ones else found


def _is_apart(line: list[_Piece], piece: _Piece) -> bool:
    """Tell whether a piece stands so far behind the end of a line that it is the next cell of a row."""
    last = next((one for one in reversed(line) if one.text.strip()), None)
    if last is None:
        return False
    end = last.x + last.height * sum(_WIDE if sign.isupper() else _NARROW for sign in last.text.rstrip())
    return abs(piece.y - last.y) < 1 and piece.x > end + last.height


def _placed(line: list[_Piece], *, beside: bool) -> Placed:
    first = next((piece for piece in line if piece.text.strip()), line[0])
    return Placed("".join(piece.text for piece in line), first.x, first.y, first.height, beside)


def _stands_above(piece: _Piece, before: _Piece) -> bool:
    return 0 <= piece.y - before.y < before.height and not _is_apart([before], piece)


def _is_mark(label: str, piece: _Piece, usual: float) -> bool:
    return label.isascii() and label.isdigit() and len(label) < 4 and piece.height < usual * _SMALL


def _without_edges(pages: list[list[Placed]]) -> list[list[Placed]]:
    """Leave out page numbers and the lines that come again at the edge of the pages."""
    printed = [_printed_lines(page) for page in pages]
    seen: Counter[str] = Counter()
    for page in printed:
        seen.update({_shape(line) for line in [*page[:_EDGE], *page[-_EDGE:]]})
    often = max(2, len(pages) // 3)
    kept: list[list[Placed]] = []
    for page in printed:
        edge = {*range(len(page))[:_EDGE], *range(len(page))[-_EDGE:]}
        again = {i for i in edge if len(pages) > 2 and seen[_shape(page[i])] > often}
        again |= {i for i in edge if _PAGE_NUMBER.fullmatch(_text(page[i]))}
        kept.append([one for index, line in enumerate(page) if index not in again for one in line])
    return kept


def _printed_lines(page: list[Placed]) -> list[list[Placed]]:
    """Give the lines of a page as printed, each with what stands beside it; empty ones go with the one before."""
    lines: list[list[Placed]] = []
    for one in page:
        if lines and (one.beside or not one.text.strip()):
            lines[-1].append(one)
        else:
            lines.append([one])
    return lines


def _text(line: list[Placed]) -> str:
    return " ".join(one.text for one in line).strip()


def _shape(line: list[Placed]) -> str:
    return _FIGURES.sub("#", _text(line))
