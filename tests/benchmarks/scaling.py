"""How time grows with the graph: load, inference, validation for each quad, and look-ups, from 1e5 on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import asking
import material
import measuring
import pyoxigraph as ox
import validating
from measuring import Line

from thbgraph.names import GRAPH_INFERRED

FIRST = 100_000


def lines(size: int, large: bool, **_: object) -> Iterator[Line]:
    sizes = [FIRST, max(size, 10 * FIRST), *([100 * FIRST] if large else [])]
    first: dict[str, float] = {}
    for each in sizes:
        for name, taken in _measured(each):
            target = 3.0 if name.startswith("look-up") else 2.0 if name.startswith("load") else None
            before = first.setdefault(name, taken)
            text = f"{name}, {each:.0e} quads"
            if each == FIRST:
                yield measuring.remark(text, measuring.seconds(taken))
            else:
                yield measuring.at_most(text, f"at {FIRST:.0e}", taken, before, target)
    if not large:
        yield measuring.remark("1e7", "not run without --large")


def _measured(size: int) -> Iterator[tuple[str, float]]:
    path = material.nquads(size)
    loaded = ox.Store()
    taken, _ = measuring.timed(lambda: loaded.bulk_load(path=path, format=material.NQUADS))
    yield "load, for each quad", taken / size
    loaded.bulk_load(material.ontology_quads(), format=material.NQUADS)
    infer: Callable[[], Any] = lambda: material.rules().apply(loaded, GRAPH_INFERRED)  # noqa: E731
    yield "inference, for each quad", measuring.timed(infer)[0] / size
    every = material.shapes()
    yield "validation, for each quad", measuring.timed(lambda: validating.compiled(loaded, every))[0] / size
    (material.SCRATCH / "labels.sqlite").unlink(missing_ok=True)
    graph = asking.graph_of(loaded, asking.OWN)
    # A fixed instrument and its provisions: the bearer of an ever larger graph has ever more norms.
    for name in ("provisions", "trace"):
        question = asking.Question(graph, name, asking.LOOK_UPS[name])
        yield f"look-up `{name}`", measuring.paired(question.asked, rounds=101)[0]
