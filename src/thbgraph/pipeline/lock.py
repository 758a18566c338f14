"""One build at a time in one home folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thbgraph.errors import StoreError
from thbgraph.locking import take

__all__ = ["build_lock"]


@contextmanager
def build_lock(home: Path) -> Iterator[None]:
    """Hold the home folder for one build; StoreError where another build holds it."""
    try:
        handle = take(home / "build.lock")
    except BlockingIOError as error:
        raise StoreError(f"another build is writing to {home}", "wait until it has ended") from error
    except OSError as error:
        raise StoreError(
            f"the folder {home} cannot be written: {error}", "set THBGRAPH_HOME to another"
        ) from error
    try:
        yield
    finally:
        os.close(handle)
