"""Places put to the instruments they are places of: `Article 18(4) of the Directive`, `resolution 55/25, annex II`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from thbgraph.references.pins import Pin, chained, pins
from thbgraph.references.reference import GAP, Reference

__all__ = ["apart", "has_articles", "placed"]

_TO_INSTRUMENT = re.compile(
    rf"(?:{GAP}|,{GAP})?(?:(?:of|to|in|from|under){GAP})?"
    rf"(?:(?:the|The|that|said|its|(?P<this>this|present)){GAP})?(?:said{GAP})?(?:(?:doc\.|document){GAP})?"
)
_TO_PLACE = re.compile(r",[ ]|[ ]\(|,?[ ]in[ ]its[ ]|[ ]")
_PAPER = re.compile(
    rf"{GAP}(?:of|to|in){GAP}(?:the|this){GAP}(?P<paper>staff{GAP}working{GAP}document|note|report|paper)\b"
)
_OWN_ARTICLES = re.compile(r"^[ \t*#]{0,4}Article[ ]\d{1,3}[ \t*]{0,4}$", re.MULTILINE)
_WITHOUT_ARTICLES = frozenset(("com", "oj", "un", "council"))
_SENTENCE = 400
_SENTENCE_END = re.compile(r"[a-z0-9)'\"]{2}[.;][ ]|\n")
_HERE = Reference(0, 0, "", "relative")


def has_articles(text: str) -> bool:
    """Tell whether a text is an act: one with articles of its own, each headed on a line."""
    return _OWN_ARTICLES.search(text) is not None


def placed(plain: str, references: Sequence[Reference]) -> list[Reference]:
    """Put each place to the instrument it names, before or after it; a place without one is relative.

    In a text without articles of its own an article without an instrument is one of the instrument cited last in
    its sentence.
    """
    starts = [r.start for r in references]
    act = has_articles(plain)
    made: dict[int, list[Reference]] = {}
    free: list[Reference] = []
    for group in chained(plain, pins(plain)):
        at = bisect_left(starts, group[-1].end)
        before = references[at - 1] if at else None
        if at < len(references) and _leads_to(plain, group, references[at]):
            made[at] = _in(plain, group, references[at], references[at].end)
        elif before and before.end > group[0].start:
            continue  # within a title or a number
        elif before and at - 1 not in made and _stands_behind(plain, before, group[0]):
            made[at - 1] = _behind(plain, group, before)
        elif before and _meant(plain, group, before, act=act):
            free.extend(_in(plain, group, before, group[-1].end))
        else:
            free.extend(_here(plain, group))
    kept = [r for at, r in enumerate(references) if at not in made]
    return apart([*kept, *free, *(r for group in made.values() for r in group)])


def apart(references: Sequence[Reference]) -> list[Reference]:
    """Give references in order; of two that overlap, the first stands."""
    kept: list[Reference] = []
    for reference in sorted(references, key=lambda r: (r.start, -r.end)):
        if not kept or reference.start >= kept[-1].end:
            kept.append(reference)
    return kept


def _leads_to(plain: str, group: Sequence[Pin], instrument: Reference) -> bool:
    link = _TO_INSTRUMENT.match(plain, group[-1].end)
    # `this Directive` begins with its pronoun, `this Brussels Declaration` behind it.
    if (
        link is None
        or not link[0]
        or group[-1].own
        or instrument.start not in (link.end(), link.start("this"))
    ):
        return False
    # `Article 23(1), COM(2016) 722`: a Commission document has no articles.
    return not (link[0].startswith(",") and instrument.kind in _WITHOUT_ARTICLES)


def _stands_behind(plain: str, instrument: Reference, pin: Pin) -> bool:
    between = plain[instrument.end : min(pin.start, instrument.end + 12)]
    near = pin.start - instrument.end <= len(between)
    return near and instrument.kind not in ("relative", "oj") and _TO_PLACE.fullmatch(between) is not None


def _behind(plain: str, group: Sequence[Pin], instrument: Reference) -> list[Reference]:
    end = group[-1].end
    bracketed = plain.startswith(" (", instrument.end) and plain.startswith(")", end)
    first, *others = _in(plain, group, instrument, end + bracketed)
    return [first._replace(start=instrument.start, text=plain[instrument.start : first.end]), *others]


def _meant(plain: str, group: Sequence[Pin], before: Reference, *, act: bool) -> bool:
    """Tell whether the place is one of the instrument before it: `thereof`, or an article in a paper without any."""
    if group[0].start - before.end > _SENTENCE or _SENTENCE_END.search(plain, before.end, group[0].start):
        return False
    if plain.startswith(" thereof", group[-1].end):
        return True
    barred = (*_WITHOUT_ARTICLES, "relative", "resolution")
    return not act and group[0].address.startswith("art. ") and before.kind not in barred


def _in(plain: str, group: Sequence[Pin], instrument: Reference, end: int) -> list[Reference]:
    """Give one reference a place, each with the numbers of the instrument; the last one reaches to `end`."""
    ends = [*(pin.end for pin in group[:-1]), end]
    return [
        instrument._replace(
            start=pin.start, end=to, text=plain[pin.start : to], address=pin.address, last=pin.last,
            target=instrument.target or pin.own,
        )
        for pin, to in zip(group, ends, strict=True)
    ]  # fmt: skip


def _here(plain: str, group: Sequence[Pin]) -> list[Reference]:
    """Give places in the citing text itself, or in a paper that it only describes."""
    end = group[-1].end
    paper = _PAPER.match(plain, end)
    if paper:
        return _in(plain, group, _HERE._replace(target=" ".join(paper["paper"].split())), paper.end())
    if group[0].address == "annex" and not group[0].own:
        return []  # the word alone cites nothing
    return _in(plain, group, _HERE, end)
