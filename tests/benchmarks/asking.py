"""Stored queries through the Python face, every value a Python value, against the engine and against rdflib."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import material
import measuring
import pyoxigraph as ox
from measuring import Line, TooLongError

from thbgraph import data
from thbgraph.api import Graph
from thbgraph.catalogue.binding import bind
from thbgraph.catalogue.folder import Catalogue
from thbgraph.graph import labels
from thbgraph.graph.store import Published
from thbgraph.names import THBD

OWN = Path(__file__).parent / "queries"
RDFLIB_UP_TO = 100_000
RDFLIB_SECONDS = 30
LOOK_UPS = {
    "by-bearer": {"actor": "Agency number 7"},
    "provisions": {"instrument": f"{THBD}instrument/gen/3"},
    "trace": {"norm": f"{THBD}instrument/gen/3/art_4/norm"},
}
GENERATED: dict[str, dict[str, object]] = {
    **LOOK_UPS,
    "delayed": {},
    "due-in-year": {},
    "shared-norms": {"actor": "Agency number 7"},
    "status-counts": {},
    "topic-strength": {},
    "without-success": {},
    "words": {},
}
# Those of the project's queries that find something in generated data.
PROJECT: dict[str, dict[str, object]] = {
    "actions-of": {"actor": "Agency number 7"},
    "actions-without-indicator": {"instrument": f"{THBD}instrument/gen/3"},
    "due-between": {"start": "2005-01", "end": "2005-03"},
    "overdue-at": {"date": "2006-12-31", "actor": "Agency number 7"},
    "shared-tasks": {"actor": "Agency number 7"},
    "tasks-with": {"actor": "Agency number 7"},
}


class Question:
    """A stored query with its parameters, and the same question as SPARQL text."""

    def __init__(self, graph: Graph, name: str, given: dict[str, object]) -> None:
        self.graph, self.name, self.given = graph, name, given
        query = graph.queries[name]
        self.text = query.fill(bind(query, given, graph).terms)

    def asked(self) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self.graph.ask(self.name, **self.given)]

    def raw(self) -> list[tuple[object, ...]]:
        rows = self.graph.store.query(self.text, use_default_graph_as_union=True)
        return [tuple(row) for row in rows]


def lines(size: int, full: bool, **_: object) -> Iterator[Line]:
    store = material.inferred_store_of(size)
    own, project = (graph_of(store, folder) for folder in (OWN, data.queries_dir()))
    questions = [Question(own, name, given) for name, given in GENERATED.items()]
    others = [Question(project, name, given) for name, given in PROJECT.items()]
    ratios = {each: _against_raw(each) for each in (*questions, *others)}
    for text, some in (("ten queries on generated data", questions), ("the project's own queries", others)):
        overheads = [ours / raw for each, (ours, raw) in ratios.items() if each in some]
        mean, worst = measuring.geometric_mean(overheads), max(overheads)
        named = [each.name for each in some if ratios[each][0] / ratios[each][1] == worst]
        figures = f"{len(some)} against raw pyoxigraph, geometric mean"
        yield Line(text, figures, f"{mean:.3g}x", "<= 1.5x", mean <= 1.5)
        yield Line(text, f"the worst: {named[0]}", f"{worst:.3g}x", "<= 3x", worst <= 3)
    slowest = max(ratios[each][0] - ratios[each][1] for each in questions if each.name in LOOK_UPS)
    text = f"the look-ups {', '.join(LOOK_UPS)}"
    yield measuring.figure(text, "on top of raw pyoxigraph, the most", slowest * 1000, "ms", 0.2)
    if size > RDFLIB_UP_TO and not full:
        yield measuring.remark("against rdflib", f"not run above {RDFLIB_UP_TO} without --full")
    else:
        yield from _against_rdflib(store, questions, others, ratios)


def graph_of(store: ox.Store, folder: Path) -> Graph:
    index = material.SCRATCH / "labels.sqlite"
    if not index.exists():
        labels.write(store, index)
    return Graph(Published(str(material.SCRATCH), store), Catalogue(folder))


def _against_raw(question: Question) -> tuple[float, float]:
    rows, raw_rows = question.asked(), question.raw()
    if not rows or len(rows) != len(raw_rows):
        raise RuntimeError(f"{question.name}: {len(rows)} rows, the engine has {len(raw_rows)}")
    first = measuring.timed(question.raw)[0]
    rounds = 101 if first < 0.01 else 21 if first < 0.1 else 5 if first < 1 else 1
    ours, raw = measuring.paired(question.asked, question.raw, rounds=rounds)
    return ours, raw


def _against_rdflib(
    store: ox.Store,
    questions: list[Question],
    others: list[Question],
    ratios: dict[Question, tuple[float, float]],
) -> Iterator[Line]:
    import rdflib

    graph = rdflib.Graph()
    triples = ox.serialize((quad.triple for quad in store), format=material.NTRIPLES)
    graph.parse(data=triples, format="nt")
    for text, some, target in (
        ("ten queries on generated data", questions, 30),
        ("look-ups among them", [each for each in questions if each.name in LOOK_UPS], 40),
        ("the project's own queries", others, None),
    ):
        gains, short, notes = {}, {}, []
        for each in some:
            try:
                with measuring.limit(RDFLIB_SECONDS):
                    ask = _asking(graph, each.text)
                    taken, rows = measuring.timed(ask)
                    if taken < 1:
                        taken = measuring.paired(ask)[0]
            except TooLongError:
                notes.append(f"{each.name} stopped after {RDFLIB_SECONDS} s")
                taken, rows = RDFLIB_SECONDS, None
            gains[each.name] = taken / ratios[each][0]
            if rows is not None and len(rows) != len(each.raw()):
                short[each.name] = len(rows)
        mean = measuring.geometric_mean(list(gains.values()))
        least = min(gains, key=gains.__getitem__)
        figures = f"against rdflib, geometric mean; least {gains[least]:.3g}x ({least})"
        figures += "".join(f"; {note}" for note in notes)
        yield Line(
            text,
            figures,
            f"{mean:.3g}x faster",
            f">= {target}x faster" if target else "",
            mean >= target if target else None,
        )
        yield measuring.agree(
            text, f"number of rows, rdflib and thbgraph{f': {short}' if short else ''}", not short
        )


def _asking(graph: object, text: str) -> Callable[[], list[tuple[object, ...]]]:
    return lambda: [tuple(row) for row in graph.query(text)]  # type: ignore[attr-defined]
