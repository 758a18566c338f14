"""Shapes as Python values, read from Turtle with the store's own parser (SHACL 2 and 4).

Nothing here looks at data. A shape keeps its constraints as (parameter, value) pairs; what the compiled
validator cannot evaluate is written down in `unsupported`, so that it is refused or handed on and never
skipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as File

import pyoxigraph as ox

from thbgraph.errors import UnsupportedShapeError
from thbgraph.validation.paths import Alternative, Path, Predicate, Repeat, Sequence, inverse, path_text
from thbgraph.validation.report import Term
from thbgraph.validation.vocabulary import (
    ADVANCED,
    COMPONENTS,
    OWL,
    PROPERTY_ONLY,
    RDF,
    RDF_TYPE,
    RDFS,
    SH,
    SILENT,
    SINGLE,
    SUB_CLASS_OF,
    TARGETS,
    VIOLATION,
)

__all__ = ["Constraint", "Shape", "Shapes"]

_REPEATS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
_REFERENCES = ("property", "node", "not", "qualifiedValueShape")
_LISTS = ("and", "or", "xone")


@dataclass(frozen=True)
class Constraint:
    """One value of one constraint parameter: its local name in sh:, the value, and a list's members."""

    parameter: str
    value: Term
    members: tuple[Term, ...] = ()


@dataclass
class Shape:
    """A node shape or, where `path` is not None, a property shape."""

    node: Term
    name: str
    path: Path | None
    severity: str
    messages: tuple[ox.Literal, ...]
    deactivated: bool
    constraints: list[Constraint] = field(default_factory=list)
    targets: dict[str, list[Term]] = field(default_factory=dict)
    unsupported: list[str] = field(default_factory=list)
    handed_on: list[str] = field(default_factory=list)

    @property
    def path_name(self) -> str:
        """The path as results show it: a predicate's IRI, a SPARQL path, or "" for a node shape."""
        if self.path is None:
            return ""
        if isinstance(self.path, Predicate) and not self.path.inverted:
            return self.path.iri
        return path_text(self.path)


class Shapes:
    """A shapes graph: the shapes with targets (`roots`), every shape by its node, and its triples."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = list(triples)
        self._index: dict[Term, dict[str, list[Term]]] = {}
        for triple in self.triples:
            values = self._index.setdefault(triple.subject, {}).setdefault(triple.predicate.value, [])
            if triple.object not in values:
                values.append(triple.object)
        self._shapes: dict[str, Shape] = {}
        self._custom = {
            path.value
            for node in self.subjects(RDF_TYPE, SH + "ConstraintComponent")
            for parameter in self.objects(node, SH + "parameter")
            for path in self.objects(parameter, SH + "path")
            if isinstance(path, ox.NamedNode)
        }

    @classmethod
    def load(cls, paths: Iterable[File]) -> Shapes:
        """Read shapes from Turtle files; the order of the files does not matter.

        Raises SyntaxError (from the parser, with file and line) and OSError.
        """
        return cls(triple for path in sorted(paths) for triple in _turtle(File(path).read_bytes(), str(path)))

    @classmethod
    def parse(cls, turtle: str) -> Shapes:
        """Read shapes from a text in Turtle; SyntaxError where it does not parse."""
        return cls(_turtle(turtle.encode(), "shapes"))

    def objects(self, node: Term, predicate: str) -> list[Term]:
        """Return the objects of a node's triples with a predicate, in the order written."""
        return self._index.get(node, {}).get(predicate, [])

    def subjects(self, predicate: str, iri: str) -> list[Term]:
        """Return the nodes that have an IRI as the object of a predicate."""
        value = ox.NamedNode(iri)
        return [node for node, rows in self._index.items() if value in rows.get(predicate, ())]

    def members(self, head: Term) -> tuple[Term, ...]:
        """Return the members of an RDF list; UnsupportedShapeError where it is broken or runs in a circle."""
        found: list[Term] = []
        seen = set()
        while head != ox.NamedNode(RDF + "nil"):
            first, rest = self.objects(head, RDF + "first"), self.objects(head, RDF + "rest")
            if head in seen or len(first) != 1 or len(rest) != 1:
                raise UnsupportedShapeError(
                    f"{head} is not a well-formed RDF list", "write the list in round brackets"
                )
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return tuple(found)

    @cached_property
    def roots(self) -> tuple[Shape, ...]:
        """The shapes that have targets and are not deactivated, in the order of their names."""
        nodes = [node for node, rows in self._index.items() if self._targets(node, rows)]
        shapes = (self.shape(node) for node in nodes)
        return tuple(sorted((s for s in shapes if not s.deactivated), key=lambda s: s.name))

    def shape(self, node: Term) -> Shape:
        """Return the shape that a node of the shapes graph describes.

        Raises UnsupportedShapeError where the node is no shape or is not well-formed.
        """
        name = node.value if isinstance(node, ox.NamedNode) else str(node)
        if name not in self._shapes:
            self._shapes[name] = self._read(node, name)
        return self._shapes[name]

    def references(self, shape: Shape) -> Iterator[Shape]:
        """Yield the shapes that a shape's constraints refer to, sibling shapes of qualified ones included."""
        for constraint in shape.constraints:
            if constraint.parameter in _REFERENCES:
                yield self.shape(constraint.value)
            elif constraint.parameter in _LISTS:
                for member in constraint.members:
                    yield self.shape(member)

    def closure(self, root: Shape) -> list[Shape]:
        """Return a shape and all that it refers to, each once.

        Raises UnsupportedShapeError for a shape that refers to itself: SHACL leaves recursion undefined
        (3.4.3).
        """
        done: dict[str, Shape] = {}
        path: list[str] = []

        def visit(shape: Shape) -> None:
            if shape.name in path:
                loop = " -> ".join([*path[path.index(shape.name) :], shape.name])
                raise UnsupportedShapeError(
                    f"recursive shapes: {loop}",
                    "SHACL leaves recursion undefined; use a property path instead",
                )
            if shape.name in done:
                return
            path.append(shape.name)
            for other in self.references(shape):
                visit(other)
            path.pop()
            done[shape.name] = shape

        visit(root)
        return list(done.values())

    def siblings(self, shape: Shape, qualified: Term) -> list[Shape]:
        """Return the sibling shapes of a qualified value shape (SHACL 4.7.3)."""
        if not any(_true(value) for value in self.parameter(shape, "qualifiedValueShapesDisjoint")):
            return []
        rows_of_all = self._index.values()
        parents = [
            rows[SH + "property"] for rows in rows_of_all if shape.node in rows.get(SH + "property", ())
        ]
        found = [q for p in parents for other in p for q in self.objects(other, SH + "qualifiedValueShape")]
        return [self.shape(other) for other in dict.fromkeys(found) if other != qualified]

    def parameter(self, shape: Shape, name: str) -> list[Term]:
        """Return the values of a further sh: property of a shape, such as `flags` beside `pattern`."""
        return self.objects(shape.node, SH + name)

    def _targets(self, node: Term, rows: dict[str, list[Term]]) -> dict[str, list[Term]]:
        targets = {name: rows[SH + name] for name in (*TARGETS, "target") if SH + name in rows}
        types = {_name(kind) for kind in rows.get(RDF_TYPE, ())}
        if types & {SH + "NodeShape", SH + "PropertyShape"} and types & self._class_classes:
            targets["targetClass"] = [*targets.get("targetClass", []), node]
        return targets

    @cached_property
    def _class_classes(self) -> set[str]:
        return {RDFS + "Class"} | {_name(node) for node in self.subjects(SUB_CLASS_OF, RDFS + "Class")}

    def _read(self, node: Term, name: str) -> Shape:
        rows = self._index.get(node, {})
        if not rows:
            raise UnsupportedShapeError(
                f"the shape {node} is referred to but not defined", "define it or mend the IRI"
            )
        paths = rows.get(SH + "path", [])
        if len(paths) > 1:
            raise _malformed(name, "has more than one sh:path")
        severities = [_name(value) for value in rows.get(SH + "severity", [])]
        shape = Shape(
            node=node,
            name=name,
            path=self._path(paths[0]) if paths else None,
            severity=severities[0] if severities else VIOLATION,
            messages=tuple(m for m in rows.get(SH + "message", []) if isinstance(m, ox.Literal)),
            deactivated=any(_true(value) for value in rows.get(SH + "deactivated", [])),
            targets=self._targets(node, rows),
        )
        for predicate, values in rows.items():
            self._read_property(shape, predicate, values)
        if SH + "qualifiedValueShape" in rows and not (
            SH + "qualifiedMinCount" in rows or SH + "qualifiedMaxCount" in rows
        ):
            raise _malformed(name, "has a sh:qualifiedValueShape but neither minimum nor maximum")
        return shape

    def _read_property(self, shape: Shape, predicate: str, values: list[Term]) -> None:
        if predicate in self._custom:
            shape.handed_on.append(f"the custom constraint parameter <{predicate}>")
            return
        if not predicate.startswith(SH):
            return
        name = predicate.removeprefix(SH)
        if name in SINGLE and len(values) > 1:
            raise _malformed(shape.name, f"has more than one sh:{name}")
        if name in ADVANCED:
            shape.handed_on.append(f"sh:{name}")
        elif name in COMPONENTS:
            if name in PROPERTY_ONLY and shape.path is None:
                raise _malformed(shape.name, f"has sh:{name} but no sh:path")
            lists = name in (*_LISTS, "in", "languageIn")
            shape.constraints += [Constraint(name, v, self.members(v) if lists else ()) for v in values]
        elif name not in SILENT:
            shape.unsupported.append(f"sh:{name}")

    def _path(self, node: Term, depth: int = 0) -> Path:
        if isinstance(node, ox.NamedNode) and not self.objects(node, RDF + "first"):
            return Predicate(node.value)
        if depth > 20:
            raise UnsupportedShapeError(f"the path at {node} is nested too deeply or runs in a circle")
        if self.objects(node, RDF + "first"):
            return Sequence(tuple(self._path(part, depth + 1) for part in self.members(node)))
        for part in self.objects(node, SH + "inversePath"):
            return inverse(self._path(part, depth + 1))
        for part in self.objects(node, SH + "alternativePath"):
            return Alternative(tuple(self._path(member, depth + 1) for member in self.members(part)))
        for name, mark in _REPEATS.items():
            for part in self.objects(node, SH + name):
                return Repeat(self._path(part, depth + 1), mark)
        raise UnsupportedShapeError(f"{node} is not a SHACL property path", "see SHACL 2.3.1")

    def path(self, node: Term) -> Path:
        """Return the property path that a node of the shapes graph describes."""
        return self._path(node)

    @cached_property
    def ontologies(self) -> list[Term]:
        """The nodes declared an owl:Ontology, where prefixes for SPARQL are declared."""
        return self.subjects(RDF_TYPE, OWL + "Ontology")


def _turtle(data: bytes, source: str) -> Iterator[ox.Triple]:
    parsed = ox.parse(
        data, format=ox.RdfFormat.TURTLE, base_iri="https://w3id.org/thbgraph/shapes", rename_blank_nodes=True
    )
    try:
        for quad in parsed:
            yield quad.triple
    except SyntaxError as error:
        error.filename = source
        raise


def _name(node: Term) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _true(value: Term) -> bool:
    return isinstance(value, ox.Literal) and value.value in ("true", "1")


def _malformed(name: str, what: str) -> UnsupportedShapeError:
    return UnsupportedShapeError(
        f"the shape {name} {what}", "SHACL allows no such shape; see the specification"
    )
