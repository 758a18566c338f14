"""Find a passage for an author, by its words or its address, and write the block that goes into the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from thbgraph.documents import Address, Part
from thbgraph.errors import UsageError
from thbgraph.evidence.copies import Copy
from thbgraph.evidence.fingerprint import Fingerprint, figures, fingerprint, letters_of
from thbgraph.evidence.letters import Span
from thbgraph.evidence.search import occurrences

__all__ = ["Marked", "by_address", "by_words", "marked"]

_GAP = re.compile(r"\s*(?:\u2026|\.\.\.)\s*")
_LONGEST = 4_000
"""So many letters at most lie between the first and the last words of a passage."""


class Marked(NamedTuple):
    """A passage of a copy: its address and stretch, and which of its occurrences it is, of how many."""

    address: str
    span: Span
    print: Fingerprint
    occurrence: int = 1
    of: int = 1

    def keys(self) -> dict[str, str]:
        """Return the keys of the block of evidence and their values as YAML."""
        keys = {"address": quoted(self.address)} if self.address else {}
        keys["fingerprint"] = quoted(self.print.digest)
        keys["fingerprintLength"] = str(self.print.length)
        if self.print.figures:
            keys["figures"] = quoted(self.print.figures)
        if self.of > 1:
            keys["occurrence"] = str(self.occurrence)
        return keys

    def block(self) -> str:
        """Return the block of evidence to paste into a record."""
        return "- {" + ", ".join(f"{key}: {value}" for key, value in self.keys().items()) + "}"


def quoted(text: str) -> str:
    """Return a text as a YAML scalar in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def by_address(copy: Copy, address: str) -> list[Marked]:
    """Return the whole parts at an address; UsageError where the copy has none, or only empty ones."""
    wanted = Address.parse(address)
    parts = [marked(copy, (part.start, part.end), str(wanted)) for part in copy.document.find(wanted)]
    found = [part for part in parts if part.print.length]
    if not found:
        reason = "is empty" if parts else "is not an address"
        raise UsageError(
            f"{address} {reason} in {copy.path.name}",
            "`thbgraph evidence mark FILE` lists the addresses of a copy",
        )
    return found


def by_words(copy: Copy, words: str) -> list[Marked]:
    """Return the passages with some words; "first words … last words" leaves out what lies between.

    UsageError where the copy does not have them.
    """
    first, *last = [letters_of(piece) for piece in _GAP.split(words.strip(), maxsplit=1)]
    if not first or (last and not last[0]):
        raise UsageError("there are no words to look for", "for example: --words 'Member States … victims'")
    found = [marked(copy, span) for span in _spans(copy, first, last[0] if last else "")]
    if not found:
        raise UsageError(
            f"{copy.path.name} does not have these words one after the other",
            "give fewer words as they are printed, or the first and the last of the passage with … between",
        )
    return found


def _spans(copy: Copy, first: str, last: str) -> Iterator[Span]:
    """Give the stretches that begin with `first` and end with the `last` that follows it next."""
    for start in _whole_words(copy, first, 0, len(copy.letters)):
        end = start + len(first)
        if last:
            found = next(_whole_words(copy, last, end, end + _LONGEST), None)
            if found is None:
                continue
            end = found + len(last)
        yield copy.letters.span(start, end - start)


def _whole_words(copy: Copy, words: str, start: int, end: int) -> Iterator[int]:
    """Give where some letters stand as whole words, for a check finds no others."""
    at = copy.letters.text.find(words, start, end)
    while at >= 0:
        if copy.letters.at_words(at, len(words)):
            yield at
        at = copy.letters.text.find(words, at + 1, end)


def marked(copy: Copy, span: Span, address: str = "") -> Marked:
    """Return a passage with its fingerprint, its address and which occurrence it is."""
    print_ = fingerprint(copy.document.text[slice(*span)])
    if not print_.length:
        return Marked(address, span, print_)
    start, _ = copy.letters.within(span)
    places = [
        place
        for place in occurrences(copy.letters, start, print_.length)
        if not print_.figures or _figures_at(copy, place, print_.length) == print_.figures
    ]
    return Marked(address or address_of(copy, span), span, print_, places.index(start) + 1, len(places))


def _figures_at(copy: Copy, place: int, length: int) -> str:
    return figures(copy.document.text[slice(*copy.letters.span(place, length))])


def address_of(copy: Copy, span: Span) -> str:
    """Return the address of the smallest part with one that holds a stretch; '' where none does."""
    address = ""
    parts: list[Part] = [copy.document.root]
    while parts:
        part = parts.pop()
        if part.start <= span[0] and span[1] <= part.end:
            address = part.address or address
            parts = list(part.children)
    return address
