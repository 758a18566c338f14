"""One attempt of the fuzzing: an input that mutations make, and what is wrong with how it is read."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from seeds import SEEDS, TOKENS, as_file

from thbgraph.documents import DocumentError, read

__all__ = ["LARGEST", "TooLongError", "fault", "mutations", "place_of"]

LARGEST = 20_000
"""So many bytes, at most, has an input: what grows out of proportion shows there, and a run has many of them."""


class TooLongError(Exception):
    """A read that took longer than it may."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise TooLongError where what is inside takes more seconds of CPU; SIGALRM is libFuzzer's own."""

    def stop(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def fault(path: Path, kind: str, data: bytes, longest: float) -> Exception | None:
    """Read an input as a file of a kind, by content and forced; give what came out that is no refusal."""
    path.write_bytes(as_file(kind, data))
    for forced in (None, kind):
        try:
            with _limited(longest):
                read(path, kind=forced)
        except DocumentError as error:
            if "\n" in error.message:
                return error
        except Exception as error:  # noqa: BLE001 - any other exception is what is looked for
            return error
    return None


def place_of(error: Exception) -> str:
    """Name what was found by the exception and the line of ours that it comes from."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "thbgraph" in frame.filename]
    return (
        f"{type(error).__name__}-{Path(ours[-1].filename).stem}-{ours[-1].lineno}"
        if ours
        else type(error).__name__
    )


def mutations(kind: str, random: Random) -> Iterator[bytes]:
    """Give the seeds of a kind and then, without end, what one to eight changes make of one of them."""
    seeds, tokens = SEEDS[kind], TOKENS[kind]
    yield from seeds
    while True:
        data = random.choice(seeds)
        for _ in range(random.randint(1, 8)):
            data = _changed(data, tokens, random.choice(seeds), random)
        yield data[:LARGEST]


def _changed(data: bytes, tokens: list[bytes], other: bytes, random: Random) -> bytes:
    """Delete, replace, insert, repeat, cut off or take over a stretch."""
    start = random.randint(0, len(data))
    end = min(len(data), start + random.choice((1, 4, 30, 200)))
    head, middle, tail = data[:start], data[start:end], data[end:]
    match random.randrange(6):
        case 0:
            return head + tail
        case 1:
            return head + random.randbytes(len(middle)) + tail
        case 2:
            return head + random.choice(tokens) + middle + tail
        case 3:
            return head + middle * random.choice((2, 3, 50)) + tail
        case 4:
            return head + middle
        case _:
            return head + other[random.randint(0, len(other)) :][: len(middle)] + tail
