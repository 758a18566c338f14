"""What a caller gave for the parameters of a stored query, turned into RDF terms.

The same for the command line and Python: labels, prefixed names, IRIs and dates as text; from Python also
dates, numbers, booleans, lists of them, and values taken from the rows of another answer.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from thbgraph.errors import ParameterError
from thbgraph.names import PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Protocol

    from thbgraph.catalogue.block import Term
    from thbgraph.catalogue.query import Parameter, StoredQuery

    class Finder(Protocol):
        """Finds a thing by what people call it."""

        def find(self, text: str, class_iri: str) -> tuple[str, str]:
            """Return the IRI and the label of the one thing of a class that a text names."""


__all__ = ["Bound", "bind", "unknown_parameter", "values_of"]

_XSD = PREFIXES["xsd"]


class Bound:
    """The terms of a call, by parameter, and how to show them to people."""

    __slots__ = ("shown", "terms")

    def __init__(self) -> None:
        self.terms: dict[str, list[Term]] = {}
        self.shown: dict[str, list[str]] = {}

    def add(self, name: str, term: Term, shown: str) -> None:
        """Add a value to a parameter; a value given twice counts once."""
        terms = self.terms.setdefault(name, [])
        if term not in terms:
            terms.append(term)
            self.shown.setdefault(name, []).append(shown)


def bind(query: StoredQuery, given: Mapping[str, object], finder: Finder) -> Bound:
    """Return the terms for a call of a stored query; defaults stand in for what was not given.

    `given` maps names of parameters to a value or a list of values; None counts as absent. Raises
    ParameterError where a name is unknown, a required parameter missing, or a value cannot be taken.
    """
    named: dict[str, list[object]] = {}
    for name, value in given.items():
        meant = query.parameter_named(name)
        if meant not in query.parameters:
            raise unknown_parameter(query, name)
        named.setdefault(meant, []).extend(values_of(value))
    bound = Bound()
    for parameter in query.parameters.values():
        values = named.get(parameter.name, [])
        if not values and parameter.default is not None:
            values = [parameter.default]
        if not values and parameter.required:
            example = parameter.example.replace('"', "")
            raise ParameterError(
                f"{query.name} needs {parameter.option}",
                f'for example: thbgraph query {query.name} {parameter.option} "{example}"',
            )
        if len(values) > 1 and not parameter.several:
            raise ParameterError(f"{query.name} takes one {parameter.option}, not {len(values)}")
        for value in values:
            bound.add(parameter.name, *_term(parameter, value, finder))
    return bound


def values_of(value: object) -> list[object]:
    """Return what a caller gave for a parameter as a list; None is nothing."""
    if value is None:
        return []
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    return [value]


def unknown_parameter(query: StoredQuery, name: str) -> ParameterError:
    """Return the error for a name that is no parameter of a query, with the nearest that is."""
    from difflib import get_close_matches

    near = get_close_matches(name, query.parameters, n=1)
    options: Iterable[str] = (parameter.option for parameter in query.parameters.values())
    hint = (
        f"did you mean {query.parameters[near[0]].option}?"
        if near
        else f"it takes {', '.join(options) or 'no parameters'}"
    )
    return ParameterError(f"{query.name} has no parameter {name!r}", hint)


def _term(parameter: Parameter, value: object, finder: Finder) -> tuple[Term, str]:
    """Return the term for one value and the text that shows it."""
    if parameter.type == "date":
        return _date(parameter, value)
    if parameter.type == "integer":
        return _integer(parameter, value)
    if parameter.type == "boolean":
        return _boolean(parameter, value)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(parameter, value)
    if parameter.type == "string":
        try:
            return Literal(value), value
        except ValueError as error:
            raise _wrong(parameter, value) from error
    iri, label = finder.find(value, parameter.class_iri)
    return NamedNode(iri), label


def _date(parameter: Parameter, value: object) -> tuple[Term, str]:
    import datetime

    if isinstance(value, datetime.datetime):
        value = value.date()
    if not isinstance(value, datetime.date):
        if not isinstance(value, (str, int)) or isinstance(value, bool):
            raise _wrong(parameter, value)
        from thbgraph.catalogue.dates import read_date

        value = read_date(str(value), parameter.day)
    text = value.isoformat()
    return Literal(text, datatype=NamedNode(_XSD + "date")), text


def _integer(parameter: Parameter, value: object) -> tuple[Term, str]:
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.removeprefix("-").isdigit()):
        raise _wrong(parameter, value)
    number = str(int(text))
    return Literal(number, datatype=NamedNode(_XSD + "integer")), number


def _boolean(parameter: Parameter, value: object) -> tuple[Term, str]:
    text = str(value).strip().casefold()
    if text not in ("true", "false", "yes", "no"):
        raise _wrong(parameter, value)
    truth = "true" if text in ("true", "yes") else "false"
    return Literal(truth, datatype=NamedNode(_XSD + "boolean")), truth


def _wrong(parameter: Parameter, value: object) -> ParameterError:
    hint = f"for example: {parameter.option} {parameter.example}" if parameter.example else ""
    article = "an" if parameter.type[0] in "aeiou" else "a"
    return ParameterError(
        f"{value!r} is not {article} {parameter.type}, which {parameter.option} needs", hint
    )
