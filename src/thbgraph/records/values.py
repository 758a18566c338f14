"""Whether a text is a value of its XML Schema datatype, written in the one form that no store rewrites.

Stores keep `1.50` as `1.5` and `01` as `1`; a record that held the longer form would not be what is served. A
figure or date as printed belongs into a text key beside the typed one. Standard: XML Schema 1.1 part 2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from thbgraph.names import PREFIXES

__all__ = ["LANGUAGE_TAG", "STRING", "check_value", "is_supported"]

_XSD = PREFIXES["xsd"]
STRING = _XSD + "string"

LANGUAGE_TAG = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)
"""A well-formed BCP 47 language tag (RFC 5646, section 2.1) of a language with an ISO 639 code."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[-+][0-9]{2}:[0-9]{2})?"
)
_YEAR = re.compile(r"[0-9]{4}")
_YEAR_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_DECIMAL = re.compile(r"(?!-0$)-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
_TIME = r"(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
_DURATION = re.compile(rf"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?{_TIME}")
_YEARS_AND_MONTHS = re.compile(r"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?")
_DAYS_AND_TIME = re.compile(rf"-?P(?=.)(?:[0-9]+D)?{_TIME}")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def _is_date(text: str) -> bool:
    return _DATE.fullmatch(text) is not None and _parses(date.fromisoformat, text)


def _is_date_time(text: str) -> bool:
    return _DATE_TIME.fullmatch(text) is not None and _parses(datetime.fromisoformat, text)


def _parses(parser: Callable[[str], object], text: str) -> bool:
    try:
        parser(text)
    except ValueError:
        return False
    return True


def _at_least(least: int) -> Callable[[str], bool]:
    return lambda text: _INTEGER.fullmatch(text) is not None and _floor(text, least)


def _floor(text: str, least: int) -> bool:
    return not text.startswith("-") and (text != "0" or least == 0)


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


_INTEGER_HINT = (
    "write digits only, without leading zeros or separators, such as 47; the printed form is text beside it"
)
_DURATION_HINT = "write it as P and units, such as P18M (18 months), P2Y or P30D"

_DATATYPES: dict[str, tuple[Callable[[str], bool], str, str]] = {
    "date": (_is_date, "a date of the calendar", "write year-month-day, such as 2006-12-31"),
    "dateTime": (_is_date_time, "a date and time", "write it as 2006-12-31T12:00:00Z"),
    "gYear": (_matches(_YEAR), "a year", "write four digits, such as 2006"),
    "gYearMonth": (_matches(_YEAR_MONTH), "a month of a year", "write year-month, such as 2006-12"),
    "integer": (_matches(_INTEGER), "a whole number", _INTEGER_HINT),
    "nonNegativeInteger": (_at_least(0), "a whole number from 0 up", _INTEGER_HINT),
    "positiveInteger": (_at_least(1), "a whole number from 1 up", _INTEGER_HINT),
    "decimal": (
        _matches(_DECIMAL),
        "a decimal number",
        "write digits with a point, without closing zeros, such as 2.6; the printed form is text beside it",
    ),
    "boolean": (frozenset(("true", "false")).__contains__, "a truth value", "write true or false"),
    "duration": (_matches(_DURATION), "a duration", _DURATION_HINT),
    "yearMonthDuration": (_matches(_YEARS_AND_MONTHS), "a duration in years and months", _DURATION_HINT),
    "dayTimeDuration": (_matches(_DAYS_AND_TIME), "a duration in days and hours", _DURATION_HINT),
    "anyURI": (_matches(_WEB_ADDRESS), "a web address", "write it whole, beginning with https:// or http://"),
}


def is_supported(datatype: str) -> bool:
    """Tell whether values of a datatype can be checked, so that a context with another is refused at once."""
    return datatype == STRING or datatype.removeprefix(_XSD) in _DATATYPES


def check_value(datatype: str, text: str) -> tuple[str, str] | None:
    """Return what is wrong with a value of a supported datatype and how to mend it; None if nothing."""
    is_valid, name, hint = _DATATYPES[datatype.removeprefix(_XSD)]
    return None if is_valid(text) else (f"`{text}` is not {name}", hint)
