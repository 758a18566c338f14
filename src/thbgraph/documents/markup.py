"""Tags, comments and character references in a text, each with its place: what lenient markup is made of.

Ours and not a parser's, because the parsers of lxml do not say at which character a piece of text stood. One
pass, forward only: a comment or tag that never ends is text, and is looked for once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

__all__ = ["Piece", "attribute", "pieces"]

_TAG_NAME = re.compile(r"/?([A-Za-z][\w:.-]*)")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_RAW = ("script", "style")
_LONGEST_TAG = 20_000


class Piece(NamedTuple):
    """A piece of markup: `kind` is text, cdata, reference, open, close, empty or comment; `name` that of the tag.

    Of a reference `name` is the character it stands for.
    """

    kind: str
    name: str
    start: int
    end: int


def pieces(source: str, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """Take a text apart, in order and without gaps."""
    until = len(source) if end is None else end
    at = start
    unclosed: set[str] = set()
    while at < until:
        stop = _next_sign(source, at, until)
        if stop > at:
            yield Piece("text", "", at, stop)
            at = stop
        if at >= until:
            return
        piece = _reference(source, at) if source[at] == "&" else _markup(source, at, until, unclosed)
        yield piece
        at = piece.end
        if piece.kind == "open" and piece.name in _RAW:
            closing = source.find("</" + piece.name, at, until)
            closing = until if closing < 0 else closing
            if closing > at:
                yield Piece("comment", "", at, closing)
            at = closing


_SIGN = re.compile("[<&]")


def _next_sign(source: str, at: int, until: int) -> int:
    found = _SIGN.search(source, at, until)
    return found.start() if found else until


def _reference(source: str, at: int) -> Piece:
    found = _REFERENCE.match(source, at)
    if not found:
        return Piece("text", "", at, at + 1)
    meant = unescape(found[0])
    return (
        Piece("reference", meant, at, found.end()) if len(meant) == 1 else Piece("text", "", at, found.end())
    )


def _markup(source: str, at: int, until: int, unclosed: set[str]) -> Piece:
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">")):
        if source.startswith(opening, at):
            end = -1 if closing in unclosed else source.find(closing, at + len(opening), until)
            if end >= 0 and opening == "<![CDATA[":
                return Piece("cdata", "", at, end + len(closing))
            if end >= 0:
                return Piece("comment", "", at, end + len(closing))
            unclosed.add(closing)
            return Piece("text", "", at, at + 1)
    name = _TAG_NAME.match(source, at + 1, until)
    if not name or ">" in unclosed:
        return Piece("text", "", at, at + 1)
    end = source.find(">", name.end(), min(until, at + _LONGEST_TAG))
    if end < 0:
        return Piece("text", "", at, at + 1)
    kind = "close" if source[at + 1] == "/" else "empty" if source[end - 1] == "/" else "open"
    return Piece(kind, name[1].lower(), at, end + 1)


def attribute(source: str, piece: Piece, name: str) -> str:
    """Give the value of an attribute of a tag, '' where it has none."""
    found = re.search(
        rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""",
        source[piece.start : piece.end],
        re.IGNORECASE,
    )
    return unescape(next(filter(None, found.groups()), "")) if found else ""
