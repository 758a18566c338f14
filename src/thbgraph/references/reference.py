"""What a citation is once it is recognised, and the few pieces of pattern that every recogniser shares."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["GAP", "Reference", "even", "first_word_at"]

# White space between two words of one citation: bounded, so that no pattern runs over a long blank stretch.
GAP = r"[ \t\r\n]{1,4}"

# Quotes, dashes and spaces of one character each: the text keeps its offsets.
_EVEN = str.maketrans({
    "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
})  # fmt: skip


class Reference(NamedTuple):
    """One citation in a text; every field that cannot be derived is ''.

    `start` and `end` count characters, `text` is what is printed there. `kind` is directive, regulation,
    decision, framework-decision, joint-action, common-position, recommendation, act, com (any Commission
    document), oj, un, resolution, council, coe (a
    recommendation of the Council of Europe), treaty-series, treaty, celex, eli, title (cited by its title), name
    (by a short name) or relative (a place in the citing text itself). `number` is the official number in its
    canonical print. `address` is the place cited, `last` the end of a range of places (`art. 5(1)(a)` to
    `art. 5(1)(c)`). `target` is what a name or a title stands for, as printed where it is defined.
    """

    start: int
    end: int
    text: str
    kind: str
    number: str = ""
    celex: str = ""
    eli: str = ""
    oj: str = ""
    un_symbol: str = ""
    council: str = ""
    address: str = ""
    last: str = ""
    target: str = ""

    @property
    def identifier(self) -> str:
        """The one number to cite by, with the address: `32011L0036, art. 18(4)`."""
        number = self.celex or self.un_symbol or self.council or self.oj or self.number
        return ", ".join(part for part in (number, self.address) if part)


def even(text: str) -> str:
    """Give the text with plain quotes, dashes and spaces, character for character."""
    return text.translate(_EVEN)


def first_word_at(text: str, start: int, words: tuple[str, ...]) -> bool:
    """Tell whether one of the words ends right before `start`, a space between: `a` before `Directive`."""
    before = text[max(0, start - 24) : start].rstrip()
    return any(before.endswith(word) and not before[-len(word) - 1 : -len(word)].isalnum() for word in words)
