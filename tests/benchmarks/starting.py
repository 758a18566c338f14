"""Whole processes: what it costs to import the package, to get its help, to ask the project's own graph."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import measuring
from material import SCRATCH
from measuring import Line

from thbgraph import pipeline
from thbgraph.api import Graph
from thbgraph.graph.store import current_release

QUERY, ACTOR = "actions-of", "Europol"
CALL = "import sys; from thbgraph.cli import main; sys.exit(main())"
# The store and the very query, by the engine alone: neither label nor header nor format has to be read.
BARE = """
import sys, pyoxigraph
store = pyoxigraph.Store.read_only(sys.argv[1])
rows = store.query(open(sys.argv[2], encoding="utf-8").read(), use_default_graph_as_union=True)
print("\\n".join(",".join("" if term is None else term.value for term in row) for row in rows))
"""
OPEN = "import sys, pyoxigraph; pyoxigraph.Store.read_only(sys.argv[1])"
PACKAGES = "import rdflib, pyshacl, networkx, SPARQLWrapper"


def lines(**_: object) -> Iterator[Line]:
    home = SCRATCH / "served"
    os.environ["THBGRAPH_HOME"] = str(home)
    pipeline.build(home=home)
    release = Path(current_release(home) or "")
    question = SCRATCH / "question.rq"
    question.write_text(_filled_query(), encoding="utf-8")

    python = [sys.executable, "-c"]
    asked = [*python, CALL, "query", QUERY, "--actor", ACTOR, "--format", "csv"]
    nothing, opened, bare, imported, helped, query, packages = measuring.processes(
        [*python, "pass"],
        [*python, OPEN, str(release / "store")],
        [*python, BARE, str(release / "store"), str(question)],
        [*python, "import thbgraph"],
        [*python, CALL, "--help"],
        asked,
        [*python, PACKAGES],
    )
    at_most = measuring.at_most
    yield at_most("import thbgraph", "python -c pass", imported, nothing, 3)
    yield at_most("thbgraph --help", "python -c pass", helped, nothing, 3)
    yield at_most("thbgraph --help", "importing the four packages", helped, packages, 0.2)
    text = "query by label, piped as csv"
    yield at_most(text, "bare pyoxigraph, same query", query, bare, 2)
    yield at_most(text, "3 x python + opening the store", query, 3 * nothing + opened - nothing, 1)
    yield at_most(text, "importing the four packages", query, packages, 0.2)
    drawn = measuring.median([_on_a_terminal(asked[:-2]) for _ in range(7)])
    yield measuring.figure("the same as a table on a terminal", measuring.seconds(drawn), drawn, "s", 0.5)


def _filled_query() -> str:
    import thbgraph
    from thbgraph.catalogue.binding import bind

    graph: Graph = thbgraph.open()
    query = graph.queries[QUERY]
    return query.fill(bind(query, {"actor": ACTOR}, graph).terms)


def _on_a_terminal(command: list[str]) -> float:
    """Return the seconds of a process whose output is a terminal, read to its end."""
    import pty

    start = time.perf_counter()
    process, terminal = pty.fork()
    if not process:
        os.execv(command[0], command)
    written = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        written += part
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    if status or not written:
        raise RuntimeError("the query on a terminal failed")
    return time.perf_counter() - start
