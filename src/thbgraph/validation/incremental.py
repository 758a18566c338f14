"""Validate again only what a change can have touched.

A verdict on a focus node depends on the triples that the paths of its shape run over. Take a triple that was
added or removed: along any path that it lies on, take the first such triple. What lies before it is
unchanged, so walking the path backwards from its start, in the store as it is now, leads to every focus node
concerned. The same holds for paths that existed only before the change and for those that exist only after
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from thbgraph.names import THBS
from thbgraph.validation.handed_on import HandedOnError
from thbgraph.validation.paths import Alternative, Path, Predicate, Repeat, Sequence
from thbgraph.validation.report import Report, Term
from thbgraph.validation.scope import Run
from thbgraph.validation.shapes import Constraint, Shape, Shapes
from thbgraph.validation.validate import Fallback, Inferred, check_root, validate
from thbgraph.validation.vocabulary import RDF_TYPE, SUB_CLASS_OF

__all__ = ["affected", "affected_by_shape", "revalidate"]

Change = ox.Quad | ox.Triple | Term | str
_MANY_NODES = 100
"""With more focus nodes than that, a shape is evaluated for all its targets: the engine plans that better."""
_PAIRS = frozenset({"equals", "disjoint", "lessThan", "lessThanOrEquals"})
_NESTED = frozenset({"node", "property", "not", "and", "or", "xone", "qualifiedValueShape"})


def affected(
    store: ox.Store,
    shapes: Shapes,
    changed: Iterable[Change],
    *,
    subclasses: Mapping[str, Iterable[str]] | None = None,
) -> set[Term]:
    """Return the focus nodes whose verdicts can differ after a change, of all shapes together.

    `changed` holds the triples (or quads) added and removed, or nodes: then it must have every node that is
    subject or object of such a triple, and the answer is wider. `store` may be in the state before or after
    the change; where a change to the class hierarchy concerns all targets of a shape, they are the targets in
    that state.
    """
    by_shape = affected_by_shape(store, shapes, changed, subclasses=subclasses)
    run = Run(store, shapes, subclasses, None)
    found: set[Term] = set()
    for root in shapes.roots:
        if root.name not in by_shape:
            continue
        nodes = by_shape[root.name]
        scope = run.targets(root) if nodes is None else None
        if nodes is not None:
            found |= nodes
        elif scope is not None:
            found.update(row[0] for row in run.rows(f"SELECT DISTINCT {scope.root} {{ {scope.pattern} }}"))
    return found


def affected_by_shape(
    store: ox.Store,
    shapes: Shapes,
    changed: Iterable[Change],
    *,
    subclasses: Mapping[str, Iterable[str]] | None = None,
) -> dict[str, set[Term] | None]:
    """Return, by the name of the shape with the targets, the focus nodes a change can concern; None for all.

    A SPARQL constraint says with `thbs:dependsOn` (a SHACL path, or several) how far it looks: it may read
    the triples whose subject is $this or a node on the path, and those the path runs over. All focus nodes
    are concerned where it says nothing, where pySHACL evaluates the shape, where a class got or lost a
    subclass, and where a blank node would have to be named.
    """
    walk = _Walk(Run(store, shapes, subclasses, None), changed, subclasses is not None)
    found: dict[str, set[Term] | None] = {}
    for root in shapes.roots:
        nodes = walk.of_root(root)
        if nodes is None or any(isinstance(node, ox.BlankNode) for node in nodes):
            found[root.name] = None
        elif nodes:
            found[root.name] = nodes
    return found


def revalidate(
    old: Report,
    store: ox.Store,
    shapes: Shapes,
    changed: Iterable[Change],
    *,
    subclasses: Mapping[str, Iterable[str]] | None = None,
    inferred: Inferred | None = None,
    fallback: Fallback = "pyshacl",
) -> Report:
    """Return the report of a store after a change, from the report before it and what the change can concern.

    The arguments are those of `validate` and `affected`; the result equals a full validation of the store as
    it is now, provided `old` equals one of the store as it was, with the same shapes and subclasses.
    """
    concerned = {
        name: None if nodes is not None and len(nodes) > _MANY_NODES else nodes
        for name, nodes in affected_by_shape(store, shapes, changed, subclasses=subclasses).items()
    }
    new = validate(
        store, shapes, subclasses=subclasses, focus=concerned, inferred=inferred, fallback=fallback
    )
    kept = []
    for result in old.found:
        nodes = concerned.get(result.root_shape, set())
        if nodes is not None and result.root_focus not in nodes:
            # pySHACL does not say which target led to a result: all of its shape is done again, or nothing.
            if result.root_focus is None and nodes:
                continue
            kept.append(result)
    return Report([*kept, *new.found])


class _Walk:
    """The walk from changed triples back to focus nodes; None stands for "any node"."""

    def __init__(self, run: Run, changed: Iterable[Change], given: bool) -> None:
        self.run = run
        self.given = given
        self.by_predicate: dict[str, list[tuple[Term, Term]]] = {}
        self.subjects: set[Term] = set()
        self.anything: set[Term] = set()
        for change in changed:
            if isinstance(change, (ox.Quad, ox.Triple)):
                pair = (change.subject, change.object)
                self.by_predicate.setdefault(change.predicate.value, []).append(pair)
                self.subjects.add(change.subject)
            else:
                self.anything.add(ox.NamedNode(change) if isinstance(change, str) else change)
        self.subjects |= self.anything
        self.typed: dict[str, set[Term]] = {}
        for subject, kind in self.by_predicate.get(RDF_TYPE, ()):
            if isinstance(kind, ox.NamedNode):
                self.typed.setdefault(kind.value, set()).add(subject)
        self._into: dict[Term, dict[str, set[Term]]] = {}
        self._hierarchy_changed = self._hierarchy_touched()

    def of_root(self, root: Shape) -> set[Term] | None:
        """Return the focus nodes of a shape with targets, those that stop being targets included."""
        if self._hierarchy_changed:
            return None
        try:
            check_root(self.run.shapes, root)
        except HandedOnError:
            return None
        found = self.of_shape(root)
        return None if found is None else found | self._of_targets(root)

    def of_shape(self, shape: Shape) -> set[Term] | None:
        """Return the nodes whose conformance to a shape a change can concern."""
        on_focus: set[Term] = set()
        on_value: set[Term] = set()
        if shape.path is not None and shape.constraints:
            on_focus |= self.touched(shape.path)
        for constraint in shape.constraints:
            if constraint.parameter in _PAIRS and isinstance(constraint.value, ox.NamedNode):
                on_focus |= self.touched(Predicate(constraint.value.value))
                continue
            if constraint.parameter == "sparql":
                found = self._of_query(constraint)
                if found is None:
                    return None
                on_focus |= found
                continue
            values = self._of_values(shape, constraint)
            if values is None:
                return None
            on_value |= values
        return on_focus | (on_value if shape.path is None else self.back(shape.path, on_value))

    def _of_values(self, shape: Shape, constraint: Constraint) -> set[Term] | None:
        name = constraint.parameter
        if name == "class" and isinstance(constraint.value, ox.NamedNode):
            return self._instances(constraint.value.value)
        if name == "closed":
            return self.subjects
        if name not in _NESTED:
            return set()
        others = [self.run.shapes.shape(node) for node in constraint.members or (constraint.value,)]
        if name == "qualifiedValueShape":
            others += self.run.shapes.siblings(shape, constraint.value)
        found: set[Term] = set()
        for other in others:
            nodes = self.of_shape(other)
            if nodes is None:
                return None
            found |= nodes
        return found

    def _of_query(self, constraint: Constraint) -> set[Term] | None:
        """Return the focus nodes of a SPARQL constraint, which reads along the paths that it declares."""
        declared = self.run.shapes.objects(constraint.value, THBS + "dependsOn")
        if not declared:
            return None
        paths = [self.run.shapes.path(node) for node in declared]
        return set().union(*(self.touched(path) | self.along(path, self.subjects) for path in paths))

    def _of_targets(self, root: Shape) -> set[Term]:
        found = set(self.anything)
        for node in root.targets.get("targetClass", ()):
            if isinstance(node, ox.NamedNode):
                found |= self._instances(node.value)
        for name, inverted in (("targetSubjectsOf", False), ("targetObjectsOf", True)):
            for node in root.targets.get(name, ()):
                if isinstance(node, ox.NamedNode):
                    found |= self.touched(Predicate(node.value, inverted))
        return found

    def _instances(self, iri: str) -> set[Term]:
        return self.anything.union(*(self.typed.get(name, ()) for name in self.run.classes(iri)))

    def _hierarchy_touched(self) -> bool:
        """Tell whether the subclass relation can have changed: by a triple, or by a node that is a class."""
        if self.given:
            return False
        below, kind = ox.NamedNode(SUB_CLASS_OF), ox.NamedNode(RDF_TYPE)
        return SUB_CLASS_OF in self.by_predicate or any(
            next(self.run.store.quads_for_pattern(subject, predicate, object_, None), None) is not None
            for node in self.anything
            if not isinstance(node, ox.Literal)
            for subject, predicate, object_ in ((node, below, None), (None, below, node), (None, kind, node))
        )

    def touched(self, path: Path) -> set[Term]:
        """Return the nodes from which a path can run over a changed triple."""
        if isinstance(path, Predicate):
            pairs = self.by_predicate.get(path.iri, ())
            return self.anything | {pair[1] if path.inverted else pair[0] for pair in pairs}
        if isinstance(path, Alternative):
            return set().union(*(self.touched(part) for part in path.parts))
        if isinstance(path, Repeat):
            found = self.touched(path.part)
            return found if path.mark == "?" else self.back(Repeat(path.part, "*"), found)
        found = set()
        for part in reversed(path.parts):
            found = self.touched(part) | self.back(part, found)
        return found

    def along(self, path: Path, nodes: set[Term]) -> set[Term]:
        """Return the nodes from which a path leads to or through some nodes, those themselves included."""
        if isinstance(path, Sequence):
            found = nodes
            for part in reversed(path.parts):
                found = nodes | self.along(part, found)
            return found
        if isinstance(path, Alternative):
            return set().union(*(self.along(part, nodes) for part in path.parts))
        return nodes | self.back(Repeat(path.part, "*") if isinstance(path, Repeat) else path, nodes)

    def back(self, path: Path, ends: set[Term]) -> set[Term]:
        """Return the nodes from which a path leads to one of some nodes."""
        if not ends:
            return ends
        if isinstance(path, Predicate):
            return set().union(*(self._neighbours(path, end) for end in ends))
        if isinstance(path, Alternative):
            return set().union(*(self.back(part, ends) for part in path.parts))
        if isinstance(path, Sequence):
            for part in reversed(path.parts):
                ends = self.back(part, ends)
            return ends
        step = self.back(path.part, ends)
        if path.mark == "?":
            return ends | step
        found = set(ends) if path.mark == "*" else set()
        while step - found:
            found |= step
            step = self.back(path.part, step)
        return found

    def _neighbours(self, path: Predicate, end: Term) -> Iterable[Term]:
        if path.inverted:
            if isinstance(end, ox.Literal):
                return ()
            quads = self.run.store.quads_for_pattern(end, ox.NamedNode(path.iri), None)
            return {quad.object for quad in quads}
        if end not in self._into:
            into: dict[str, set[Term]] = {}
            for quad in self.run.store.quads_for_pattern(None, None, end):
                into.setdefault(quad.predicate.value, set()).add(quad.subject)
            self._into[end] = into
        return self._into[end].get(path.iri, ())
