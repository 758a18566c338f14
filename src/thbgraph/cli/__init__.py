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


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: `thbgraph --help` lists both."""
    words = list(sys.argv[1:] if argv is None else argv)
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
    from thbgraph.answers.safe import one_line

    for line in _details(error):
        print(one_line(line), file=sys.stderr)
    print(f"thbgraph: error: {one_line(error.message)}", file=sys.stderr)
    if error.hint:
        print(f"hint: {one_line(error.hint)}", file=sys.stderr)
    return error.exit_code


def _details(error: ThbgraphError) -> list[str]:
    """Return what an error carries besides its message: the problems of the records, the gate's report."""
    if isinstance(error, RecordError):
        return [str(problem) for problem in error.problems]
    if isinstance(error, GateError):
        from thbgraph.validation.report import Report

        if isinstance(error.report, Report):
            return error.report.text().splitlines()
    return []


def _closed_pipe() -> int:
    """Leave quietly when the reader, such as `head`, has had enough."""
    import os

    # Python would flush standard output once more on its way out and complain about the closed pipe.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
