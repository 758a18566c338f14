"""The graphs that are measured: generated data with the project's ontology, and the project's own records."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import generator
import pyoxigraph as ox

from thbgraph import data
from thbgraph.graph.inference import Rules
from thbgraph.names import GRAPH, GRAPH_INFERRED, GRAPH_ONTOLOGY
from thbgraph.validation import Shapes

HERE = Path(__file__).parent
SCRATCH = Path(tempfile.mkdtemp(prefix="thbgraph-benchmarks-"))
"""A folder of this run; run.py removes it."""

NQUADS, NTRIPLES = ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES


@cache
def nquads(size: int, faults: float = 0.0) -> Path:
    """Return a file of generated N-Quads, without ontology and inference."""
    path = SCRATCH / f"generated-{size}-{faults}.nq"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(generator.dataset(size, faults=faults))
    return path


def ontology_files() -> list[Path]:
    """Return the files that a build infers with."""
    folder = data.ontology_dir()
    return sorted(folder.glob("*.ttl")) + sorted((folder / "vocabularies").glob("*.ttl"))


@cache
def ontology_quads() -> bytes:
    """Return the ontology as N-Quads of its graph."""
    store = ox.Store()
    for path in ontology_files():
        store.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(GRAPH_ONTOLOGY))
    return store.dump(format=NQUADS) or b""


@cache
def rules(domains_and_ranges: bool = False, custom: bool = True) -> Rules:
    """Return the project's rules."""
    files = sorted((data.build_dir() / "rules").glob("*.rq")) if custom else []
    return Rules.compile(ontology_files(), domains_and_ranges=domains_and_ranges, custom=files)


@cache
def shapes(with_sparql: bool = True) -> Shapes:
    """Return the project's shapes; without their SPARQL constraints where only the core is measured."""
    files = sorted((data.shapes_dir() / "data").glob("*.ttl"))
    if with_sparql:
        return Shapes.load(files)
    store = ox.Store()
    for path in files:
        store.load(path=path, format=ox.RdfFormat.TURTLE)
    for quad in list(store.quads_for_pattern(None, ox.NamedNode("http://www.w3.org/ns/shacl#sparql"), None)):
        store.remove(quad)
    return Shapes.parse(
        (store.dump(format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph()) or b"").decode()
    )


def store_of(size: int, faults: float = 0.0) -> ox.Store:
    """Return generated data and the ontology in memory, nothing inferred."""
    store = ox.Store()
    store.bulk_load(path=nquads(size, faults), format=NQUADS)
    store.bulk_load(ontology_quads(), format=NQUADS)
    return store


def inferred_store_of(size: int, faults: float = 0.0) -> ox.Store:
    """Return generated data and the ontology with all that follows from them, as a build would publish it."""
    store = store_of(size, faults)
    rules().apply(store, GRAPH_INFERRED)
    return store


def document_graph(size: int) -> ox.NamedNode:
    """Return the graph of a document in the middle of generated data."""
    return ox.NamedNode(f"{GRAPH}gen_{size // 1600}")


def project_copy(name: str) -> Path:
    """Return a copy of the project's data, to be changed without harm."""
    target = SCRATCH / name
    for folder in ("ontology", "shapes", "build", "queries"):
        shutil.copytree(data.root() / folder, target / folder)
    return target
