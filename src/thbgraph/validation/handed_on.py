"""The sign that a shape is beyond the compiled validator but within pySHACL."""

from __future__ import annotations

from thbgraph.errors import UnsupportedShapeError

__all__ = ["HandedOnError"]


class HandedOnError(UnsupportedShapeError):
    """A shape that the compiled validator does not evaluate and pySHACL does; refused where no fallback is wanted."""
