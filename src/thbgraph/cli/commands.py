"""The commands beside `query`, and the help of the whole, with argparse."""

from __future__ import annotations

import argparse
import sys

from thbgraph.__about__ import __version__
from thbgraph.cli import corpus, coverage, evidence, export
from thbgraph.cli.output import FORMATS, GRAPH_FORMATS
from thbgraph.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["COMMANDS", "run"]

COMMANDS = {
    "build": "read the records, infer, validate and publish the graph",
    "query": "list, explain or run the stored queries",
    "sparql": "run a SPARQL query of your own",
    "validate": "check the records and the graph without publishing",
    "evidence": "check passages against your copies of the documents, or mark one for a record",
    "show": "show a statement with the passages behind it",
    "coverage": "say what is encoded of each document, part by part",
    "corpus": "keep copies of the documents, or fetch the public ones",
    "export": "write the whole graph, or what ELI, CPOV, RRMV, DCAT or SKOS covers",
    "stats": "count triples by graph and things by class",
    "cite": "say how to cite the data set",
    "completion": "print the completion script for a shell",
}

_EPILOG = """\
start here:
  thbgraph build                        build and publish the graph
  thbgraph query                        see what it can answer
  thbgraph query NAME --help            see what one query takes and gives

exit codes:
  0    done (also where nothing was found)
  1    an error of the system, such as a file that cannot be written
  2    a wrong word on the command line, an unknown name or value, SPARQL that does not parse
  3    records that cannot be read as they stand
  4    the graph was refused by the validation; nothing was published
  5    the published graph is missing, damaged or in use
  6    a shape that the validation does not support
  7    a document that cannot be read
  8    evidence that does not stand in a copy as the record says
  9    a copy that cannot be kept, or a document that cannot be fetched
  10   another endpoint that a stored query joins with does not answer
  130  interrupted with Ctrl-C

THBGRAPH_HOME is the folder of the published graph; THBGRAPH_DATA the folder with ontology/, shapes/, build/
and queries/. Both have defaults.
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are the project's, so that they look and exit like all others."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, f"see: {self.prog} --help")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; `query` reads its own words."""
    top = _Parser(
        prog="thbgraph",
        description="Who owes what against trafficking in human beings, with the passage behind it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"thbgraph {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=_Parser)
    made = {
        name: commands.add_parser(
            name, help=text, description=text[0].upper() + text[1:] + ".", allow_abbrev=False
        )
        for name, text in COMMANDS.items()
    }
    made["build"].add_argument(
        "--full", action="store_true", help="build everything afresh, not only what changed"
    )
    sparql = made["sparql"]
    sparql.add_argument("query", nargs="?", help="the query, or - to read it from standard input")
    sparql.add_argument("-f", "--file", help="a file with the query")
    sparql.add_argument(
        "--format",
        choices=dict.fromkeys(FORMATS + GRAPH_FORMATS),
        help="table, or ttl for a graph, by default",
    )
    evidence.add_arguments(made["evidence"], made["show"])
    corpus.add_arguments(made["corpus"])
    coverage.add_arguments(made["coverage"])
    export.add_arguments(made["export"])
    made["stats"].add_argument("--format", choices=FORMATS[:-1], default="table")
    made["cite"].add_argument("--format", choices=("text", "bibtex"), default="text")
    made["completion"].add_argument("shell", choices=("bash", "zsh", "fish"))
    return top


def run(words: list[str]) -> int:
    """Run a command other than `query`; without one, print the help."""
    top = parser()
    try:
        options = top.parse_args(words)
    except SystemExit as done:
        # --help and --version have printed; argparse leaves no other way to say so.
        return int(done.code or 0)
    if options.command is None:
        top.print_help(sys.stdout)
        return 0
    if options.command in ("build", "validate"):
        from thbgraph.cli import build

        return build.run(options)
    if options.command in ("evidence", "show"):
        return evidence.run(options)
    if options.command == "corpus":
        return corpus.run(options)
    if options.command == "coverage":
        return coverage.run(options)
    if options.command == "export":
        return export.run(options)
    if options.command == "completion":
        from thbgraph.cli import complete

        return complete.script(options.shell)
    from thbgraph.cli import ask

    return ask.run(options)
