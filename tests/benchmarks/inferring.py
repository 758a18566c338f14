"""The project's ontology on generated data: against owlrl, reasonable, and the compiled INSERTs by themselves."""

from __future__ import annotations

from collections.abc import Iterator

import material
import measuring
import pyoxigraph as ox
from measuring import Line

from thbgraph.graph.inference import Rules
from thbgraph.names import GRAPH_INFERRED, RDF_TYPE, THB, THBD

OWLRL_SIZE = 10_000
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def lines(size: int, full: bool, **_: object) -> Iterator[Line]:
    yield from _against_owlrl()
    rules = material.rules(custom=False)
    rounds = 3 if size > 300_000 else 7
    ours, bare, typed = measuring.paired(
        lambda store: rules.apply(store, GRAPH_INFERRED),
        lambda store: _inserts(store, rules),
        lambda store: material.rules(domains_and_ranges=True, custom=False).apply(store, GRAPH_INFERRED),
        rounds=rounds,
        prepare=[lambda: material.store_of(size)] * 3,
    )
    yield measuring.at_most(f"as a build infers, {size:.0e} quads", "the bare INSERTs", ours, bare, 1.5)
    theirs, closure = _reasonable(size)
    yield measuring.faster(f"as a build infers, {size:.0e} quads", "reasonable", ours, theirs, 2)
    text = f"with domains and ranges, {size:.0e} quads"
    yield measuring.faster(text, "reasonable", typed, theirs, 2)
    yield measuring.agree(text, "closure of the vocabulary, reasonable", closure == _closure(size))


def _inserts(store: ox.Store, rules: Rules) -> None:
    """Run what the ontology compiles to, once each: no look for repeats, no loop to a fixpoint, no count."""
    for update in rules._updates(GRAPH_INFERRED):
        store.update(update)
    for name in rules._closure.chained:
        chain = f"GRAPH <{GRAPH_INFERRED}> {{ ?x <{name}> ?y }}"
        store.update(f"INSERT {{ {chain} }} WHERE {{ {chain.replace('> ?y', '>+ ?y')} }}")


def _closure(size: int) -> set[str]:
    """Return what thbgraph knows in the vocabulary about generated things, asserted and inferred."""
    store = material.store_of(size)
    material.rules(domains_and_ranges=True, custom=False).apply(store, GRAPH_INFERRED)
    return _of_vocabulary(quad.triple for quad in store)


def _of_vocabulary(triples: Iterator[ox.Triple]) -> set[str]:
    """Return the triples about generated things that use properties and classes of the ontology."""
    found = set()
    for triple in triples:
        subject, predicate, value = (getattr(term, "value", "") for term in triple)
        about = predicate.startswith(THB) or (predicate == RDF_TYPE and value.startswith(THB))
        if about and subject.startswith(THBD):
            found.add(str(triple))
    return found


def _turtle(size: int) -> bytes:
    return ox.serialize((quad.triple for quad in material.store_of(size)), format=material.NTRIPLES) or b""


def _against_owlrl() -> Iterator[Line]:
    import owlrl
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=_turtle(OWLRL_SIZE), format="nt")
    theirs, _ = measuring.timed(lambda: owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph))
    (ours, typed) = measuring.paired(
        lambda store: material.rules(custom=False).apply(store, GRAPH_INFERRED),
        lambda store: material.rules(domains_and_ranges=True, custom=False).apply(store, GRAPH_INFERRED),
        prepare=[lambda: material.store_of(OWLRL_SIZE)] * 2,
    )
    yield measuring.faster(f"as a build infers, {OWLRL_SIZE:.0e} quads", "owlrl", ours, theirs, 200)
    text = f"with domains and ranges, {OWLRL_SIZE:.0e} quads"
    yield measuring.faster(text, "owlrl", typed, theirs, 200)
    nodes = (rdflib.URIRef, rdflib.Literal)
    kept = rdflib.Graph()
    for subject, predicate, value in graph:
        if isinstance(subject, rdflib.URIRef) and isinstance(value, nodes) and subject.startswith(THBD):
            kept.add((subject, predicate, value))
    text_of = kept.serialize(format="nt")
    closure = _of_vocabulary(quad.triple for quad in ox.parse(text_of, format=material.NTRIPLES))
    yield measuring.agree(text, "closure of the vocabulary, owlrl", closure == _closure(OWLRL_SIZE))


def _reasonable(size: int) -> tuple[float, set[str]]:
    import reasonable

    path = material.SCRATCH / "reasonable.ttl"
    path.write_bytes(_turtle(size))
    reasoner = reasonable.PyReasoner()
    reasoner.load_file(str(path))
    theirs, triples = measuring.timed(reasoner.reason)
    found = set()
    for subject, predicate, value in triples:
        about = predicate.startswith(THB) or (str(predicate) == RDF_TYPE and value.startswith(THB))
        if about and subject.startswith(THBD):
            found.add(f"{subject.n3()} {predicate.n3()} {value.n3()}".removesuffix(f"^^<{XSD_STRING}>"))
    return theirs, found
