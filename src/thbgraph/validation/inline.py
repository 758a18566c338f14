"""Conformance to a simple shape as one SPARQL expression, so that only offenders leave the store.

Not every shape has such an expression; those that have none are evaluated as sets (see engine.py). An
expression that is not `exact` is false for some nodes that do conform (where Python has the last word), never
the reverse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thbgraph.validation.scope import Run
from thbgraph.validation.shapes import Constraint, Shape
from thbgraph.validation.values import VALUE_TESTS, value_test, whole_number

__all__ = ["Inline", "all_of", "any_of", "inline"]


@dataclass(frozen=True)
class Inline:
    """An expression that is true where a node conforms."""

    ok: str
    exact: bool = True


def all_of(parts: Sequence[Inline | None]) -> Inline | None:
    """Return the expression that all of some expressions are true; None where one is missing."""
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    return Inline(" && ".join(f"({part.ok})" for part in found) or "true", all(part.exact for part in found))


def any_of(parts: Sequence[Inline | None]) -> Inline | None:
    """Return the expression that any of some expressions is true; None where one is missing."""
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    return Inline(" || ".join(f"({part.ok})" for part in found), all(part.exact for part in found))


def inline(run: Run, shape: Shape, variable: str) -> Inline | None:
    """Return the expression that the node in a variable conforms to a shape; None where none is simple."""
    if shape.deactivated:
        return Inline("true")
    if shape.path is None:
        return all_of([_on_value(run, shape, constraint, variable) for constraint in shape.constraints])
    return all_of([_on_focus(run, shape, constraint, variable) for constraint in shape.constraints])


def _on_value(run: Run, shape: Shape, constraint: Constraint, variable: str) -> Inline | None:
    """Return the expression of a constraint on one value node."""
    name = constraint.parameter
    if name in VALUE_TESTS:
        test = value_test(run, shape, constraint, variable)
        return Inline(f"!({test.bad})", test.confirm is None)
    if name == "hasValue":
        return Inline(f"sameTerm({variable}, {constraint.value})") if shape.path is None else None
    others = [run.shapes.shape(member) for member in constraint.members]
    if name in ("and", "or"):
        combined = [inline(run, other, variable) for other in others]
        return all_of(combined) if name == "and" else any_of(combined)
    if name in ("node", "property", "not"):
        other = inline(run, run.shapes.shape(constraint.value), variable)
        if other is None or name != "not":
            return other
        return Inline(f"!({other.ok})") if other.exact else None
    return None


def _on_focus(run: Run, shape: Shape, constraint: Constraint, variable: str) -> Inline | None:
    """Return the expression of a constraint on the values that a property shape's path leads to."""
    assert shape.path is not None
    name, value, other = constraint.parameter, run.fresh(), run.fresh()
    values = run.path(shape.path, variable, value)
    if name == "hasValue":
        return Inline(f"EXISTS {{ {run.path(shape.path, variable, str(constraint.value))}}}")
    if name in ("minCount", "maxCount"):
        number = whole_number(shape, constraint)
        if number == 0:
            return Inline("true" if name == "minCount" else f"NOT EXISTS {{ {values}}}")
        if number > 1:
            return None
        if name == "minCount":
            return Inline(f"EXISTS {{ {values}}}")
        second = run.path(shape.path, variable, other)
        return Inline(f"NOT EXISTS {{ {values}{second}FILTER(!sameTerm({value}, {other})) }}")
    test = _on_value(run, shape, constraint, value)
    if test is None:
        return None
    return Inline(f"NOT EXISTS {{ {values}FILTER(!({test.ok})) }}", test.exact)
