"""Addresses as lawyers cite them: one grammar, parsed and printed, sorted as the document runs.

    address = step *( ", " step )
    step    = noun [ " " number *( "(" label ")" ) ]
    number  = label *( "." label )
    label   = 1*( letter / digit ) / 1*3"*"

`art. 18(4)`, `recital 11`, `annex, section 13, bullet 2`, `action 5.1(e), state of play`. Parsing takes the long
forms as well (`Article 18 (4)`, `footnote 5`); printing gives the canonical one.
"""

from __future__ import annotations

import re
from functools import total_ordering
from typing import NamedTuple

from thbgraph.errors import UsageError

__all__ = ["CELLS", "NOUNS", "Address", "AddressError", "Step", "is_number"]

# The columns of the table of actions, in their order.
CELLS = ("objective", "action", "timetable", "responsible party", "assessment tool", "state of play")

# The nouns in the order in which the parts they name follow each other in a document.
NOUNS = (
    "title", "preamble", "citation", "recital", "declaration", "part", "chapter", "section", "art.", "para.",
    "point", "bullet", "subpara.", "table", "row", "cell", "area", "heading", "table header", *CELLS, "annex", "fn.",
)  # fmt: skip

_ALIASES = {
    "article": "art.", "art": "art.",
    "paragraph": "para.", "para": "para.", "par.": "para.", "par": "para.",
    "subparagraph": "subpara.", "subpara": "subpara.",
    "footnote": "fn.", "fn": "fn.", "note": "fn.",
    "indent": "bullet", "appendix": "annex", "timescale": "timetable",
}  # fmt: skip
_RANK = {noun: rank for rank, noun in enumerate(NOUNS)}
# Area 5 holds objective 5.1, which holds action 5.1(e): one numbering in three depths.
_NESTED = ("area", "objective", "action")
_SPELLINGS = sorted({*NOUNS, *_ALIASES}, key=len, reverse=True)
_NUMBER = re.compile(r"[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*|\*{1,3}")
_STEP = re.compile(
    rf"(?P<noun>{'|'.join(map(re.escape, _SPELLINGS))})(?![^\W\d_])"
    rf"(?:\s*(?P<number>{_NUMBER.pattern}))?(?P<labels>(?:\s*\([0-9A-Za-z]+\))*)",
    re.IGNORECASE,
)
_CHUNK = re.compile(r"\d+|[A-Za-z]+")
_ROMAN = re.compile(r"(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_LONGEST = 400

_Chunk = tuple[int, int, str]


def is_number(text: str) -> bool:
    """Tell whether a text can be the number of a step."""
    return _NUMBER.fullmatch(text) is not None


class AddressError(UsageError):
    """An address that the grammar does not take."""


class Step(NamedTuple):
    """One step of an address: `art. 18(4)` is the noun `art.`, the number `18` and the labels `4`."""

    noun: str
    number: str = ""
    labels: tuple[str, ...] = ()

    def __str__(self) -> str:
        number = f" {self.number}" if self.number else ""
        return self.noun + number + "".join(f"({label})" for label in self.labels)

    def pieces(self) -> tuple[str, ...]:
        """Give the number and the labels as one path, each with the sign that leads to it."""
        first, *others = self.number.split(".") if self.number else ("",)
        return tuple(p for p in (first, *("." + o for o in others), *("(" + x for x in self.labels)) if p)


@total_ordering
class Address:
    """The place of a part in its document; immutable, hashable and ordered as the document runs."""

    __slots__ = ("_key", "_printed", "steps")

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self._printed = ", ".join(map(str, steps))
        self._key: tuple[tuple[_Chunk, ...], ...] | None = None

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address in its canonical or a longer spelling; raise `AddressError` where it is none."""
        if len(text) > _LONGEST:
            raise AddressError("an address of more than 400 characters")
        steps = []
        for piece in text.split(","):
            found = _STEP.fullmatch(piece.strip())
            if not found:
                raise AddressError(
                    f"`{piece.strip()}` is not a step of an address",
                    "write it as `art. 18(4)` or `annex, section 13`",
                )
            steps.append(_step(found))
        return cls(tuple(steps))

    def __truediv__(self, step: Step) -> Address:
        return Address((*self.steps, step))

    def contains(self, other: Address) -> bool:
        """Tell whether `other` is this place or lies within it: `art. 18` contains `art. 18(4)`."""
        depth = len(self.steps)
        if not depth or depth > len(other.steps) or self.steps[:-1] != other.steps[: depth - 1]:
            return False
        mine, theirs = self.steps[-1], other.steps[depth - 1]
        own, path = mine.pieces(), theirs.pieces()
        if path[: len(own)] != own:
            return False
        if mine.noun == theirs.noun:
            return True
        if mine.noun not in _NESTED or theirs.noun not in _NESTED or not own:
            return False
        return _NESTED.index(mine.noun) < _NESTED.index(theirs.noun) and len(own) < len(path)

    def _order(self) -> tuple[tuple[_Chunk, ...], ...]:
        if self._key is None:
            self._key = tuple(map(_step_key, self.steps))
        return self._key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Address) and self.steps == other.steps

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Address):
            return NotImplemented
        return (self._order(), self._printed) < (other._order(), other._printed)

    def __hash__(self) -> int:
        return hash(self.steps)

    def __str__(self) -> str:
        return self._printed

    def __repr__(self) -> str:
        return f"Address.parse({self._printed!r})"


def _step(found: re.Match[str]) -> Step:
    noun = found["noun"].lower()
    labels = tuple(re.findall(r"[0-9A-Za-z]+", found["labels"]))
    number = found["number"] or ""
    if not number and labels:  # "recital (11)" is "recital 11"
        number, labels = labels[0], labels[1:]
    return Step(_ALIASES.get(noun, noun), number, labels)


def _step_key(step: Step) -> tuple[_Chunk, ...]:
    nested = step.noun in _NESTED and step.number
    noun = "area" if nested else "part" if step.noun == "title" and step.number else step.noun
    keys: list[_Chunk] = [(_RANK[noun], 0, "")]
    before = ""
    for piece in step.pieces():
        keys.extend(_label_key(piece.lstrip(".("), before))
        before = piece.lstrip(".(")
    return tuple(keys)


def _label_key(label: str, before: str) -> list[_Chunk]:
    """Order a label: figures by value, roman figures too where they are capitals or below a letter."""
    roman = label.isupper() or (len(before) == 1 and before.isalpha())
    if roman and label not in "CDLM" and _ROMAN.fullmatch(label):  # a lone C is the letter after B
        return [(0, _roman(label), "")]
    return [
        (0, int(chunk), "") if chunk.isdigit() else (1, len(chunk), chunk.lower())
        for chunk in _CHUNK.findall(label)
    ]


def _roman(label: str) -> int:
    values = [_VALUES[letter] for letter in label.lower()]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
