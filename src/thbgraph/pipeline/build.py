"""Builds the graph from its records and publishes it, or finds that nothing has changed and does nothing.

This module is light: what a build needs is imported after the inputs were found to differ from those of the
release being served.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thbgraph import data as folders
from thbgraph.errors import StoreError
from thbgraph.graph.store import current_release, read_manifest
from thbgraph.pipeline.cache import key_of
from thbgraph.pipeline.inputs import Inputs, code_digest
from thbgraph.pipeline.releases import is_whole

if TYPE_CHECKING:
    from thbgraph.validation.report import Report

__all__ = ["STAGES", "BuildResult", "Progress", "build"]

STAGES = ("load", "infer", "describe", "stage", "validate", "publish", "serve", "tidy")
"""The stages that a progress callback is told of, in their order."""

Progress = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done, and how much there is (0 where it has no parts)."""


class BuildResult:
    """What a build did: `path` is the folder of the release being served, `manifest` what it says of itself.

    `published` is False where nothing had changed. `read` names the files that were parsed, `validated` says
    how much was: `all`, `changes` or `nothing`. `timings` has the seconds of each stage.
    """

    def __init__(
        self,
        path: Path,
        manifest: dict[str, Any],
        *,
        read: list[str],
        validated: str,
        timings: dict[str, float],
    ) -> None:
        self.path = path
        self.manifest = manifest
        self.read = read
        self.validated = validated
        self.timings = timings

    @property
    def published(self) -> bool:
        """Whether a new release was published."""
        return self.validated != "nothing"

    @property
    def content_hash(self) -> str:
        """The hash that the content of this release can be cited with, in hexadecimal."""
        return str(self.manifest["contentHash"])

    @property
    def counts(self) -> dict[str, int]:
        """How many triples each graph has, by its IRI."""
        return {graph: entry["triples"] for graph, entry in self.manifest["graphs"].items()}

    @cached_property
    def report(self) -> Report:
        """What the gate found in this release: warnings and remarks, since a Violation is never published."""
        from thbgraph.pipeline.reports import read_report

        return read_report(self.path)


def build(
    *,
    data: Path | None = None,
    home: Path | None = None,
    progress: Progress | None = None,
    full: bool = False,
) -> BuildResult:
    """Build the graph of a data folder into a home folder, so that what is served is always whole and valid.

    `full` takes nothing from former builds. Raises RecordError with all problems of all records, GateError
    for a Violation, StoreError where another build is running or the home folder cannot be written; the
    release being served then stays as it was.
    """
    started = time.time()
    root = Path(data) if data is not None else folders.root()
    where = Path(home) if home is not None else folders.home()
    inputs = Inputs(root)
    made_from = key_of(
        inputs.digest(inputs.digests), code_digest("__about__.py", "errors.py", "names.py", *_CODE)
    )
    former = None if full else _unchanged(where, made_from)
    if former is not None:
        path, manifest = former
        return BuildResult(
            path, manifest, read=[], validated="nothing", timings={"compare": time.time() - started}
        )
    from thbgraph.pipeline.run import run

    return run(inputs, where, made_from=made_from, progress=progress, full=full, started=started)


_CODE = ("graph", "pipeline", "records", "validation")


def _unchanged(home: Path, made_from: str) -> tuple[Path, dict[str, Any]] | None:
    """Return the release being served where it was made from the same inputs and is whole."""
    try:
        release = current_release(home)
        manifest = read_manifest(release) if release is not None else {}
    except StoreError:  # damaged: build it again
        return None
    if release is None or manifest.get("madeFrom") != made_from or not is_whole(Path(release), manifest):
        return None
    return Path(release), manifest
