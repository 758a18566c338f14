"""Times two ways of doing the same, in turn, and keeps what came of it beside what was aimed at.

A machine that is busy slows both; so the ways are always run in turn, within one process or as processes in
turn, and only their ratio is held against a target.
"""

from __future__ import annotations

import gc
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

Way = Callable[[], Any]


@dataclass(frozen=True)
class Line:
    """One line of the table; `met` is None where there is nothing to hold a figure against."""

    what: str
    figures: str
    ratio: str
    target: str
    met: bool | None


def faster(what: str, other: str, ours: float, theirs: float, target: float | None, note: str = "") -> Line:
    """Return the line that says how many times faster than another package thbgraph is."""
    ratio = theirs / ours
    wanted = "" if target is None else f">= {target:g}x faster"
    figures = f"{seconds(ours)} against {other} {seconds(theirs)}{note}"
    return Line(what, figures, f"{ratio:.3g}x faster", wanted, None if target is None else ratio >= target)


def at_most(what: str, other: str, ours: float, theirs: float, target: float | None, note: str = "") -> Line:
    """Return the line that says how much of another's time thbgraph takes."""
    ratio = ours / theirs
    wanted = "" if target is None else f"<= {target:.3g}x"
    figures = f"{seconds(ours)} against {other} {seconds(theirs)}{note}"
    return Line(what, figures, f"{ratio:.3g}x", wanted, None if target is None else ratio <= target)


def figure(what: str, figures: str, value: float, unit: str, target: float | None) -> Line:
    """Return the line of a figure that must not exceed a target."""
    wanted = "" if target is None else f"<= {target:g} {unit}".rstrip()
    return Line(
        what, figures, f"{value:.3g} {unit}".rstrip(), wanted, None if target is None else value <= target
    )


def remark(what: str, text: str) -> Line:
    """Return a line that says what was not run, or how to read the others."""
    return Line(what, text, "", "", None)


def agree(what: str, text: str, same: bool) -> Line:
    """Return the line that says whether two results are the same."""
    return Line(what, text, "same" if same else "DIFFERENT", "same", same)


def paired(*ways: Way, rounds: int = 5, prepare: Sequence[Way] = ()) -> list[float]:
    """Return the median seconds of each way, run in turn; `prepare` gives each its argument, untimed."""
    times: list[list[float]] = [[] for _ in ways]
    gc.collect()
    gc.freeze()  # what is there already, such as a large rdflib graph, is not to be walked before each round
    for _ in range(rounds):
        for place, way in enumerate(ways):
            given = (prepare[place](),) if prepare else ()
            gc.collect()
            start = time.perf_counter()
            kept = way(*given)
            times[place].append(time.perf_counter() - start)
            del kept, given  # what was made is thrown away outside the clock
    gc.unfreeze()
    return [median(each) for each in times]


def timed(way: Way) -> tuple[float, Any]:
    """Return the seconds that one call takes, and its result."""
    gc.collect()
    start = time.perf_counter()
    result = way()
    return time.perf_counter() - start, result


def processes(*commands: Sequence[str], rounds: int = 15) -> list[float]:
    """Return the median seconds of whole processes, run in turn; their bytecode is cached beforehand."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: list[list[float]] = [[] for _ in commands]
    for number in range(rounds + 1):
        for place, command in enumerate(commands):
            start = time.perf_counter()
            subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
            if number:  # the first round fills the caches
                times[place].append(time.perf_counter() - start)
    return [median(each) for each in times]


# The peak of a process in bytes. Not getrusage: its figure begins with that of the process it was started by.
PEAK = """
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
"""


def child(code: str, *arguments: str) -> str:
    """Return what a piece of Python prints, run in a process of its own: for peaks of memory."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, check=True, text=True
    )
    return done.stdout


class TooLongError(Exception):
    """A way took longer than it was given."""


@contextmanager
def limit(most: int) -> Iterator[None]:
    """Raise TooLongError in the main thread where what stands within takes more than `most` seconds."""

    def stop(*_: object) -> None:
        raise TooLongError

    former = signal.signal(signal.SIGALRM, stop)
    signal.alarm(most)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


def geometric_mean(values: Sequence[float]) -> float:
    return math.exp(sum(map(math.log, values)) / len(values))


def seconds(value: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value * 1e6:.3g} µs"


def table(lines: Sequence[Line]) -> str:
    """Return lines as one aligned table."""
    words = {True: "met", False: "MISSED", None: ""}
    rows = [(line.what, line.figures, line.ratio, line.target, words[line.met]) for line in lines]
    rows.insert(0, ("what", "measured", "ratio", "target", "verdict"))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows) + "\n"
