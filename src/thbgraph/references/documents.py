"""The citations of a document as read: what its footnotes tell about the names and titles of its text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from thbgraph.documents import Document
from thbgraph.references.finding import find
from thbgraph.references.placing import has_articles
from thbgraph.references.reference import Reference
from thbgraph.references.shortnames import short_names

__all__ = ["Note", "find_in", "notes_of"]

# The letter of the kind in a CELEX number, by the word that leads back to an act.
_LETTERS = {
    "this Directive": "L", "this Regulation": "R", "this Decision": "D", "this Framework Decision": "F",
}  # fmt: skip
_LETTER_AT = 5


class Note(NamedTuple):
    """A footnote: where its mark stood in the clean text, where its own text stands, and that text."""

    mark: int
    start: int
    end: int
    text: str


def find_in(document: Document) -> list[Reference]:
    """Give the citations of a document; offsets count characters of its clean text.

    A title takes the number that begins the note it bears, or that its short name got; a title named in a note
    takes that of the one Commission document there. `this Directive` in a paper without articles of its own is
    the directive cited last, and a note is read where its mark stands.
    """
    notes = notes_of(document)
    names = short_names(document.text, notes=[(note.mark, note.text) for note in notes])
    found = find(document.text, short_names=names)
    by_target = {meant.target: meant for meant in names.values() if meant.identifier}
    marks = [note.mark for note in notes]

    def own_notes(title: Reference) -> Sequence[Note]:
        return notes[bisect_left(marks, title.end) : bisect_right(marks, title.end + 1)]

    numbered = [
        _titled(r, by_target.get(r.target), own_notes(r), _papers(_holder(notes, r.start), found))
        if r.kind == "title" and not r.identifier
        else r
        for r in found
    ]
    return numbered if has_articles(document.text) else _led_back(numbered, notes)


def notes_of(document: Document) -> list[Note]:
    """Give the footnotes of a document whose marks are known, in the order of the marks."""
    parts = {p.address: p for p in document.walk() if p.kind == "footnote"}
    marks = sorted((note.at, f"fn. {note.label}") for part in document.walk() for note in part.notes)
    held = [(at, parts[address]) for at, address in marks if address in parts]
    return [Note(at, part.start, part.end, document.text_of(part)) for at, part in held]


def _titled(
    title: Reference, meant: Reference | None, notes: Sequence[Note], papers: Sequence[Reference]
) -> Reference:
    for note in notes:
        first = next(iter(find(note.text)), None)
        if meant is None and first and first.identifier and not first.start:
            meant = first
    if meant is None and len(papers) == 1:
        meant = papers[0]
    return _with_numbers(title, meant) if meant else title


def _papers(holder: Note | None, found: Sequence[Reference]) -> list[Reference]:
    """Give the Commission documents cited in a note."""
    if holder is None:
        return []
    first, last = bisect_left(found, (holder.start,)), bisect_left(found, (holder.end,))
    return [r for r in found[first:last] if r.kind == "com"]


def _led_back(found: list[Reference], notes: Sequence[Note]) -> list[Reference]:
    """Put `this Directive` to the directive before it, in the order in which the text is read."""
    placed = sorted(range(len(found)), key=lambda at: _read_at(found[at], notes))
    latest: dict[str, Reference] = {}
    for at in placed:
        reference = found[at]
        letter = _LETTERS.get(reference.target) if reference.kind == "relative" else None
        if letter in latest:
            found[at] = _with_numbers(reference, latest[letter])
        elif reference.celex.startswith("3"):
            latest[reference.celex[_LETTER_AT]] = reference
    return found


def _read_at(reference: Reference, notes: Sequence[Note]) -> tuple[int, int]:
    holder = _holder(notes, reference.start)
    return (holder.mark, reference.start) if holder else (reference.start, 0)


def _holder(notes: Sequence[Note], offset: int) -> Note | None:
    return next((note for note in notes if note.start <= offset < note.end), None)


def _with_numbers(title: Reference, meant: Reference) -> Reference:
    return title._replace(
        number=meant.number, celex=meant.celex, eli=meant.eli, oj=meant.oj, un_symbol=meant.un_symbol,
        council=meant.council,
    )  # fmt: skip
