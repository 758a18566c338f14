"""Infers what the ontology says about the data, whole or one record file at a time, with the same result.

On a whole store (`Rules.apply`) what follows from one triple alone is one SPARQL INSERT for each class, each
property, and each set of types that domains and ranges give. For the incremental build the same is computed
for each file (`Rules.local`) and kept with it; only what transitive properties chain (`Rules.transitive`) is
a matter of all files, and need be computed again only where the union of their edges changed:

    local(file 1) | ... | local(file n) | transitive(all edges), less the asserted  ==  apply(store)

where the edges of a file are `edges(asserted lines | local(file))`. Custom rules of scope `global` come on
top, in both ways, by `Rules.complete`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from thbgraph.errors import ThbgraphError
from thbgraph.graph.closure import Closure
from thbgraph.graph.rules import CustomRules
from thbgraph.graph.tbox import read_ontology, read_tbox
from thbgraph.names import RDF_TYPE

__all__ = ["Rules"]

_Pattern = tuple[ox.NamedNode, ox.NamedNode | None]


class Rules:
    """The compiled rules of an ontology; make them with `Rules.compile`."""

    def __init__(self, closure: Closure, custom: CustomRules) -> None:
        self._closure = closure
        self._custom = custom

    @classmethod
    def compile(
        cls,
        ontology: ox.Store | Iterable[Path],
        *,
        domains_and_ranges: bool = False,
        custom: Iterable[Path] = (),
    ) -> Rules:
        """Return the rules of an ontology (a store with nothing else, or Turtle files) and custom rules.

        What follows from domains and ranges is left out unless asked for: an instrument used as a bearer must
        fail the gate, not become an actor. UnsupportedAxiomError for an axiom outside the subset, RuleError
        for a custom rule that does not keep to its contract.
        """
        quads = read_ontology(ontology)
        closure = Closure(read_tbox(quads), domains_and_ranges)
        return cls(closure, CustomRules.read(custom, quads, closure))

    @property
    def derived_predicates(self) -> frozenset[str]:
        """The predicates that inferred triples may have, rdf:type apart."""
        return (self._closure.predicates | self._custom.predicates) - {RDF_TYPE}

    @property
    def needs_completion(self) -> bool:
        """Tell whether `complete` must follow the parts of an incremental build: some rule is global."""
        return self._custom.any_global

    def local(self, quads: Iterable[ox.Quad | ox.Triple]) -> set[str]:
        """Return, as N-Triples lines, what follows from the triples of one record file by themselves.

        That is what each gives alone, and what custom rules of scope `record` give. Lines that repeat an
        asserted triple may be among them.
        """
        quads = list(quads)
        lines = self._closure.local(quads)
        return lines | self._custom.close_record(quads, lines)

    def edges(self, lines: Iterable[str]) -> set[str]:
        """Return those of a file's lines, asserted or local, that a transitive property chains."""
        return self._closure.edges(lines)

    def transitive(self, edges: Iterable[str]) -> set[str]:
        """Return the lines that the edges of all files give together, with all that follows from them."""
        return self._closure.transitive(edges)

    def apply(self, store: ox.Store, target_graph: str) -> int:
        """Insert into `target_graph` all that follows from the store's named graphs and is not yet in one.

        Return how many quads were added. ThbgraphError where triples lie in the default graph: the data of
        this project never does, and they would be overlooked.
        """
        if next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None:
            raise ThbgraphError("the store has triples outside named graphs", "load them into a named graph")
        before = _size(store, target_graph)
        repeatable = list(self._repeatable(store, target_graph))
        for update in self._updates(target_graph):
            store.update(update)
        new = self._closure.transitive(self._closure.edges_of(store))
        store.load("\n".join(new), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(target_graph))
        for pattern in repeatable:
            _drop_repeats(store, pattern, target_graph)
        self.complete(store, target_graph)
        return _size(store, target_graph) - before

    def complete(self, store: ox.Store, target_graph: str) -> int:
        """Run the custom rules, and what follows from them, to a fixpoint; return how many quads were added.

        The store must hold what the ontology gives already.
        """
        return self._custom.complete(store, target_graph)

    def _updates(self, target_graph: str) -> Iterator[str]:
        """Yield an INSERT for each class, each set of types and each property that something follows from.

        Every INSERT gives all that follows, so any order will do; in this one none reads again what another
        has inferred. Of classes and properties, what gives least comes first for the same reason.
        """
        for name, classes in self._closure.super_classes.items():
            types = [f"?x a <{other}>" for other in classes]
            yield _insert(types, f"GRAPH ?g {{ ?x a <{name}> }}", target_graph)
        for given, ends in self._typed_ends().items():
            # A thing has many properties that tell the same of it: once is enough.
            union = " UNION ".join(f"{{ GRAPH ?g {{ {end} }} }}" for end in ends)
            things = f"SELECT DISTINCT ?thing {{ {union} }}"
            yield _insert([f"?thing a <{other}>" for other in given], things, target_graph)
        for name, effect in self._closure.effects.items():
            templates = [f"?x <{other}> ?y" for other in effect.straight]
            templates += [f"?y <{other}> ?x" for other in effect.turned]
            if templates:
                yield _insert(templates, f"GRAPH ?g {{ ?x <{name}> ?y }}", target_graph)

    def _typed_ends(self) -> dict[tuple[str, ...], list[str]]:
        """Return the ends of properties, as patterns that bind ?thing, by the types that they give."""
        ends: dict[tuple[str, ...], list[str]] = {}
        for name, effect in self._closure.effects.items():
            if effect.subject_types:
                ends.setdefault(effect.subject_types, []).append(f"?thing <{name}> ?y")
            if effect.object_types:
                ends.setdefault(effect.object_types, []).append(f"?x <{name}> ?thing")
        return ends

    def _repeatable(self, store: ox.Store, target_graph: str) -> Iterator[_Pattern]:
        """Yield the patterns of what may be inferred and is also asserted: the only places for a repeat.

        Looking there once afterwards is cheaper than asking of each solution whether it is new.
        """
        target = ox.NamedNode(target_graph)
        patterns: list[_Pattern] = [(ox.NamedNode(name), None) for name in sorted(self._closure.predicates)]
        patterns += [(ox.NamedNode(RDF_TYPE), ox.NamedNode(name)) for name in sorted(self._closure.classes)]
        for pattern in patterns:
            if any(quad.graph_name != target for quad in store.quads_for_pattern(None, *pattern, None)):
                yield pattern


def _insert(templates: Iterable[str], pattern: str, target_graph: str) -> str:
    return f"INSERT {{ GRAPH <{target_graph}> {{ {' . '.join(templates)} }} }} WHERE {{ {pattern} }}"


def _drop_repeats(store: ox.Store, pattern: _Pattern, target_graph: str) -> None:
    target = ox.NamedNode(target_graph)
    for quad in list(store.quads_for_pattern(None, *pattern, None)):
        if quad.graph_name != target:
            store.remove(ox.Quad(quad.subject, quad.predicate, quad.object, target))


def _size(store: ox.Store, graph: str) -> int:
    rows = store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    assert isinstance(rows, ox.QuerySolutions)
    count = next(rows)["n"]
    assert isinstance(count, ox.Literal)
    return int(count.value)
