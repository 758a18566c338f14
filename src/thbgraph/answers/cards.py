"""Rows one below the other, for answers with more columns than a screen has room for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["cards", "fits"]

# A column that is cut below this, or below its longest text, makes a table that nobody can read.
_READABLE = 14


def fits(widths: Sequence[int], gap: int, room: int) -> bool:
    """Tell whether columns of these widths can be read side by side, wrapped, in a room of characters."""
    return sum(min(width, _READABLE) + gap for width in widths) - gap <= room


def cards(headings: Sequence[str], body: Sequence[Sequence[str]], width: int) -> Iterator[tuple[str, str]]:
    """Yield each row as its first text, and its other texts with their headings; empty ones are left out.

    Both are whole lines without the last line end, wrapped to a width.
    """
    from textwrap import wrap

    indent = max(map(len, headings[1:]), default=0) + 4
    for first, *others in body:
        lines = []
        for heading, text in zip(headings[1:], others, strict=True):
            start = f"  {heading}".ljust(indent)
            lines += wrap(text, width, initial_indent=start, subsequent_indent=" " * indent)
        yield "\n".join(wrap(first, width)), "\n".join(lines)
