"""Labels in a row: which follows which, and what the numbers of a document run through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from thbgraph.documents.forms import Form

if TYPE_CHECKING:
    from thbgraph.documents.blocks import Block

__all__ = ["follows", "is_first", "numbers_of_dashes", "runs_through", "style_of"]

_ROMANS = tuple(
    tens + ones
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
)
_ROMAN_VALUE = {roman: value for value, roman in enumerate(_ROMANS) if roman}


def follows(label: str, after: str) -> bool:
    """Tell whether `after` is the label behind `label`: 3 and 4, c and d, z and aa, iii and iv, 4 and 4a."""
    if label.isdigit() and after.isdigit():
        return int(after) == int(label) + 1
    if label[:1].isdigit():
        return after[:1].isdigit() and after > label and len(after) <= len(label) + 1
    if label in _ROMAN_VALUE and _ROMAN_VALUE.get(after) == _ROMAN_VALUE[label] + 1:
        return True
    if label == "z":
        return after == "aa"
    if len(label) == len(after) and label[:-1] == after[:-1]:
        return ord(after[-1]) == ord(label[-1]) + 1
    return len(label) == len(after) == 2 and label[0] == label[1] and after == chr(ord(label[0]) + 1) * 2


def is_first(label: str) -> bool:
    """Tell whether a list can begin with the label."""
    return label in ("1", "a", "i", "aa")


def style_of(label: str) -> str:
    """Tell figures, letters and roman figures of more than one letter apart."""
    if label[:1].isdigit():
        return "figure"
    return "roman" if label in _ROMAN_VALUE and len(label) > 1 else "letter"


def runs_through(forms: Sequence[Form]) -> bool:
    """Tell whether one numbering of paragraphs runs on across the headings of a document."""
    expected = 1
    crossed = since = 0
    for form in forms:
        if form.kind == "article":
            return False
        if form.kind in ("roman", "capital"):
            since = 1
        elif form.kind == "number" and form.label == str(expected):
            crossed += since if expected > 1 else 0
            since = 0
            expected += 1
    return expected > 10 and crossed >= 2


def numbers_of_dashes(blocks: Sequence[Block]) -> dict[int, int]:
    """Number bullets that lost their figure: `- 1.`, `-`, `- 3.` are points 1 to 3. Gives block to number."""
    found: dict[int, int] = {}
    last = 0
    between: list[int] = []
    for index, block in enumerate(blocks):
        form = block.form
        if form.kind == "number" and form.dashed:
            number = int(form.label.rstrip("abcdefghijklmnopqrstuvwxyz"))
            if last and between and number == last + len(between) + 1:
                found.update({place: last + 1 + at for at, place in enumerate(between)})
            last, between = number, []
        elif form.kind == "bullet" and last and not block.line.indent:
            between.append(index)
        elif form.kind not in ("point", "bullet", "text"):
            last, between = 0, []
    return found
