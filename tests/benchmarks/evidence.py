"""The search for passages by fingerprint, against a SHA-256 at every offset, and as documents grow.

python tests/benchmarks/evidence.py
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from hashlib import sha256

from measuring import Line, faster, figure, paired, seconds, table

from thbgraph.evidence import fingerprint
from thbgraph.evidence.letters import Letters
from thbgraph.evidence.search import Key, find

WORDS = 8_000
"""A document of about 50 kB, as those in the corpus are."""
LENGTH = 150
PASSAGES = 300


def lines(**_: object) -> Iterator[Line]:
    """Give the lines of the table; the sizes are fixed."""
    text = _text(WORDS)
    letters = Letters(text)
    absent: Key = (LENGTH, "0" * 32)
    ours, naive = paired(lambda: find(letters, [absent]), lambda: _naive(letters.text, absent), rounds=25)
    rate = f", {len(letters) / naive / 1e6:.2g} MB/s"
    yield faster("one passage that is not there", "SHA-256 at every offset", ours, naive, 20, rate)
    present = _passages(text, PASSAGES)
    (all_found,) = paired(lambda: find(letters, present))
    lengths = len({length for length, _ in present})
    note = f" a length, for {lengths} lengths"
    yield faster(f"{len(present)} passages", "SHA-256 at every offset", all_found / lengths, naive, 20, note)
    missing = [(length, "0" * 32) for length, _ in present]
    (none_found,) = paired(lambda: find(letters, missing), rounds=3)
    naive_all = sum(paired(*[lambda key=key: _naive(letters.text, key) for key in missing[:10]], rounds=1))
    theirs = naive_all / 10
    text_of = f"{len(present)} passages that are not there"
    yield faster(text_of, "SHA-256 at every offset", none_found / len(missing), theirs, 20, " a length")
    yield from _growing()


def _growing() -> Iterator[Line]:
    """Give the time for each character of documents of 1, 10 and 100 times the size."""
    first = 0.0
    for times in (1, 10, 100):
        text = _text(WORDS * times)
        wanted = _passages(text[: 40 * WORDS // 10], 20)
        folding, searching = paired(lambda: Letters(text), lambda: find(Letters(text), wanted), rounds=3)  # noqa: B023
        each = searching / len(text)
        first = first or each
        what = f"folding and searching {times} x {WORDS} words"
        shown = f"{seconds(searching)}, {seconds(folding)} of it folding"
        yield figure(what, shown, each / first, "x the time a character", 1.5)


def _naive(text: str, key: Key) -> int | None:
    length, digest = key
    for start in range(len(text) - length + 1):
        if sha256(text[start : start + length].encode()).hexdigest()[:32] == digest:
            return start
    return None


def _text(words: int) -> str:
    """Return sentences of seeded nonsense, with words as long as those of English."""
    rng = random.Random(7)
    known = ["".join(rng.choices("etaoinshrdlu", k=rng.choice((2, 3, 4, 5, 6, 7, 9)))) for _ in range(2_000)]
    made = []
    for number in range(words):
        made.append(rng.choice(known) + (".\n" if number % 20 == 19 else ""))
    return " ".join(made)


def _passages(text: str, count: int) -> list[Key]:
    """Return the keys of passages: four in five are sentences, one is words within them."""
    rng = random.Random(11)
    sentences = text.split(".")
    keys = {}
    while len(keys) < count:
        first = rng.randrange(len(sentences) - 6)
        passage = ".".join(sentences[first : first + rng.randint(1, 5)])
        if rng.random() < 0.2:
            passage = " ".join(passage.split()[2:-2])
        print_ = fingerprint(passage)
        keys[print_.length, print_.digest] = None
    return list(keys)


if __name__ == "__main__":
    print(table(list(lines())))
