"""Keeps the result of a costly step under the digest of everything it was made from.

A key holds the digests of the input and of the code that reads it, so an entry is never out of date, only
unused. A damaged entry counts as absent. Entries that a build did not ask for are swept after it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from thbgraph.errors import StoreError

__all__ = ["Cache", "key_of"]

_SUM = 64


def key_of(*parts: str) -> str:
    """Return one key for what a result depends on, in hexadecimal."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Cache:
    """A folder of entries; `fresh` ignores what is there and writes it anew."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self.folder = folder
        self.fresh = fresh
        self._used: set[Path] = set()

    def get(self, stage: str, key: str) -> bytes | None:
        """Return what was kept; None where there is nothing, or something damaged."""
        path = self._path(stage, key)
        if self.fresh:
            return None
        try:
            data = path.read_bytes()
        except OSError:
            return None
        content = data[_SUM:]
        return content if data[:_SUM] == _sum(content) else None

    def put(self, stage: str, key: str, content: bytes) -> None:
        """Keep a result in one step, so that a killed build leaves no half of it."""
        path = self._path(stage, key)
        part = path.with_suffix(".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_sum(content) + content)
            part.replace(path)
        except OSError as error:
            raise StoreError(
                f"the cache {self.folder} cannot be written: {error}", "free space, or remove it"
            ) from error

    def sweep(self) -> None:
        """Remove the entries that were not asked for since this object was made."""
        for path in self.folder.glob("*/*"):
            if path not in self._used:
                path.unlink(missing_ok=True)

    def _path(self, stage: str, key: str) -> Path:
        path = self.folder / stage / key
        self._used.add(path)
        return path


def _sum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
