"""A text as fingerprints see it: each letter with its place, and where words and clauses begin and end."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import groupby
from unicodedata import combining

from thbgraph.evidence.fingerprint import letters_of

__all__ = ["Letters", "Span"]

Span = tuple[int, int]
"""A stretch of a text: the offsets of its first character and of the one after its last."""

# Runs of ASCII letters and digits make up nearly all of a text and are folded by one call a run.
_RUN = re.compile(r"[0-9A-Za-z]+|[^\x00-\x7f]+")
# Characters at which passages begin and end: those of whole cells, paragraphs, points and sentences.
_CLAUSE = re.compile(r"[.;:!?\n\t|()\[\]]")


@lru_cache(maxsize=4096)
def _silent(char: str) -> bool:
    """Tell whether a character leaves no trace in a fingerprint, neither of its own nor on its neighbour."""
    return not letters_of(char) and not combining(char)


class Letters:
    """The letters and digits of a text.

    `text` is the normalised text; `places[i]` is the offset in the original of its character `i`. `words[i]` is
    1 where one word ends and the next begins at offset `i` of `text`, else 0, and `clauses` likewise; both have
    one place more than the text. Where a word may or may not end, it does. `encoded` is an ASCII `text` in
    bytes, b"" for any other.
    """

    def __init__(self, original: str, without: Iterable[Span] = (), cuts: Iterable[int] = ()) -> None:
        """Take a text; leave out the spans `without`, in order; at `cuts`, too, clauses begin and end."""
        self.original = original
        self.places = array("L")
        self._pieces: list[str] = []
        self._gaps: list[tuple[int, bool]] = []
        at = 0
        for start, end in without:
            self._add(at, start)
            at = end
        self._add(at, len(original))
        self.text = "".join(self._pieces)
        self.encoded = self.text.encode() if self.text.isascii() else b""
        self._mark_gaps(cuts)

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def word_bits(self) -> int:
        """`words` as one number whose bit `i` is `words[i]`."""
        return _bits(self.words)

    @cached_property
    def clause_bits(self) -> int:
        """`clauses` as one number whose bit `i` is `clauses[i]`."""
        return _bits(self.clauses)

    def span(self, start: int, length: int) -> Span:
        """Return the stretch of the original from the first to the last of some letters."""
        return self.places[start], self.places[start + length - 1] + 1

    def within(self, span: Span) -> Span:
        """Return the offsets in `text` of the letters of a stretch of the original."""
        return bisect_left(self.places, span[0]), bisect_left(self.places, span[1])

    def at_words(self, start: int, length: int) -> bool:
        """Tell whether some letters begin and end where words do."""
        return bool(self.words[start] and self.words[start + length])

    def _add(self, start: int, end: int) -> None:
        """Add the letters of a stretch of the original."""
        for run in _RUN.finditer(self.original, start, end):
            first, after = run.span()
            if run.group().isascii():
                self._emit(run.group().lower(), range(first, after))
                continue
            for silent, chars in groupby(range(first, after), lambda i: _silent(self.original[i])):
                if not silent:
                    self._fold(list(chars))

    def _fold(self, places: list[int]) -> None:
        """Add neighbouring characters that may change their number when they are normalised."""
        run = self.original[places[0] : places[-1] + 1]
        if combining(run[0]) and self.places and self.places[-1] == places[0] - 1:
            # The mark belongs to the letter before it: the two are folded together.
            self._pieces[-1] = self._pieces[-1][:-1]
            places.insert(0, self.places.pop())
            run = self.original[places[0]] + run
        single = [letters_of(char) for char in run]
        whole = letters_of(run)
        if "".join(single) == whole:
            self._emit(whole, [place for place, letters in zip(places, single, strict=True) for _ in letters])
        else:
            # Marks join their letters: of the letters of this run only the place of the first is known.
            self._emit(whole, [places[0]] * len(whole))

    def _emit(self, letters: str, places: Iterable[int]) -> None:
        before = self.places[-1] + 1 if self.places else 0
        count = len(self.places)
        self.places.extend(places)
        if count == len(self.places):
            return
        self._pieces.append(letters)
        first = self.places[count]
        if first != before:
            self._gaps.append((count, _CLAUSE.search(self.original, before, first) is not None))

    def _mark_gaps(self, cuts: Iterable[int]) -> None:
        """Note where words and clauses begin and end."""
        self.words = bytearray(len(self.text) + 1)
        self.clauses = bytearray(len(self.text) + 1)
        for offset, clause in self._gaps:
            self.words[offset] = 1
            self.clauses[offset] = clause
        for offset in (0, len(self.text), *(bisect_left(self.places, cut) for cut in cuts)):
            self.words[offset] = self.clauses[offset] = 1


def _bits(marks: bytearray) -> int:
    """Return marks of 0 and 1 as the bits of one number, the first as the lowest."""
    return int(marks[::-1].translate(_DIGITS), 2)


_DIGITS = bytes.maketrans(b"\0\1", b"01")
