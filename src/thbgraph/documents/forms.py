"""The outward forms by which a line of a legal text shows what it is: article, recital, point, heading …"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Form", "ends_in_unit", "form_of", "heading_like", "lone_label", "noise", "terminated"]


class Form(NamedTuple):
    """What a line looks like: `kind`, the label it bears, and where its text begins behind the label."""

    kind: str
    label: str = ""
    body: int = 0
    dashed: bool = False


_SPACE = r"[ \t\xa0\u2002-\u200a\u202f]"
_ARTICLE = re.compile(
    rf"(?:Article|ARTICLE|Art\.){_SPACE}+([0-9]{{1,4}}[a-z]{{0,2}})(?![\w(])\.?(.*)", re.DOTALL
)
_DIVISION = re.compile(
    rf"(TITLE|PART|CHAPTER|SECTION|Title|Part|Chapter|Section){_SPACE}+([IVXLC]{{1,7}}|[0-9]{{1,2}}|[A-Z])"
    r"(?![\w(])[.:]?(.*)",
    re.DOTALL,
)
_ANNEX = re.compile(
    rf"(?:ANNEX|Annex)(?:{_SPACE}+([IVXLC]{{1,7}}|[0-9]{{1,2}}|[A-Z]))?(?![\w(])[:]?(.*)", re.DOTALL
)
_DASH = re.compile(rf"[-–—•·▪●◦*o]{_SPACE}+(?=\S)")
_NUMBER = re.compile(rf"([0-9]{{1,3}}[a-z]{{0,2}})[.]{_SPACE}+(?=\S)")
_NUMBER_PAREN = re.compile(rf"([0-9]{{1,3}})\){_SPACE}*(?=[^\s,.;:)])")
_ROMAN = re.compile(rf"([IVXLC]{{1,7}})\.{_SPACE}+(?=\S)|([IVXLC]{{1,7}})\.?\Z")
_CAPITAL = re.compile(rf"([A-Z])\.{_SPACE}+(?=\S)")
_POINT = re.compile(
    rf"\(([a-z]{{1,5}}|[0-9]{{1,3}}[a-z]?)\){_SPACE}*(?=[^\s,.;:)])|([a-z]|[ivx]{{1,5}})\){_SPACE}*(?=[^\s,.;:)])"
)
_LONE = re.compile(r"(?:\(?(?:[a-z]{1,5}|[0-9]{1,3}[a-z]?)\)|[0-9]{1,3}[a-z]?\.|[a-z]\)|[-–—•·])\Z")
_WHEREAS = re.compile(r"(?:Whereas|WHEREAS)\s*:?\Z")
_ENACTING = re.compile(
    r"(?:HA(?:VE|S) (?:ADOPTED|DECIDED|AGREED)|Have agreed as follows|ha(?:ve|s) agreed as follows)\b"
)
_PREAMBLE = re.compile(
    r"(?:PREAMBLE|Preamble)\b|THE (?:[A-Z]+ )*(?:PARLIAMENT|COUNCIL|COMMISSION|STATES|GOVERNMENTS|PARTIES)\b[^.;a-z]*"
    r"[,:]\Z"
)
_CITATION = re.compile(
    r"(?:Having regard to|After (?:consulting|transmi\w*)|Acting (?:in|on)|Having consulted)\b"
)
_DECLARATION = re.compile(r"(?:[A-Z]+ ){0,3}DECLARATION (?:ON|OF)\b[^a-z]*\Z")
_SIGNED = re.compile(r"Done (?:at|in)\b|DONE at\b|In witness whereof\b|IN WITNESS WHEREOF\b")
_FOLDED = re.compile(
    r"(?:[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|EN|Official Journal of the European (?:Union|Communities)|"
    r"[LC] ?[0-9]{1,4}(?:/[0-9]{1,4}| [AE])?)(?:\s+|\Z)"
)
_LONGEST_HEADING = 160
_UNIT = re.compile(r"(?<![^\W\d_])[kcm]?m\Z")
_MARK_AT_END = re.compile(r"(?:(?<=[.;:!?])\s?\([0-9]{1,3}\)|[⁰¹²³⁴-⁹]+)\s*\Z")


def terminated(text: str) -> bool:
    """Tell whether a text ends as a sentence or an item of a list does."""
    end = _MARK_AT_END.sub("", text).rstrip(" \t\xa0)”’\"'»")
    return end[-1:] in ".;:!?" or text.rstrip().endswith((", and", ", or", "; and", "; or", "—"))


def heading_like(text: str) -> bool:
    """Tell whether a text is short, begins like a heading and does not end like a sentence."""
    if not text or len(text) > _LONGEST_HEADING or text[-1] in ".;:,!":
        return False
    first = text[0]
    return first.isupper() or first.isdigit() or first in "‘“'\"("


def ends_in_unit(text: str) -> bool:
    """Tell whether a text ends in a unit of length: the figure raised behind `km` makes an area, not a note."""
    return _UNIT.search(text) is not None


def lone_label(text: str) -> bool:
    """Tell whether a line is nothing but the label of the line behind it, as conversions of tables leave it."""
    return len(text) < 10 and _LONE.match(text) is not None


def noise(text: str) -> bool:
    """Tell whether a line is a page header of the Official Journal or a part of one."""
    if len(text) > 90:
        return False
    at = 0
    while at < len(text):
        found = _FOLDED.match(text, at)
        if not found:
            return False
        at = found.end()
    return bool(text)


def _short(rest: str) -> bool:
    rest = rest.strip(" \t\xa0-–—:.")
    return not rest or (len(rest) < _LONGEST_HEADING and rest[0].isupper() and rest[-1] not in ".;,:")


def form_of(text: str, hint: str = "") -> Form:
    """Say what a line looks like; `text` when it looks like nothing in particular."""
    found: re.Match[str] | None
    if (found := _ARTICLE.match(text)) and _short(found[2]):
        return Form("article", found[1], found.start(2))
    if (found := _DIVISION.match(text)) and _short(found[3]):
        return Form(found[1].lower(), found[2], found.start(3))
    if (
        (found := _ANNEX.match(text))
        and _short(found[2])
        and (text.isupper() or not found[2].strip() or hint)
    ):
        return Form("annex", found[1] or "", found.start(2))
    for kind, pattern in _WHOLE:
        if pattern.match(text):
            return Form(kind)
    dash = _DASH.match(text)
    at = dash.end() if dash else 0
    if found := _NUMBER.match(text, at):
        return Form("number", found[1], found.end(), bool(dash))
    if found := _POINT.match(text, at):
        return Form("point", found[1] or found[2], found.end(), bool(dash))
    if found := _NUMBER_PAREN.match(text, at):
        return Form("number)", found[1], found.end(), bool(dash))
    if dash:
        return Form("bullet", "", at, True)
    if heading_like(text) or (
        len(text) < 2 * _LONGEST_HEADING and text[:1].isupper() and not terminated(text)
    ):
        if found := _ROMAN.match(text):
            return Form("roman", found[1] or found[2], found.end())
        if found := _CAPITAL.match(text):
            return Form("capital", found[1], found.end())
    return Form("text")


_WHOLE = (
    ("whereas", _WHEREAS), ("enacting", _ENACTING), ("preamble", _PREAMBLE), ("citation", _CITATION),
    ("declaration", _DECLARATION), ("signature", _SIGNED),
)  # fmt: skip
