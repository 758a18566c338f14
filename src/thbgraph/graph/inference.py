"""Infers what the ontology says about the data, whole or one record file at a time, with the same result.

The axioms are closed when they are compiled: each class carries all its super-classes, each property all it
implies in either direction, and transitive properties stand in an order in which none feeds an earlier one. No
rule about properties needs a type, so one pass in the order *properties, transitive properties, types* is a
fixpoint. What follows from one triple alone can then be kept for each file (`local`), and only the transitive
part is a matter of all files (`transitive`); on a whole store the first part is one SPARQL INSERT for each class
and property (`apply`). Both ways read the same tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from thbgraph.errors import ThbgraphError
from thbgraph.graph.rules import CustomRules
from thbgraph.graph.tbox import TBox, reachable, read_ontology, read_tbox
from thbgraph.names import RDF_TYPE

__all__ = ["Rules"]

_TYPE = f"<{RDF_TYPE}>"


@dataclass(frozen=True)
class _Effect:
    """All that one triple of a property gives: other properties, and the types of its two ends.

    `turned` and `turned_types` (of the subject) hold only where the object is not a literal.
    """

    straight: tuple[str, ...]
    turned: tuple[str, ...]
    subject_types: tuple[str, ...]
    turned_types: tuple[str, ...]
    object_types: tuple[str, ...]


class Rules:
    """The compiled rules; make them with `Rules.compile`."""

    def __init__(self, tbox: TBox, domains_and_ranges: bool, custom: CustomRules) -> None:
        self._super_classes = {
            name: tuple(sorted(reachable(name, tbox.sub_classes) - {name})) for name in sorted(tbox.sub_classes)
        }
        types = _Types(tbox, self._super_classes) if domains_and_ranges else None
        self._effects = _effects(tbox, types)
        self._transitive = _transitive_order(tbox)
        self._custom = custom

    @classmethod
    def compile(
        cls,
        ontology: ox.Store | Iterable[Path],
        *,
        domains_and_ranges: bool = False,
        custom: Iterable[Path] = (),
    ) -> Rules:
        """Return the rules of an ontology and of custom rules (SPARQL CONSTRUCT files, see `graph.rules`).

        What follows from domains and ranges is left out unless asked for: an instrument used as a bearer must
        fail the gate, not become an actor. UnsupportedAxiomError for an axiom outside the subset.
        """
        quads = read_ontology(ontology)
        return cls(read_tbox(quads), domains_and_ranges, CustomRules.read(custom, quads))

    @property
    def derived_predicates(self) -> frozenset[str]:
        """The predicates that inferred triples may have, rdf:type apart."""
        straight = (name for effect in self._effects.values() for name in effect.straight + effect.turned)
        return frozenset({*straight, *self._transitive, *self._custom.predicates}) - {RDF_TYPE}

    # One file at a time

    def local(self, quads: Iterable[ox.Quad | ox.Triple]) -> set[str]:
        """Return, as N-Triples lines, what follows from these triples one by one.

        With custom rules of scope `record`, also what follows from the triples taken together. Lines that
        repeat an asserted triple may be among them.
        """
        quads = list(quads)
        lines: set[str] = set()
        for quad in quads:
            literal = isinstance(quad.object, ox.Literal)
            lines.update(self._consequences(str(quad.subject), quad.predicate.value, str(quad.object), literal))
        if self._custom.of_records:
            lines |= self._custom.close_record(quads, lines, self)
        return lines

    def edges(self, lines: Iterable[str]) -> set[str]:
        """Return those of a file's N-Triples lines, asserted or local, that a transitive property chains.

        The closure over all files need be computed again only where the union of these has changed.
        """
        marks = tuple(f"<{name}>" for name in self._transitive)
        return {line for line in lines if line.split(" ", 2)[1] in marks} if marks else set()

    def transitive(self, edges: Iterable[str]) -> set[str]:
        """Return the N-Triples lines that the edges of all files give together, with their own consequences."""
        graphs: dict[str, dict[str, set[str]]] = {f"<{name}>": {} for name in self._transitive}
        for line in edges:
            subject, predicate, rest = line.split(" ", 2)
            graphs[predicate].setdefault(subject, set()).add(rest.removesuffix(" ."))
        lines: set[str] = set()
        for name in self._transitive:
            graph = graphs[f"<{name}>"]
            for subject, object_ in _missing_pairs(graph):
                new = {f"{subject} <{name}> {object_} ."}
                new.update(self._consequences(subject, name, object_, False))
                lines |= new
                # A property that this one implies comes later in the order, and chains these edges too.
                for line in self.edges(new):
                    start, predicate, rest = line.split(" ", 2)
                    if predicate != f"<{name}>":
                        graphs[predicate].setdefault(start, set()).add(rest.removesuffix(" ."))
        return lines

    def _consequences(self, subject: str, predicate: str, object_: str, literal: bool) -> Iterable[str]:
        """Yield what follows from one triple; subject and object as in N-Triples, the predicate's bare IRI."""
        if predicate == RDF_TYPE:
            for name in self._super_classes.get(object_[1:-1], ()):
                yield f"{subject} {_TYPE} <{name}> ."
            return
        effect = self._effects.get(predicate)
        if effect is None:
            return
        for name in effect.straight:
            yield f"{subject} <{name}> {object_} ."
        for name in effect.subject_types:
            yield f"{subject} {_TYPE} <{name}> ."
        if literal:
            return
        for name in effect.turned:
            yield f"{object_} <{name}> {subject} ."
        for name in effect.turned_types:
            yield f"{subject} {_TYPE} <{name}> ."
        for name in effect.object_types:
            yield f"{object_} {_TYPE} <{name}> ."

    # A whole store

    def apply(self, store: ox.Store, target_graph: str) -> int:
        """Insert into `target_graph` all that follows from the store's named graphs and is not yet in one.

        Return how many quads were added. ThbgraphError where triples lie in the default graph: the data of
        this project never does, and it would be overlooked.
        """
        if next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None:
            raise ThbgraphError("the store has triples outside named graphs", "load them into a named graph")
        before = _size(store, target_graph)
        asserted = self._asserted(store, target_graph)
        for update in self._updates(target_graph):
            store.update(update)
        self._insert(store, self.transitive(self._edges_of(store)), target_graph)
        for pattern in asserted:
            _drop_repeats(store, pattern, target_graph)
        self._custom.complete(store, target_graph, self)
        return _size(store, target_graph) - before

    def _updates(self, target_graph: str) -> Iterable[str]:
        """Yield one INSERT for each property, then for each class, that something follows from."""
        for name, effect in self._effects.items():
            straight = [f"?x <{other}> ?y" for other in effect.straight]
            straight += [f"?y <{other}> ?x" for other in effect.turned]
            straight += [f"?x a <{other}>" for other in effect.subject_types]
            straight += [f"?y a <{other}>" for other in effect.object_types]
            pattern = f"GRAPH ?g {{ ?x <{name}> ?y }}"
            if straight:
                yield _insert(straight, pattern, target_graph)
            if effect.turned_types:
                turned = [f"?x a <{other}>" for other in effect.turned_types]
                yield _insert(turned, pattern + " FILTER(!isLiteral(?y))", target_graph)
        for name, classes in self._super_classes.items():
            if classes:
                types = [f"?x a <{other}>" for other in classes]
                yield _insert(types, f"GRAPH ?g {{ ?x a <{name}> }}", target_graph)

    def _asserted(self, store: ox.Store, target_graph: str) -> list[str]:
        """Return the triple patterns of what could be inferred and is also asserted; usually few or none."""
        classes = {name for names in self._super_classes.values() for name in names}
        for effect in self._effects.values():
            classes.update(effect.subject_types, effect.turned_types, effect.object_types)
        patterns = [f"?s <{name}> ?o" for name in sorted(self.derived_predicates)]
        patterns += [f"?s a <{name}>" for name in sorted(classes)]
        query = "ASK {{ GRAPH ?g {{ {} }} FILTER(?g != <{}>) }}"
        return [pattern for pattern in patterns if bool(store.query(query.format(pattern, target_graph)))]

    def _edges_of(self, store: ox.Store) -> set[str]:
        return {
            f"{quad.subject} {quad.predicate} {quad.object} ."
            for name in self._transitive
            for quad in store.quads_for_pattern(None, ox.NamedNode(name), None, None)
            if not isinstance(quad.object, ox.Literal)
        }

    @staticmethod
    def _insert(store: ox.Store, lines: Iterable[str], target_graph: str) -> None:
        text = "\n".join(lines)
        if text:
            store.load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(target_graph))


class _Types:
    """The types that domains and ranges give, super-classes included."""

    def __init__(self, tbox: TBox, super_classes: Mapping[str, tuple[str, ...]]) -> None:
        self._tbox = tbox
        self._super_classes = super_classes

    def of_end(self, directions: Iterable[tuple[str, bool]], subject: bool) -> tuple[str, ...]:
        """Return the types of one end of a triple that is read as each of the `directions`."""
        types: set[str] = set()
        for name, straight in directions:
            table = self._tbox.domains if subject == straight else self._tbox.ranges
            types |= table.get(name, set())
        closed = types.union(*(self._super_classes.get(name, ()) for name in types))
        return tuple(sorted(closed))


def _effects(tbox: TBox, types: _Types | None) -> dict[str, _Effect]:
    """Return what each property gives; properties that give nothing are left out."""
    names = {name for name, _ in tbox.implies} | (set(tbox.domains) | set(tbox.ranges) if types else set())
    effects: dict[str, _Effect] = {}
    for name in sorted(names):
        implied = reachable((name, True), tbox.implies) - {(name, True)}
        straight = {(name, True)} | {each for each in implied if each[1]}
        turned = implied - straight
        effect = _Effect(
            straight=tuple(sorted(other for other, _ in straight - {(name, True)})),
            turned=tuple(sorted(other for other, _ in turned)),
            subject_types=types.of_end(straight, subject=True) if types else (),
            turned_types=types.of_end(turned, subject=True) if types else (),
            object_types=types.of_end(straight | turned, subject=False) if types else (),
        )
        if effect != _Effect((), (), (), (), ()):
            effects[name] = effect
    return effects


def _transitive_order(tbox: TBox) -> tuple[str, ...]:
    """Return the transitive properties so that each comes before those that it implies.

    Of properties that imply each other (a property and its inverse) the first alone is kept: they are the same
    relation, and the closure of one gives the other's as its consequence.
    """
    implied = {
        name: {other for other, _ in reachable((name, True), tbox.implies) if other in tbox.transitive} - {name}
        for name in sorted(tbox.transitive)
    }
    kept: list[str] = []
    for name in implied:
        if not any(name in implied[other] and other in implied[name] for other in kept):
            kept.append(name)
    # What implies more stands higher: implication is transitive, so this is a topological order.
    return tuple(sorted(kept, key=lambda name: (-len(implied[name]), name)))


def _missing_pairs(graph: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """Return the pairs that the transitive closure adds to a relation, in no particular order."""
    return [(start, end) for start in graph for end in reachable(start, graph) - graph[start]]


def _insert(templates: Iterable[str], pattern: str, target_graph: str) -> str:
    return f"INSERT {{ GRAPH <{target_graph}> {{ {' . '.join(templates)} }} }} WHERE {{ {pattern} }}"


def _drop_repeats(store: ox.Store, pattern: str, target_graph: str) -> None:
    store.update(
        f"DELETE {{ GRAPH <{target_graph}> {{ {pattern} }} }} WHERE {{ GRAPH ?g {{ {pattern} }} "
        f"FILTER(?g != <{target_graph}>) GRAPH <{target_graph}> {{ {pattern} }} }}"
    )


def _size(store: ox.Store, graph: str) -> int:
    rows = store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    assert isinstance(rows, ox.QuerySolutions)
    count = next(rows)["n"]
    return int(count.value) if isinstance(count, ox.Literal) else 0
