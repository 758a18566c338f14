"""A download that is not finished: what came so far, and what is needed to ask for the rest.

The rest is asked for only with a strong validator of the server (RFC 9110, 13.1.5), so that the halves of two
versions are never put together.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import IO, NamedTuple

from thbgraph.corpus.errors import CorpusError

__all__ = ["Part", "Seen"]

_WRITABLE = "set THBGRAPH_HOME to a folder that you can write"


class Seen(NamedTuple):
    """What the server said when the download began: its address after redirects, a strong validator, the headers."""

    address: str = ""
    validator: str = ""
    content_type: str = ""
    disposition: str = ""


class Part:
    """The unfinished download of one official address: `<digest>.part` and `<digest>.json` in a folder."""

    def __init__(self, folder: Path, address: str) -> None:
        stem = hashlib.sha256(address.encode()).hexdigest()
        self.path = folder / f"{stem}.part"
        self._state = folder / f"{stem}.json"
        self.seen = Seen()
        self._read()

    @property
    def size(self) -> int:
        """The bytes that came so far."""
        return self.path.stat().st_size if self.path.exists() else 0

    def resumes(self, address: str) -> str:
        """Return the validator with which the rest can be asked of an address, '' where it cannot."""
        return self.seen.validator if self.size and address == self.seen.address else ""

    def begin(self, seen: Seen) -> IO[bytes]:
        """Forget what came so far and open the file for writing, after what the server said was kept."""
        self.discard()
        try:
            self._state.parent.mkdir(parents=True, exist_ok=True)
            self._state.write_text(json.dumps(seen._asdict()), encoding="utf-8")
            self.seen = seen
            return self.path.open("wb")
        except OSError as error:
            raise self.unwritable(error) from error

    def go_on(self) -> IO[bytes]:
        """Open the file to write the rest."""
        try:
            return self.path.open("ab")
        except OSError as error:
            raise self.unwritable(error) from error

    def discard(self) -> None:
        """Remove what came so far."""
        self.seen = Seen()
        try:
            self.path.unlink(missing_ok=True)
            self._state.unlink(missing_ok=True)
        except OSError as error:
            raise self.unwritable(error) from error

    def unwritable(self, error: OSError) -> CorpusError:
        """Return the error of a folder or disk that takes nothing."""
        return CorpusError(os.fspath(self.path.parent), error.strerror or "cannot be written", _WRITABLE)

    def _read(self) -> None:
        """Read what the server said; what is damaged counts as not there, for it can be asked again."""
        try:
            kept = json.loads(self._state.read_bytes())
            self.seen = Seen(**{field: str(kept[field]) for field in Seen._fields})
        except (OSError, ValueError, TypeError, KeyError):
            self.seen = Seen()
