"""Plain text and Markdown into lines: inline noise of conversions taken out, notes set apart.

The conversions carry `[bookmark: …]`, `[footnoteRef:7]` with `[7: …]` somewhere behind it, left-over tags,
emphasis signs, `[^7]` notes and front matter. Each is left out of the line it stands in; offsets are kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from thbgraph.documents.forms import ends_in_unit
from thbgraph.documents.line import Cut, Line
from thbgraph.documents.markup import Piece, pieces

__all__ = ["lines_of"]

_TAG_NAMES = """
a abbr b big blockquote br center cite code dd div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre s small
span strike strong sub sup table tbody td th thead tr tt u ul
"""
_TAGS = frozenset(_TAG_NAMES.split())
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]{0,200}\]")
_REFERENCE = re.compile(r"\[footnoteRef:([0-9]{1,4})\]")
_NOTE = re.compile(r"\[([0-9]{1,4}):[ \t]")
_MARKDOWN_NOTE = re.compile(r"^\[\^([\w-]{1,20})\]:[ \t]*", re.MULTILINE)
_MARKDOWN_MARK = re.compile(r"\[\^([\w-]{1,20})\](?!:)")
_FRONT_MATTER = re.compile(r"\A\ufeff?---\n(?:.*\n){0,200}?---[ \t]*(?:\n|\Z)")
_STRONG = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,200})(?<=[^\s*])\*(?![\w*])")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\n]{0,500}\)")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]*")
_RULE = re.compile(r"[ \t]*(?:[-*_=][ \t]?){3,}\Z")
_NEWLINE = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]")


def lines_of(source: str, *, markdown: bool) -> tuple[list[Line], list[Line]]:
    """Give the running lines of a text, empty ones too, and the notes that were marked as notes."""
    cuts, notes = _inline_notes(source)
    simple = _apart(_simple_cuts(source, markdown=markdown))
    running = list(_lines(source, 0, len(source), _apart(cuts + simple), markdown=markdown))
    return running, [_note_line(source, start, end, label, simple) for start, end, label in notes]


def _inline_notes(source: str) -> tuple[list[Cut], list[tuple[int, int, str]]]:
    """Find `[footnoteRef:7]` marks and `[7: …]` texts, and the marks and texts of Markdown."""
    cuts = [Cut(m.start(), m.end(), m[1]) for m in _REFERENCE.finditer(source)]
    labels = {cut.label for cut in cuts}
    notes: list[tuple[int, int, str]] = []
    at = failed = 0
    while failed < _MOST_UNCLOSED and labels and (found := _NOTE.search(source, at)):
        end = _closing_bracket(source, found.end()) if found[1] in labels else -1
        if end < 0:
            failed += found[1] in labels
            at = found.end()
            continue
        notes.append((found.end(), end, found[1]))
        cuts.append(Cut(found.start(), end + 1))
        at = end + 1
    cuts += [Cut(m.start(), m.end(), m[1]) for m in _MARKDOWN_MARK.finditer(source)]
    for m in _MARKDOWN_NOTE.finditer(source):
        end = source.find("\n", m.end())
        end = len(source) if end < 0 else end
        notes.append((m.end(), end, m[1]))
        cuts.append(Cut(m.start(), end))
    return cuts, notes


_BRACKET = re.compile(r"[\[\]]")
_LONGEST_NOTE = 5000
_MOST_UNCLOSED = 100


def _closing_bracket(source: str, at: int) -> int:
    depth = 1
    for found in _BRACKET.finditer(source, at, at + _LONGEST_NOTE):
        depth += 1 if found[0] == "[" else -1
        if not depth:
            return found.start()
    return -1


def _simple_cuts(source: str, *, markdown: bool) -> list[Cut]:
    cuts = [Cut(m.start(), m.end()) for m in _BOOKMARK.finditer(source)]
    cuts += list(_tag_cuts(source))
    cuts += [Cut(m.start(), m.end()) for m in _STRONG.finditer(source)]
    if source.startswith("\ufeff"):
        cuts.append(Cut(0, 1))
    front = _FRONT_MATTER.match(source)
    if front:
        cuts.append(Cut(0, front.end()))
    if markdown:
        for m in _EMPHASIS.finditer(source):
            cuts += [Cut(m.start(), m.start() + 1), Cut(m.end() - 1, m.end())]
        for m in _LINK.finditer(source):
            cuts += [Cut(m.start(), m.start(1)), Cut(m.end(1), m.end())]
    return cuts


def _tag_cuts(source: str) -> Iterator[Cut]:
    """Leave out known tags; a number between `<sup>` and `</sup>` is a note mark."""
    raised: Piece | None = None
    for piece in pieces(source):
        if piece.kind in ("text", "reference"):
            continue
        if piece.kind == "comment":
            if source.startswith("<!--", piece.start):
                yield Cut(piece.start, piece.end)
            continue
        if piece.name not in _TAGS:
            continue
        label = "" if raised is None else source[raised.end : piece.start].strip(" ()[]")
        if raised is not None and piece.name == "sup" and _is_mark(source, raised, label):
            yield Cut(raised.start, piece.end, label)
        else:
            if raised is not None:
                yield Cut(raised.start, raised.end)
            if piece.name == "sup" and piece.kind == "open":
                raised = piece
                continue
            yield Cut(piece.start, piece.end)
        raised = None
    if raised is not None:
        yield Cut(raised.start, raised.end)


def _is_mark(source: str, raised: Piece, label: str) -> bool:
    figure = label.isascii() and label.isdigit()
    return figure and not ends_in_unit(source[max(0, raised.start - 4) : raised.start])


def _apart(cuts: list[Cut]) -> list[Cut]:
    """Order cuts and drop what overlaps an earlier one."""
    kept: list[Cut] = []
    for cut in sorted(cuts):
        if cut.end > cut.start and (not kept or cut.start >= kept[-1].end):
            kept.append(cut)
        elif kept and cut.end > kept[-1].end and cut.start < kept[-1].end and not cut.label:
            kept.append(Cut(kept[-1].end, cut.end))
    return kept


def _lines(source: str, start: int, end: int, cuts: list[Cut], *, markdown: bool) -> Iterator[Line]:
    waiting = iter(cuts)
    cut = next(waiting, None)
    at = start
    while at <= end:
        found = _NEWLINE.search(source, at, end)
        stop = found.start() if found else end
        inside: list[Cut] = []
        while cut is not None and cut.start < stop:
            if cut.end > at:
                inside.append(Cut(max(cut.start, at) - at, min(cut.end, stop) - at, cut.label))
            if cut.end > stop:  # goes on in the next line, where its mark is not needed again
                cut = cut._replace(label="")
                break
            cut = next(waiting, None)
        yield _finish(Line.of(source, at, stop).without(inside), markdown=markdown)
        if not found:
            return
        at = found.end()


def _finish(line: Line, *, markdown: bool) -> Line:
    heading = _HEADING.match(line.text)
    if heading and markdown:
        line = line.slice(heading.end())
        line.hint = "heading"
    if _RULE.match(line.text):
        return Line("", [])
    if line.text.count("\t") < 2:
        indent = len(line.text) - len(line.text.lstrip())
        line = line.strip()
        line.indent = indent
    return line


def _note_line(source: str, start: int, end: int, label: str, cuts: list[Cut]) -> Line:
    inside = []
    at = bisect_left(cuts, Cut(start, start))
    while at < len(cuts) and cuts[at].end <= end:
        inside.append(Cut(cuts[at].start - start, cuts[at].end - start))
        at += 1
    line = Line.of(source, start, end, "footnote").without(inside).strip()
    line.label = label
    return line
