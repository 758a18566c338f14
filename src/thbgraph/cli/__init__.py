"""The command line: `thbgraph COMMAND …`.

A stored query is dispatched by hand, for it is the command that runs in loops and pipelines and argparse
would double what it costs to start; every other command goes through argparse. Only the project's own
errors, errors of files, a closed pipe and Ctrl-C are caught.
"""

from __future__ import annotations

import sys

from thbgraph.errors import GateError, RecordError, ThbgraphError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_INTERRUPTED = 130
_FOCUS = "  focus  "


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: `thbgraph --help` lists both."""
    words = list(sys.argv[1:] if argv is None else argv)
    _replace_closed_streams()
    try:
        code = _run(words)
        sys.stdout.flush()
    except ThbgraphError as error:
        return _report(error)
    except BrokenPipeError:
        return _closed_pipe()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _report(ThbgraphError(f"{name}{error.strerror or error}"))
    return code


def _run(words: list[str]) -> int:
    if words and words[0] == "query":
        from thbgraph.cli.query import run

        return run(words[1:])
    if words and words[0] == "_complete":
        from thbgraph.cli.complete import run as complete

        return complete(words[1:])
    from thbgraph.cli.commands import run as other

    return other(words)


def _report(error: ThbgraphError) -> int:
    """Print an error as one line and a hint, on standard error, and return its exit code."""
    from contextlib import suppress

    from thbgraph.answers.safe import one_line

    lines = [*_details(error), f"thbgraph: error: {error.message}"]
    if error.hint:
        lines.append(f"hint: {error.hint}")
    with suppress(BrokenPipeError):  # `2>&1 | head` has had enough; the exit code still counts
        for line in lines:
            print(one_line(line), file=sys.stderr)
    return error.exit_code


def _details(error: ThbgraphError) -> list[str]:
    """Return what an error carries besides its message: the problems of the records, the gate's report."""
    if isinstance(error, RecordError):
        return [str(problem) for problem in error.problems]
    if isinstance(error, GateError):
        from thbgraph.validation.report import Report

        if isinstance(error.report, Report):
            return _refusals(error, Report(error.report.violations).text())
    return []


def _refusals(error: GateError, text: str) -> list[str]:
    """Return the lines of a report on Violations, each node with its place in the records; no counts."""
    from thbgraph.names import expand

    lines = []
    for line in text.splitlines()[:-1]:
        lines.append(line)
        if line.startswith(_FOCUS):
            node = line.removeprefix(_FOCUS)
            place = error.places.get(expand(node) if ":" in node else node)
            lines += [f"  place  {place}"] if place else []
    return lines


def _replace_closed_streams() -> None:
    """Put the null device where a stream was closed (`>&-`, a service): Python has None there, and print()
    with None as its file writes to standard output."""
    import os

    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def _closed_pipe() -> int:
    """Leave quietly when the reader, such as `head`, has had enough."""
    import os

    # Python would flush standard output once more on its way out and complain about the closed pipe.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
