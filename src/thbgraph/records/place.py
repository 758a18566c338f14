"""Where something stands in a record, and the list in which problems are collected.

A record's author mends a file by its lines, so every value keeps its place from the first byte read to the
last cross-file check. Lines and columns count from 1; 0 stands for the whole file.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from thbgraph.errors import Problem

__all__ = ["WHOLE_FILE", "Place", "Placed", "Problems"]


class Place(NamedTuple):
    """A line and a column of one file."""

    line: int
    column: int


WHOLE_FILE = Place(0, 0)


class Placed(Protocol):
    """Anything that knows its line and column: a Place, or a node of the YAML tree."""

    @property
    def line(self) -> int:
        """The line, from 1."""

    @property
    def column(self) -> int:
        """The column, from 1."""


class Problems:
    """The problems of one file, collected so that an author sees all of them in one run."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []

    def add(self, at: Placed, key: str, message: str, hint: str) -> None:
        """Note one problem at a place, under the key that it concerns (empty for the file itself)."""
        self.found.append(Problem(self.file, at.line, at.column, key, message, hint))
