"""The corpus: a folder with copies of documents, each under the SHA-256 of its content.

    corpus/<sha256>/<name>          the copy, under its own name made safe
    corpus/<sha256>/.manifest.json  what it was called, when it came, and from where
    corpus/.parts/                  downloads that are not finished

A copy and its manifest are written beside the others and put in place in one step. The copy never changes after
it; the manifest is replaced where the same content is fetched as another document, too. What is not a copy is
hidden, so that the folder can be given to `thbgraph evidence check --corpus`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from thbgraph.corpus.errors import CorpusError
from thbgraph.corpus.filenames import safe_name

__all__ = ["LARGEST", "Added", "Copy", "Corpus", "Origin"]

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest copy: what the readers of documents take."""
_MANIFEST = ".manifest.json"
_BLOCK = 1024 * 1024
_DIGEST = 64
_ABANDONED = 24 * 3600
_WRITABLE = "set THBGRAPH_HOME to a folder that you can write"


class Origin(NamedTuple):
    """Where a copy was fetched: the IRI of what it is a copy of, its official address, the type the server gave."""

    document: str
    address: str
    content_type: str = ""


class Copy(NamedTuple):
    """A copy in the corpus: its file, the name it came with, its digest, its size in bytes, when it came (ISO 8601).

    `origins` has one entry for each document that it was fetched as; none for a user's own copy.
    """

    path: Path
    name: str
    sha256: str
    size: int
    added: str
    origins: tuple[Origin, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether the file is there, can be read, and still is what was put there."""
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256
        except OSError:
            return False


class Added(NamedTuple):
    """A copy, and whether it is new; where it is not, the copy is the one that was there before."""

    copy: Copy
    is_new: bool


class Corpus:
    """The copies in one folder, which need not exist before the first is added."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    @property
    def parts(self) -> Path:
        """The folder of downloads that are not finished."""
        return self.folder / ".parts"

    def add(self, path: Path, *, name: str = "", origin: Origin | None = None) -> Added:
        """Keep a copy of a file under its digest; a copy that is there already stays, and gains the origin.

        Raises CorpusError where the file is none, is empty or larger than LARGEST, or the corpus cannot be
        written; nothing is left behind then.
        """
        path = Path(path)
        # A name on disk need not be UTF-8, a manifest is.
        name = name or os.fsencode(path.name).decode("utf-8", "replace")
        with _opened(path) as source, self._beside() as beside:
            kept = beside / safe_name(name)
            sha256, size = _copied(path, source, kept, self.folder)
            added = datetime.now(UTC).isoformat(timespec="seconds")
            origins = (origin,) if origin else ()
            copy = Copy(self.folder / sha256 / kept.name, name, sha256, size, added, origins)
            _write_manifest(beside / _MANIFEST, copy)
            return self._publish(beside, copy)

    def copies(self) -> list[Copy]:
        """Return the copies by name; CorpusError where a manifest cannot be read."""
        if not self.folder.is_dir():
            return []
        try:
            found = [_read(path) for path in self.folder.iterdir() if len(path.name) == _DIGEST]
        except OSError as error:
            raise CorpusError(self.folder, error.strerror or "cannot be read") from error
        return sorted(found, key=lambda copy: (copy.name.casefold(), copy.sha256))

    def _publish(self, beside: Path, copy: Copy) -> Added:
        place = copy.path.parent
        try:
            # A rename does not replace a folder that holds something: the first of two writers wins.
            beside.rename(place)
        except OSError as error:
            if not place.is_dir():
                raise CorpusError(place, error.strerror or "cannot be written", _WRITABLE) from error
            former = _read(place)
            if not former.is_whole:
                hint = f"remove the folder {place} and add the copy again"
                raise CorpusError(former.path, "the copy is damaged", hint) from error
            origins = tuple(dict.fromkeys((*former.origins, *copy.origins)))
            if origins != former.origins:
                former = former._replace(origins=origins)
                _write_manifest(beside / _MANIFEST, former)
                (beside / _MANIFEST).replace(place / _MANIFEST)
            return Added(former, False)
        return Added(copy, True)

    @contextmanager
    def _beside(self) -> Iterator[Path]:
        """Give a hidden folder in the corpus, and remove it where it was not renamed."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # Named by chance, for another process may be adding, too.
            beside = self.folder / f".adding-{os.urandom(8).hex()}"
            beside.mkdir()
            self._sweep()
        except OSError as error:
            raise CorpusError(self.folder, error.strerror or "cannot be written", _WRITABLE) from error
        try:
            yield beside
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _sweep(self) -> None:
        """Remove what a process that was killed left behind, once it is too old to be another's work."""
        for path in self.folder.glob(".adding-*"):
            # Another process may be removing it, too.
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _ABANDONED:
                    shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Give a file opened for reading; CorpusError where there is none to read."""
    try:
        if not path.exists():
            raise CorpusError(path, "there is no such file")
        if not path.is_file():
            # A pipe would block, a device never end.
            raise CorpusError(path, "not a file", "give the files one by one, or as DIR/*")
        source = path.open("rb")
    except OSError as error:
        raise CorpusError(path, error.strerror or "cannot be read") from error
    with source:
        yield source


def _copied(path: Path, source: IO[bytes], kept: Path, folder: Path) -> tuple[str, int]:
    """Copy and hash in one pass, so that the digest is of what was kept even where the file changes meanwhile."""
    digest, size = hashlib.sha256(), 0
    try:
        with kept.open("xb") as target:
            while block := source.read(_BLOCK):
                digest.update(block)
                size += len(block)
                if size > LARGEST:
                    raise CorpusError(path, f"larger than {LARGEST // 2**20} MB, which no legal document is")
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        raise CorpusError(
            folder, f"{path.name} cannot be copied: {error.strerror or error}", _WRITABLE
        ) from error
    if not size:
        raise CorpusError(path, "the file is empty")
    return digest.hexdigest(), size


def _write_manifest(path: Path, copy: Copy) -> None:
    manifest = {
        "name": copy.name,
        "file": copy.path.name,
        "sha256": copy.sha256,
        "size": copy.size,
        "added": copy.added,
        "origins": [origin._asdict() for origin in copy.origins],
    }
    try:
        path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise CorpusError(path.parent.parent, error.strerror or "cannot be written", _WRITABLE) from error


def _read(place: Path) -> Copy:
    """Read the manifest of one copy; CorpusError where it is damaged."""
    path = place / _MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_bytes())
        origins = tuple(Origin(**origin) for origin in manifest["origins"])
        name, size, added = str(manifest["name"]), int(manifest["size"]), str(manifest["added"])
        # What a manifest says of its file is not believed beyond the folder.
        return Copy(place / safe_name(str(manifest["file"])), name, place.name, size, added, origins)
    except (OSError, ValueError, TypeError, KeyError) as error:
        hint = f"remove the folder {place} and add the copy again"
        raise CorpusError(path, "the manifest is missing or damaged", hint) from error
