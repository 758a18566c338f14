"""Write answers to standard output in the format asked for."""

from __future__ import annotations

import sys

from thbgraph.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from thbgraph.answers.answer import Answer
    from thbgraph.answers.statements import Statements

__all__ = ["FORMATS", "GRAPH_FORMATS", "check_format", "emit", "emit_text"]

FORMATS = ("table", "csv", "tsv", "json", "markdown", "ttl")
GRAPH_FORMATS = ("ttl", "nt", "jsonld", "rdf")

# In these formats the output is for a program, so that what people should know goes to standard error.
_FOR_PROGRAMS = ("csv", "tsv", "json")


def check_format(name: str, formats: tuple[str, ...] = FORMATS) -> str:
    """Return the name of a format; UsageError where it is none."""
    if name not in formats:
        raise UsageError(f"unknown format {name!r}", f"choose one of {', '.join(formats)}")
    return name


def emit(answer: Answer | Statements | bool, format: str | None) -> None:
    """Write an answer; without a format rows are a table and graphs are Turtle."""
    if isinstance(answer, bool):
        emit_text("true\n" if answer else "false\n")
        return
    from thbgraph.answers.answer import Answer

    if not isinstance(answer, Answer):
        emit_text(answer.to(format or "ttl"))
        return
    format = format or "table"
    if format == "table" and sys.stdout.isatty():
        from thbgraph.answers.table import draw

        draw(answer, sys.stdout)
        return
    emit_text(answer.to(format))
    if format in _FOR_PROGRAMS and (note := answer.note):
        sys.stdout.flush()
        print(note, file=sys.stderr)


def emit_text(text: str) -> None:
    """Write a text to standard output: as it is into a pipe or a file, made harmless to a terminal."""
    if sys.stdout.isatty():
        from thbgraph.answers.safe import printable

        text = printable(text)
    elif hasattr(sys.stdout, "reconfigure"):
        # The same bytes on every system: UTF-8, and the line ends that the format asks for.
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(text)
