"""The release being served, as far as a build can go on from it instead of starting afresh."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox

from thbgraph.errors import StoreError
from thbgraph.graph.store import current_release, read_manifest
from thbgraph.pipeline.releases import GRAPH_FILE, is_whole

__all__ = ["Changes", "Former"]

Changes = tuple[set[str], set[str]]
"""The N-Quads lines that are gone and those that are new."""

# With more changes than this share, validating and loading afresh are as fast.
_MOST = 0.2
_LARGE = 20_000
"""From so many quads on, copying a store and changing the copy is faster than loading it (0.1 s)."""


class Former:
    """A whole release, written by the same version of the store."""

    def __init__(self, path: Path, manifest: dict[str, Any]) -> None:
        self.path = path
        self.manifest = manifest

    @classmethod
    def find(cls, home: Path) -> Former | None:
        """Return the release being served; None where there is none or it is of no use."""
        try:
            release = current_release(home)
            manifest = read_manifest(release) if release is not None else {}
        except StoreError:  # damaged: start afresh
            return None
        versions = manifest.get("versions")
        same_store = isinstance(versions, dict) and versions.get("pyoxigraph") == ox.__version__
        if release is None or not same_store or not is_whole(Path(release), manifest):
            return None
        return cls(Path(release), manifest)

    @property
    def is_large(self) -> bool:
        """Whether copying the store and changing the copy is faster than loading all of it."""
        return int(self.manifest.get("triples", 0)) >= _LARGE

    def changes(self, lines: list[str]) -> Changes | None:
        """Return how the canonical N-Quads differ from this release's; None where too much does."""
        text = (self.path / GRAPH_FILE).read_text(encoding="utf-8")
        old, new = set(text.split("\n")) - {""}, set(lines)
        gone, added = old - new, new - old
        return (gone, added) if len(gone) + len(added) <= _MOST * len(new) else None
