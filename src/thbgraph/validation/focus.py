"""Constraints on all value nodes of a focus node together, each as a query whose rows are the offenders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, QuerySolution

from thbgraph.errors import UnsupportedShapeError
from thbgraph.validation.ordering import precedes
from thbgraph.validation.paths import Predicate
from thbgraph.validation.scope import Run, Scope
from thbgraph.validation.shapes import Constraint, Shape
from thbgraph.validation.values import whole_number
from thbgraph.validation.vocabulary import RDF_TYPE, RDFS

__all__ = ["FOCUS_CHECKS", "FocusCheck", "focus_checks"]


@dataclass(frozen=True)
class FocusCheck:
    """A query with one row per offender; `value` and `path` name the variables that hold them, if any do.

    Where `confirm` is given it has the last word on a row.
    """

    query: str
    message: str
    value: str = ""
    path: str = ""
    confirm: Callable[[QuerySolution], bool] | None = None


def focus_checks(run: Run, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[FocusCheck]:
    """Yield the queries of one constraint of FOCUS_CHECKS."""
    return FOCUS_CHECKS[constraint.parameter](run, shape, constraint, scope)


def _select(scope: Scope, body: str, *more: str) -> str:
    names = dict.fromkeys(
        [scope.root, scope.focus, *more]
    )  # each once: in a node shape the value is the focus
    return f"SELECT {' '.join(names)} {{ {body}}}"


def _min_count(run: Run, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[FocusCheck]:
    assert shape.path is not None
    least, value = whole_number(shape, constraint), run.fresh()
    values = run.path(shape.path, scope.focus, value)
    message = f"there are fewer than {least} values"
    if least == 1:
        yield FocusCheck(
            _select(scope, f"{scope.pattern} FILTER NOT EXISTS {{ {values}}} "), "there is no value"
        )
    elif least > 1:
        body = f"{scope.pattern} OPTIONAL {{ {values}}} "
        having = f"GROUP BY {scope.variables} HAVING (COUNT(DISTINCT {value}) < {least})"
        yield FocusCheck(_select(scope, body) + having, message)


def _max_count(run: Run, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[FocusCheck]:
    assert shape.path is not None
    most, value, other = whole_number(shape, constraint), run.fresh(), run.fresh()
    path = run.path(shape.path, scope.focus, value)
    values = scope.pattern + path
    message = f"there {'is' if most == 1 else 'are'} more than {most} value{'' if most == 1 else 's'}"
    if most == 0:
        yield FocusCheck(_select(scope, run.offenders(shape, scope, path, where="true")), "there is a value")
    elif most == 1:
        second = run.path(shape.path, scope.focus, other)
        two = run.offenders(shape, scope, path, second, where=f"!sameTerm({value}, {other})")
        yield FocusCheck(_select(scope, two), message)
    else:
        having = f"GROUP BY {scope.variables} HAVING (COUNT(DISTINCT {value}) > {most})"
        yield FocusCheck(_select(scope, values) + having, message)


def _has_value(run: Run, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[FocusCheck]:
    term = str(constraint.value)
    if shape.path is None:
        missing = f"FILTER(!sameTerm({scope.focus}, {term})) "
    else:
        missing = f"FILTER NOT EXISTS {{ {run.path(shape.path, scope.focus, term)}}} "
    yield FocusCheck(_select(scope, scope.pattern + missing), f"{term} is not among the values")


def _unique_lang(run: Run, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[FocusCheck]:
    assert shape.path is not None
    if getattr(constraint.value, "value", "") not in ("true", "1"):
        return
    one, two = run.fresh(), run.fresh()
    values = run.path(shape.path, scope.focus, one) + run.path(shape.path, scope.focus, two)
    same = f'lang({one}) != "" && lang({one}) = lang({two}) && !sameTerm({one}, {two})'
    body = run.offenders(shape, scope, values, where=same)
    yield FocusCheck(_select(scope, body), "two values have the same language")


def _equals(run: Run, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[FocusCheck]:
    other, (values, value) = _other(shape, constraint), run.values(shape, scope)
    message = f"the values are not those of <{other.iri}>"
    missing = f"FILTER NOT EXISTS {{ {run.path(other, scope.focus, value)}}} "
    yield FocusCheck(_select(scope, values + missing, value), message, value)
    surplus = run.fresh()
    if shape.path is None:
        absent = f"FILTER(!sameTerm({scope.focus}, {surplus})) "
    else:
        absent = f"FILTER NOT EXISTS {{ {run.path(shape.path, scope.focus, surplus)}}} "
    body = scope.pattern + run.path(other, scope.focus, surplus) + absent
    yield FocusCheck(_select(scope, body, surplus), message, surplus)


def _disjoint(run: Run, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[FocusCheck]:
    other, (values, value) = _other(shape, constraint), run.values(shape, scope)
    common = values + run.path(other, scope.focus, value)
    yield FocusCheck(_select(scope, common, value), f"the value is also one of <{other.iri}>", value)


def _less_than(run: Run, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[FocusCheck]:
    other, (values, value) = _other(shape, constraint), run.values(shape, scope)
    sign = "<" if constraint.parameter == "lessThan" else "<="
    bound = run.fresh()
    body = values + run.path(other, scope.focus, bound) + f"FILTER(!COALESCE({value} {sign} {bound}, false)) "
    message = f"the value is not {sign} that of <{other.iri}>"

    def confirm(row: QuerySolution) -> bool:
        return not precedes(row[value[1:]], row[bound[1:]], or_equal=sign == "<=")

    yield FocusCheck(_select(scope, body, value, bound), message, value, confirm=confirm)


def _closed(run: Run, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[FocusCheck]:
    if getattr(constraint.value, "value", "") not in ("true", "1"):
        return
    allowed = {
        member.value
        for head in run.shapes.parameter(shape, "ignoredProperties")
        for member in run.shapes.members(head)
        if isinstance(member, NamedNode)
    }
    for child in run.shapes.parameter(shape, "property"):
        path = run.shapes.shape(child).path
        if isinstance(path, Predicate) and not path.inverted:
            allowed.add(path.iri)
    values, value = run.values(shape, scope)
    predicate, thing = run.fresh(), run.fresh()
    listed = ", ".join(f"<{iri}>" for iri in sorted(allowed))
    triple = f"{value} {predicate} {thing} . "
    if run.hidden is not None:
        graph = run.fresh()
        preds = ", ".join(f"<{iri}>" for iri in sorted(run.hidden.predicates))
        triple = (
            f"GRAPH {graph} {{ {triple}}} "
            f"FILTER({graph} != <{run.hidden.graph}> || {predicate} NOT IN ({preds})) "
        )
    resource = f"FILTER(!({predicate} = <{RDF_TYPE}> && {thing} = <{RDFS}Resource>)) "
    body = values + triple + f"FILTER({predicate} NOT IN ({listed})) " + resource
    message = "the property is not one that the shape allows"
    yield FocusCheck(_select(scope, body, thing, predicate), message, thing, predicate)


FOCUS_CHECKS: dict[str, Callable[[Run, Shape, Constraint, Scope], Iterator[FocusCheck]]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than,
    "lessThanOrEquals": _less_than,
    "closed": _closed,
}


def _other(shape: Shape, constraint: Constraint) -> Predicate:
    if not isinstance(constraint.value, NamedNode):
        raise UnsupportedShapeError(f"sh:{constraint.parameter} of the shape {shape.name} is not an IRI")
    return Predicate(constraint.value.value)
