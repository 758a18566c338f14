"""Citations of instruments and documents, and which reading of a place stands where several are found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from thbgraph.references.acts import acts
from thbgraph.references.reference import GAP, Reference
from thbgraph.references.series import series
from thbgraph.references.titles import quoted_references, title_references

__all__ = ["citations", "longest", "without"]

_URL = re.compile(r"https?://[^\s\"'<>\])]{1,600}")
_TREATY = re.compile(
    rf"(?<![\w-])(?:TFEU|TEU|ECHR|TEC|EC{GAP}Treaty|Euratom{GAP}Treaty|EEC{GAP}Treaty)(?![\w-])"
)


def citations(plain: str) -> list[Reference]:
    """Give the citations of instruments and documents in an evened text, without short names and places."""
    treaties = [Reference(*m.span(), m[0], "treaty", " ".join(m[0].split())) for m in _TREATY.finditer(plain)]
    links = [*acts(plain), *series(plain)]
    urls = [m.span() for m in _URL.finditer(plain)]
    kept = [*without((r for r in links if r.kind != "eli"), urls), *(r for r in links if r.kind == "eli")]
    return _joined(plain, longest([*kept, *treaties, *title_references(plain), *quoted_references(plain)]))


def without(references: Iterable[Reference], spans: list[tuple[int, int]]) -> list[Reference]:
    """Leave out what lies within one of the spans, which are in order and apart."""
    starts = [start for start, _ in spans]
    kept = []
    for reference in references:
        at = bisect_right(starts, reference.start) - 1
        if at < 0 or reference.start >= spans[at][1]:
            kept.append(reference)
    return kept


# Where readings overlap, the surer one stands: a number before a name, a name before a title.
_RANK = {"title": 3, "relative": 3, "name": 2, "council": 1}


def longest(references: Iterable[Reference]) -> list[Reference]:
    """Keep of each overlap the reading of the best rank, then the one that begins first, then the longest."""
    kept: list[Reference] = []
    for reference in sorted(references, key=lambda r: (r.start, -r.end)):
        beaten = False
        while kept and reference.start < kept[-1].end:
            if _better(reference, kept[-1]):
                kept.pop()
            else:
                beaten = True
                break
        if not beaten:
            kept.append(reference)
    return kept


def _better(one: Reference, other: Reference) -> bool:
    if one.kind == "name" and other.kind == "title" and _within_title(one, other):
        return False
    if other.kind == "name" and one.kind == "title" and _within_title(other, one):
        return True
    rank, against = _RANK.get(one.kind, 0), _RANK.get(other.kind, 0)
    return (rank, other.end - other.start) < (against, one.end - one.start)


def _within_title(name: Reference, title: Reference) -> bool:
    """Tell whether a name is only a part of a title: `Communication on the Strategy for`, `Charter of Rights`."""
    return name.end < title.end and (name.start > title.start or " " not in name.text)


def _joined(plain: str, references: list[Reference]) -> list[Reference]:
    """Give a title the bare number printed in parentheses right after it: both are one citation."""
    joined: list[Reference] = []
    for reference in references:
        last = joined[-1] if joined else None
        if (
            last
            and last.kind == "title"
            and plain[last.end : reference.start] == " ("
            and _is_bare(reference)
        ):
            close = reference.end + (plain[reference.end : reference.end + 1] == ")")
            joined[-1] = reference._replace(start=last.start, end=close, text=plain[last.start : close])
        elif not (last and reference.kind == "treaty" and _abbreviates(plain, last, reference)):
            joined.append(reference)
    return joined


def _abbreviates(plain: str, title: Reference, reference: Reference) -> bool:
    """Tell whether an abbreviation is only given, not used: `Treaty on European Union (TEU)`."""
    return (
        title.kind == "title"
        and plain[title.end : reference.start] == " ("
        and plain.startswith(")", reference.end)
    )


def _is_bare(reference: Reference) -> bool:
    return (
        reference.kind in ("framework-decision", "decision", "directive", "regulation")
        and reference.text[0].isdigit()
    )
