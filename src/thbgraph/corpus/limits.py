"""How long, how much and how often a server is asked."""

from __future__ import annotations

from typing import NamedTuple

from thbgraph.__about__ import __version__
from thbgraph.corpus.library import LARGEST

__all__ = ["USER_AGENT", "Limits"]

USER_AGENT = f"thbgraph/{__version__} (+https://w3id.org/thbgraph)"
"""Says to the keeper of a server who asks, and where to read about it."""


class Limits(NamedTuple):
    """Times in seconds, sizes in bytes.

    `whole` is the time for one document with all attempts; `pause` lies between two requests to one host, and
    `back_off` before the second attempt, doubled before each further one. A server that asks to wait longer
    than `longest_wait` is not waited for.
    """

    connect: float = 10.0
    read: float = 30.0
    whole: float = 600.0
    attempts: int = 4
    back_off: float = 1.0
    longest_wait: float = 60.0
    pause: float = 1.0
    redirects: int = 5
    largest: int = LARGEST
    allow_private: bool = False
