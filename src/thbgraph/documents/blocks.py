"""Lines into blocks: a label with its text, a sentence with the rest of it behind a page or line break."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from thbgraph.documents.forms import Form, form_of, heading_like, lone_label, noise, terminated
from thbgraph.documents.line import Line, join
from thbgraph.documents.unfold import unfold

__all__ = ["Block", "blocks_of", "joined"]

_LONG = 200
_SHORT = 60
_NARROWEST, _WIDEST = 50, 160
_MARK = re.compile(r"\([0-9]{1,3}\) ")
_FEWEST = 10
_FULL, _BRIM = 0.7, 0.9
_HEADINGS = ("article", "annex", "chapter", "section", "title", "preamble")
# What a broken line may begin with in the middle of a sentence: a note mark, a citation, a dash.
_WITHIN_A_SENTENCE = ("point", "number", "number)", "bullet", "roman", "capital", *_HEADINGS[:-1])
_ROW = re.compile(r"\t.*\t|\|.*\|", re.DOTALL)


class _Page(NamedTuple):
    """How the lines of a file are broken: their full width, 0 where a line is a paragraph."""

    width: int
    spaced: bool


@dataclass(slots=True)
class Block:
    """One paragraph of the document, of one or more lines, with the form it shows."""

    line: Line
    form: Form

    @property
    def text(self) -> str:
        """The whole text, label included."""
        return self.line.text

    @property
    def body(self) -> str:
        """The text behind the label."""
        return self.line.text[self.form.body :].strip()


def blocks_of(lines: list[Line]) -> list[Block]:
    """Say of each paragraph what it looks like; one that a conversion ran together is taken apart first."""
    return [_block(line) for line in unfold(lines)]


def joined(lines: list[Line], *, wrapped: bool = False) -> list[Line]:
    """Join lines to paragraphs; page headers and rulings are left out. `wrapped` lines are known to be broken."""
    page = _page(lines, wrapped=wrapped)
    groups: list[list[Line]] = []
    blank = True
    waiting_label = False
    for line in lines:
        text = line.text
        if not text.strip(" \t|-") or (not line.hint and noise(text)):
            blank = blank or not text.strip()
            continue
        takes_text = waiting_label and not lone_label(text) and not _is_row(line)
        if takes_text or (groups and _goes_on(line, groups[-1], page, blank=blank)):
            groups[-1].append(line)
        else:
            groups.append([line])
        waiting_label = len(groups[-1]) == 1 and lone_label(text)
        blank = False
    return [group[0] if len(group) == 1 else join(group) for group in groups]


def _block(line: Line) -> Block:
    return Block(line, Form("row") if _is_row(line) else _form(line))


def _form(line: Line) -> Form:
    form = form_of(line.text, line.hint)
    if line.hint in ("", "heading") or (line.hint == "bullet" and form.kind != "text"):
        return form
    return Form(line.hint, form.label or line.label, form.body)


def _is_row(line: Line) -> bool:
    return line.hint == "row" or (not line.hint and _ROW.search(line.text[:4000]) is not None)


def _goes_on(line: Line, group: list[Line], page: _Page, *, blank: bool) -> bool:
    """Tell whether a line goes on with the sentence of the line before."""
    last = group[-1]
    if line.hint or last.hint or _is_row(line) or _is_row(last):
        return False
    before, text = last.text.rstrip(), line.text
    kind = "point" if lone_label(text) else form_of(text).kind
    fills = page.width > 0 and not blank and len(before) >= page.width * _FULL
    # A full line that ends in a comma and a conjunction has not ended, unless an item of a list follows.
    if before[-1:] in ".;:!?" if fills and kind == "text" else terminated(before):
        sentence = page.spaced or len(before) >= page.width * _BRIM
        return fills and sentence and kind == "text" and not heading_like(text)
    if kind != "text":
        mark = _MARK.match(text) and form_of(before).kind in ("number", "point")
        headed = len(group) == 1 and heading_like(before) and not mark
        return fills and kind in _WITHIN_A_SENTENCE and not headed and before[-1:] != ","
    if fills or (page.width and not blank and text[0].islower()):
        return True
    if len(group) == 1 and form_of(before).kind in _HEADINGS:
        return False
    if line.indent and not blank and last.indent in (0, line.indent):
        return True
    if text[0].islower() or text[0] in "(,;":
        return not blank or len(before) > _SHORT
    return len(before) > _LONG


def _page(lines: list[Line], *, wrapped: bool) -> _Page:
    """Find out at which width a file breaks its lines, and whether empty lines part its paragraphs."""
    lengths = sorted(len(line.text) for line in lines if line.text and not line.hint and not _is_row(line))
    if not lengths or (len(lengths) < _FEWEST and not wrapped):
        return _Page(0, spaced=False)
    longest = lengths[int(len(lengths) * 0.98)]
    full = sum(length > longest * 0.8 for length in lengths)
    spaced = sum(not line.text for line in lines) > len(lines) * 0.1
    if wrapped:
        return _Page(min(longest, _WIDEST), spaced=spaced)
    broken = _NARROWEST <= longest <= _WIDEST and full > len(lengths) * 0.4
    return _Page(longest if broken else 0, spaced=spaced)
