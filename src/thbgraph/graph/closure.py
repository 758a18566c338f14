"""The ontology's axioms as closed tables: what one triple gives alone, and what transitive properties add.

Each class carries all its super-classes, each property all it implies in either direction, and transitive
properties stand in an order in which none feeds an earlier one. No rule about properties needs a type, so
one pass in the order *properties, transitive properties, types* is a fixpoint. Triples pass through here as
N-Triples lines: they compare, hash and go to a file as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import pyoxigraph as ox

from thbgraph.graph.tbox import Direction, TBox, reachable
from thbgraph.names import RDF_TYPE

__all__ = ["Closure", "Effect"]

_TYPE = f"<{RDF_TYPE}>"


@dataclass(frozen=True)
class Effect:
    """All that one triple of a property gives: other properties, and the types of its two ends.

    Of a literal only `straight` and `subject_types` hold: it is the subject of nothing and has no class.
    """

    straight: tuple[str, ...]
    turned: tuple[str, ...]
    subject_types: tuple[str, ...]
    object_types: tuple[str, ...]


Given = TypeVar("Given", Effect, tuple[str, ...])


class Closure:
    """The tables of one ontology; `domains_and_ranges` says whether they give types."""

    def __init__(self, tbox: TBox, domains_and_ranges: bool) -> None:
        self.super_classes = _least_first(_super_classes(tbox))
        types = _Types(tbox, self.super_classes) if domains_and_ranges else None
        self.effects = _least_first(_effects(tbox, types))
        self.chained = _transitive_order(tbox)

    @property
    def predicates(self) -> frozenset[str]:
        """The predicates of the triples that may follow, rdf:type apart."""
        implied = (name for effect in self.effects.values() for name in effect.straight + effect.turned)
        return frozenset({*implied, *self.chained})

    @property
    def classes(self) -> frozenset[str]:
        """The classes that something may be found to belong to."""
        classes = {name for names in self.super_classes.values() for name in names}
        for effect in self.effects.values():
            classes.update(effect.subject_types, effect.object_types)
        return frozenset(classes)

    def local(self, quads: Iterable[ox.Quad | ox.Triple]) -> set[str]:
        """Return what follows from each of these triples alone; asserted ones may be among the lines."""
        lines: set[str] = set()
        for quad in quads:
            literal = isinstance(quad.object, ox.Literal)
            ends = str(quad.subject), str(quad.object)
            lines.update(self._consequences(ends[0], quad.predicate.value, ends[1], literal))
        return lines

    def edges(self, lines: Iterable[str]) -> set[str]:
        """Return those of a file's N-Triples lines, asserted or local, that a transitive property chains.

        The closure over all files need be computed again only where the union of these has changed.
        """
        marks = {f"<{name}>" for name in self.chained}
        found: set[str] = set()
        for line in lines:
            _, predicate, rest = line.split(" ", 2)
            if predicate in marks and not rest.startswith('"'):
                found.add(line)
        return found

    def edges_of(self, store: ox.Store) -> set[str]:
        """Return the edges of all graphs of a store."""
        return {
            f"{quad.triple} ."
            for name in self.chained
            for quad in store.quads_for_pattern(None, ox.NamedNode(name), None, None)
            if not isinstance(quad.object, ox.Literal)
        }

    def transitive(self, edges: Iterable[str]) -> set[str]:
        """Return the lines that the edges of all files give together, with all that follows from them."""
        graphs: dict[str, dict[str, set[str]]] = {f"<{name}>": {} for name in self.chained}
        for line in edges:
            subject, predicate, rest = line.split(" ", 2)
            graphs[predicate].setdefault(subject, set()).add(rest.removesuffix(" ."))
        lines: set[str] = set()
        for name in self.chained:
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

    def _consequences(self, subject: str, predicate: str, object_: str, literal: bool) -> Iterator[str]:
        """Yield what follows from one triple; its ends as in N-Triples, its predicate a bare IRI."""
        if predicate == RDF_TYPE:
            for name in self.super_classes.get(object_[1:-1], ()):
                yield f"{subject} {_TYPE} <{name}> ."
            return
        effect = self.effects.get(predicate)
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
        for name in effect.object_types:
            yield f"{object_} {_TYPE} <{name}> ."


class _Types:
    """The types that domains and ranges give, super-classes included."""

    def __init__(self, tbox: TBox, super_classes: Mapping[str, tuple[str, ...]]) -> None:
        self._tbox = tbox
        self._super_classes = super_classes

    def of_end(self, directions: Iterable[Direction], subject: bool) -> tuple[str, ...]:
        """Return the types of one end of a triple that is read as each of the `directions`."""
        types: set[str] = set()
        for name, straight in directions:
            table = self._tbox.domains if subject == straight else self._tbox.ranges
            types |= table.get(name, set())
        closed = types.union(*(self._super_classes.get(name, ()) for name in types))
        return tuple(sorted(closed))


def _super_classes(tbox: TBox) -> dict[str, tuple[str, ...]]:
    """Return all strict super-classes of each class that has one; a class is never its own."""
    table: dict[str, tuple[str, ...]] = {}
    for name in sorted(tbox.sub_classes):
        classes = reachable(name, tbox.sub_classes) - {name}
        if classes:
            table[name] = tuple(sorted(classes))
    return table


def _effects(tbox: TBox, types: _Types | None) -> dict[str, Effect]:
    """Return what each property gives; properties that give nothing are left out."""
    names = {name for name, _ in tbox.implies} | (set(tbox.domains) | set(tbox.ranges) if types else set())
    effects: dict[str, Effect] = {}
    for name in sorted(names):
        implied = reachable((name, True), tbox.implies) - {(name, True)}
        straight = {(name, True)} | {each for each in implied if each[1]}
        turned = implied - straight
        effect = Effect(
            straight=tuple(sorted(other for other, _ in straight - {(name, True)})),
            turned=tuple(sorted(other for other, _ in turned)),
            subject_types=types.of_end(straight | turned, subject=True) if types else (),
            object_types=types.of_end(straight | turned, subject=False) if types else (),
        )
        if effect != Effect((), (), (), ()):
            effects[name] = effect
    return effects


def _least_first(table: dict[str, Given]) -> dict[str, Given]:
    """Return the table in the order of how much each name gives, then of the names."""
    return dict(sorted(table.items(), key=lambda item: (_amount(item[1]), item[0])))


def _amount(given: Effect | tuple[str, ...]) -> int:
    return len(given.straight + given.turned) if isinstance(given, Effect) else len(given)


def _transitive_order(tbox: TBox) -> tuple[str, ...]:
    """Return the transitive properties so that each comes before those that it implies.

    Of properties that imply each other (a property and its inverse) the first alone is kept: they are the
    same relation, and the closure of one gives the other's as its consequence.
    """
    implied: dict[str, set[str]] = {}
    for name in sorted(tbox.transitive):
        others = {other for other, _ in reachable((name, True), tbox.implies)} - {name}
        implied[name] = others & tbox.transitive
    kept: list[str] = []
    for name in implied:
        if not any(name in implied[other] and other in implied[name] for other in kept):
            kept.append(name)
    # What implies more stands higher: implication is transitive, so this is a topological order.
    return tuple(sorted(kept, key=lambda name: (-len(implied[name]), name)))


def _missing_pairs(graph: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """Return the pairs that the transitive closure adds to a relation, in no particular order."""
    return [(start, end) for start in graph for end in reachable(start, graph) - graph[start]]
