"""Notes told from running text: their marks leave the text, their texts become footnotes of their own.

Three habits of conversions are known: superscript figures, with the notes at the foot of a page (and so in the
middle of a sentence); `(5)` behind a word, as the Official Journal prints it, with the notes behind the
signatures; and plain figures glued to a word. Marks are looked for only where there are notes, and the last two
kinds only where a note bears the number. A text without notes may have them printed inside its sentences.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from thbgraph.documents.forms import ends_in_unit
from thbgraph.documents.line import Cut, Line, join

__all__ = ["clear_marks", "take_notes"]

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(_SUPERSCRIPTS, "0123456789")
_RAISED = re.compile(f"[{_SUPERSCRIPTS}]{{1,4}}")
_RAISED_NOTE = re.compile(rf"\^?\(?([{_SUPERSCRIPTS}]{{1,4}})\)?\s*(?=\S)")
_STAR_NOTE = re.compile(r"\^?(\(\*{1,3}\)|\*{1,3})\s+(?=\S)")
_STAR_MARK = re.compile(
    r"(?<=[\w.,;:)”’])(?:\s?\^?\(\*{1,3}\)|\*{1,3})(?=[\s.,;:)]|\Z)|\A\(\*{1,3}\)\Z|(?<=[A-Z])\s\(\*\)\Z"
)
_PAREN_NOTE = re.compile(r"\^?\(([0-9]{1,3})\)[ \xa0\t]+(?=\S)")
_PAREN_MARK = re.compile(
    r"(?:(?<=[\w.,;:)”’\"'])[ \xa0]{1,2}|(?<=[^\W\d])|(?<=[.,;:)”’\"']))\(([0-9]{1,3})\)"
)
_CITES = re.compile(
    r"\b(?:points?|paragraphs?|subparagraphs?|articles?|art\.|recitals?|indents?|items?|paras?\.?|no\.?|and|or|to|"
    r"annex|decision|regulation|directive|of|articles?\s[0-9]{1,3}[a-z]?)\Z",
    re.IGNORECASE,
)
_FIGURE_NOTE = re.compile(r"([0-9]{1,3})[ \xa0\t]+(?=[A-Z‘“\"'(])")
_FIGURE_MARK = re.compile(r"(?<=[a-z”’)])[.,;:]?([0-9]{1,3})(?=[\s.,;:)]|\Z)")
_SIGNATURE = re.compile(r"Done at\b|For the (?:Council|European Parliament|Commission)\b|The President\Z")
_ANNEX = re.compile(r"(?:ANNEX|Annex|APPENDIX)\b.{0,40}\Z")
_BACK = 400
_FULL_LINE = 50
_LOST = 3  # so many marks in a row may be one that the conversion lost and the two behind it
# How the marks of a note look, where its label alone does not say.
_PARENTHESISED = "footnote (n)"
_GLUED = "footnote n"


def take_notes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Tell the lines that are notes from the running ones; lines whose hint is `footnote` are notes already."""
    running: list[Line] = []
    found: list[Line] = []
    figures = _Figures(lines)
    last: Line | None = None  # the line before, where it is one of a note
    signed = False
    for index, line in enumerate(lines):
        text = line.text
        if line.hint == "footnote":
            found.append(_labelled(line))
            last = None
            continue
        signed = (signed or bool(_SIGNATURE.match(text))) and not _ANNEX.fullmatch(text)
        note = None if line.hint or not text else _note(line, figures, index, signed=signed)
        if note is not None:
            found.append(note)
            last = line
        elif last is not None and _continues(last, line):
            found[-1] = _continued(found[-1], line)
            last = line
        else:
            running.append(line)
            last = None
    return running, found


def _continues(last: Line, line: Line) -> bool:
    """Tell whether a line goes on with the note of the line before."""
    text = line.text
    return bool(text) and not _ended(last.text) and (text[0].islower() or len(last.text) > _FULL_LINE)


class _Figures:
    """What the lines say about plain figures: which stand glued to a word, and where stars are marks."""

    def __init__(self, lines: list[Line]) -> None:
        self.glued: dict[int, int] = {}
        self.stars: set[str] = set()
        self.next = 1
        for index, line in enumerate(lines):
            for found in _FIGURE_MARK.finditer(line.text):
                self.glued.setdefault(int(found[1]), index)
            if "*" in line.text:
                self.stars.update(m[0].strip(" ^") for m in _STAR_MARK.finditer(line.text))


def _note(line: Line, figures: _Figures, index: int, *, signed: bool) -> Line | None:
    text = line.text
    if found := _RAISED_NOTE.match(text):
        return _cut_label(line, found, found[1].translate(_TO_DIGITS))
    if (found := _STAR_NOTE.match(text)) and found[1] in figures.stars:
        return _cut_label(line, found, found[1].strip("()"))
    if signed and (found := _PAREN_NOTE.match(text)):
        note = _cut_label(line, found, found[1])
        note.hint = _PARENTHESISED
        return note
    if found := _FIGURE_NOTE.match(text):
        number = int(found[1])
        marked = figures.glued.get(number)
        if number == figures.next and marked is not None and marked < index:
            figures.next += 1
            note = _cut_label(line, found, found[1])
            note.hint = _GLUED
            return note
    return None


def _cut_label(line: Line, found: re.Match[str], label: str) -> Line:
    note = line.slice(found.end()).strip()
    note.hint, note.label = "footnote", label
    return note


def _labelled(line: Line) -> Line:
    """Take the label off a line that the markup says is a note."""
    if line.label:
        return line
    for pattern in (_PAREN_NOTE, _RAISED_NOTE, _STAR_NOTE, _FIGURE_NOTE):
        if found := pattern.match(line.text):
            return _cut_label(line, found, found[1].translate(_TO_DIGITS).strip("()"))
    return line


def _continued(note: Line, line: Line) -> Line:
    whole = join((note, line))
    whole.hint, whole.label = note.hint, note.label
    return whole


def _ended(text: str) -> bool:
    return text.rstrip()[-1:] in ".!?"


def clear_marks(lines: list[Line], notes: list[Line]) -> tuple[list[Line], list[Line]]:
    """Take the marks of known notes out of running lines; give these and the notes, all with the same hint."""
    cleared, found = (list(_clear(lines, notes)), notes) if notes else _inlined(lines)
    for note in found:
        note.hint = "footnote"
    return cleared, found


def _clear(lines: list[Line], notes: list[Line]) -> Iterator[Line]:
    known = {note.label for note in notes}
    expected = deque(note.label for note in notes if note.hint == _PARENTHESISED)
    figures = {note.label for note in notes if note.hint == _GLUED}
    for line in lines:
        text = line.text
        cuts = [
            Cut(m.start(), m.end(), m[0].translate(_TO_DIGITS))
            for m in _RAISED.finditer(text)
            if not ends_in_unit(text[max(0, m.start() - 4) : m.start()])
        ]
        if "*" in text and any("*" in label for label in known):
            cuts += [Cut(m.start(), m.end(), m[0].strip(" ^()")) for m in _STAR_MARK.finditer(text)]
        if expected and "(" in text:
            for m in _PAREN_MARK.finditer(text):
                near = list(islice(expected, _LOST))
                if m[1] in near and not _CITES.search(text[max(0, m.start() - 20) : m.start()]):
                    cuts.append(Cut(m.start(), m.end(), m[1]))
                    for _ in range(near.index(m[1]) + 1):
                        expected.popleft()
        if figures and not any(cut.label for cut in cuts):
            cuts += [Cut(m.start(1), m.end(1), m[1]) for m in _FIGURE_MARK.finditer(text) if m[1] in figures]
        yield line.without(sorted(cuts))


_INLINED_END = re.compile(r"(?<=\.)\s(?=\.(?:\s|\Z))")
_TITLE = re.compile(
    r"(?<=[a-z]\s)(?:Council|Commission|European Parliament)?\s?(?:Framework Decision|Directive|Regulation|"
    r"Decision|Communication|Resolution|Recommendation|Convention)\s(?:of|on|No|\()"
)
_CAPITALS = re.compile(r"(?<=[a-z]\s)(?:[A-Z0-9][\w'’./-]*[ ,]{1,2}){1,19}[A-Z0-9][\w'’./-]*\Z")


def _inlined(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Find notes printed inside the sentence, without mark: a title or source that ends in `. .`."""
    running: list[Line] = []
    notes: list[Line] = []
    for line in lines:
        cuts: list[Cut] = []
        for end in _INLINED_END.finditer(line.text):
            start = _start_of_inlined(line.text, end.start(), cuts[-1].end if cuts else 0)
            if start < 0:
                continue
            label = str(len(notes) + 1)
            note = line.slice(start, end.start()).strip()
            note.hint, note.label = "footnote", label
            notes.append(note)
            cuts.append(Cut(start - 1, end.end(), label))
        running.append(line.without(cuts))
    return running, notes


def _start_of_inlined(text: str, end: int, after: int) -> int:
    window = max(after, end - _BACK)
    titles = list(_TITLE.finditer(text, window, end))
    if titles:
        return titles[-1].start()
    capitals = _CAPITALS.search(text[window : end - 1])
    return window + capitals.start() if capitals else -1
