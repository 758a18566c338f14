"""Places in an instrument as lawyers print them: articles, paragraphs, points, recitals, annexes, sections.

`Articles 2, 3 and 5(1)(a) to (c)` gives three places, the last one a range; `point (a) of Article 4(2)` gives
`art. 4(2)(a)`; `this Article` a place that only the citing text knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from thbgraph.references.reference import GAP

__all__ = ["Pin", "chained", "pins"]

_NOUNS = {
    "article": "art.", "art": "art.", "paragraph": "para.", "para": "para.", "point": "point", "recital": "recital",
    "section": "section", "annex": "annex", "chapter": "chapter", "title": "title", "subparagraph": "subpara.",
    "footnote": "fn.", "indent": "bullet",
}  # fmt: skip
_ORDINALS = {w: str(n) for n, w in enumerate(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1)}  # fmt: skip
# A full stop belongs to an abbreviation only: in `this article.\n5.` a sentence ends.
_UNIT = (
    r"[Aa]rticles?|[Aa]rts?\.?|[Pp]aragraphs?|[Pp]aras?\.?|[Pp]oints?|[Rr]ecitals?|[Ss]ections?|"
    r"[Cc]hapters?|[Ss]ubparagraphs?|[Ff]ootnotes?"
)
_LABEL = r"[ ]?\((?:\d{1,3}[a-z]?|[a-z]{1,5})\)"
_DOTTED = r"\d{1,4}(?:\.\d{1,3}){0,4}(?:\.[a-z]{1,2}(?![\w]))?(?:[a-z]{1,2}(?!\w))?"
_NUMBER = rf"(?:{_DOTTED}|[IVX]{{1,6}}(?!\w)|[A-H](?![\w'])|(?=\())(?:{_LABEL}){{0,5}}"
_HEAD = re.compile(
    rf"\b(?:(?P<unit>{_UNIT}){GAP}(?P<number>{_NUMBER})"
    rf"|(?P<lettered>[Pp]aragraph){GAP}(?P<letter>[a-h])(?!\w)"
    rf"|(?P<annex>[Aa]nnex(?:es)?)(?!\w)(?:{GAP}(?P<anumber>(?:[IVX]{{1,6}}|\d{{1,2}}|[A-H])(?!\w)))?"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)}){GAP}(?P<part>subparagraph|indent|paragraph)"
    rf"|(?P<own>this|This|that){GAP}(?P<ownpart>[Aa]rticle|[Cc]hapter|[Ss]ection|Annex|Title|[Pp]aragraph|point|subparagraph)(?!\w))"
)
_BARE = re.compile(r"(?<=mentioned in )\d{1,2}\.\d{1,2}\.[a-z]\b|(?<=See )\d{1,2}\.\d{1,2}\.[a-z]\b")
_NEXT = re.compile(
    rf"(?P<joint>,?{GAP}and{GAP}|,?{GAP}or{GAP}|,{GAP}|{GAP}to{GAP}|[ ]?-[ ]?)(?P<number>{_NUMBER})(?![\w/])"
)
_OF = re.compile(
    rf"(?P<of>{GAP}of{GAP})(?:the{GAP})?(?=(?:{_UNIT}|[Aa]nnex){GAP}|this{GAP}(?:[Aa]rticle|paragraph)\b)"
    rf"|,{GAP}(?=(?:{_UNIT}){GAP})|{GAP}(?=[Pp]aragraphs?{GAP})"
)
_NO_PLACE = re.compile(rf"{GAP}(?:Committee|Working|Group)\b|/\d|%|\.\d|{GAP}(?:per|million|billion)\b")
_DEEPEST = 4
_AND = re.compile(rf",?{GAP}(?:and|or){GAP}")
_LABELS = re.compile(r"\w+")


class Pin(NamedTuple):
    """One place as printed, with its address and, of a range, the last address."""

    start: int
    end: int
    address: str
    last: str = ""
    own: str = ""


def pins(text: str) -> Iterator[list[Pin]]:
    """Give the places of a text, in order; the members of one list stand together."""
    taken = 0
    for found in _HEAD.finditer(text):
        if found.start() < taken or _heading(text, found):
            continue
        group = list(_group(text, found))
        if not group or _NO_PLACE.match(text, group[-1].end):
            continue
        for _ in range(_DEEPEST):
            link = _OF.match(text, group[-1].end)
            outer = _HEAD.match(text, link.end()) if link else None
            if link is None or outer is None:
                break
            within = list(_group(text, outer))
            if not within:
                break
            if link["of"] is None:  # `Article 12, paragraphs 1 and 2`: the article holds them all
                first, *others = [_nest(group[-1], pin) for pin in within]
                group = [*group[:-1], first._replace(start=group[-1].start), *others]
                break
            group = _within(group, within[0])
            if len(within) > 1:
                group.extend(within[1:])
                break
        taken = group[-1].end
        yield group
    for bare in _BARE.finditer(text):
        yield [Pin(bare.start(), bare.end(), f"point {bare[0]}")]


def chained(text: str, groups: Iterable[list[Pin]]) -> Iterator[list[Pin]]:
    """Join groups of one noun that `and` or `or` links: `Article 4 and Article 19(2) of the Charter`."""
    held: list[Pin] = []
    for group in groups:
        if held and _same_noun(held[-1], group[0]) and _AND.fullmatch(text[held[-1].end : group[0].start]):
            held.extend(group)
            continue
        if held:
            yield held
        held = list(group)
    if held:
        yield held


def _same_noun(one: Pin, other: Pin) -> bool:
    return one.address.partition(" ")[0] == other.address.partition(" ")[0] == "art."


def _heading(text: str, found: re.Match[str]) -> bool:
    """Tell whether the place is a line of its own: the heading of a part, not a citation."""
    before, after = text[max(0, found.start() - 6) : found.start()], text[found.end() : found.end() + 5]
    opens = not before.rpartition("\n")[2].strip(" *#\t") and ("\n" in before or found.start() < 6)
    closes = not after.partition("\n")[0].strip(" *.\t") and ("\n" in after or len(after) < 5)
    return opens and closes and ("\n" in before or "\n" in after)


def _group(text: str, found: re.Match[str]) -> Iterator[Pin]:
    if found["own"]:
        noun = _NOUNS[found["ownpart"].lower()]
        yield Pin(found.start(), found.end(), "", own=f"{found['own'].lower()} {noun}")
    elif found["ordinal"]:
        noun = _NOUNS[found["part"]]
        yield Pin(found.start(), found.end(), f"{noun} {_ORDINALS[found['ordinal']]}")
    elif found["annex"]:
        number = found["anumber"]
        yield Pin(found.start(), found.end(), f"annex {number}" if number else "annex")
    elif found["lettered"]:
        yield Pin(found.start(), found.end(), f"para. {found['letter']}")
    else:
        yield from _list(text, found)


def _list(text: str, found: re.Match[str]) -> Iterator[Pin]:
    noun = _NOUNS[found["unit"].lower().rstrip(".").removesuffix("s")]
    number = found["number"]
    if not number.strip():
        return
    pin = Pin(found.start(), found.end(), _address(noun, number))
    while following := _NEXT.match(text, pin.end):
        number = following["number"]
        lettered = number.isalpha() and number not in "IVX"
        if lettered and not pin.address[-1].isupper():
            break  # `Article 3 and A new`
        if not number.strip() or _NO_PLACE.match(text, following.end()):
            break
        address = _address(noun, number, pin.address)
        if following["joint"].strip() in ("to", "-") and not pin.last:
            pin = pin._replace(end=following.end(), last=address)
            continue
        yield pin
        pin = Pin(following.start("number"), following.end(), address)
    yield pin


def _address(noun: str, printed: str, before: str = "") -> str:
    """Print a number after its noun; labels alone (`(c)` after `5(1)(a)`) take the number before them."""
    first = "" if printed.lstrip().startswith("(") else printed.split("(")[0].strip()
    labels = _LABELS.findall(
        printed[len(first) :] if not first else printed[printed.find(first) + len(first) :]
    )
    if not first and before:
        head, *old = before.replace(")", "").split("(")
        kept = old[: max(0, len(old) - len(labels))]
        if not old:
            return f"{noun} {labels[0]}" + "".join(f"({label})" for label in labels[1:])
        return head + "".join(f"({label})" for label in (*kept, *labels))
    if not first:
        first, *labels = labels
    return f"{noun} {first}" + "".join(f"({label})" for label in labels)


def _within(inner: list[Pin], outer: Pin) -> list[Pin]:
    """Put places into the larger place printed after them: `points (a) and (b) of Article 4`."""
    nested = [_nest(outer, pin) for pin in inner]
    nested[-1] = nested[-1]._replace(end=outer.end)
    return nested


def _nest(outer: Pin, inner: Pin) -> Pin:
    """Give the address of a place within another: paragraphs and points of an article become its labels."""
    if outer.own:
        return inner._replace(own=outer.own)

    def place(address: str) -> str:
        noun, _, rest = address.partition(" ")
        if (
            noun in ("para.", "point")
            and outer.address.startswith(("art. ", "point ", "para. "))
            and "." not in rest
        ):
            first, *labels = rest.replace(")", "").split("(")
            return outer.address + "".join(f"({label})" for label in (first, *labels))
        return f"{outer.address}, {address}"

    return inner._replace(address=place(inner.address), last=place(inner.last) if inner.last else "")
