"""Documents cited by the number of a series: Commission, Official Journal, UN, Council, treaties, CELEX, ELI."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from thbgraph.references.numbering import commission_celex, full_year
from thbgraph.references.reference import GAP, Reference

__all__ = ["series"]

_COM = re.compile(
    r"\b(?P<series>COM|SWD|SEC|JOIN)[ ]?(?:\((?P<year>\d{4}|\d\d)\)[ \t\r\n]{0,4}|/(?P<slash>\d{4})/)"
    r"(?P<number>\d{1,4})(?!\d)(?P<final>(?:,?[ ]final|-final)(?:/\d)?)?"
)
_DATE = r"(?P<day>\d{1,2})[. ]{1,2}(?P<month>\d{1,2})[. ]{1,2}(?P<year>\d{4}|\d\d)(?!\d)"
_OJ = re.compile(
    r"\bOJ[ \t\r\n]{0,4}(?P<series>[LC])(?:[ ]?(?P<sub>[AEI]))?(?:[ \t\r\n]{0,4}(?P<number>\d{1,3}))?"
    rf"(?:(?:,|/|[ ]of)?[ \t\r\n]{{0,4}}(?:(?P<act>\d{{4}}/\d{{1,5}}),[ \t\r\n]{{0,4}})?{_DATE})?"
    r"(?:,?[ \t\r\n]{0,4}pp?\.[ \t\r\n]{0,4}(?P<page>\d{1,4})(?:[ ]?-[ ]?(?P<to>\d{1,4}))?)?"
)
_OJ_NOTICE = re.compile(
    r"(?:\bOJ[ ])?(?<![\w/])(?P<number>(?:19|20)\d\d/[LC][ ]?\d{1,3}(?:[ ]?[AE])?/\d{2,3})(?!\w)"
)
_SYMBOL = re.compile(
    r"(?<![\w/.])(?:A|E|S|ST|CTOC|CAC|CAT|CCPR|CEDAW|CERD|CRC|CMW|HRI|TD)"
    r"(?:/[A-Z0-9][A-Za-z0-9.\-]{0,20}){1,7}(?:[ ]\((?:19|20)\d\d\))?"
)
_SUPPLEMENT = re.compile(r"(?:,|[ ]and)[ ](?P<part>(?:Add|Corr|Rev)\.\d{1,3})(?!\d)")
_RESOLUTION = re.compile(
    rf"\b(?:(?:United{GAP}Nations{GAP}|UN{GAP})?(?P<organ>General{GAP}Assembly|Economic{GAP}and{GAP}Social"
    rf"{GAP}Council|ECOSOC|Security{GAP}Council|Human{GAP}Rights{GAP}Council|Assembly|Council){GAP})?"
    rf"[Rr]esolutions?{GAP}(?P<number>S-\d{{1,2}}/\d{{1,3}}|\d{{1,4}}/\d{{1,3}}|\d{{3,4}}{GAP}\((?:19|20)\d\d\))(?![\w/])"
)
_MORE = re.compile(
    rf"(?:,{GAP}and|,|{GAP}and|{GAP}or){GAP}(?P<number>S-\d{{1,2}}/\d{{1,3}}|\d{{1,4}}/\d{{1,3}}|"
    rf"\d{{3,4}}{GAP}\((?:19|20)\d\d\))(?![\w/])"
)
_SUBJECTS = r"(?:[ ]{1,3}[A-Z][A-Za-z]{2,11}[ ]\d{1,4}(?!\d)){0,12}"
_COUNCIL = re.compile(
    r"(?<![\w/.,-])(?P<st>ST[ ]{0,2})?(?P<number>\d{4,5})(?:/(?P<middle>\d{1,2}))?/(?P<year>\d\d)(?![\d/]|\.\d)"
    rf"(?:[ ]{{1,3}}REV[ ]?(?P<rev>\d{{1,2}}))?(?P<more>(?:[ ]{{1,3}}(?:ADD|COR)[ ]?\d{{1,2}}){{0,2}})"
    rf"(?P<subjects>{_SUBJECTS})"
)
_SERIES = re.compile(
    r"\b(?P<series>CETS|ETS|Council of Europe Treaty Series)[ ]?"
    r"(?:[-,]?[ ]?N(?:os?|°|º)\.?)?[ ]{0,2}(?P<number>\d{1,3})(?!\d)"
)
_COUNCIL_OF_EUROPE = re.compile(
    r"\b(?:Recommendation[ ])?(?:No\.?[ ])?(?P<body>CM/)?R(?:ec)?[ ]?"
    r"\((?P<year>\d{4}|\d\d)\)[ ]?(?P<number>\d{1,3})(?!\d)"
)
_CELEX = re.compile(
    r"\b(?:CELEX[: ]{1,2})?(?P<number>[1-9](?:19|20)\d\d[A-Z]{1,2}\d{3,4}(?:\(\d\d\))?)(?!\w)"
)
_ELI = re.compile(r"https?://data\.europa\.eu/eli/[A-Za-z0-9_/().-]{1,120}")
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")


def series(text: str) -> Iterator[Reference]:
    """Give every document cited by a series number; one place may be given twice, under two readings."""
    readers: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Iterator[Reference]]], ...] = (
        (_COM, _commission), (_OJ, _journal), (_OJ_NOTICE, _notice), (_SYMBOL, _symbol), (_ELI, _eli),
        (_RESOLUTION, _resolutions), (_COUNCIL, _council), (_SERIES, _treaty_series), (_CELEX, _celex),
        (_COUNCIL_OF_EUROPE, _recommendation),
    )  # fmt: skip
    for pattern, reader in readers:
        for found in pattern.finditer(text):
            yield from reader(text, found)


def _commission(text: str, found: re.Match[str]) -> Iterator[Reference]:
    year = full_year(found["year"] or found["slash"])
    number = int(found["number"])
    sentence = text[max(0, found.start() - 120) : found.start()].rpartition(". ")[2]
    proposal = "proposal for" in sentence.lower()
    final = " final" if found["final"] else ""
    if year and number:
        yield Reference(
            found.start(), found.end(), found[0], "com", f"{found['series']}({year}) {number}{final}",
            celex=commission_celex(found["series"], year, number, proposal=proposal),
        )  # fmt: skip


def _journal(_text: str, found: re.Match[str]) -> Iterator[Reference]:
    issue = (
        f"OJ {found['series']}" + (f" {found['number']}" if found["number"] else "") + (found["sub"] or "")
    )
    parts = [issue]
    if found["act"]:
        parts.append(found["act"])
    if found["day"]:
        parts.append(f"{int(found['day'])}.{int(found['month'])}.{full_year(found['year'])}")
    if found["page"]:
        parts.append(f"p. {found['page']}" + (f"-{found['to']}" if found["to"] else ""))
    if found["number"] or found["act"]:
        end = found.end()
        yield Reference(found.start(), end, found[0], "oj", ", ".join(parts), oj=", ".join(parts))


def _notice(_text: str, found: re.Match[str]) -> Iterator[Reference]:
    number = re.sub(r"/([LC])[ ]?(\d)", r"/\1 \2", found["number"])
    yield Reference(found.start(), found.end(), found[0], "oj", number, oj=number)


def _symbol(text: str, found: re.Match[str]) -> Iterator[Reference]:
    symbol = found[0].rstrip(".-")
    if not any(c.isdigit() for c in symbol.partition("/")[2]) or len(symbol) < 5:
        return
    end = found.start() + len(symbol)
    kind = "resolution" if "/RES/" in symbol else "un"
    yield Reference(found.start(), end, symbol, kind, symbol, un_symbol=symbol)
    supplement = _SUPPLEMENT.match(text, end)
    if supplement:
        whole = f"{symbol}/{supplement['part']}"
        start, end = supplement.span("part")
        yield Reference(start, end, supplement["part"], "un", whole, un_symbol=whole)


def _resolutions(text: str, found: re.Match[str]) -> Iterator[Reference]:
    organ = " ".join((found["organ"] or "").split())
    start, number = found.start(), found.group("number")
    end = found.end()
    while True:
        number = " ".join(number.split())
        yield Reference(
            start, end, text[start:end], "resolution", number, un_symbol=_symbol_of(organ, number)
        )
        following = _MORE.match(text, end)
        if following is None:
            return
        (start, end), number = following.span("number"), following["number"]


def _symbol_of(organ: str, number: str) -> str:
    """Give the symbol of a resolution; the form of the number tells the organ where none is named."""
    if "(" in number:
        return f"S/RES/{number}"
    first = number.partition("/")[0]
    if "Human Rights" in organ:
        return f"A/HRC/RES/{number}"
    if organ in ("Economic and Social Council", "ECOSOC") or (
        len(first) == 4 and _YEAR_LIKE.fullmatch(first)
    ):
        return f"E/RES/{number}"
    return f"A/RES/{number}" if len(first) <= 4 and not first.startswith("0") else ""


def _council(text: str, found: re.Match[str]) -> Iterator[Reference]:
    sure = found["st"] or found["rev"] or found["subjects"].strip() or found["middle"]
    before = text[max(0, found.start() - 12) : found.start()].lower().rstrip()
    sure = sure or before.endswith(("doc.", "doc", "document", "nro", "no"))
    if not sure and _YEAR_LIKE.fullmatch(found["number"]):
        return  # 2006/07 is a season
    middle = f"/{found['middle']}" if found["middle"] else ""
    number = f"{found['number']}{middle}/{found['year']}"
    revision = found["rev"] or found["middle"]
    more = " ".join(["", *found["more"].split()])
    council = number + (f" REV {revision}" if revision else "") + more
    yield Reference(found.start(), found.end(), found[0], "council", number, council=council)


def _treaty_series(_text: str, found: re.Match[str]) -> Iterator[Reference]:
    name = "ETS" if found["series"] == "ETS" else "CETS"
    number = f"{name} No. {int(found['number']):03}"
    yield Reference(found.start(), found.end(), found[0], "treaty-series", number)


def _recommendation(_text: str, found: re.Match[str]) -> Iterator[Reference]:
    body = found["body"] or ""
    rest = (
        f"({found['year']}){found['number']}"
        if len(found["year"]) == 4
        else f"({found['year']}) {found['number']}"
    )
    number = f"{body}Rec{rest}" if len(found["year"]) == 4 else f"R {rest}"
    yield Reference(found.start(), found.end(), found[0], "coe", number)


def _celex(_text: str, found: re.Match[str]) -> Iterator[Reference]:
    yield Reference(found.start(), found.end(), found[0], "celex", found["number"], celex=found["number"])


def _eli(_text: str, found: re.Match[str]) -> Iterator[Reference]:
    eli = found[0].rstrip(".").replace("https://", "http://")
    end = found.start() + len(found[0].rstrip("."))
    yield Reference(found.start(), end, found[0].rstrip("."), "eli", eli, eli=eli)
