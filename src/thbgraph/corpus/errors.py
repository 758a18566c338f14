"""The errors of the corpus of copies.

CorpusError       exit code 9   a copy cannot be kept, or a document cannot be fetched
└── PassingError                a failure that may have passed when the request is made again
"""

from __future__ import annotations

from thbgraph.errors import ThbgraphError

__all__ = ["CorpusError", "PassingError"]


class CorpusError(ThbgraphError):
    """A copy that cannot be kept, or a document that cannot be fetched: one line names the place and the reason."""

    exit_code = 9

    def __init__(self, place: object, reason: str, hint: str = "") -> None:
        super().__init__(f"{place}: {reason}", hint)
        self.place = place
        self.reason = reason


class PassingError(CorpusError):
    """A failure that may pass; `wait` is how many seconds the server asks to wait, None where it does not say."""

    def __init__(self, place: object, reason: str, hint: str = "", *, wait: float | None = None) -> None:
        super().__init__(place, reason, hint)
        self.wait = wait
