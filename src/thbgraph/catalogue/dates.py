"""Dates as people write them, turned into one day.

A question "as of 2006" means the state of things when that year was over, so a month or a year stands for
its last day; a parameter that opens an interval says `day: first` in its header. Taken: `2006-12-14`, `14
December 2006`, `2006-12`, `December 2006`, `2006`, each of the last three also after `end of` or `start
of`; `today`.
"""

from __future__ import annotations

import datetime
import re

from thbgraph.errors import ParameterError

__all__ = ["read_date"]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_FORM = re.compile(
    r"(?:(?P<edge>end|start|beginning) of )?"
    r"(?:(?P<iso_year>\d{4})(?:-(?P<iso_month>\d{2})(?:-(?P<iso_day>\d{2}))?)?"
    r"|(?:(?P<day>\d{1,2}) )?(?P<month>[a-z]+) (?P<year>\d{4}))",
    re.ASCII,
)


def read_date(text: str, day: str = "last") -> datetime.date:
    """Return the day that a text means; `day` is `first` or `last`, for a month or a year without an edge.

    Raises ParameterError where the text is no date or the day does not exist.
    """
    words = " ".join(text.casefold().split())
    if words == "today":
        return datetime.date.today()
    match = _FORM.fullmatch(words)
    month = _month(match["iso_month"], match["month"]) if match else None
    date_day = (match["iso_day"] or match["day"]) if match else None
    if match is None or month is None or (match["edge"] and date_day):
        raise _not_a_date(text)
    first = (match["edge"] or ("end" if day == "last" else "start")) != "end"
    try:
        return _day(int(match["iso_year"] or match["year"]), month, int(date_day or 0), first)
    except ValueError as error:
        raise _not_a_date(text) from error


def _month(number: str | None, name: str | None) -> int | None:
    """Return the month's number, 0 where none was given, None where the name is no month's."""
    if name is None:
        return int(number or 0) if number != "00" else None
    return _MONTHS.index(name) + 1 if name in _MONTHS else None


def _day(year: int, month: int, day: int, first: bool) -> datetime.date:
    if day:
        return datetime.date(year, month, day)
    if first:
        return datetime.date(year, month or 1, 1)
    # The day before the first of the following month or year; 9999 is the last year a date can have.
    if month in (0, 12):
        return datetime.date(year, 12, 31)
    return datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)


def _not_a_date(text: str) -> ParameterError:
    return ParameterError(f"{text!r} is not a date", "write 2006-12-14, or 2006-12, 2006, `end of 2006`")
