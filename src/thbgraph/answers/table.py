"""Answers as tables for the eye: aligned text anywhere, and a drawn table where a terminal shows it.

A thing and its label are one column. Without a width, a row is one line however long, so that a piped table
can be searched line by line; with a width, long cells are wrapped, and where there are too many columns for
that the rows stand one below the other.
"""

from __future__ import annotations

from thbgraph.answers.cards import cards, fits
from thbgraph.answers.safe import one_line
from thbgraph.answers.terms import lexical
from thbgraph.names import shorten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

    from thbgraph.answers.answer import Answer

__all__ = ["cells", "draw", "plain"]

_GAP = "  "
_GAP_DRAWN = 3
_NARROWEST = 6


def cells(answer: Answer, limit: int | None = None) -> list[list[str]]:
    """Return the texts that people see, row by row: labels for things, prefixed names where there is none."""
    layout = answer.layout
    places = [(place, layout.labels.get(place)) for place in layout.shown]
    table = []
    for solution in answer.solutions[:limit]:
        texts = []
        for place, label in places:
            text = lexical(solution[label]) if label is not None else ""
            texts.append(one_line(text or shorten(lexical(solution[place]))))
        table.append(texts)
    return table


def plain(answer: Answer, width: int | None = None, limit: int | None = None) -> str:
    """Return the answer as aligned text; at most `limit` rows, wrapped to `width` characters where given."""
    if not answer.solutions or not answer.columns:
        return _lines([answer.closing], width)
    headings = answer.headings()
    body = cells(answer, limit)
    widths = [max(map(len, column)) for column in zip(headings, *body, strict=True)]
    if width is not None and not fits(widths, len(_GAP), width):
        lines = [f"{first}\n{others}\n" for first, others in cards(headings, body, width)]
    else:
        lines = _aligned(headings, body, widths, width)
    hidden = len(answer) - len(body)
    if hidden:
        lines.append(f"… and {hidden} more rows")
    return "\n".join(lines) + "\n\n" + _lines([answer.closing], width)


def _aligned(
    headings: Sequence[str], body: Sequence[Sequence[str]], widths: Sequence[int], room: int | None
) -> list[str]:
    if room is not None:
        widths = fitted(widths, room - len(_GAP) * (len(widths) - 1))
    numeric = [all(_is_number(text) for text in column) for column in zip(*body, strict=True)]
    lines = _row(headings, widths, numeric)
    lines.append(_GAP.join("-" * column for column in widths))
    for texts in body:
        lines += _row(texts, widths, numeric)
    return lines


def fitted(widths: Sequence[int], room: int) -> list[int]:
    """Return widths that fit into a room, taken from the widest columns first."""
    fit = list(widths)
    while sum(fit) > room and max(fit) > _NARROWEST:
        widest = max(fit)
        second = max((value for value in fit if value < widest), default=_NARROWEST)
        share = [place for place, value in enumerate(fit) if value == widest]
        excess = sum(fit) - room
        cut = max(1, min(widest - max(second, _NARROWEST), -(-excess // len(share))))
        for place in share:
            fit[place] -= cut
    return fit


def _row(texts: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    """Return the lines of one row; a cell that is longer than its column takes several."""
    wrapped = [_wrapped(text, width) for text, width in zip(texts, widths, strict=True)]
    lines = []
    for number in range(max(map(len, wrapped))):
        parts = []
        for column, width, right in zip(wrapped, widths, numeric, strict=True):
            text = column[number] if number < len(column) else ""
            parts.append(text.rjust(width) if right else text.ljust(width))
        lines.append(_GAP.join(parts).rstrip())
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    if len(text) <= width:
        return [text]
    from textwrap import wrap

    return wrap(text, width) or [""]


def _lines(paragraphs: Sequence[str], width: int | None) -> str:
    lines = []
    for paragraph in map(one_line, paragraphs):
        lines += [paragraph] if width is None else _wrapped(paragraph, width)
    return "\n".join(lines) + "\n"


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).lstrip("-").isdigit()


def draw(answer: Answer, file: IO[str]) -> None:
    """Draw the answer on a terminal with rich."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=file, highlight=False)
    headings, body = answer.headings(), cells(answer)
    widths = [max(map(len, column)) for column in zip(headings, *body, strict=True)]
    # Everything is Text: markup in the data means itself.
    if not fits(widths, _GAP_DRAWN, console.width):
        for first, others in cards(headings, body, console.width):
            console.print(Text(first, style="bold"))
            console.print(Text(others + "\n"))
    elif body:
        table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
        for heading, column in zip(headings, zip(*body, strict=True), strict=True):
            right = all(_is_number(text) for text in column)
            table.add_column(Text(heading), justify="right" if right else "left", overflow="fold")
        for texts in body:
            table.add_row(*map(Text, texts))
        console.print(table)
    console.print(Text(one_line(answer.closing), style="dim" if answer.solutions else ""))
