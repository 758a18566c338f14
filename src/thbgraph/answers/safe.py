"""Keep the data's text from steering what shows it.

A control character or an escape sequence in a label could move the cursor, rename the window or hide a line
of a terminal; bidirectional overrides could show an address back to front (Unicode Technical Report 36).
"""

from __future__ import annotations

__all__ = ["one_line", "printable"]

_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_LINE_ENDS = (*range(0x0A, 0x0E), 0x85, 0x2028, 0x2029)

_ONE_LINE = {
    **dict.fromkeys((*_CONTROLS, *_BIDI), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys((*_LINE_ENDS, 0x09), " "),
}
_PRINTABLE = {
    code: mark for code, mark in _ONE_LINE.items() if code not in (0x09, 0x0A, 0x0D, 0x2028, 0x2029)
}


def one_line(text: str) -> str:
    """Return a text for one cell or one line: line ends become spaces, control characters a visible mark."""
    return text if text.isprintable() and text.isascii() else text.translate(_ONE_LINE)


def printable(text: str) -> str:
    """Return an output for a terminal: tabs and line ends stay, other control characters are made visible."""
    return text.translate(_PRINTABLE)
