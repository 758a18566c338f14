"""RDF terms as Python values: an IRI as a text that knows its label, a literal as what its datatype says.

A literal whose text its datatype does not allow, or whose datatype has no Python counterpart (a year, a
duration), stays text: nothing is rounded or mended on the way out. The mapping follows XML Schema 1.1 Part 2.
"""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from thbgraph.names import PREFIXES, shorten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from decimal import Decimal

    from pyoxigraph import Triple

    AnyTerm = NamedNode | Literal | BlankNode | Triple
    Value = str | int | float | bool | date | datetime | Decimal | None

__all__ = ["NUMERIC", "Iri", "converter", "lexical", "python_value"]

_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(
    _XSD + name
    for name in (
        *("integer", "int", "long", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_FLOATS = frozenset((_XSD + "double", _XSD + "float"))
_DECIMAL = _XSD + "decimal"
NUMERIC = _INTEGERS | _FLOATS | {_DECIMAL}


class Iri(str):
    """An IRI of the graph: a text like any other, with the label that the answer gives it (or "")."""

    label = ""

    def __new__(cls, iri: str, label: str = "") -> Iri:
        """Take an IRI and its label."""
        self = super().__new__(cls, iri)
        if label:
            self.label = label
        return self

    def __reduce__(self) -> tuple[type[Iri], tuple[str, str]]:
        return Iri, (str(self), self.label)

    @property
    def short(self) -> str:
        """The label, or the prefixed name where the answer has none."""
        return self.label or shorten(self)


def lexical(term: AnyTerm | None) -> str:
    """Return a term as plain text: the IRI, the literal's text, "" where there is none."""
    if term is None:
        return ""
    if isinstance(term, (Literal, NamedNode)):
        return term.value
    return str(term)


def python_value(term: AnyTerm | None, label: str = "") -> Value:
    """Return a term as a Python value; None where the row has none."""
    if isinstance(term, NamedNode):
        # Iri(…) without the call of its __new__: this line runs for every thing in every row.
        iri = _new_text(Iri, term.value)
        if label:
            iri.label = label
        return iri
    if isinstance(term, Literal):
        convert = converter(term.datatype.value)
        if convert is None:
            return term.value
        try:
            return convert(term.value)
        except (ValueError, ArithmeticError):
            return term.value
    return None if term is None else Iri(lexical(term), label)


_new_text = str.__new__


def converter(datatype: str) -> Callable[[str], Value] | None:
    """Return what turns a literal's text into a value of its datatype, None where the text is the value."""
    try:
        return _CONVERTERS[datatype]
    except KeyError:
        return _CONVERTERS.setdefault(datatype, _converter(datatype))


_CONVERTERS: dict[str, Callable[[str], Value] | None] = {}


def _converter(datatype: str) -> Callable[[str], Value] | None:
    """Choose a converter; the modules of dates and decimals are loaded when the first such value is met."""
    if datatype in _INTEGERS:
        return int
    if datatype in _FLOATS:
        return float
    if datatype == _XSD + "boolean":
        return _boolean
    if datatype == _DECIMAL:
        from decimal import Decimal

        return Decimal
    if datatype in (_XSD + "date", _XSD + "dateTime"):
        import datetime

        is_date = datatype == _XSD + "date"
        return datetime.date.fromisoformat if is_date else datetime.datetime.fromisoformat
    return None


def _boolean(text: str) -> bool:
    if text not in _BOOLEANS:
        raise ValueError(text)
    return _BOOLEANS[text]


_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
