"""Opens the published graph, and replaces one named graph of a store in one transaction.

A release is a folder that never changes after its publication; `home/current` names the one that is served,
and is replaced in one step. Readers therefore need no lock, and a read-only store is never written to.
This module is read at every start of a query: it imports nothing but os before a store is opened.
"""

from __future__ import annotations

import os

from thbgraph.errors import StoreError

TYPE_CHECKING = False  # typing alone would cost a query from the shell more than opening this module does
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    import pyoxigraph as ox

__all__ = [
    "CURRENT",
    "MANIFEST",
    "RELEASES",
    "Published",
    "current_release",
    "open_current",
    "read_manifest",
    "replace_graph",
]

CURRENT = "current"
"""The file in the home folder that names the release being served."""
RELEASES = "releases"
MANIFEST = "manifest.json"

# A sample of so many quads tells whether a graph is new or edited; looking one up costs a few microseconds.
_SAMPLE = 32

_BUILD = "build it with: thbgraph build"
_REBUILD = "build it afresh with: thbgraph build --full"


class Published:
    """The release being served: `path` is its folder, `store` the graph opened for reading only.

    `manifest` is read when first asked for; it has the content hash, the number of triples of each graph, the
    versions and the times of the build.
    """

    __slots__ = ("_manifest", "path", "store")

    def __init__(self, path: str, store: ox.Store) -> None:
        self.path = path
        self.store = store
        self._manifest: dict[str, Any] | None = None

    @property
    def manifest(self) -> dict[str, Any]:
        """What the build says of this release; StoreError where it cannot be read."""
        if self._manifest is None:
            self._manifest = read_manifest(self.path)
        return self._manifest


def current_release(home: str | os.PathLike[str]) -> str | None:
    """Return the folder of the release being served; None where nothing was published yet."""
    try:
        with open(os.path.join(home, CURRENT), encoding="utf-8") as file:  # noqa: PTH118, PTH123
            name = file.read().strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"the published graph in {os.fspath(home)} cannot be read: {error}", _REBUILD
        ) from error
    if not name or os.path.basename(name) != name:  # noqa: PTH119
        raise StoreError(f"{os.path.join(home, CURRENT)} does not name a release", _REBUILD)  # noqa: PTH118
    return os.path.join(home, RELEASES, name)  # noqa: PTH118


def read_manifest(release: str) -> dict[str, Any]:
    """Return the manifest of a release; StoreError where it is missing or damaged."""
    import json

    path = os.path.join(release, MANIFEST)  # noqa: PTH118
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            manifest = json.load(file)
    except (OSError, ValueError) as error:
        raise StoreError(f"the manifest {path} is missing or damaged: {error}", _REBUILD) from error
    if not isinstance(manifest, dict):
        raise StoreError(f"the manifest {path} is damaged: it is not one object", _REBUILD)
    return manifest


def open_current(home: str | os.PathLike[str]) -> Published:
    """Open the release being served; StoreError where nothing was published or what was is damaged."""
    import pyoxigraph as ox

    release = current_release(home)
    if release is None:
        raise StoreError(f"no graph has been built yet in {os.fspath(home)}", _BUILD)
    path = os.path.join(release, "store")  # noqa: PTH118
    try:
        return Published(release, ox.Store.read_only(path))
    except (OSError, RuntimeError) as error:
        reason = " ".join(str(error).split())
        raise StoreError(f"the published graph {path} is missing or damaged: {reason}", _REBUILD) from error


def replace_graph(
    store: ox.Store, graph: ox.NamedNode, quads: Iterable[ox.Quad], *, alone: bool = False
) -> None:
    """Make a named graph hold these quads and no others, in one transaction.

    Readers see the graph as it was or as it is now, and a failure leaves it as it was. ValueError where a
    quad belongs to another graph. Where a sample of the quads shows that most stand in the store already,
    only the difference is written: on disk that takes a quarter of the time of clearing and loading.

    `alone` says that the store is in memory and nobody else reads it meanwhile: then there is neither a
    reader nor a crash to be safe from, and the graph is cleared and loaded, which is faster there.
    """
    import pyoxigraph as ox

    new = list(quads)
    if any(quad.graph_name != graph for quad in new):
        raise ValueError(f"a quad does not belong to the graph {graph}")
    if alone:
        store.clear_graph(graph)
        store.extend(new)
        return
    sample = new[:: len(new) // _SAMPLE + 1]
    missing = sum(quad not in store for quad in sample)
    if missing > len(sample) // 8:
        # TriG groups by subject, so there is a quarter less for the SPARQL parser to read.
        trig = ox.serialize(new, format=ox.RdfFormat.TRIG) or b""
        store.update(f"CLEAR SILENT GRAPH {graph};\nINSERT DATA {{ GRAPH {trig.decode()} }}")
        return
    triples = ox.serialize((quad.triple for quad in new), format=ox.RdfFormat.N_TRIPLES) or b""
    update = _difference(store, graph, set(triples.split(b"\n")))
    if update:
        store.update(update)


def _difference(store: ox.Store, graph: ox.NamedNode, new: set[bytes]) -> str:
    """Return the SPARQL update that makes a graph hold these N-Triples lines only; empty where it does."""
    import pyoxigraph as ox

    old = set((store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b"").split(b"\n"))
    parts = (("DELETE", old - new), ("INSERT", new - old))
    return ";\n".join(
        f"{verb} DATA {{ GRAPH {graph} {{ {b' '.join(lines).decode()} }} }}"
        for verb, lines in parts
        if lines - {b""}
    )
