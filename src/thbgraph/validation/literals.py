"""Which literals are well-typed: the lexical spaces of XML Schema 1.1 part 2 that SHACL asks for.

A store keeps a literal it cannot read as it stands, so `"2024-02-30"^^xsd:date` has the datatype xsd:date and
no value. SHACL asks for more than the name of the datatype (4.1.2): for the datatypes supported by SPARQL, a
literal must not be ill-typed. Other datatypes (xsd:gYear, xsd:anyURI ...) are taken by their name.

Where rdflib, and with it pySHACL, departs from XML Schema it is not followed: it takes `"2024-02-03"` for an
xsd:dateTime, `"10:00"` for an xsd:time, `"1_000"` for an xsd:integer, `"inf"` for an xsd:double, and refuses
years before 1 or after 9999 and the hour 24.
"""

from __future__ import annotations

import re
from calendar import monthrange

from thbgraph.validation.vocabulary import XSD

__all__ = ["CASTABLE", "UNNORMALISED", "is_well_typed"]

# Datatypes whose cast in the store leaves a well-typed literal as it is and fails on an ill-typed one.
CASTABLE = frozenset(
    XSD + name
    for name in (
        "boolean",
        "integer",
        "decimal",
        "float",
        "double",
        "date",
        "time",
        "dateTime",
        "duration",
        "string",
    )
)

_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}

# Datatypes that no cast checks: each of their literals is looked at here.
UNNORMALISED = frozenset(XSD + name for name in _BOUNDS if name != "integer") | {XSD + "hexBinary"}

_ZONE = r"(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR = r"-?([1-9]\d{3,}|0\d{3})"
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12]\d|3[01])"
_TIME = r"(([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?|24:00:00(\.0+)?)"
_SECONDS = r"(\d+(\.\d+)?S)"
_CLOCK = rf"(T(?=\d)(\d+H)?(\d+M)?{_SECONDS}?)"

_LEXICAL = {
    XSD + name: re.compile(pattern, re.ASCII)
    for name, pattern in {
        "boolean": r"true|false|1|0",
        "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
        "float": r"[+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?|[+-]?INF|NaN",
        "double": r"[+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?|[+-]?INF|NaN",
        "date": rf"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
        "dateTime": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
        "time": rf"{_TIME}{_ZONE}",
        "duration": rf"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?{_CLOCK}?",
        "hexBinary": r"([0-9A-Fa-f]{2})*",
    }.items()
}
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_CALENDAR = re.compile(r"-?(\d+)-(\d\d)-(\d\d)")


def is_well_typed(lexical: str, datatype: str) -> bool:
    """Tell whether a lexical form belongs to a datatype; any form does to one not of this module."""
    bounds = _BOUNDS.get(datatype.removeprefix(XSD)) if datatype.startswith(XSD) else None
    if bounds is not None:
        if not _INTEGER.fullmatch(lexical):
            return False
        low, high = bounds
        number = int(lexical)
        return (low is None or low <= number) and (high is None or number <= high)
    pattern = _LEXICAL.get(datatype)
    if pattern is None:
        return True
    if not pattern.fullmatch(lexical):
        return False
    if datatype in (XSD + "date", XSD + "dateTime"):
        return _day_exists(lexical)
    return True


def _day_exists(lexical: str) -> bool:
    found = _CALENDAR.match(lexical)
    if found is None:
        return False
    year, month, day = (int(part) for part in found.groups())
    # The calendar repeats after 400 years, and monthrange() knows the years 1 to 9999 only.
    return day <= monthrange(year % 400 + 400, month)[1]
