"""Dates as people write them."""

from __future__ import annotations

import datetime

import pytest

from thbgraph.catalogue.dates import read_date
from thbgraph.errors import ParameterError


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("2006-12-14", "2006-12-14", "2006-12-14"),
        ("14 December 2006", "2006-12-14", "2006-12-14"),
        ("2006", "2006-12-31", "2006-01-01"),
        ("2006-12", "2006-12-31", "2006-12-01"),
        ("2008-02", "2008-02-29", "2008-02-01"),
        ("February 2007", "2007-02-28", "2007-02-01"),
        ("end of 2006", "2006-12-31", "2006-12-31"),
        (" End  of 2006 ", "2006-12-31", "2006-12-31"),
        ("start of 2006", "2006-01-01", "2006-01-01"),
        ("beginning of June 2006", "2006-06-01", "2006-06-01"),
        ("end of 2006-06", "2006-06-30", "2006-06-30"),
        ("9999-12", "9999-12-31", "9999-12-01"),
    ],
)
def test_text_means_a_day(text, last, first):
    assert (read_date(text).isoformat(), read_date(text, "first").isoformat()) == (last, first)


def test_today_is_the_day_of_the_call():
    before = datetime.date.today()

    assert before <= read_date("today") <= datetime.date.today()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2006-13",
        "2006-00",
        "2006-02-30",
        "06",
        "2006-1-1",
        "31 June 2006",
        "Juno 2006",
        "end of 2006-12-14",
        "0000",
        "14.12.2006",
        "٢٠٠٦",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ParameterError, match="is not a date"):
        read_date(text)
