"""The gate: validate a store against shapes, fast where compiled, by pySHACL where not, never in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal as Choice

import pyoxigraph as ox

from thbgraph.errors import UnsupportedShapeError
from thbgraph.validation.engine import Evaluator
from thbgraph.validation.handed_on import HandedOnError
from thbgraph.validation.paths import Hidden
from thbgraph.validation.report import Report, Result, Term
from thbgraph.validation.scope import Run
from thbgraph.validation.shapes import Shape, Shapes

__all__ = ["Fallback", "Inferred", "check_root", "validate"]

Fallback = Choice["pyshacl", "refuse"]
Inferred = tuple[str, Collection[str]]
Focus = Iterable[Term | str]


def validate(
    store: ox.Store,
    shapes: Shapes,
    *,
    subclasses: Mapping[str, Iterable[str]] | None = None,
    focus: Focus | Mapping[str, Focus | None] | None = None,
    inferred: Inferred | None = None,
    fallback: Fallback = "pyshacl",
) -> Report:
    """Validate the union of all named graphs of a store, so that nothing is published that the shapes refuse.

    `subclasses` maps a class to its subclasses (transitively); without it they are read from the store's
    rdfs:subClassOf triples. `focus` limits the validation to some focus nodes: for all shapes, or by the name
    of the shape that has the targets (None there: all of them). `inferred` is a named graph and the
    predicates whose triples in it are not looked at. What the compiled validator does not evaluate goes to
    pySHACL, a whole target shape at a time, or is refused with `fallback="refuse"`.

    Raises UnsupportedShapeError for shapes that are recursive or not well-formed, that use a sh: property
    neither engine evaluates, and for those beyond the compiled validator where nothing may be handed on.
    """
    hidden = None if inferred is None else Hidden(inferred[0], frozenset(inferred[1]))
    run = Run(store, shapes, subclasses, hidden)
    evaluator = Evaluator(run)
    found: list[Result] = []
    for root in shapes.roots:
        wanted = focus
        if isinstance(focus, Mapping):
            if root.name not in focus:
                continue
            wanted = focus[root.name]
        assert not isinstance(wanted, Mapping)
        nodes = None if wanted is None else [_term(node) for node in wanted]
        found += _root(evaluator, root, nodes, fallback)
    return Report(found)


def check_root(shapes: Shapes, root: Shape) -> None:
    """Raise UnsupportedShapeError (HandedOnError where pySHACL would do) for a shape that is not compiled."""
    closure = shapes.closure(root)
    for shape in closure:
        if shape.unsupported:
            raise UnsupportedShapeError(
                f"the shape {shape.name} uses {', '.join(shape.unsupported)}",
                "neither the compiled validator nor pySHACL evaluates it; is the name misspelt?",
            )
    for shape in closure:
        if shape.handed_on:
            raise HandedOnError(
                f"the shape {shape.name} uses {', '.join(shape.handed_on)}",
                "the compiled validator does not evaluate it; allow pySHACL or write it as sh:sparql",
            )


def _root(evaluator: Evaluator, root: Shape, nodes: list[Term] | None, fallback: Fallback) -> list[Result]:
    run = evaluator.run
    try:
        check_root(run.shapes, root)
        scope = run.targets(root, nodes)
        if scope is None:
            return []
        evaluator.root = root.name
        return list(evaluator.results(root, scope))
    except HandedOnError:
        if fallback == "refuse":
            raise
        from thbgraph.validation.reference import validate_root

        return validate_root(run, root)


def _term(node: Term | str) -> Term:
    return ox.NamedNode(node) if isinstance(node, str) else node
