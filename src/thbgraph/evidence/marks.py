"""What may be a note mark: for copies that print the marks of notes as plain digits.

Whether the 3 in "practice.3 With" is a mark cannot be told from the text. The fingerprint tells it: a passage
that is found once the digits are left out differs from the recorded one by nothing else.
"""

from __future__ import annotations

import re
from enum import Enum

from thbgraph.evidence.letters import Letters, Span

__all__ = ["Guess", "letters_without_marks"]

_SUPERSCRIPT = r"[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]+"
# Directly behind a letter, or behind a closing sign that no digit stands before; so not in 2.6 or 8489/3.
_GLUED = r"""(?:(?<=[^\W\d_])|(?<=[^\d\s][.,;:)\]'"»\u2019\u201d]))\d{1,3}(?![\w.,/]?\d|\w)"""
# In brackets behind a word: "practice (3)", "practice[3]"; not "Article 18(3)" nor a number that opens a line.
_BRACKETED = r"(?<=[^\s\d)\]])[ \u00a0]?(?:\(\s?\d{1,3}\s?\)|\[\s?\d{1,3}\s?\])"
# Behind a year that ends a sentence: "in 2006.3 With".
_BEHIND_A_FIGURE = r"(?<=\d\.)\d{1,3}(?=\s+[A-Z(\u2018\u201c]|\s*$)"
_FIGURE = r"(?<![\d.,])\d{1,3}(?![.,]?\d)"


class Guess(Enum):
    """What is taken for a note mark, from the surest guess to the boldest."""

    GLUED = f"{_SUPERSCRIPT}|{_GLUED}"
    BRACKETED = f"{_SUPERSCRIPT}|{_GLUED}|{_BRACKETED}|{_BEHIND_A_FIGURE}"
    FIGURES = f"{_SUPERSCRIPT}|{_GLUED}|{_FIGURE}"
    """Every small figure: right for passages that have no figures of their own."""


def letters_without_marks(text: str, guess: Guess, cuts: list[int]) -> Letters:
    """Return the letters of a text without what a guess takes for note marks."""
    spans: list[Span] = [found.span() for found in re.finditer(guess.value, text)]
    return Letters(text, spans, cuts)
