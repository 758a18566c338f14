"""Lines into blocks: a label with its text, a sentence with the rest of it behind a page or line break."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thbgraph.documents.forms import Form, form_of, lone_label, noise, terminated
from thbgraph.documents.line import Line, join

__all__ = ["Block", "blocks_of"]

_LONG = 200
_SHORT = 60
_WIDEST = 160
_ROW = re.compile(r"\t.*\t|\|.*\|", re.DOTALL)
_CELL = re.compile(r"[ \t]*\|[ \t]*")


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


def blocks_of(lines: list[Line], *, wrapped: bool = False) -> list[Block]:
    """Join lines to blocks; page headers and rulings are left out. `wrapped` lines are known to be broken."""
    width = _wrap_width(lines, wrapped=wrapped)
    groups: list[list[Line]] = []
    blank = True
    waiting_label = False
    for line in lines:
        text = line.text
        if not text.strip(" \t|-") or (not line.hint and noise(text)):
            blank = blank or not text.strip()
            continue
        last = groups[-1][-1] if groups else None
        if (waiting_label and not lone_label(text) and not _is_row(line)) or (
            last is not None and _goes_on(last, line, groups[-1], blank=blank, width=width)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
        waiting_label = len(groups[-1]) == 1 and lone_label(text)
        blank = False
    return [_block(group) for group in groups]


def _block(group: list[Line]) -> Block:
    line = group[0] if len(group) == 1 else join(group)
    return Block(line, Form("row") if _is_row(line) else _form(line))


def _form(line: Line) -> Form:
    form = form_of(line.text, line.hint)
    if line.hint in ("", "heading") or (line.hint == "bullet" and form.kind != "text"):
        return form
    return Form(line.hint, form.label or line.label, form.body)


def _is_row(line: Line) -> bool:
    return line.hint == "row" or (not line.hint and _ROW.search(line.text[:4000]) is not None)


def _goes_on(last: Line, line: Line, group: list[Line], *, blank: bool, width: int) -> bool:
    """Tell whether a line goes on with the sentence of the line before."""
    if line.hint or last.hint or _is_row(line) or _is_row(last):
        return False
    before, text = group[-1].text.rstrip(), line.text
    if terminated(before) or form_of(text).kind != "text":
        return False
    if (
        width
        and not blank
        and (len(before) >= width * 0.7 or (text[0].islower() and before[-1:] not in ".;:"))
    ):
        return True
    if len(group) == 1 and form_of(before).kind in (
        "article",
        "annex",
        "chapter",
        "section",
        "title",
        "preamble",
    ):
        return False
    if line.indent and not blank and group[-1].indent in (0, line.indent):
        return True
    if text[0].islower() or text[0] in "(,;":
        return not blank or len(before) > _SHORT
    return len(before) > _LONG


def _wrap_width(lines: list[Line], *, wrapped: bool) -> int:
    """Give the width at which the file breaks its lines, 0 where a line is a paragraph."""
    lengths = sorted(len(line.text) for line in lines if line.text and not line.hint)
    if len(lengths) < 10 and not (wrapped and lengths):
        return 0
    longest = lengths[int(len(lengths) * 0.98)]
    full = sum(length > longest * 0.8 for length in lengths)
    if wrapped:
        return min(longest, _WIDEST)
    return longest if 50 <= longest <= _WIDEST and full > len(lengths) * 0.4 else 0
