"""N-Quads into a store: in memory as a validation does, on disk as a build does, against the bare engine and rdflib."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import material
import measuring
import pyoxigraph as ox
from measuring import Line

from thbgraph.pipeline.gate import _quick
from thbgraph.pipeline.releases import GRAPH_FILE, Staging

RDFLIB_UP_TO = 1_000_000

# What a loaded graph takes: the peak of a process that does nothing else, less that of one that loads nothing.
PEAK = (
    measuring.PEAK
    + """
import sys
if sys.argv[1] == "pyoxigraph":
    import pyoxigraph
    graph = pyoxigraph.Store()
    load = lambda path: graph.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_QUADS)
else:
    import rdflib
    graph = rdflib.Dataset()
    load = lambda path: graph.parse(path, format="nquads")
before = peak()
load(sys.argv[2])
print(peak() - before)
"""
)


def lines(size: int, full: bool, **_: object) -> Iterator[Line]:
    path = material.nquads(size)
    empty, release = ox.Store(), material.SCRATCH / "loaded"
    release.mkdir()
    (release / GRAPH_FILE).hardlink_to(path)
    rounds = 3 if size > 300_000 else 7
    memory, bare = measuring.paired(lambda: _quick(empty, release), lambda: _bare(path), rounds=rounds)
    yield measuring.at_most("in memory", "bulk_load", memory, bare, 1.15)
    disk, bare_disk = measuring.paired(
        Staging.fresh_store, _bare_on_disk, rounds=rounds, prepare=[lambda: _staging(path)] * 2
    )
    yield measuring.at_most("on disk", "bulk_load", disk, bare_disk, 1.15)
    if size > RDFLIB_UP_TO and not full:
        yield measuring.remark("against rdflib", f"not run above {RDFLIB_UP_TO} without --full")
        return
    theirs, _ = measuring.timed(lambda: _rdflib(path))
    yield measuring.faster("in memory", "rdflib Dataset", memory, theirs, 10)
    yield measuring.faster("on disk", "rdflib Dataset", disk, theirs, 4)
    ours_bytes, theirs_bytes = (
        int(measuring.child(PEAK, engine, str(path))) / size for engine in ("pyoxigraph", "rdflib")
    )
    figures = f"{ours_bytes:.0f} against rdflib Dataset {theirs_bytes:.0f} bytes a quad"
    ratio = ours_bytes / theirs_bytes
    yield Line("in memory, peak", figures, f"{ratio:.3g}x", "<= 0.5x", ratio <= 0.5)


def _bare(path: Path) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=path, format=material.NQUADS)
    return store


def _staging(path: Path) -> Staging:
    """Return an empty release that has its canonical N-Quads, in place of the last one."""
    home = material.SCRATCH / "staging"
    shutil.rmtree(home, ignore_errors=True)
    staging = Staging(home)
    (staging.path / GRAPH_FILE).hardlink_to(path)
    return staging


def _bare_on_disk(release: Staging) -> ox.Store:
    store = ox.Store(release.store_path)
    store.bulk_load(path=release.path / GRAPH_FILE, format=material.NQUADS)
    return store


def _rdflib(path: Path) -> object:
    import rdflib

    data = rdflib.Dataset()
    data.parse(path, format="nquads")
    return data
