"""Find many passages in a whole document when nothing of them is known but their fingerprints.

A rolling hash cannot be compared with a SHA-256, and a fingerprint keeps nothing else of its passage. What
makes the search fast is that passages begin and end somewhere. First only stretches from the beginning of a
clause to the end of one are hashed, for what is cited is a cell, a paragraph, a point or a sentence; then, for
what is left, stretches from a word's beginning to a word's end, one in about thirty; at last, and only in a
copy whose words have run together, every stretch, up to a limit. What was found once is found again by its
letters, without hashing. Time is linear in the length of the document and in the number of different lengths that are
looked for (tests/benchmarks/evidence.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from hashlib import sha256

from thbgraph.evidence.fingerprint import DIGEST_DIGITS
from thbgraph.evidence.letters import Letters

__all__ = ["Key", "Reach", "find", "occurrences"]

Key = tuple[int, str]
"""What a passage is looked for by: the length and the digest of its fingerprint."""

_KEPT = DIGEST_DIGITS // 2
_RUN_TOGETHER = 9
"""The words of a text with more letters than this to a word have run together; English has about five."""
_EVERYWHERE = 1_000_000
"""How many stretches of one document are hashed, at most, that begin or end within a word: about a second."""

_AT_ONCE = 256
"""So many stretches are hashed before it is asked whether all passages are found."""


class Reach(IntEnum):
    """Where a passage may begin and end: each takes ten to a hundred times as long as the one before."""

    CLAUSES = 1
    WORDS = 2
    ANYWHERE = 3


def find(letters: Letters, wanted: Iterable[Key], reach: Reach = Reach.ANYWHERE) -> dict[Key, list[int]]:
    """Return all offsets in `letters.text` of each passage that stands in it; others are left out."""
    left: dict[int, set[bytes]] = {}
    for length, digest in wanted:
        if 0 < length <= len(letters):
            left.setdefault(length, set()).add(bytes.fromhex(digest))
    found: dict[Key, list[int]] = {}
    for length in list(left):
        _hash(letters, left, length, _both_ends(letters.clause_bits, length), found)
    if reach >= Reach.WORDS:
        for length in list(left):
            _hash(letters, left, length, _both_ends(letters.word_bits, length), found)
    # In any other text, "lamp" within "lamps" is a passage that was changed.
    if reach >= Reach.ANYWHERE and letters.word_bits.bit_count() * _RUN_TOGETHER < len(letters):
        _search_everywhere(letters, left, found)
    return found


def occurrences(letters: Letters, start: int, length: int) -> list[int]:
    """Return where the letters from `start` on stand, as whole words; `start` alone where they are no words."""
    passage = letters.text[start : start + length]
    offsets = []
    at = letters.text.find(passage)
    while at >= 0:
        if letters.at_words(at, length):
            offsets.append(at)
        at = letters.text.find(passage, at + 1)
    return offsets or [start]


def _both_ends(ends: int, length: int) -> list[int]:
    """Return the offsets whose bit is set, and whose bit `length` further, too."""
    # One AND of two long numbers and one cut between the ones: no loop looks at every offset.
    *gaps, _ = bin(ends & ends >> length)[:1:-1].split("1")
    at = -1
    return [at := at + len(gap) + 1 for gap in gaps]


def _search_everywhere(letters: Letters, left: dict[int, set[bytes]], found: dict[Key, list[int]]) -> None:
    budget = _EVERYWHERE
    for length in sorted(left):
        stretches = len(letters) - length + 1
        budget -= stretches
        if budget < 0:
            return
        _hash(letters, left, length, range(stretches), found)


def _hash(
    letters: Letters,
    left: dict[int, set[bytes]],
    length: int,
    starts: Sequence[int],
    found: dict[Key, list[int]],
) -> None:
    """Hash the stretches of one length; what is found is noted in `found` and taken from `left`."""
    text, encoded, wanted = letters.text, letters.encoded, left[length]
    # Nearly all are told apart by their first byte, before the rest is looked at.
    first = frozenset(digest[0] for digest in wanted)
    for begin in range(0, len(starts), _AT_ONCE):
        some = starts[begin : begin + _AT_ONCE]
        # Of an ASCII text the bytes are at hand; encoding each stretch takes as long as hashing it.
        if encoded:
            near = [at for at in some if sha256(encoded[at : at + length]).digest()[0] in first]
        else:
            near = [at for at in some if sha256(text[at : at + length].encode()).digest()[0] in first]
        for at in near:
            digest = sha256(text[at : at + length].encode()).digest()[:_KEPT]
            if digest in wanted:
                found[length, digest.hex()] = occurrences(letters, at, length)
                wanted.discard(digest)
        if not wanted:
            del left[length]
            return
