"""Numbered acts of the EU: directives, regulations, decisions, framework decisions and their like.

`Council Regulation (EC) No 2007/2004`, `Directives 2004/81/EC and 2011/36/EU`, `FD 2002/629`, and the bare
`2002/629/JHA` that follows a title printed before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thbgraph.references.numbering import act_number, celex_of, eli_of
from thbgraph.references.reference import GAP, Reference

__all__ = ["acts"]

_KINDS = {
    "framework decision": "framework-decision", "fd": "framework-decision", "joint action": "joint-action",
    "common position": "common-position", "directive": "directive", "regulation": "regulation",
    "decision": "decision", "recommendation": "recommendation",
}  # fmt: skip
_KIND = (
    rf"(?:Framework{GAP}Decision|FD|Joint{GAP}Action|Common{GAP}Position|"
    r"Directive|Regulation|Decision|Recommendation)"
)
_ONE_DOMAIN = r"(?:Euratom|CFSP|ECSC|EEC|JHA|EC|EU)"
_DOMAIN = rf"\({_ONE_DOMAIN}(?:, ?{_ONE_DOMAIN}){{0,2}}\)"
_NUMBER = (
    rf"(?:(?P<front>{_DOMAIN})[ \t\r\n]{{0,4}})?(?P<no>N(?:os?|°|º|r)\.?[ \t\r\n]{{0,4}})?"
    rf"(?P<first>\d{{1,4}})/(?P<second>\d{{1,4}})(?:/(?P<back>{_ONE_DOMAIN})\b|(?!\d))"
)
_ADOPTERS = rf"(?:European{GAP}Parliament{GAP}and{GAP}Council|Council|Commission)"
_ACT = re.compile(
    rf"\b(?:{_ADOPTERS}{GAP})?(?:(?P<manner>Implementing|Delegated){GAP})?"
    rf"(?P<kind>{_KIND})s?{GAP}{_NUMBER}",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"(?:,{GAP}and|,|{GAP}and|{GAP}or|;){GAP}(?={_DOMAIN}|No|\d)(?:{_NUMBER})")
_BARE = re.compile(rf"(?<![\w/.]){_NUMBER}(?![\w/])")
_KIND_BEFORE = re.compile(rf"\b{_KIND}\b")
# The regulations of the first years have a number alone: `Regulation No 1 of 15 April 1958`.
_EARLY = re.compile(
    rf"\bRegulation{GAP}No{GAP}(?P<number>\d{{1,3}})"
    rf"(?=(?:/\d\d)?{GAP}of{GAP}\d{{1,2}}{GAP}[A-Z][a-z]{{2,8}}{GAP}(?P<year>19[56]\d)\b)"
)
# A bare number is of the kind named last before it in its sentence, not farther off than a long title.
_FAR = 400


def acts(text: str) -> Iterator[Reference]:
    """Give every numbered act of a text, in order; the members of a list one by one."""
    taken = 0
    for found in _ACT.finditer(text):
        if found.start() < taken:
            continue
        kind = _KINDS[" ".join(found["kind"].lower().split())]
        manner = (found["manner"] or "").lower()
        reference = _reference(text, found, found.start(), kind, manner)
        while reference is not None:
            yield reference
            taken = reference.end
            following = _NEXT.match(text, taken)
            if following is None or not (following["front"] or following["no"] or following["back"]):
                break
            start = min(following.start(g) for g in ("front", "no", "first") if following[g])
            reference = _reference(text, following, start, kind, manner)
    yield from _bare(text)
    for found in _EARLY.finditer(text):
        year, number = int(found["year"]), int(found["number"])
        celex, eli = celex_of("regulation", year, number, ""), eli_of("regulation", year, number)
        yield Reference(*found.span(), found[0], "regulation", str(number), celex=celex, eli=eli)


def _reference(
    text: str, found: re.Match[str], start: int, kind: str, manner: str = "", end: int | None = None
) -> Reference | None:
    domain = (found["back"] or (found["front"] or "").strip("()")).replace(",", ", ").replace("  ", " ")
    # Only regulations and numbered decisions print the number first.
    year, number = act_number(
        kind, found["first"], found["second"], with_no=bool(found["no"]), domain=domain.upper()
    )
    if not year:
        return None
    end = found.end() if end is None else end
    printed = f"{found['first']}/{found['second']}" + (f"/{found['back']}" if found["back"] else "")
    return Reference(
        start, end, text[start:end], kind, printed,
        celex=celex_of(kind, year, number, domain.upper()), eli=eli_of(kind, year, number, manner),
    )  # fmt: skip


def _bare(text: str) -> Iterator[Reference]:
    for found in _BARE.finditer(text):
        if not found["back"]:
            continue
        before = text[max(0, found.start() - _FAR) : found.start()]
        sentence = before[before.rfind(". ") + 1 :]
        named = _KIND_BEFORE.findall(sentence)
        kind = _KINDS[" ".join(named[-1].lower().split())] if named else "act"
        start = min(found.start(g) for g in ("front", "no", "first") if found[g])
        reference = _reference(text, found, start, kind)
        if reference is not None:
            yield reference
