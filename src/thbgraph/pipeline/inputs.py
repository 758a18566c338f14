"""Everything a build is made from, with digests, so that it can tell what changed before it reads anything.

Line ends do not count: a file checked out on another system has the same digest.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from thbgraph.errors import Problem, RecordError, UsageError
from thbgraph.pipeline.cache import key_of

__all__ = ["Inputs", "code_digest"]

_PACKAGE = Path(__file__).parent.parent


class Inputs:
    """The files of a data folder by their part in the build; names are relative to it, with `/`.

    `digests` maps each name to the SHA-256 of its text in hexadecimal.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ontology = _files(root, "ontology", ".ttl", deep=False)
        self.vocabularies = _files(root, "ontology/vocabularies", ".ttl")
        self.shapes = _files(root, "shapes/data", ".ttl")
        self.rules = _files(root, "build/rules", ".rq")
        self.records = _files(root, "build/records", ".yaml")
        self.context = "build/context.jsonld"
        if not self.ontology or not self.records:
            raise UsageError(
                f"{root} holds no {'records' if self.ontology else 'ontology'} to build a graph from",
                "give the folder that has ontology/, shapes/ and build/, or unset THBGRAPH_DATA",
            )
        _refuse_other_names(root, set(self.records))
        names = [*self.schema, self.context, *self.shapes, *self.rules, *self.records]
        self.digests = {name: _digest(root, name) for name in names}

    @property
    def schema(self) -> list[str]:
        """The files of the ontology and its vocabularies."""
        return self.ontology + self.vocabularies

    def paths(self, names: Iterable[str]) -> list[Path]:
        """Return where the named files lie."""
        return [self.root / name for name in names]

    def check_unchanged(self, name: str) -> None:
        """Raise RecordError where a file is no longer what its digest was taken of."""
        if _digest(self.root, name) != self.digests[name]:
            hint = "build again when its editor has written it"
            raise RecordError([Problem(name, 0, 0, "", "the file changed while it was being read", hint)])

    def digest(self, names: Iterable[str]) -> str:
        """Return one digest of the named files: their names and what is in them."""
        return key_of(*(f"{name} {self.digests[name]}" for name in sorted(names)))


def code_digest(*parts: str) -> str:
    """Return a digest of modules and folders of this package, so that new code never reads old results."""
    found: list[Path] = []
    for part in parts:
        path = _PACKAGE / part
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    sums = [
        f"{path.relative_to(_PACKAGE).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in found
    ]
    return key_of(ox.__version__, *sums)


def _files(root: Path, folder: str, suffix: str, *, deep: bool = True) -> list[str]:
    """Return the names of the files of one kind, sorted; hidden files and folders are none of ours."""
    found: list[str] = []
    for place, folders, files in os.walk(root / folder):
        folders[:] = [name for name in folders if deep and not name.startswith(".")]
        here = Path(place).relative_to(root).as_posix()
        found += [f"{here}/{name}" for name in files if name.endswith(suffix) and not name.startswith(".")]
    return sorted(found)


def _refuse_other_names(root: Path, records: set[str]) -> None:
    """Refuse files that their author takes for records but that a build would pass over in silence."""
    others = [
        name for name in _files(root, "build/records", "") if name not in records and not name.endswith(".md")
    ]
    if others:
        hint = "records end in .yaml, remarks on them in .md"
        raise RecordError(
            [Problem(name, 0, 0, "", "the file is no record by its name", hint) for name in others]
        )


def _digest(root: Path, name: str) -> str:
    try:
        data = (root / name).read_bytes()
    except OSError as error:
        problem = Problem(
            name, 0, 0, "", f"the file cannot be read: {error.strerror}", "check its permissions"
        )
        raise RecordError([problem]) from error
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
