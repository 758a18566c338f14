"""One writer at a time in one corpus."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thbgraph.corpus.errors import CorpusError
from thbgraph.locking import take

__all__ = ["fetch_lock"]


@contextmanager
def fetch_lock(folder: Path) -> Iterator[None]:
    """Hold a folder of unfinished downloads for one process; CorpusError where another one fetches.

    Two processes would write into the same file, and ask the same host twice at a time.
    """
    try:
        handle = take(folder / "lock")
    except BlockingIOError as error:
        raise CorpusError(folder, "another process is fetching", "wait until it has ended") from error
    except OSError as error:
        raise CorpusError(
            folder, error.strerror or "cannot be written", "set THBGRAPH_HOME to a folder that you can write"
        ) from error
    try:
        yield
    finally:
        os.close(handle)
