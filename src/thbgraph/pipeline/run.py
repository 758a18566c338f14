"""One build from its inputs to the release being served; see `build` for what it promises."""

from __future__ import annotations

import datetime
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from thbgraph.__about__ import __version__
from thbgraph.errors import GateError, StoreError
from thbgraph.graph.hashing import content_hash, hash_of_triples, quad_lines
from thbgraph.names import GRAPH_BUILD, GRAPH_INFERRED
from thbgraph.pipeline.build import BuildResult, Progress
from thbgraph.pipeline.cache import Cache
from thbgraph.pipeline.describing import describe
from thbgraph.pipeline.former import Former
from thbgraph.pipeline.gate import Gate
from thbgraph.pipeline.inferring import infer
from thbgraph.pipeline.inputs import Inputs
from thbgraph.pipeline.loading import Loaded, load
from thbgraph.pipeline.lock import build_lock
from thbgraph.pipeline.releases import Staging, serve, tidy

__all__ = ["run"]

_FORMAT = 1


class _Clock:
    """Tells of each stage as it begins, and takes its time."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress
        self.timings: dict[str, float] = {}

    def tell(self, stage: str, done: int = 0, total: int = 0) -> None:
        if self.progress is not None:
            self.progress(stage, done, total)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.tell(name)
        start = time.perf_counter()
        yield
        self.timings[name] = time.perf_counter() - start


def run(
    inputs: Inputs, home: Path, *, made_from: str, progress: Progress | None, full: bool, started: float
) -> BuildResult:
    """Build and publish, under the lock of the home folder."""
    try:
        return _run(inputs, home, made_from, _Clock(progress), full, started)
    except (OSError, sqlite3.Error) as error:
        file = getattr(error, "filename", None)
        if file is not None and home not in Path(file).parents:
            raise  # a file of the records or of the shapes
        raise StoreError(
            f"the folder {home} cannot be written: {error}",
            "free space there, or set THBGRAPH_HOME to another",
        ) from error


def _run(
    inputs: Inputs, home: Path, made_from: str, clock: _Clock, full: bool, started: float
) -> BuildResult:
    with build_lock(home):
        tidy(home)
        cache = Cache(home / "cache", fresh=full)
        with clock.stage("load"):
            loaded = load(inputs, cache, lambda done, total: clock.tell("load", done, total))
        graphs, hashes = _graphs(inputs, loaded, clock)
        lines = sorted(line for graph, triples in graphs.items() for line in quad_lines(triples, graph))
        gate = Gate(inputs, loaded.rules)
        former = None if full else Former.find(home)
        staging = Staging(home)
        try:
            with clock.stage("stage"):
                staging.write_graph(lines)
                changes = former.changes(lines) if former is not None else None
                if former is not None and changes is not None and former.is_large:
                    store = staging.changed_store(former.path, *changes)
                else:
                    store = staging.fresh_store()
            with clock.stage("validate"):
                try:
                    validated = gate.check(store, staging.path, former, changes)
                except GateError as error:
                    error.places = _places(loaded)
                    raise
            with clock.stage("publish"):
                _index_labels(store, staging)
                store.flush()
                del store  # closes it: a release is never open for writing
                manifest = _manifest(graphs, hashes, gate, made_from, started)
                release, manifest = staging.publish(manifest)
        finally:
            staging.discard()
        with clock.stage("serve"):
            serve(home, release)
        with clock.stage("tidy"):
            cache.sweep()
            tidy(home)
    return BuildResult(release, manifest, read=loaded.read, validated=validated, timings=clock.timings)


def _graphs(inputs: Inputs, loaded: Loaded, clock: _Clock) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return the N-Triples lines of every graph, and their hashes."""
    merged: dict[str, set[str]] = {}
    sources: dict[str, list[str]] = {}
    for piece in loaded.pieces:
        merged.setdefault(piece.graph, set()).update(piece.triples)
        sources.setdefault(piece.graph, []).extend(piece.files)
    graphs = {graph: sorted(triples) for graph, triples in sorted(merged.items())}
    with clock.stage("infer"):
        graphs[GRAPH_INFERRED] = infer(loaded)
    with clock.stage("describe"):
        hashes = {graph: hash_of_triples(triples, graph) for graph, triples in graphs.items()}
        graphs[GRAPH_BUILD] = describe(graphs, hashes, inputs.digests, sources)
        hashes[GRAPH_BUILD] = hash_of_triples(graphs[GRAPH_BUILD], GRAPH_BUILD)
    return graphs, hashes


def _places(loaded: Loaded) -> dict[str, str]:
    return {iri: f"{piece.name}:{line}" for piece in loaded.pieces for iri, line in piece.places.items()}


def _index_labels(store: ox.Store, staging: Staging) -> None:
    from thbgraph.graph import labels

    labels.write(store, staging.path / "labels.sqlite")


def _manifest(
    graphs: Mapping[str, list[str]], hashes: Mapping[str, str], gate: Gate, made_from: str, started: float
) -> dict[str, Any]:
    times = [
        datetime.datetime.fromtimestamp(t, datetime.UTC).isoformat(timespec="seconds")
        for t in (started, time.time())
    ]
    return {
        "format": _FORMAT,
        "contentHash": content_hash(hashes),
        "graphs": {
            graph: {"triples": len(graphs[graph]), "sha256": hashes[graph]} for graph in sorted(graphs)
        },
        "triples": sum(map(len, graphs.values())),
        "madeFrom": made_from,
        "gate": gate.key,
        "versions": {"thbgraph": __version__, "pyoxigraph": ox.__version__},
        "built": {"startedAt": times[0], "endedAt": times[1]},
    }
