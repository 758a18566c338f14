"""Fingerprints: what is kept of a passage instead of its words, enough to find it and to tell it changed.

A passage is taken without markup, note marks and notes; then Unicode NFKC, case folded, and only letters
(general category L) and decimal digits (Nd) kept, with nothing between them. Line breaks, hyphenation, quotes,
dashes and layout leave no trace in it. Kept are the number of characters, the first 32 hexadecimal digits of
the SHA-256 of their UTF-8, and the figures with their decimal marks, for "2.6" and "26" have the same digits.
Standards: UAX #15 (NFKC), FIPS 180-4 (SHA-256).
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple
from unicodedata import normalize

__all__ = ["DIGEST_DIGITS", "Fingerprint", "digest", "figures", "fingerprint", "letters_of"]

DIGEST_DIGITS = 32
"""How many hexadecimal digits of the SHA-256 are kept: 128 bits."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_NEITHER = re.compile(r"[^a-z0-9]+")


class Fingerprint(NamedTuple):
    """The trace of a passage: `length` counts letters and digits, `digest` is hexadecimal.

    `figures` are the figures of the passage as printed, in their order with a space between; '' where there
    are none or where they were not recorded.
    """

    length: int
    digest: str
    figures: str = ""


def letters_of(text: str) -> str:
    """Return what a fingerprint sees of a text: its letters and digits, normalised, case folded."""
    if text.isascii():
        return _NEITHER.sub("", text.lower())
    folded = normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalpha() or char.isdecimal())


def digest(letters: str) -> str:
    """Return the digest of letters that are normalised already."""
    return sha256(letters.encode()).hexdigest()[:DIGEST_DIGITS]


def figures(text: str) -> str:
    """Return the figures of a text with their decimal marks: "2.6 of 1 000" gives "2.6 1 000".

    Digits that a line break or a space parts count as two figures, in every copy alike.
    """
    return " ".join(_FIGURE.findall(text if text.isascii() else normalize("NFKC", text)))


def fingerprint(passage: str) -> Fingerprint:
    """Return the fingerprint of a passage of clean text; its length is 0 where it has no letter and no digit."""
    letters = letters_of(passage)
    return Fingerprint(len(letters), digest(letters), figures(passage))
