"""One document replaced in a store; and builds of the project's records, of which one or none has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import material
import measuring
import pyoxigraph as ox
from measuring import Line

from thbgraph import pipeline
from thbgraph.graph.store import replace_graph

CHANGED = ("build/records/actors/eu.yaml", "build/records/documents/council_16633_06/area-5.yaml")
Replace = Callable[[ox.Store, ox.NamedNode, list[ox.Quad]], None]


def lines(size: int, full: bool, **_: object) -> Iterator[Line]:
    graph = material.document_graph(size)
    memory = material.store_of(size)
    disk = ox.Store(material.SCRATCH / "replaced")
    disk.bulk_load(path=material.nquads(size), format=material.NQUADS)
    old = list(memory.quads_for_pattern(None, None, None, graph))
    versions = {"edited here and there": _edited(old), "written anew": _rewritten(old)}
    for text, new in versions.items():
        ours, bare = _paired(memory, graph, [new, old], _alone)
        yield measuring.at_most(f"in memory, {text}", "clear_graph + extend", ours, bare, 1.3)
        ours, bare = _paired(disk, graph, [new, old], replace_graph)
        yield measuring.at_most(f"on disk, {text}", "clear_graph + extend", ours, bare, 1.3)
    if size <= 300_000 or full:
        yield from _against_rdflib(size, graph, memory, versions["written anew"])
    yield from _builds()


def _edited(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Return the quads of a document with a fortieth of its literals changed."""
    literals = [place for place, quad in enumerate(quads) if isinstance(quad.object, ox.Literal)][::40]
    new = list(quads)
    for place in literals:
        quad = quads[place]
        new[place] = ox.Quad(quad.subject, quad.predicate, ox.Literal("edited"), quad.graph_name)
    return new


def _rewritten(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Return the quads of a document with another subject each."""
    subjects = [ox.NamedNode(f"{quad.subject.value}/anew") for quad in quads]
    return [
        ox.Quad(subject, quad.predicate, quad.object, quad.graph_name)
        for subject, quad in zip(subjects, quads, strict=True)
    ]


def _alone(store: ox.Store, graph: ox.NamedNode, quads: list[ox.Quad]) -> None:
    replace_graph(store, graph, quads, alone=True)


def _bare(store: ox.Store, graph: ox.NamedNode, quads: list[ox.Quad]) -> None:
    store.clear_graph(graph)
    store.extend(quads)


def _paired(
    store: ox.Store, graph: ox.NamedNode, versions: list[list[ox.Quad]], ours: Replace
) -> list[float]:
    """Return the seconds of both ways; each call finds the version that the other way is to replace next."""
    turn = cycle(versions)
    ways = [lambda: ours(store, graph, next(turn)), lambda: _bare(store, graph, next(turn))]
    # In turn, the first would always write the new version and the second the old: so each takes two at a time.
    return [
        taken / 2 for taken in measuring.paired(*(lambda way=way: (way(), way()) for way in ways), rounds=11)
    ]


def _against_rdflib(size: int, graph: ox.NamedNode, store: ox.Store, quads: list[ox.Quad]) -> Iterator[Line]:
    """Replace a document that comes as N-Quads, and one that is there as terms already."""
    import rdflib

    data = rdflib.Dataset()
    data.parse(material.nquads(size), format="nquads")
    name = rdflib.URIRef(graph.value)
    text = ox.serialize(quads, format=material.NQUADS) or b""
    only = rdflib.Dataset()
    only.parse(data=text, format="nquads")
    triples = list(only.graph(name))

    def ours() -> None:
        replace_graph(store, graph, ox.parse(text, format=material.NQUADS), alone=True)

    def theirs() -> None:
        data.remove_graph(name)
        data.parse(data=text, format="nquads")

    def theirs_of_terms() -> None:
        data.remove_graph(name)
        data.graph(name).addN((*triple, data.graph(name)) for triple in triples)

    taken, theirs_taken = measuring.paired(ours, theirs, rounds=7)
    yield measuring.faster("in memory, from N-Quads", "rdflib", taken, theirs_taken, 15)
    taken, theirs_taken = measuring.paired(
        lambda: replace_graph(store, graph, quads, alone=True), theirs_of_terms, rounds=7
    )
    yield measuring.faster("in memory, from terms", "rdflib", taken, theirs_taken, 15)


def _builds() -> Iterator[Line]:
    source, home = material.project_copy("project"), material.SCRATCH / "built"
    times: dict[str, list[float]] = {}
    for number in range(3):
        times.setdefault("cold", []).append(_build(source, home, full=True))
        for name in CHANGED:
            _change(source / name, number)
            times.setdefault(name, []).append(_build(source, home))
        times.setdefault("nothing", []).append(_build(source, home))
    taken = {name: measuring.median(some) for name, some in times.items()}
    yield measuring.remark("a cold build of the project's records", measuring.seconds(taken["cold"]))
    yield measuring.at_most(
        "a build that changed nothing", "a cold one", taken["nothing"], taken["cold"], 0.1
    )
    for name in CHANGED:
        text = f"a build after a change in {Path(name).name}"
        yield measuring.at_most(text, "a cold one", taken[name], taken["cold"], None)


def _build(source: Path, home: Path, full: bool = False) -> float:
    return measuring.timed(lambda: pipeline.build(data=source, home=home, full=full))[0]


def _change(record: Path, number: int) -> None:
    """Change the first plain text in English of a record."""
    lines = record.read_text(encoding="utf-8").split("\n")
    place = next(
        place
        for place, line in enumerate(lines)
        if "label: {en: " in line and line.endswith("}") and not {"'", '"', ","} & set(line)
    )
    lines[place] = f"{lines[place][:-1]} {number}}}"
    record.write_text("\n".join(lines), encoding="utf-8")
