"""Notes told from running text: their marks leave the text, their texts become footnotes of their own.

Three habits of conversions are known: superscript figures, with the notes at the foot of a page (and so in the
middle of a sentence); `(5)` behind a word, as the Official Journal prints it, with the notes behind the
signatures; and plain figures glued to a word. A mark is taken for one only where a note bears its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thbgraph.documents.line import Cut, Line, join

__all__ = ["separate"]

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(_SUPERSCRIPTS, "0123456789")
_RAISED = re.compile(f"[{_SUPERSCRIPTS}]{{1,4}}")
_RAISED_NOTE = re.compile(rf"\^?\(?([{_SUPERSCRIPTS}]{{1,4}})\)?\s*(?=\S)")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcm]?m|ft|s)\Z")
_STAR_NOTE = re.compile(r"\^?(\(\*{1,3}\)|\*{1,3})\s+(?=\S)")
_STAR_MARK = re.compile(r"(?<=[\w.,;:)”’])(?:\s?\^?\(\*{1,3}\)|\*{1,3})(?=[\s.,;:)]|\Z)|(?<=[A-Z])\s\(\*\)\Z")
_PAREN_NOTE = re.compile(r"\^?\((\d{1,3})\)[ \xa0\t]+(?=\S)")
_PAREN_MARK = re.compile(r"(?:(?<=[\w.,;:)”’\"'])[ \xa0]{1,2}|(?<=[^\W\d])|(?<=[.,;:)”’\"']))\((\d{1,3})\)")
_CITES = re.compile(
    r"\b(?:points?|paragraphs?|subparagraphs?|articles?|art\.|recitals?|indents?|items?|paras?\.?|no\.?|and|or|to|"
    r"annex|decision|regulation|directive|of|articles?\s\d{1,3}[a-z]?)\Z",
    re.IGNORECASE,
)
_FIGURE_NOTE = re.compile(r"(\d{1,3})[ \xa0\t]+(?=[A-Z‘“\"'(])")
_FIGURE_MARK = re.compile(r"(?<=[a-z”’)])[.,;:]?(\d{1,3})(?=[\s.,;:)]|\Z)")
_SIGNATURE = re.compile(r"Done at\b|For the (?:Council|European Parliament|Commission)\b|The President\Z")
_ANNEX = re.compile(r"(?:ANNEX|Annex|APPENDIX)\b.{0,40}\Z")
_BACK = 400
# How the marks of a note look, where its label alone does not say.
_PARENTHESISED = "footnote (n)"
_GLUED = "footnote n"


def separate(lines: list[Line], notes: list[Line]) -> tuple[list[Line], list[Line]]:
    """Split lines into running lines without note marks, and notes with their labels, in order.

    Lines whose hint is `footnote` are notes already; `notes` are those found while reading the markup.
    """
    running, found = _take_out(lines)
    cleaned = list(_clear(running, found))
    everything = [*notes, *found]
    for line in everything:
        line.hint = "footnote"
    if not everything:
        cleaned, everything = _inlined(cleaned)
    return cleaned, everything


def _take_out(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Tell the lines that are notes, with those that go on with a note."""
    running: list[Line] = []
    found: list[Line] = []
    figures = _Figures(lines)
    open_note = False
    signed = False
    for index, line in enumerate(lines):
        text = line.text
        if not text:
            running.append(line)
            open_note = open_note and bool(found) and not _ended(found[-1].text)
            continue
        if line.hint == "footnote":
            found.append(_labelled(line))
            open_note = False
            continue
        signed = (signed or bool(_SIGNATURE.match(text))) and not _ANNEX.fullmatch(text)
        note = None if line.hint else _note(line, figures, index, signed=signed)
        if note is not None:
            found.append(note)
            open_note = True
        elif open_note and text[0].islower() and not _ended(found[-1].text):
            found[-1] = _continued(found[-1], line)
        else:
            running.append(line)
            open_note = False
    return running, found


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


def _clear(lines: list[Line], notes: list[Line]) -> Iterator[Line]:
    """Take the marks of known notes out of running lines."""
    known = {note.label for note in notes}
    order = iter([note.label for note in notes if note.hint == _PARENTHESISED])
    expected = next(order, "")
    figures = {note.label for note in notes if note.hint == _GLUED}
    for line in lines:
        text = line.text
        cuts = [
            Cut(m.start(), m.end(), m[0].translate(_TO_DIGITS))
            for m in _RAISED.finditer(text)
            if not _UNIT.search(text[max(0, m.start() - 4) : m.start()])
        ]
        if "*" in text and any("*" in label for label in known):
            cuts += [Cut(m.start(), m.end(), m[0].strip(" ^()")) for m in _STAR_MARK.finditer(text)]
        if expected and "(" in text:
            for m in _PAREN_MARK.finditer(text):
                if m[1] == expected and not _CITES.search(text[max(0, m.start() - 20) : m.start()]):
                    cuts.append(Cut(m.start(), m.end(), m[1]))
                    expected = next(order, "")
        if figures and not any(cut.label for cut in cuts):
            cuts += [Cut(m.start(1), m.end(1), m[1]) for m in _FIGURE_MARK.finditer(text) if m[1] in figures]
        yield line.without(sorted(cuts))


_INLINED_END = re.compile(r"(?<=\.)\s(?=\.(?:\s|\Z))")
_TITLE = re.compile(
    r"(?<=[a-z]\s)(?:Council|Commission|European Parliament)?\s?(?:Framework Decision|Directive|Regulation|"
    r"Decision|Communication|Resolution|Recommendation|Convention)\s(?:of|on|No|\()"
)
_CAPITALS = re.compile(r"(?<=[a-z]\s)(?:[A-Z0-9][\w'’./-]*[ ,]{0,2}){2,20}\Z")


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
