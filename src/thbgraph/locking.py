"""Take a lock that the system releases even when its holder is killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["take"]

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def take(path: Path) -> int:
    """Lock a file, made where it is new, and return the handle that holds it until it is closed.

    The file stays behind: removing it would let two processes lock two files of the same name. BlockingIOError
    where another process holds it, another OSError where it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(handle)
    except OSError as error:
        os.close(handle)
        raise BlockingIOError(error.errno, "held by another process", str(path)) from error
    return handle
