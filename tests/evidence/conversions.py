"""Other conversions of a text: what one printer, scanner or web site does to it and another does not."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable
from random import Random

from thbgraph.documents import Document

__all__ = ["CONVERSIONS"]

_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "})
_WIDTH = 72


def _reflowed(document: Document) -> str:
    """Wrap every line, with an empty line between two."""
    return "\n\n".join(textwrap.fill(line, _WIDTH) for line in document.text.split("\n") if line.strip())


def _hyphenated(document: Document) -> str:
    """Part one long word in twenty at the end of a line."""
    random = Random(1)

    def part(word: re.Match[str]) -> str:
        half = len(word[0]) // 2
        return f"{word[0][:half]}-\n{word[0][half:]}" if random.random() < 0.05 else word[0]

    return re.sub(r"[a-z]{8,}", part, document.text)


def _plain_quotes(document: Document) -> str:
    return document.text.translate(_PLAIN)


def _curly_quotes(document: Document) -> str:
    text = re.sub(r'"([^"\n]*)"', r"“\1”", document.text.translate(_PLAIN))
    return text.replace("'", "’").replace(" - ", " — ")


def _spaced(document: Document) -> str:
    """Put other spaces between the words, as justified setting does."""
    return re.sub(" ", "\u00a0 ", document.text)


def _numbered_notes(document: Document) -> str:
    """Print the marks of the notes as plain digits; the notes stand at the end, as they do in clean text."""
    marks = sorted(
        {(mark.at, mark.label) for part in document.walk() for mark in part.notes if mark.label.isdigit()}
    )
    pieces, end = [], 0
    for at, label in marks:
        pieces += [document.text[end:at], label]
        end = at
    return "".join([*pieces, document.text[end:]])


def _html(document: Document) -> str:
    lines = [f"<p>{html.escape(line)}</p>" for line in document.text.split("\n") if line.strip()]
    return "<!DOCTYPE html><html><body>\n" + "\n".join(lines) + "\n</body></html>\n"


CONVERSIONS: dict[str, Callable[[Document], str]] = {
    "reflowed": _reflowed,
    "hyphenated": _hyphenated,
    "plain quotes": _plain_quotes,
    "curly quotes": _curly_quotes,
    "other spaces": _spaced,
    "note marks as digits": _numbered_notes,
    "html": _html,
}
