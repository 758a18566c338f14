"""Names that a document defines for itself: `('the 2017 Communication')`, `hereinafter "the Directive"`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from thbgraph.references.citing import citations
from thbgraph.references.reference import GAP, Reference, even, first_word_at
from thbgraph.references.words import KIND_WORDS

__all__ = ["definitions", "name_references", "short_names"]

_AS = rf"(?:(?:referred{GAP}to{GAP}as|called){GAP})?"
_CALLED = rf"(?:here(?:in)?after(?:{GAP}|,{GAP}|:{GAP}))?{_AS}"
_DEFINITION = re.compile(
    rf"\([ ]?(?:{_CALLED}(?:(?i:the){GAP})?(?P<quote>['\"])(?:(?i:the){GAP})?(?P<name>[^\n()\"]{{2,80}}?)(?P=quote)"
    rf"|here(?:in)?after,?{GAP}{_AS}(?:the{GAP})?(?P<plain>[^\n()'\"]{{2,80}}))[ ]?\)"
    rf"|\bhere(?:in)?after,?{GAP}{_AS}(?:the{GAP})?"
    r"(?P<mark>['\"])(?:(?i:the) )?(?P<loose>[^\n()\"]{2,80}?)(?P=mark)(?!\w)"
)
_KINDS = (
    *KIND_WORDS,
    "Agreement",
    "Act",
    "Report",
    "Conclusions",
    "Handbook",
    "Guidelines",
    "Rules",
    "Plan",
    "Law",
    "Code",
    "Resolution",
)
_HAS_KIND = re.compile(rf"\b(?:{'|'.join(_KINDS)})\b")
_WORD = re.compile(r"\w[\w'-]*")
# A definition explains what stands before it in its sentence, at most so far off.
_FAR = 500


def definitions(text: str, references: Sequence[Reference]) -> Iterator[tuple[int, int, str, Reference]]:
    """Give each definition of a short name: its span, the name, the citation it stands for.

    `references` are the citations of the text in order. A name with a kind word (Directive, Strategy) stands
    for what is printed before it, cited by number or not; any other name only for a citation right before it.
    """
    text = even(text)
    at = 0
    for found in _DEFINITION.finditer(text):
        name = " ".join((found["name"] or found["plain"] or found["loose"]).split())
        while at < len(references) and references[at].end <= found.start():
            at += 1
        meant = _antecedent(text, references[max(0, at - 3) : at], found.start())
        kinds = _HAS_KIND.findall(name)
        # `the appointing authority powers`: a name of an instrument is written with a capital.
        if meant is None or name[0].islower() or (not kinds and text[meant.end : found.start()].strip(" ,")):
            continue
        yield found.start(), found.end(), name, meant


def short_names(text: str, *, notes: Sequence[tuple[int, str]] = ()) -> dict[str, Reference]:
    """Give the short names that a text defines, each with the citation it stands for (`target`, its numbers).

    `notes` are footnotes as (offset of the mark in the text, text of the note), in order: a name whose definition
    bears a mark takes the number that the note gives, as in `Communication on … ('the 2017 Communication')[2]`.
    """
    marks = [at for at, _ in notes]
    found = {}
    for _, end, name, meant in definitions(text, citations(even(text))):
        for _, note in notes[bisect_left(marks, meant.end) : bisect_right(marks, end + 1)]:
            numbered = [r for r in citations(even(note)) if r.identifier] if not meant.identifier else []
            if numbered:
                meant = numbered[0]._replace(target=meant.target)
        found[name] = meant
    return found


def _antecedent(text: str, before: Sequence[Reference], at: int) -> Reference | None:
    """Give the citation that the parenthesis explains: the last numbered one of the sentence, else the last."""
    near = [
        r
        for r in before
        if at - r.end <= _FAR and ". " not in text[r.end : at] and "\n" not in text[r.end : at]
    ]
    numbered = [r for r in near if r.kind not in ("title", "relative", "oj")]
    if near and near[-1].kind == "title" and at - near[-1].end <= 2:
        return near[-1]
    return next(iter([*numbered[-1:], *near[-1:]]), None)


def name_references(text: str, names: Mapping[str, Reference]) -> Iterator[Reference]:
    """Give every place where one of the names is used; a lone kind word needs its article."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        words = _WORD.findall(even(name))
        if words:
            by_first.setdefault(words[0], []).append(name)
    taken = 0
    for word in _WORD.finditer(text):
        if word.start() < taken:
            continue
        for name in by_first.get(word[0], ()):
            end = _ends(text, word.start(), name)
            if not end or (name in _KINDS and not first_word_at(text, word.start(), ("the", "The", "said"))):
                continue
            yield _named(text, word.start(), end, name, names[name])
            taken = end
            break


def _ends(text: str, start: int, name: str) -> int:
    """Give where the name ends if it stands at `start`, however its words are spaced; 0 if it does not."""
    wanted = even(name)
    at = start
    for piece in wanted.split():
        while at > start and text[at : at + 1].isspace():
            at += 1
        if not text.startswith(piece, at):
            return 0
        at += len(piece)
    return 0 if text[at : at + 1].isalnum() else at


def _named(text: str, start: int, end: int, name: str, meant: Reference) -> Reference:
    target = meant.target or meant.text or name
    return meant._replace(start=start, end=end, text=text[start:end], kind="name", target=target)
