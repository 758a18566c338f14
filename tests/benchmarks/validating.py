"""The project's shapes on generated data with faults, ill-typed literals among them: against pySHACL.

pySHACL takes minutes where the compiled queries take a second. Without --full it is run with all constraints at a
tenth of the size and its time at the full size is extrapolated; it is linear, its SPARQL constraints being asked for
one focus node at a time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from unittest.mock import patch

import material
import measuring
import pyoxigraph as ox
from measuring import Line

from thbgraph.names import GRAPH_INFERRED, THB
from thbgraph.validation import Report, Shapes, revalidate, validate
from thbgraph.validation.reference import pyshacl_validate
from thbgraph.validation.scope import Run

FAULTS = 0.02
PYSHACL_UP_TO = 100_000
XSD = "http://www.w3.org/2001/XMLSchema#"
ILL_TYPED = (
    ("dueDate", "2006-02-30", "date"),
    ("dueDate", "by 2006", "date"),
    ("order", "one", "integer"),
    ("asOf", "2006-13-14", "date"),
    ("asPrinted", "7", "integer"),
)
# Peaks of a process that loads the data and one that validates it too; argv: folder of this file, size.
PEAK = (
    measuring.PEAK
    + """
import sys
sys.path.insert(0, sys.argv[1])
import material, validating
size = int(sys.argv[2])
store = validating.faulty_store(size)
before = peak()
validating.compiled(store, material.shapes())
after = peak()
material.shutil.rmtree(material.SCRATCH)
print(before, after, len(store))
"""
)


def faulty_store(size: int) -> ox.Store:
    """Return generated data with bearers that are no actors and with literals that their datatype refuses."""
    store = material.store_of(size, FAULTS)
    for name, text, datatype in ILL_TYPED:
        predicate = ox.NamedNode(THB + name)
        quad = next(store.quads_for_pattern(None, predicate, None))
        store.remove(quad)
        literal = ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
        store.add(ox.Quad(quad.subject, predicate, literal, quad.graph_name))
    material.rules().apply(store, GRAPH_INFERRED)
    return store


def hidden() -> tuple[str, frozenset[str]]:
    """Return what a build hides from the shapes: inferred triples other than types."""
    return GRAPH_INFERRED, material.rules().derived_predicates


def compiled(store: ox.Store, shapes: Shapes) -> Report:
    return validate(store, shapes, inferred=hidden(), fallback="refuse")


def lines(size: int, full: bool, **_: object) -> Iterator[Line]:
    store, every, core = faulty_store(size), material.shapes(), material.shapes(with_sparql=False)
    rounds = 5 if size <= 300_000 else 1
    ours, ours_core = measuring.paired(
        lambda: compiled(store, every), lambda: compiled(store, core), rounds=rounds
    )
    report = compiled(store, every)
    yield measuring.remark(
        "whole pass", f"{measuring.seconds(ours)} for {len(store)} quads, {len(report)} results"
    )
    queries = _sum_of_queries(store, every, rounds)
    yield measuring.at_most("whole pass", "the sum of its queries", ours, queries, 1.5)
    yield from _incremental(store, every, report, ours, size)
    if size > PYSHACL_UP_TO and not full:
        theirs, _ = _pyshacl(faulty_store(PYSHACL_UP_TO), core)
        many = size / PYSHACL_UP_TO
        note = f" (EXTRAPOLATED x {many:g} from {PYSHACL_UP_TO} quads; --full runs it)"
        yield measuring.faster("all, against its core constraints", "pySHACL", ours, theirs * many, 5, note)
    else:
        yield from _against_pyshacl("core constraints", store, core, ours_core, 8)
        if full:
            yield from _against_pyshacl("all constraints", store, every, ours, 100)
        else:
            yield from _extrapolated(size, every, ours)
    before, after, quads = map(int, measuring.child(PEAK, str(material.HERE), str(size)).split())
    figures = f"{before / 1e6:.0f} MB loaded, {after / 1e6:.0f} MB at the peak, the interpreter included"
    yield measuring.figure("memory at the peak", figures, after / quads / 1000, "kB a quad", 1)


@dataclass
class _Asked:
    """A validation run that keeps the queries it asks."""

    queries: list[tuple[str, list[ox.NamedNode] | None]] = field(default_factory=list)

    def __call__(
        self, run: Run, query: str, *, graphs: list[ox.NamedNode] | None = None
    ) -> ox.QuerySolutions:
        self.queries.append((query, graphs))
        return _ROWS(run, query, graphs=graphs)


_ROWS = Run.rows


def _sum_of_queries(store: ox.Store, shapes: Shapes, rounds: int) -> float:
    """Return the seconds of the queries of a validation, asked of the engine by themselves."""
    asked = _Asked()
    with patch.object(Run, "rows", lambda run, query, *, graphs=None: asked(run, query, graphs=graphs)):
        compiled(store, shapes)

    def ask() -> None:
        for query, graphs in asked.queries:
            options = {"use_default_graph_as_union": True} if graphs is None else {"default_graph": graphs}
            list(store.query(query, **options))

    return measuring.paired(ask, rounds=rounds)[0]


def _incremental(store: ox.Store, shapes: Shapes, report: Report, whole: float, size: int) -> Iterator[Line]:
    """Replace a document by one that lost a fortieth of its statements, and validate again."""
    graph = material.document_graph(size)
    old = list(store.quads_for_pattern(None, None, None, graph))
    new = old[::40]
    for quad in new:
        store.remove(quad)
    again = measuring.paired(lambda: revalidate(report, store, shapes, new, inferred=hidden()), rounds=9)[0]
    text = f"after a change of {len(new)} quads of one document"
    yield measuring.at_most(text, "a whole pass", again, whole, 0.05)
    every = measuring.paired(lambda: revalidate(report, store, shapes, old, inferred=hidden()), rounds=9)[0]
    yield measuring.at_most(f"all {len(old)} quads of one document", "a whole pass", every, whole, 0.05)
    revised = revalidate(report, store, shapes, old, inferred=hidden())
    same = revised.keys == compiled(store, shapes).keys
    yield measuring.agree("results after the change", "whole and incremental", same)
    store.extend(new)


def _against_pyshacl(
    text: str, store: ox.Store, shapes: Shapes, ours: float, target: float
) -> Iterator[Line]:
    theirs, report = _pyshacl(store, shapes)
    yield measuring.faster(text, "pySHACL", ours, theirs, target)
    yield _verdicts(text, report, compiled(store, shapes))


def _extrapolated(size: int, shapes: Shapes, ours: float) -> Iterator[Line]:
    small = faulty_store(size // 10)
    theirs, report = _pyshacl(small, shapes)
    yield _verdicts(f"all constraints, {size // 10} quads", report, compiled(small, shapes))
    note = f" (EXTRAPOLATED x 10 from {measuring.seconds(theirs)} at {size // 10} quads; --full runs it)"
    yield measuring.faster("all constraints", "pySHACL", ours, theirs * 10, 100, note)


def _verdicts(text: str, theirs: Report, ours: Report) -> Line:
    kinds = f"{len(ours)} results (focus, shape, path, value, severity)"
    return measuring.agree(f"{text}: verdicts", kinds, ours.keys == theirs.keys)


def _pyshacl(store: ox.Store, shapes: Shapes) -> tuple[float, Report]:
    """Return the seconds that pySHACL itself takes, the conversion to rdflib left out, and its report."""
    import pyshacl

    taken = 0.0
    real = pyshacl.validate

    def timed(*arguments: object, **options: object) -> object:
        nonlocal taken
        start = time.perf_counter()
        result = real(*arguments, **options)
        taken += time.perf_counter() - start
        return result

    with patch.object(pyshacl, "validate", timed):
        report = pyshacl_validate(store, shapes, inferred=hidden())
    return taken, report
