"""What the wording of a part signals, so that a part is not passed over in silence.

A modal verb may carry a norm, a figure an observation, a known actor a measure or a link. The counts are meant
to be too high rather than too low: whoever records less than they signal has to write why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from thbgraph.references import find

__all__ = ["Signaller", "Signals"]

_MODAL = re.compile(
    r"\b(?:shall|should|must|may|will|ought to|needs? to|(?:is|are|was|were|has|have|had) to(?= [a-z]))\b"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_NOT_FIGURES = re.compile(
    rf"https?://\S+|www\.\S+"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:-|–|and|to|/)\s*\d{{1,2}})?(?:st|nd|rd|th)? (?:of )?{_MONTH}(?: \d{{4}})?"
    rf"|\b{_MONTH} (?:\d{{4}}|\d{{1,2}}(?:,? \d{{4}})?)\b"
    r"|\b\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?\b"
    r"|\b(?:1[89]|20)\d\d\s?[-–/]\s?(?:(?:1[89]|20)?\d\d)\b|\b(?:1[89]|20)\d\ds?\b"
    r"|\b\d{3,6}(?:/\d)*/\d{2,4}\b|\b[A-Z]+/\S+|\b(?:CRIMORG|MIGR|ENFOPOL) \d+"
    r"|\b(?:Articles?|Art\.?|paragraphs?|paras?\.?|points?|sections?|No\.?|chapters?|items?|sessions?|annex(?:es)?"
    r"|page|pp?\.|fn\.?|footnotes?|objectives?|actions?|resolutions?|OJ [LC]) ?\(?\d+(?:[(.]\w+\)?)*",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^\W*(?:\(?\d{1,3}[.)]|\(?[a-z]\))\s")
_FIGURE = re.compile(
    r"(?<![\w./-])\d+(?:[ ,.\u00a0\u202f]\d{3})*(?:[.,]\d+)?(?=\s?%|\b)"
    r"|\b(?:half|(?:one|two|three)[- ](?:quarters?|thirds?)|hundreds?|thousands?|millions?|dozens?|twice)\b",
    re.IGNORECASE,
)
_SHORTEST_NAME = 3


class Signals(NamedTuple):
    """How often a part signals a statement; `actors` are the known actors that it names, each once."""

    modal_verbs: int
    figures: int
    actors: int


class Signaller:
    """Counts signals; made once with the names of all known actors."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a name, as it may be printed, and the actor that it names."""
        self._actor_of = {name: actor for name, actor in names if len(name) >= _SHORTEST_NAME}
        longest_first = sorted(self._actor_of, key=lambda name: (-len(name), name))
        joined = "|".join(re.escape(name) for name in longest_first)
        self._names = re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if joined else None

    def of(self, text: str) -> Signals:
        """Return the signals of the clean text of one part."""
        actors = {self._actor_of[found[0]] for found in self._names.finditer(text)} if self._names else set()
        return Signals(len(_MODAL.findall(text)), len(_FIGURE.findall(_without_numbers(text))), len(actors))


def _without_numbers(text: str) -> str:
    """Blank out what prints digits and is no figure: citations, dates, addresses, numbering."""
    for reference in find(text):
        text = text[: reference.start] + " " * (reference.end - reference.start) + text[reference.end :]
    text = _NUMBERING.sub(lambda found: " " * len(found[0]), text)
    return _NOT_FIGURES.sub(lambda found: " " * len(found[0]), text)
