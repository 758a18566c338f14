"""`thbgraph build` and `thbgraph validate`, with progress for those who watch."""

from __future__ import annotations

import sys
import time

from thbgraph import api
from thbgraph.cli.help import example_command
from thbgraph.cli.output import emit_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from thbgraph.pipeline.build import BuildResult
    from thbgraph.validation.report import Report

__all__ = ["Progress", "run"]

# The query that the README opens with; another is offered where it is missing.
_FIRST_QUERY = "actions-of"


class Progress:
    """One line on a terminal that is written over as the build goes on; nothing anywhere else."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._written = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show a stage and how far it is; `total` is 0 where that is not known."""
        if not self._watched:
            return
        count = f" {done}/{total}" if total else ""
        # Carriage return, then erase to the end of the line (ECMA-48, EL).
        sys.stderr.write(f"\r{stage}{count}\x1b[K")
        sys.stderr.flush()
        self._written = True

    def clear(self) -> None:
        """Take the line away."""
        if self._written:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def run(options: Namespace) -> int:
    """Build or validate, and say what came of it."""
    progress = Progress()
    started = time.perf_counter()
    try:
        if options.command == "build":
            text = _built(api.build(progress=progress, full=options.full), started)
        else:
            text = _validated(api.validate(progress=progress))
    finally:
        progress.clear()
    emit_text(text)
    return 0


def _built(result: BuildResult, started: float) -> str:
    seconds = time.perf_counter() - started
    graph = api.open()
    if result.published:
        documents = len(graph.source.documents())
        triples = sum(result.counts.values())
        noun = "document" if documents == 1 else "documents"
        lines = [
            f"Published {triples:,} triples from {documents} {noun} in {seconds:.1f} s ({graph.source})."
        ]
    else:
        lines = [f"Nothing has changed since the last build ({graph.source})."]
    names = graph.queries.names()
    name = _FIRST_QUERY if _FIRST_QUERY in names else next(iter(names), "")
    if name:
        lines.append(f"Try: {example_command(graph.queries[name])}")
    return "\n".join(lines) + "\n"


def _validated(report: Report) -> str:
    return f"{report.text()}\nThe records and the graph are valid. Nothing was published.\n"
