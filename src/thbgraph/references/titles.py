"""Instruments cited by their title or their customary name, and the short way back to one cited before.

`Protocol to prevent, suppress and punish trafficking in persons`, `Council Framework Decision of 19 July 2002
on combating trafficking`, `Brussels Declaration`, `UN Trafficking Protocol`; then `the Protocol`, which stands
for the last instrument of that kind. Only capitals make a name: `a directive on`, `a Directive on` name none.
A title has no closing mark, so its end is read word by word: it stops where a sentence goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from thbgraph.references.reference import GAP, Reference, first_word_at
from thbgraph.references.words import (
    ADOPTERS,
    INDEFINITE,
    KIND_WORDS,
    NEVER_IN_A_TITLE,
    NOT_AFTER_AND,
    OPENERS,
)

__all__ = ["Mention", "mentions", "quoted_references", "title_references"]

# A funding programme, a working programme or a common policy is no instrument; these programmes are.
_NAMED_PROGRAMMES = frozenset({"Hague", "Stockholm", "Tampere"})
_KIND = "|".join(re.escape(word).replace(r"\ ", GAP) for word in KIND_WORDS)
_WORD = r"(?!Framework Decision|Action Plan|Joint Statement)[A-Z][\w'-]{0,30}"
_HEAD = re.compile(
    # No line break inside a name: in a table the cell before would be taken into it.
    rf"(?<![\w/-])(?P<before>(?:(?:(?:19|20)\d\d(?:-(?:19|20)\d\d)?|{_WORD}(?: of(?= Europe\b))?) ){{0,5}})"
    rf"(?P<kind>{_KIND}|action{GAP}plan)(?![\w-])(?: No \d{{1,3}}\b)?"
    r"(?: of (?:19|20)\d\d(?!\d)|, (?:19|20)\d\d(?!\d)(?:, of the(?: [A-Z]\w{1,30}){1,4})?)?"
    rf"(?P<date>{GAP}of{GAP}\d{{1,2}}{GAP}[A-Z][a-z]{{2,8}}{GAP}\d{{4}})?"
)
_PREPOSITIONS = {
    "Protocol": ("to", "on", "against", "for", "of", "between"),
    "Agreement": ("between", "concluded", "on", "establishing", "concerning"),
    "Act of Accession": ("of",), "Constitution": ("of",),
    "Staff Regulations": ("of",), "Conditions of Employment": ("of",),
    "Charter": ("of", "on", "for"),
    "Treaty": ("on", "of", "establishing"),
    "Declaration": ("on", "of", "against"),
    "Strategy": ("towards", "on", "against", "for", "to"),
    "Covenant": ("on",),
    "Joint Statement": ("of", "on"),
    "Convention": ("on", "against", "for", "relating", "concerning", "implementing"),
    "Communication": ("on",), "Programme": (), "Decision": ("on", "concerning"), "Regulation": ("on", "concerning"),
}  # fmt: skip
_USUAL = ("on", "against", "for", "concerning")
_TOKEN = re.compile(r"(?P<gap>,? | - )(?P<word>[\w][\w'/-]{0,40})")
_AFTER_COMMA = frozenset(["especially", "particularly", "suppress"])
_LONGEST = 45
_WITHOUT_ARTICLE = frozenset(
    ("Action Plan", "Framework Decision", "Staff Regulations", "Conditions of Employment")
)
# `Optional Protocol to the Convention`, `Convention implementing the Agreement` are one title each.
_WITHIN = frozenset(("to", "implementing"))
_HERE = ("this", "This", "present", "Present")
# Used so often, `the Protocol` keeps its meaning though another protocol is cited.
_STEADY = 3
_PROTOCOLS_DO = frozenset(["prevent", "suppress", "amend", "eliminate", "abolish", "the"])
# A report by its quoted name: `the Commission's 'Users' Report'`.
_QUOTED = re.compile(
    r"(?<![\w'\"])(?P<quote>['\"])(?P<name>[A-Z][\w-]{0,30}'?(?: [A-Z][\w'-]{0,30}){0,4}? "
    r"(?:Report|Communication|Strategy|Handbook|Guidelines|Study))(?P=quote)(?!\w)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r" (?:19|20)\d\d-(?:19|20)\d\d(?!\d)")


class Mention(NamedTuple):
    """One capitalised kind word with what stands around it: a title, or the way back to one (`named` false)."""

    start: int
    end: int
    kind: str
    named: bool


def mentions(text: str) -> Iterator[Mention]:
    """Give every title, customary name and bare kind word of a text, in order."""
    taken = 0
    for found in _HEAD.finditer(text):
        if found.start("kind") < taken:
            continue  # within a title: `Optional Protocol to the Convention`
        kind = " ".join(found["kind"].split())
        start = _name_start(text, found)
        words = text[start : found.start("kind")].split()
        if kind == "action plan":
            if not words or not words[0].strip("-"):
                continue
            kind = "Action Plan"
        if kind == "Programme" and not _NAMED_PROGRAMMES.intersection(words):
            continue
        here = not words and first_word_at(text, start, _HERE)
        end = found.end() if here else _title_end(text, found.end(), kind)
        if end == found.end() and not found["date"] and _goes_on(text, end):
            continue
        years = _YEARS.match(text, end)
        end = years.end() if years else end
        named = end > found.end("kind") or any(word not in ADOPTERS for word in words)
        named = named or (kind == "Constitution" and bool(words))
        if (
            named
            and first_word_at(text, start, INDEFINITE)
            and not _is_capital(text[found.end("kind") : end], kind)
        ):
            continue
        taken = end
        yield Mention(start, end, kind, named)


def title_references(text: str, defined: frozenset[str] = frozenset()) -> Iterator[Reference]:
    """Give the citations by title, and those that lead back to a title before; `defined` names are left out."""
    latest: dict[str, str] = {}
    uses: dict[str, int] = {}
    for start, end, kind, named in mentions(text):
        printed = text[start:end]
        if named:
            title = " ".join(printed.split())
            if uses.get(kind, 0) < _STEADY:
                latest[kind], uses[kind] = title, 0
            yield Reference(start, end, printed, "title", target=title)
        elif first_word_at(text, start, _HERE):
            yield Reference(*_with_this(text, start, end), "relative", target=f"this {kind}")
        elif kind in latest and kind not in defined and _leads_back(text, start, kind):
            uses[kind] += 1
            yield Reference(start, end, printed, "title", target=latest[kind])


def quoted_references(text: str) -> Iterator[Reference]:
    """Give the citations by a quoted name, without the quotes."""
    for found in _QUOTED.finditer(text):
        yield Reference(*found.span("name"), found["name"], "title", target=found["name"])


def _is_capital(title: str, kind: str) -> bool:
    """Tell whether capitals make a title a name though `a` stands before it, at its first mention."""
    words = title.split()
    return kind == "Joint Statement" or any(word[0].isupper() for word in words[:2])


def _with_this(text: str, start: int, end: int) -> tuple[int, int, str]:
    before = text[max(0, start - 12) : start].lower()
    begin = start - len(before) + max(before.rfind("this"), before.rfind("present"))
    return begin, end, text[begin:end]


def _leads_back(text: str, start: int, kind: str) -> bool:
    if first_word_at(text, start, ("the", "The", "said", "that", "That")):
        return True
    return kind in _WITHOUT_ARTICLE


def _name_start(text: str, found: re.Match[str]) -> int:
    """Give where the name begins: behind the last word that only opens the sentence."""
    start = found.start("before")
    words = list(re.finditer(r"[\w'-]+", found["before"]))
    for word in words:
        if word[0] in OPENERS or word[0] in ("Europol's", "Commission's"):
            start = found.start("before") + word.end()
    while text[start : start + 1].isspace():
        start += 1
    return start


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a capitalised word follows, which makes the kind word part of another name."""
    following = text[end : end + 3]
    return following[:1] == " " and following[1:2].isupper() and following[2:3].islower()


def _title_end(text: str, end: int, kind: str) -> int:
    """Give the end of the title that goes on after the kind word; the same end where none does."""
    first = _TOKEN.match(text, end)
    if first is None or first["gap"] != " " or first["word"].lower() not in _PREPOSITIONS.get(kind, _USUAL):
        return end
    at, last = first.end(), first["word"].lower()
    second = _TOKEN.match(text, at)
    if second is None or second["word"][0].isdigit():
        return end  # `the Protocol on 6 September`
    if kind == "Protocol" and last == "to" and second["word"].lower() not in _PROTOCOLS_DO:
        return end  # `the requirements of the Protocol to treat`
    reached = end
    parties = last in ("between", "concluded")
    link = ""
    for _ in range(_LONGEST):
        token = _TOKEN.match(text, at)
        if token is None or not _belongs(text, token, last, parties=parties):
            break
        if link not in _WITHIN and last == "the" and _HEAD.match(text, token.start("word")):
            break  # `of the UN Trafficking Protocol`, `reflected by the Charter`: the next citation
        link = last
        at, last = token.end(), token["word"].lower()
        if last not in (
            "and",
            "or",
            "on",
            "in",
            "of",
            "for",
            "to",
            "the",
            "against",
            "a",
            "from",
            "by",
            "especially",
        ):
            reached = at
    return reached


def _belongs(text: str, token: re.Match[str], before: str, *, parties: bool) -> bool:
    word = token["word"].lower()
    if parties and word == "the" and token["gap"] in (" ", ", "):
        return True  # `between the Union, the Community and the Confederation`
    if token["gap"] == ", " and (_YEAR.fullmatch(word) or (_YEAR.fullmatch(before) and word == "of")):
        return True  # `Forced Labour Convention, 1930, of the International Labour Organisation`
    if word in NEVER_IN_A_TITLE or (before == "and" and word in NOT_AFTER_AND):
        return False
    if token["gap"] == ", ":
        return word in _AFTER_COMMA or _list_closes(text, token.end())
    return token["gap"] == " "


def _list_closes(text: str, at: int) -> bool:
    """Tell whether `and` ends the list within three words: `by land, sea and air`."""
    for _ in range(3):
        token = _TOKEN.match(text, at)
        if token is None or token["gap"] == " - ":
            return False
        if token["word"] == "and":
            after = _TOKEN.match(text, token.end())
            return after is not None and after["word"].lower() not in NOT_AFTER_AND
        if token["word"].lower() in NEVER_IN_A_TITLE:
            return False
        at = token.end()
    return False
