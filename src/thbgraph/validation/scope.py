"""One validation run: the store it asks, what it must not see, and where focus nodes come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

import pyoxigraph as ox

from thbgraph.validation.paths import Alternative, Hidden, Path, Predicate, Repeat, pattern
from thbgraph.validation.report import Term
from thbgraph.validation.shapes import Shape, Shapes
from thbgraph.validation.vocabulary import RDF_TYPE, SUB_CLASS_OF

__all__ = ["Run", "Scope", "subclass_closure"]


@dataclass(frozen=True)
class Scope:
    """A SPARQL pattern that binds focus nodes: variable `focus`, and `root` for the target they belong to.

    `check` is an expression that says the same of a focus node already bound, "" where there is none.
    `predicates` holds all predicates that the focus nodes have, where that is known: a path that starts with
    none of them leads nowhere, and what needs a value need not be asked.
    """

    pattern: str
    root: str
    focus: str
    check: str = ""
    predicates: frozenset[str] | None = None

    @property
    def variables(self) -> str:
        """The variables to select, each once."""
        return self.root if self.root == self.focus else f"{self.root} {self.focus}"


class Run:
    """What every check of one validation shares.

    `queries` counts the queries asked and `variables` numbers the variables made, so that patterns can be
    nested without a clash (`?thb0`, `?thb1` ...).
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
        self._about: dict[Term, tuple[set[str], set[str]]] = {}
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
        """Return the pattern from a scope's focus nodes to a shape's value nodes, and their variable."""
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
        """Return the scope of a shape's own targets, or of those among `focus`; None where there are none."""
        root = self.fresh()
        if focus is None:
            check = self._typed(shape, root) if set(shape.targets) == {"targetClass"} else ""
            return Scope(self._union(shape, root), root, root, check)
        named = (node for node in focus if not isinstance(node, ox.BlankNode))
        found = [node for node in named if self._is_target(shape, node)]
        if not found:
            return None
        predicates: frozenset[str] = frozenset().union(*(self._said_of(node)[1] for node in found))
        return replace(self.only(found), predicates=predicates)

    def leads_nowhere(self, shape: Shape, scope: Scope) -> bool:
        """Tell whether it is known that no focus node of a scope has a value for a property shape."""
        if shape.path is None or scope.predicates is None:
            return False
        first = _first(shape.path)
        return first is not None and scope.predicates.isdisjoint(first)

    def offenders(self, shape: Shape, scope: Scope, *more: str, where: str) -> str:
        """Return the pattern of those focus nodes, with the patterns of their values, that meet a condition.

        Where the values can be looked up by their predicates, they are, and only what meets the condition is
        asked whether it is a focus node: most properties are rarer than the instances of a wide class.
        """
        if scope.check and shape.path is not None and not _repeats(shape.path):
            return "".join(more) + f"FILTER(({where}) && {scope.check}) "
        return scope.pattern + "".join(more) + f"FILTER({where}) "

    def _typed(self, shape: Shape, variable: str) -> str:
        classes = sorted(self._target_classes(shape))
        if len(classes) == 1:
            return f"EXISTS {{ {variable} <{RDF_TYPE}> <{classes[0]}> }}"
        kind = self.fresh()
        listed = ", ".join(f"<{name}>" for name in classes)
        return f"EXISTS {{ {variable} <{RDF_TYPE}> {kind} FILTER({kind} IN ({listed})) }}"

    def _is_target(self, shape: Shape, node: Term) -> bool:
        """Tell whether a node is one of a shape's targets; what is said of it is looked up once."""
        targets = shape.targets
        if node in targets.get("targetNode", ()):
            return True
        if any(self._is_object(node, _iri(predicate)) for predicate in targets.get("targetObjectsOf", ())):
            return True
        types, predicates = self._said_of(node)
        if any(_iri(predicate) in predicates for predicate in targets.get("targetSubjectsOf", ())):
            return True
        return not self._target_classes(shape).isdisjoint(types)

    def _said_of(self, node: Term) -> tuple[set[str], set[str]]:
        """Return the types of a node and the predicates it has."""
        if isinstance(node, ox.Literal):
            return set(), set()
        if node not in self._about:
            quads = [q for q in self.store.quads_for_pattern(node, None, None) if not self._hides(q)]
            types = {_iri(quad.object) for quad in quads if quad.predicate.value == RDF_TYPE}
            self._about[node] = types, {quad.predicate.value for quad in quads}
        return self._about[node]

    def _is_object(self, node: Term, predicate: str) -> bool:
        quads = self.store.quads_for_pattern(None, ox.NamedNode(predicate), node)
        return any(not self._hides(quad) for quad in quads)

    def _hides(self, quad: ox.Quad) -> bool:
        hidden = self.hidden
        return (
            hidden is not None
            and quad.predicate.value in hidden.predicates
            and _iri(quad.graph_name) == hidden.graph
        )

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


def _first(path: Path) -> set[str] | None:
    """Return the predicates of which a node must have one for a path to lead anywhere; None for no such."""
    if isinstance(path, Predicate):
        return None if path.inverted else {path.iri}
    if isinstance(path, Repeat):
        return None
    starts = [_first(part) for part in (path.parts if isinstance(path, Alternative) else path.parts[:1])]
    return None if None in starts else {iri for start in starts if start is not None for iri in start}


def _repeats(path: Path) -> bool:
    """Tell whether a path may have no length or any: it is not to be followed from an unknown start."""
    return isinstance(path, Repeat) or (
        not isinstance(path, Predicate) and any(_repeats(part) for part in path.parts)
    )


def _iri(node: Term | ox.DefaultGraph) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _predicate(node: Term) -> Predicate:
    return Predicate(_iri(node))
