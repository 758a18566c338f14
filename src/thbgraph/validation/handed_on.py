"""The sign that a shape is beyond the compiled validator but within pySHACL."""

from __future__ import annotations

from thbgraph.errors import UnsupportedShapeError

__all__ = ["HandedOnError"]


class HandedOnError(UnsupportedShapeError):
    """A shape that pySHACL evaluates and the compiled validator does not; refused without a fallback."""
