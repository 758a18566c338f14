"""One writer at a time in one corpus, by a lock that the system releases even when the writer is killed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thbgraph.corpus.errors import CorpusError

__all__ = ["fetch_lock"]

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def fetch_lock(folder: Path) -> Iterator[None]:
    """Hold a folder of unfinished downloads for one process; CorpusError where another one fetches.

    Two processes would write into the same file, and ask the same host twice at a time.
    """
    path = folder / "lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise CorpusError(
            folder, error.strerror or "cannot be written", "set THBGRAPH_HOME to a folder that you can write"
        ) from error
    try:
        try:
            _lock(handle)
        except OSError as error:
            raise CorpusError(folder, "another process is fetching", "wait until it has ended") from error
        yield
    finally:
        os.close(handle)
