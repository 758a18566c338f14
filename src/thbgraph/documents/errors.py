"""The error of documents that cannot be read."""

from __future__ import annotations

from thbgraph.errors import ThbgraphError

__all__ = ["DocumentError"]


class DocumentError(ThbgraphError):
    """A document that cannot be read as it stands: one line names the file and the reason."""

    exit_code = 7

    def __init__(self, path: object, reason: str, hint: str = "") -> None:
        super().__init__(f"{path}: {reason}", hint)
        self.path = path
        self.reason = reason
