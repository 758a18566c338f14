"""Writes a release beside the others and makes it the one that is served, in one step.

home/
    current                 the name of the release being served
    releases/<hash>[-n]/    never changed after its publication
        store/              the Oxigraph store
        graph.nq            the whole data set as canonical N-Quads
        labels.sqlite       from labels to IRIs
        report.json         what the gate found
        manifest.json       hashes, counts, versions, and the times of the build
    releases/.staging-*     being written; removed by the next build where one was killed
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from thbgraph.errors import StoreError
from thbgraph.graph.store import CURRENT, MANIFEST, RELEASES, current_release

__all__ = ["GRAPH_FILE", "KEEP", "Staging", "is_whole", "serve", "tidy"]

KEEP = 3
"""How many releases stay: the one being served, and two that a reader may still have open."""
GRAPH_FILE = "graph.nq"

# What RocksDB needs to be whole; its logs and locks may come and go.
_SST = ".sst"
_HEADS = ("CURRENT", "MANIFEST-")


class Staging:
    """A release being written, under a name that no reader looks for."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / RELEASES / f".staging-{os.getpid()}"
        self.path.mkdir(parents=True)

    @property
    def store_path(self) -> Path:
        """Where the store is, or will be."""
        return self.path / "store"

    def write_graph(self, lines: Iterable[str]) -> None:
        """Write the canonical N-Quads."""
        with (self.path / GRAPH_FILE).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(line + "\n" for line in lines)

    def fresh_store(self) -> ox.Store:
        """Load the canonical N-Quads into a new store."""
        store = ox.Store(self.store_path)
        store.bulk_load(path=self.path / GRAPH_FILE, format=ox.RdfFormat.N_QUADS)
        return store

    def changed_store(self, former: Path, gone: Iterable[str], added: Iterable[str]) -> ox.Store:
        """Copy a former release's store by hard links, and change its quads in one transaction."""
        ox.Store.read_only(str(former / "store")).backup(self.store_path)
        store = ox.Store(self.store_path)
        update = ";\n".join(text for text in (_data("DELETE", gone), _data("INSERT", added)) if text)
        if update:
            store.update(update)
        return store

    def publish(self, manifest: dict[str, Any]) -> tuple[Path, dict[str, Any]]:
        """Complete the release and give it its name; return its folder and its manifest.

        Everything is on the disk before it has the name. The store must have been closed before.
        """
        manifest = {**manifest, "files": _sizes(self.path)}
        text = json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True)
        (self.path / MANIFEST).write_text(text + "\n", encoding="utf-8")
        _sync_tree(self.path)
        final = self._free_name(str(manifest["contentHash"])[:12])
        self.path.rename(final)
        _sync(final.parent)
        return final, manifest

    def _free_name(self, name: str) -> Path:
        folder = self.home / RELEASES
        number, path = 1, folder / name
        while path.exists():
            number += 1
            path = folder / f"{name}-{number}"
        return path

    def discard(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self.path, ignore_errors=True)


def serve(home: Path, release: Path) -> None:
    """Make a release the current one, in one step."""
    part = home / f"{CURRENT}.part"
    with part.open("w", encoding="utf-8") as file:
        file.write(release.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(home / CURRENT)
    _sync(home)


def is_whole(release: Path, manifest: dict[str, Any]) -> bool:
    """Tell whether the files of a release are those that its manifest lists, by name and size."""
    files = manifest.get("files")
    return isinstance(files, dict) and bool(files) and _sizes(release) == files


def tidy(home: Path) -> None:
    """Remove what killed builds left behind, and all but the last releases; only under the build's lock.

    The current release stays whatever its age. A release is renamed before its removal, so that a removal
    that is killed leaves no half of one.
    """
    folder = home / RELEASES
    if not folder.is_dir():
        return
    for path in folder.glob(".*"):
        shutil.rmtree(path, ignore_errors=True)
    dated = [(path / MANIFEST, path) for path in folder.iterdir() if path.is_dir()]
    newest = sorted(((file.stat().st_mtime_ns, path) for file, path in dated if file.is_file()), reverse=True)
    kept = {path for _, path in newest[:KEEP]}
    try:
        current = current_release(home)
    except StoreError:  # names no release: the build that tidies is about to mend it
        current = None
    for _, path in dated:
        if path not in kept and str(path) != current:
            removed = path.with_name(f".removed-{path.name}")
            path.rename(removed)
            shutil.rmtree(removed, ignore_errors=True)


def _data(verb: str, lines: Iterable[str]) -> str:
    """Return an update that inserts or deletes N-Quads lines, grouped by graph; empty where there is none."""
    graphs: dict[str, list[str]] = {}
    for line in lines:
        triple, graph, _ = line.rsplit(" ", 2)
        graphs.setdefault(graph, []).append(triple)
    blocks = (f"GRAPH {graph} {{ {' . '.join(triples)} }}" for graph, triples in sorted(graphs.items()))
    return f"{verb} DATA {{ {' '.join(blocks)} }}" if graphs else ""


def _sizes(release: Path) -> dict[str, int]:
    """Return the sizes of the files of a release that must not change, by name."""
    store = [
        path
        for path in (release / "store").glob("*")
        if path.name.endswith(_SST) or path.name.startswith(_HEADS)
    ]
    files = [path for path in release.glob("*") if path.is_file() and path.name != MANIFEST]
    return {path.relative_to(release).as_posix(): path.stat().st_size for path in sorted(store + files)}


def _sync_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk; Windows does not open folders and needs no such step."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
