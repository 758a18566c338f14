"""`thbgraph coverage`: the account of every part of every encoded document, as two stored queries give it."""

from __future__ import annotations

from thbgraph.cli.output import FORMATS, emit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

__all__ = ["add_arguments", "run"]

_OF_DOCUMENTS = "coverage"
_OF_PARTS = "coverage-of-parts"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command to its parser."""
    parser.add_argument(
        "document", nargs="?", help="a document, to see its parts; all documents in short without it"
    )
    parser.add_argument("--part", help="the address of one part, such as 'action 5.1(e), state of play'")
    parser.add_argument("--kind", help="norms, measures, cooperation or figures")
    parser.add_argument("--format", choices=FORMATS[:-1], default="table")


def run(options: Namespace) -> int:
    """Print the coverage of all documents, or of the parts of one."""
    from thbgraph import api
    from thbgraph.errors import UsageError

    if options.part and not options.document:
        raise UsageError("--part is given without a document", "for example: thbgraph coverage 16633/06")
    given = {"document": options.document, "kind": options.kind}
    if options.document:
        answer = api.open().ask(_OF_PARTS, **given, part=options.part)
        answer.only("number", "address", "kind", "coverage", "statements", "signals", "reason")
    else:
        answer = api.open().ask(_OF_DOCUMENTS, **given)
    emit(answer, options.format)
    return 0
