"""How EU acts are numbered, and the CELEX number and ELI that follow from kind and number.

CELEX: sector, four-digit year, letter of the kind, four-digit number (EUR-Lex, "How CELEX numbers are
composed"). Until 2014 regulations print number before year (`No 2007/2004`), directives and decisions year
before number, decisions of Parliament and Council number before year (`No 1982/2006/EC`); from 2015 on the
year always comes first (`(EU) 2016/794`). Years had two digits until 1998.
"""

from __future__ import annotations

__all__ = ["act_number", "celex_of", "commission_celex", "eli_of", "full_year"]

_LETTERS = {
    "directive": "L", "regulation": "R", "decision": "D", "framework-decision": "F", "joint-action": "F",
    "common-position": "E", "recommendation": "H",
}  # fmt: skip
_ELI = {
    "directive": "dir", "regulation": "reg", "decision": "dec", "framework-decision": "dec_framw",
    "joint-action": "joint_action", "recommendation": "reco",
}  # fmt: skip
_COMMISSION = {"COM": "DC", "SWD": "SC", "SEC": "SC", "JOIN": "JC"}
_FIRST_YEAR, _LAST_YEAR, _YEAR_FIRST_SINCE = 1951, 2099, 2015


def full_year(digits: str) -> int:
    """Give the year that two or four digits mean; 0 where they can mean none."""
    if len(digits) == 4:
        year = int(digits)
    elif len(digits) == 2:
        year = 1900 + int(digits) if int(digits) > 50 else 2000 + int(digits)
    else:
        return 0
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else 0


def act_number(kind: str, first: str, second: str, *, with_no: bool, domain: str) -> tuple[int, int]:
    """Give year and number of an act from the two figures as printed; (0, 0) where no reading makes sense."""
    year_first = (full_year(first), int(second))
    year_last = (full_year(second), int(first))
    if with_no or (kind == "regulation" and (year_first[0] < _YEAR_FIRST_SINCE or "EC" in domain)):
        order = (year_last, year_first)
    else:
        order = (year_first, year_last)
    for year, number in order:
        if year and 0 < number < 10_000:
            return year, number
    return 0, 0


def celex_of(kind: str, year: int, number: int, domain: str) -> str:
    """Give the CELEX number of an act; '' where the kind or the number is not known."""
    if kind not in _LETTERS or not year:
        return ""
    letter = "E" if kind == "joint-action" and "CFSP" in domain else _LETTERS[kind]
    return f"3{year}{letter}{number:04}"


def eli_of(kind: str, year: int, number: int, manner: str = "") -> str:
    """Give the European Legislation Identifier of an act; `manner` is implementing, delegated or ''."""
    if kind not in _ELI or not year:
        return ""
    suffix = {"implementing": "_impl", "delegated": "_del"}.get(manner, "")
    return f"http://data.europa.eu/eli/{_ELI[kind]}{suffix}/{year}/{number}/oj"


def commission_celex(series: str, year: int, number: int, *, proposal: bool) -> str:
    """Give the CELEX number of a Commission document; a proposal (PC) is known from its context only."""
    code = "PC" if proposal and series == "COM" else _COMMISSION.get(series, "")
    return f"5{year}{code}{number:04}" if code and year else ""
