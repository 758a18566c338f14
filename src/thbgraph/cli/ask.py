"""`thbgraph sparql`, `stats` and `cite`: what reads the published graph without a stored query."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path

from thbgraph import api
from thbgraph.cli.output import emit, emit_text
from thbgraph.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

__all__ = ["run"]

_STATS = """
SELECT ?what ?graph ?name ?count WHERE {
  { SELECT (1 AS ?block) ("triples" AS ?what) ?graph (COUNT(*) AS ?count)
    WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph }
  UNION
  { SELECT (2 AS ?block) ("things recorded" AS ?what) ?graph ?name (COUNT(DISTINCT ?thing) AS ?count)
    WHERE {
      GRAPH ?graph { ?thing a ?name FILTER(STRSTARTS(STR(?name), STR(thb:))) }
      FILTER (?graph NOT IN (thbd:graph\\/inferred, thbd:graph\\/ontology, thbd:graph\\/build))
    } GROUP BY ?graph ?name }
  UNION
  { SELECT (3 AS ?block) ("things in all, with what follows" AS ?what) ?name (COUNT(DISTINCT ?thing) AS ?count)
    WHERE { ?thing a ?name FILTER(STRSTARTS(STR(?name), STR(thb:))) } GROUP BY ?name }
}
ORDER BY ?block ?graph DESC(?count) ?name
"""

_CITE = """\
The thbgraph team: thbgraph, a knowledge graph of actors and obligations against trafficking in human beings.
Data {version}, content hash {hash}. https://w3id.org/thbgraph/ (data: CC BY 4.0)

The last line of an answer cites the answer: the question, what was asked for, and this version and hash.
"""
_BIBTEX = """\
@misc{{thbgraph,
  author = {{{{The thbgraph team}}}},
  title = {{thbgraph, a knowledge graph of actors and obligations against trafficking in human beings}},
  version = {{{version}}},
  note = {{content hash {hash}}},
  url = {{https://w3id.org/thbgraph/}}
}}
"""


def run(options: Namespace) -> int:
    """Run one of the commands."""
    if options.command == "sparql":
        text = _query_text(options)
        with _stoppable():
            answer = api.open().sparql(text)
        emit(answer, options.format)
    elif options.command == "stats":
        emit(api.open().sparql(_STATS), options.format)
    else:
        source = api.open().source
        form = _BIBTEX if options.format == "bibtex" else _CITE
        emit_text(form.format(version=source.version, hash=source.content_hash))
    return 0


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let Ctrl-C end the process at once: Python's own handler waits until the engine has answered."""
    import signal

    try:
        former = signal.signal(signal.SIGINT, signal.SIG_DFL)
    except ValueError:  # not in the main thread, where no Ctrl-C arrives
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)


def _query_text(options: Namespace) -> str:
    """Return the query given as an argument, a file or standard input; exactly one of them."""
    if (options.query is None) == (options.file is None):
        raise UsageError(
            "give one query: as an argument, with -f FILE, or - for standard input",
            "for example: thbgraph sparql 'SELECT ?actor WHERE { ?actor a thb:Actor } LIMIT 5'",
        )
    try:
        if options.file is not None:
            return Path(options.file).read_text(encoding="utf-8-sig")
        return sys.stdin.buffer.read().decode("utf-8-sig") if options.query == "-" else str(options.query)
    except UnicodeDecodeError as error:
        raise UsageError(f"the query is not UTF-8: {error.reason} at byte {error.start}") from error
