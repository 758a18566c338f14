"""The tests of this folder ask the small graph."""

from small_fixtures import graph, home, places

__all__ = ["graph", "home", "places"]
