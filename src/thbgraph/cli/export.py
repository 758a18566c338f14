"""`thbgraph export`: the whole graph, or the part of it that another standard covers."""

from __future__ import annotations

import sys

from thbgraph.cli.output import GRAPH_FORMATS, emit_text
from thbgraph.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

__all__ = ["add_arguments", "run"]


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command to its parser."""
    parser.add_argument(
        "--profile", help="eli, cpov, rrmv, dcat or skos: the part that the standard covers, in its words"
    )
    parser.add_argument(
        "--format", choices=(*GRAPH_FORMATS, "nq"), help="ttl for a profile, nq for the whole, by default"
    )
    parser.add_argument("--output", metavar="FILE", help="a file to write, replaced in one step")


def run(options: Namespace) -> int:
    """Print the export, or write it to a file."""
    from thbgraph import api

    if options.profile is None and options.format not in (None, "nq"):
        raise UsageError("the whole graph is exported as nq only", "for its named graphs; or give --profile")
    if options.profile is not None and options.format == "nq":
        raise UsageError("a profile has no named graphs", "choose ttl, nt, jsonld or rdf")
    graph = api.open()
    text = (
        graph.dump() if options.profile is None else graph.export(options.profile).to(options.format or "ttl")
    )
    if options.output is None:
        emit_text(text)
        return 0
    _write(options.output, text)
    print(f"Wrote {options.output}: {graph.source}.", file=sys.stderr)
    return 0


def _write(name: str, text: str) -> None:
    """Replace a file by a text in one step, so that a reader never finds half of it."""
    from os import getpid
    from pathlib import Path

    path = Path(name)
    part = path.with_name(f".{path.name}.{getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
