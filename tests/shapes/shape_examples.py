"""A small graph that every shape accepts, and the means to spoil it in one place at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from thbgraph.names import PREFIXES, THB, THBV, expand
from thbgraph.validation import Report, Shapes, validate

PROJECT = Path(__file__).resolve().parents[2]
EX = "https://w3id.org/thbgraph/id/example/"
GRAPH = ox.NamedNode("https://w3id.org/thbgraph/id/graph/example")
ONTOLOGY = ox.NamedNode("https://w3id.org/thbgraph/id/graph/ontology")
TYPE = ox.NamedNode(expand("rdf:type"))
Verdicts = set[tuple[str, str, str]]


def ex(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


def iri(curie: str) -> ox.NamedNode:
    return ox.NamedNode(expand(curie))


@cache
def shape_files() -> tuple[Path, ...]:
    return tuple(sorted((PROJECT / "shapes" / "data").glob("*.ttl")))


@cache
def shapes() -> Shapes:
    return Shapes.load(shape_files())


@cache
def shape_graph() -> ox.Store:
    store = ox.Store()
    for path in shape_files():
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


@cache
def ontology() -> tuple[ox.Quad, ...]:
    files = [*(PROJECT / "ontology").glob("*.ttl"), *(PROJECT / "ontology" / "vocabularies").glob("*.ttl")]
    return tuple(
        ox.Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY)
        for path in files
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    )


@cache
def base() -> frozenset[ox.Triple]:
    path = Path(__file__).with_name("base.ttl")
    quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return frozenset(ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)


def turtle(text: str) -> Iterator[ox.Triple]:
    prefixes = {**PREFIXES, "ex": EX, "v": THBV}
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes.items())
    for quad in ox.parse(head + text, format=ox.RdfFormat.TURTLE):
        yield ox.Triple(quad.subject, quad.predicate, quad.object)


def without(subject: str, *predicates: str) -> frozenset[ox.Triple]:
    """The base graph less the values that a subject has for some predicates."""
    gone = {iri(predicate) for predicate in predicates}
    return frozenset(t for t in base() if not (t.subject == ex(subject) and t.predicate in gone))


def store_of(triples: Iterable[ox.Triple]) -> ox.Store:
    store = ox.Store()
    store.extend(ontology())
    store.extend(ox.Quad(t.subject, t.predicate, t.object, GRAPH) for t in triples)
    return store


def check(triples: Iterable[ox.Triple]) -> Report:
    return validate(store_of(triples), shapes(), fallback="refuse")


def verdicts(report: Report) -> Verdicts:
    """The verdicts as (focus, shape, severity), in short names."""
    return {(_short(r.focus), _short(r.shape), _short(r.severity)) for r in report.results}


def _short(term: object) -> str:
    text = str(getattr(term, "value", term)).strip("<>")
    return text.rsplit("#", 1)[-1].removeprefix(EX)


def local(name: str) -> str:
    return name.removeprefix(THB)
