"""Where something stands in a record, and the list in which problems are collected.

A record's author mends a file by its lines, so every value keeps its place from the first byte read to the
last cross-file check. Lines and columns count from 1; 0 stands for the whole file.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from thbgraph.errors import Problem

__all__ = ["MAX_PROBLEMS", "WHOLE_FILE", "Place", "Placed", "Problems", "TooManyProblemsError"]


class Place(NamedTuple):
    """A line and a column of one file."""

    line: int
    column: int


WHOLE_FILE = Place(0, 0)

MAX_PROBLEMS = 1000
"""How many problems of one file are told; a file with more is no record."""


class Placed(Protocol):
    """Anything that knows its line and column: a Place, or a node of the YAML tree."""

    @property
    def line(self) -> int:
        """The line, from 1."""

    @property
    def column(self) -> int:
        """The column, from 1."""


_MAX_LENGTH = 300


def _one_line(text: str) -> str:
    """Return a message that may quote a whole paragraph as one line of bounded length."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_LENGTH else f"{line[: _MAX_LENGTH // 2]} … {line[-_MAX_LENGTH // 2 :]}"


class TooManyProblemsError(Exception):
    """Ends the reading of a file that is wrong throughout; it never leaves the room of records."""


class Problems:
    """The problems of one file, collected so that an author sees all of them in one run.

    A fault that many blocks share, such as one in `defaults`, is one problem.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: set[Problem] = set()

    def add(self, at: Placed, key: str, message: str, hint: str) -> None:
        """Note one problem at a place, under the key that it concerns (empty for the file itself)."""
        told = (_one_line(text) for text in (key, message, hint))
        self._found.add(Problem(self.file, at.line, at.column, *told))
        if len(self._found) == MAX_PROBLEMS:
            message = f"more than {MAX_PROBLEMS - 1} problems; what follows was not read"
            self._found.add(Problem(self.file, 0, 0, "", message, "mend the first ones and build again"))
            raise TooManyProblemsError

    def __bool__(self) -> bool:
        return bool(self._found)

    def sorted(self) -> list[Problem]:
        """Return the problems in the order of the file."""
        return sorted(self._found)
