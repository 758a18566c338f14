"""Tiny ontologies and data for the tests of inference."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from thbgraph.graph.inference import Rules
from thbgraph.names import PREFIXES

EX = "http://example.org/"
INFERRED = EX + "graph/inferred"
HEAD = f"PREFIX ex: <{EX}>\nPREFIX owl: <{PREFIXES['owl']}>\nPREFIX rdfs: <{PREFIXES['rdfs']}>\n"


def triples(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE)]


def store_of(*files: Iterable[ox.Triple]) -> ox.Store:
    """Return a store with one named graph a file."""
    store = ox.Store()
    for number, file in enumerate(files):
        graph = ox.NamedNode(f"{EX}graph/{number}")
        store.extend(ox.Quad(each.subject, each.predicate, each.object, graph) for each in file)
    return store


def rules_of(turtle: str, **options) -> Rules:
    return Rules.compile(store_of(triples(turtle)), **options)


def lines_of(store: ox.Store, graph: str = INFERRED) -> set[str]:
    return {f"{quad.triple} ." for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph))}


def inferred(rules: Rules, *files: Iterable[ox.Triple]) -> set[str]:
    """Return the lines that `apply` adds to the files."""
    store = store_of(*files)
    count = rules.apply(store, INFERRED)
    lines = lines_of(store)
    assert count == len(lines)
    return lines


def lines(turtle: str) -> set[str]:
    return {f"{triple} ." for triple in triples(turtle)}


def in_parts(rules: Rules, *files: list[ox.Triple]) -> set[str]:
    """Return what an incremental build infers: file by file, then the transitive part over all."""
    asserted = [{f"{triple} ." for triple in file} for file in files]
    local = [rules.local(file) for file in files]
    edges = [rules.edges(each | more) for each, more in zip(asserted, local, strict=True)]
    return set().union(*local, rules.transitive(set().union(*edges))) - set().union(*asserted)
