"""One build at a time in one home folder, by a lock that the system releases even when a build is killed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thbgraph.errors import StoreError

__all__ = ["build_lock"]

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def build_lock(home: Path) -> Iterator[None]:
    """Hold the home folder for one build; StoreError where another build holds it.

    The file stays behind: removing it would let two builds lock two files of the same name.
    """
    path = home / "build.lock"
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreError(
            f"the folder {home} cannot be written: {error}", "set THBGRAPH_HOME to another"
        ) from error
    try:
        try:
            _lock(handle)
        except OSError as error:
            raise StoreError(f"another build is writing to {home}", "wait until it has ended") from error
        yield
    finally:
        os.close(handle)
