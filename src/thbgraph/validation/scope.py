"""One validation run: the store it asks, what it must not see, and where the focus nodes of a shape come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import pyoxigraph as ox

from thbgraph.validation.paths import Hidden, Path, Predicate, pattern
from thbgraph.validation.report import Term
from thbgraph.validation.shapes import Shape, Shapes
from thbgraph.validation.vocabulary import RDF_TYPE, SUB_CLASS_OF

__all__ = ["Run", "Scope", "subclass_closure"]


@dataclass(frozen=True)
class Scope:
    """A SPARQL pattern that binds focus nodes: variable `focus`, and `root` for the target they belong to."""

    pattern: str
    root: str
    focus: str

    @property
    def variables(self) -> str:
        """The variables to select, each once."""
        return self.root if self.root == self.focus else f"{self.root} {self.focus}"


class Run:
    """What every check of one validation shares.

    `queries` counts the queries asked and `variables` numbers the variables made, so that patterns can be nested
    without a clash (`?thb0`, `?thb1` ...).
    """

    def __init__(
        self,
        store: ox.Store,
        shapes: Shapes,
        subclasses: Mapping[str, Iterable[str]] | None,
        hidden: Hidden | None,
    ) -> None:
        self.store = store
        self.shapes = shapes
        self.hidden = hidden
        self.queries = 0
        self._given = subclasses
        self._variables = count()
        self._types: dict[Term, set[str]] = {}
        self._classes: dict[str, set[str]] = {}

    @cached_property
    def _subclasses(self) -> Mapping[str, Iterable[str]]:
        return subclass_closure(self.store) if self._given is None else self._given

    def classes(self, iri: str) -> list[str]:
        """Return the IRIs of a class and of its subclasses, sorted."""
        return sorted({iri, *self._subclasses.get(iri, ())})

    def class_names(self) -> list[str]:
        """Return the IRIs of the classes that are known to have subclasses."""
        return sorted(self._subclasses)

    def fresh(self) -> str:
        """Return a variable that no pattern uses yet."""
        return f"?thb{next(self._variables)}"

    def path(self, path: Path, start: str, end: str) -> str:
        """Return the pattern of a path from one variable or term to another."""
        return pattern(path, start, end, self.fresh, self.hidden)

    def rows(self, query: str, *, graphs: list[ox.NamedNode] | None = None) -> ox.QuerySolutions:
        """Ask the union of all named graphs, or of `graphs` only, and return the rows."""
        self.queries += 1
        if graphs is None:
            answer = self.store.query(query, use_default_graph_as_union=True)
        else:
            answer = self.store.query(query, default_graph=list(graphs))
        assert isinstance(answer, ox.QuerySolutions)
        return answer

    def values(self, shape: Shape, scope: Scope) -> tuple[str, str]:
        """Return the pattern that leads from a scope's focus nodes to a shape's value nodes, and their variable."""
        if shape.path is None:
            return scope.pattern, scope.focus
        value = self.fresh()
        return scope.pattern + self.path(shape.path, scope.focus, value), value

    def has_class(self, variable: str, iri: str) -> str:
        """Return the pattern that holds where a variable is an instance of a class or of a subclass."""
        classes = self.classes(iri)
        if len(classes) == 1:
            return f"{variable} <{RDF_TYPE}> <{iri}> . "
        kind = self.fresh()
        listed = ", ".join(f"<{name}>" for name in classes)
        return f"{variable} <{RDF_TYPE}> {kind} FILTER({kind} IN ({listed})) "

    def targets(self, shape: Shape, focus: Iterable[Term] | None = None) -> Scope | None:
        """Return the scope of a shape's own targets, or of those among `focus`; None where there can be none."""
        root = self.fresh()
        if focus is None:
            return Scope(self._union(shape, root), root, root)
        found = [node for node in focus if not isinstance(node, ox.BlankNode) and self._is_target(shape, node)]
        return self.only(found) if found else None

    def _is_target(self, shape: Shape, node: Term) -> bool:
        """Tell whether a node is one of a shape's targets; its types are looked up once for all shapes."""
        targets = shape.targets
        if node in targets.get("targetNode", ()):
            return True
        if any(self._has(None, _predicate(p), node) for p in targets.get("targetObjectsOf", ())):
            return True
        if isinstance(node, ox.Literal):
            return False
        if any(self._has(node, _predicate(p), None) for p in targets.get("targetSubjectsOf", ())):
            return True
        if "targetClass" not in targets:
            return False
        if node not in self._types:
            quads = self.store.quads_for_pattern(node, ox.NamedNode(RDF_TYPE), None)
            self._types[node] = {_iri(quad.object) for quad in quads}
        return not self._target_classes(shape).isdisjoint(self._types[node])

    def _has(self, subject: Term | None, predicate: Predicate, value: Term | None) -> bool:
        quads = self.store.quads_for_pattern(subject, ox.NamedNode(predicate.iri), value)
        hidden = self.hidden
        if hidden is None or predicate.iri not in hidden.predicates:
            return next(quads, None) is not None
        return any(_iri(quad.graph_name) != hidden.graph for quad in quads)

    def _target_classes(self, shape: Shape) -> set[str]:
        if shape.name not in self._classes:
            named = shape.targets.get("targetClass", ())
            self._classes[shape.name] = {name for node in named for name in self.classes(_iri(node))}
        return self._classes[shape.name]

    def only(self, nodes: Iterable[Term]) -> Scope:
        """Return a scope of the nodes given; they must not be blank, which SPARQL cannot name."""
        root = self.fresh()
        return Scope(_listed(root, nodes), root, root)

    def _union(self, shape: Shape, root: str) -> str:
        branches = []
        classes = self._target_classes(shape)
        if classes:
            kind = self.fresh()
            listed = " ".join(f"<{name}>" for name in sorted(classes))
            if len(classes) == 1:
                branches.append(f"{root} <{RDF_TYPE}> {listed} . ")
            else:  # a node of two of the classes would be checked twice
                typed = f"VALUES {kind} {{ {listed} }} {root} <{RDF_TYPE}> {kind}"
                branches.append(f"{{ SELECT DISTINCT {root} {{ {typed} }} }} ")
        for node in shape.targets.get("targetSubjectsOf", ()):
            branches.append(self.path(_predicate(node), root, self.fresh()))
        for node in shape.targets.get("targetObjectsOf", ()):
            branches.append(self.path(_predicate(node), self.fresh(), root))
        if "targetNode" in shape.targets:
            branches.append(_listed(root, shape.targets["targetNode"]))
        return branches[0] if len(branches) == 1 else "{ " + "} UNION { ".join(branches) + "} "


def subclass_closure(store: ox.Store) -> dict[str, set[str]]:
    """Return, for every class with rdfs:subClassOf triples in any graph, its subclasses and itself."""
    below: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(SUB_CLASS_OF), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            below.setdefault(quad.object.value, set()).add(quad.subject.value)
    closure: dict[str, set[str]] = {}
    for top in below:
        found, waiting = {top}, [top]
        while waiting:
            new = below.get(waiting.pop(), set()) - found
            found |= new
            waiting.extend(new)
        closure[top] = found
    return closure


def _listed(variable: str, nodes: Iterable[Term]) -> str:
    return f"VALUES {variable} {{ {' '.join(map(str, nodes))} }} "


def _iri(node: Term | ox.DefaultGraph) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _predicate(node: Term) -> Predicate:
    return Predicate(_iri(node))
