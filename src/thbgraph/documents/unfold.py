"""Lines into which a conversion ran a whole text together: split again where a numbering shows through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thbgraph.documents.line import Line

__all__ = ["unfold"]

_LONG = 1500
_SIGNS = re.compile(
    r"(?P<article>(?<!\w)Article (?P<a>[0-9]{1,3}[a-z]?) (?=[A-Z‘“1(]))|(?<=\S )(?P<n>[0-9]{1,3})\. {1,3}(?=[A-Z‘“])"
    r"|(?P<heading>(?<=[.;)”’] )(?:TITLE|CHAPTER|PART) [IVXLC]{1,6}\b)"
)
_ARTICLE = re.compile(r"Article ([0-9]{1,3}[a-z]?) ")
_ENDED = re.compile(r"[.:;)?!”’] \Z")
_CITING = re.compile(r"(?:of|in|to|by|with|under|and|or|from|see|that|the|,)\s\Z", re.IGNORECASE)


def unfold(lines: list[Line]) -> list[Line]:
    """Split long lines at articles that rise by one and at numbers that do."""
    return [piece for line in lines for piece in (_split(line) if len(line.text) > _LONG else (line,))]


def _split(line: Line) -> Iterator[Line]:
    if line.hint or "\t" in line.text:
        yield line
        return
    for piece in line.split(list(_cuts(line.text))):
        article = _ARTICLE.match(piece.text)
        if article:
            piece.hint, piece.label = "article", article[1]
        yield piece


def _cuts(text: str) -> Iterator[int]:
    article = number = 0
    first = False
    for found in _SIGNS.finditer(text):
        if found["heading"]:
            yield found.start()
        elif found["article"]:
            value = int(found["a"].rstrip("abcdefghijklmnopqrstuvwxyz"))
            citing = _CITING.search(text[max(0, found.start() - 8) : found.start()])
            if (
                not citing
                and value in (article, article + 1)
                and (value > article or found["a"] != str(value))
            ):
                article, number, first = value, 0, True
                yield found.start()
        elif int(found["n"]) == number + 1 and (_ended(text, found.start()) or (first and not number)):
            number += 1
            yield found.start()


def _ended(text: str, at: int) -> bool:
    return _ENDED.search(text[max(0, at - 2) : at]) is not None
