"""Constraints on one value node at a time, as SPARQL expressions that are true for an offender.

Every expression is free of errors (COALESCE), so that it can be negated and combined. Where the store reads a
literal or a regular expression otherwise than XML Schema or Python do, the expression errs on the side of an
offender and `confirm` decides in Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from thbgraph.errors import UnsupportedShapeError
from thbgraph.validation.literals import CASTABLE, UNNORMALISED, is_well_typed
from thbgraph.validation.report import Term
from thbgraph.validation.scope import Run
from thbgraph.validation.shapes import Constraint, Shape
from thbgraph.validation.vocabulary import RDFS, SH

__all__ = ["VALUE_TESTS", "ValueTest", "value_test"]

_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBlank({0})",
}
_COMPARISONS = {"minInclusive": ">=", "minExclusive": ">", "maxInclusive": "<=", "maxExclusive": "<"}
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


@dataclass(frozen=True)
class ValueTest:
    """An expression that is true for every offender; where `confirm` is given it has the last word."""

    bad: str
    message: str
    confirm: Callable[[Term], bool] | None = None


@dataclass(frozen=True)
class Case:
    """One constraint of one shape on the values of one variable."""

    run: Run
    shape: Shape
    constraint: Constraint
    variable: str


def value_test(run: Run, shape: Shape, constraint: Constraint, variable: str) -> ValueTest:
    """Return the test of one constraint of VALUE_TESTS on the values of a variable.

    Raises UnsupportedShapeError where the constraint's parameter makes no sense.
    """
    return VALUE_TESTS[constraint.parameter](Case(run, shape, constraint, variable))


def _class(case: Case) -> ValueTest:
    iri = _iri(case)
    return ValueTest(
        f"NOT EXISTS {{ {case.run.has_class(case.variable, iri)}}}", f"the value is not a <{iri}>"
    )


def _datatype(case: Case) -> ValueTest:
    iri = _iri(case)
    message = f"the value is not a well-formed literal of datatype <{iri}>"
    if iri == RDFS + "Literal":
        return ValueTest(f"!isLiteral({case.variable})", message)

    def confirm(term: Term) -> bool:
        return not (
            isinstance(term, ox.Literal) and term.datatype.value == iri and is_well_typed(term.value, iri)
        )

    if iri in CASTABLE:
        return ValueTest(
            f"!COALESCE(sameTerm(<{iri}>({case.variable}), {case.variable}), false)", message, confirm
        )
    if iri in UNNORMALISED:
        return ValueTest("true", message, confirm)
    return ValueTest(f"!COALESCE(DATATYPE({case.variable}) = <{iri}>, false)", message)


def _node_kind(case: Case) -> ValueTest:
    name = _iri(case).removeprefix(SH)
    if name not in _KINDS:
        raise UnsupportedShapeError(
            f"the shape {case.shape.name} has an unknown sh:nodeKind {case.constraint.value}"
        )
    return ValueTest(f"!({_KINDS[name].format(case.variable)})", f"the value is not a node of kind sh:{name}")


def _comparison(case: Case) -> ValueTest:
    sign = _COMPARISONS[case.constraint.parameter]
    bad = f"!COALESCE({case.variable} {sign} {case.constraint.value}, false)"
    return ValueTest(bad, f"the value is not {sign} {case.constraint.value}")


def _length(case: Case) -> ValueTest:
    limit = whole_number(case.shape, case.constraint)
    sign = ">=" if case.constraint.parameter == "minLength" else "<="
    if sign == ">=" and limit == 0:
        return ValueTest("false", "")
    bad = f"(isBlank({case.variable}) || !COALESCE(STRLEN(STR({case.variable})) {sign} {limit}, false))"
    return ValueTest(bad, f"the length of the value is not {sign} {limit}")


def _pattern(case: Case) -> ValueTest:
    if not isinstance(case.constraint.value, ox.Literal):
        raise UnsupportedShapeError(f"sh:pattern of the shape {case.shape.name} is not a literal")
    flags = "".join(
        flag.value for flag in case.run.shapes.parameter(case.shape, "flags") if isinstance(flag, ox.Literal)
    )
    text = case.constraint.value.value
    try:
        compiled = re.compile(text, _re_flags(flags))
    except re.error as error:
        raise UnsupportedShapeError(
            f"sh:pattern of the shape {case.shape.name} does not parse: {error}"
        ) from error

    def confirm(term: Term) -> bool:
        return isinstance(term, ox.BlankNode) or not compiled.search(_text(term))

    known = "".join(flag for flag in flags.lower() if flag in _FLAGS)
    expression = f"REGEX(STR({case.variable}), {ox.Literal(text)}, {ox.Literal(known)})"
    bad = f"(isBlank({case.variable}) || !COALESCE({expression}, false))"
    return ValueTest(bad, f"the value does not match the pattern {text}", confirm)


def _language_in(case: Case) -> ValueTest:
    ranges = [member for member in case.constraint.members if isinstance(member, ox.Literal)]
    any_of = (
        " || ".join(f"langMatches(lang({case.variable}), {ox.Literal(tag.value)})" for tag in ranges)
        or "false"
    )
    listed = ", ".join(tag.value for tag in ranges)
    return ValueTest(f"!COALESCE({any_of}, false)", f"the language of the value is not one of {listed}")


def _in(case: Case) -> ValueTest:
    message = "the value is not in the list of the shape"
    if not case.constraint.members:
        return ValueTest("true", message)
    if all(isinstance(member, ox.NamedNode) for member in case.constraint.members):
        bad = f"!({case.variable} IN ({', '.join(map(str, case.constraint.members))}))"
    else:
        bad = (
            "!("
            + " || ".join(f"sameTerm({case.variable}, {member})" for member in case.constraint.members)
            + ")"
        )
    return ValueTest(bad, message)


VALUE_TESTS: dict[str, Callable[[Case], ValueTest]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    **dict.fromkeys(_COMPARISONS, _comparison),
    "minLength": _length,
    "maxLength": _length,
    "pattern": _pattern,
    "languageIn": _language_in,
    "in": _in,
}


def whole_number(shape: Shape, constraint: Constraint) -> int:
    """Return the number that a parameter such as sh:minCount stands for, or raise UnsupportedShapeError."""
    value = constraint.value
    if not isinstance(value, ox.Literal) or not value.value.isascii() or not value.value.isdigit():
        raise UnsupportedShapeError(
            f"sh:{constraint.parameter} of the shape {shape.name} is {value}, not a whole number"
        )
    return int(value.value)


def _iri(case: Case) -> str:
    shape, constraint = case.shape, case.constraint
    if not isinstance(constraint.value, ox.NamedNode):
        raise UnsupportedShapeError(
            f"sh:{constraint.parameter} of the shape {shape.name} is {constraint.value}, not an IRI"
        )
    return constraint.value.value


def _text(term: Term) -> str:
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else str(term)


def _re_flags(flags: str) -> int:
    value = 0
    for flag in flags.lower():
        value |= _FLAGS.get(flag, 0)
    return value
