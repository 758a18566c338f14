"""Compare two readings of a document: what both found, and whether they call it the same and give it to the same.

    python -m thbgraph.quality.agreement [FOLDER]

A reading is a file of JSON lines, `NAME.a.jsonl` and `NAME.b.jsonl`, one statement a line: its `address`, its
`kind` (the class of the record) and its `bearers` (who bears, did, or takes part), with no text of the source.
Statements are paired within one address and one group of kinds, so that the pairs agree as well as they can.
*Found* is the F1 of the two readings; *kind* and *bearers* are judged on the pairs: the share that agrees,
Krippendorff's alpha for nominal data (K. Krippendorff, Content Analysis, chapter 12), and for bearers the F1 of
the single actors. Needs the package `krippendorff`, which the extra `test` installs.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from thbgraph import data
from thbgraph.errors import UsageError

__all__ = ["Agreement", "Statement", "compare", "main", "pairs", "read", "table"]

_GROUPS = {
    "norms": (
        "Obligation Prohibition Permission Power Recommendation Commitment PlannedAction Definition ScopeRule"
        " ConstitutiveRule PenaltyLevel Exception Objective Indicator"
    ),
    "measures": "Measure TreatyAction StatusReport",
    "cooperation": "Cooperation",
    "figures": "Observation",
    "inconsistencies": "Inconsistency",
}
_GROUP_OF = {kind: group for group, kinds in _GROUPS.items() for kind in kinds.split()}


class Statement(NamedTuple):
    """One statement of a reading; `bearers` are ids, `value` is what a figure prints or ''."""

    address: str
    kind: str
    bearers: frozenset[str] = frozenset()
    value: str = ""

    @property
    def group(self) -> str:
        """The group of kinds within which statements are paired."""
        return _GROUP_OF[self.kind]


class Agreement(NamedTuple):
    """What two readings of one group agree on; shares from 0 to 1, None where there is nothing to compare."""

    group: str
    first: int
    second: int
    both: int
    kind_share: float | None
    kind_alpha: float | None
    bearer_f1: float | None
    bearer_alpha: float | None

    @property
    def found_f1(self) -> float | None:
        """The harmonic mean of precision and recall of one reading against the other."""
        total = self.first + self.second
        return 2 * self.both / total if total else None


def read(path: Path) -> list[Statement]:
    """Return the statements of a reading; UsageError names the line that cannot be taken."""
    statements = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            entry = json.loads(line)
            if entry["kind"] not in _GROUP_OF:
                raise UsageError(f"{path.name}:{number}: {entry['kind']!r} is no kind of statement")
            bearers = frozenset(entry.get("bearers", ()))
            statements.append(
                Statement(entry["address"], entry["kind"], bearers, str(entry.get("value", "")))
            )
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path.name}:{number}: the line is not a statement: {error}") from error
    return statements


def pairs(first: Sequence[Statement], second: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    """Return the pairs of statements at one address and of one group that agree best, each used once."""
    places: dict[tuple[str, str], tuple[list[Statement], list[Statement]]] = defaultdict(lambda: ([], []))
    for side, statements in enumerate((first, second)):
        for statement in statements:
            places[statement.address, statement.group][side].append(statement)
    found = []
    for left, right in places.values():
        graph = nx.Graph()
        for i, one in enumerate(left):
            for j, other in enumerate(right):
                graph.add_edge(("a", i), ("b", j), weight=1 + _likeness(one, other))
        for edge in nx.max_weight_matching(graph, maxcardinality=True):
            (_, i), (_, j) = sorted(edge)
            found.append((left[i], right[j]))
    return found


def _likeness(one: Statement, other: Statement) -> float:
    return (one.kind == other.kind) + _overlap(one.bearers, other.bearers) + 2 * (one.value == other.value)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def compare(first: Sequence[Statement], second: Sequence[Statement]) -> list[Agreement]:
    """Return the agreement of two readings, a line for each group of kinds that either has."""
    lines = []
    for group in _GROUPS:
        left = [one for one in first if one.group == group]
        right = [one for one in second if one.group == group]
        if left or right:
            lines.append(_agreement(group, left, right))
    return lines


def _agreement(group: str, left: Sequence[Statement], right: Sequence[Statement]) -> Agreement:
    both = pairs(left, right)
    kinds = [(one.kind, other.kind) for one, other in both]
    bearers = [(one.bearers, other.bearers) for one, other in both]
    shared = sum(len(one & other) for one, other in bearers)
    named = sum(len(one) + len(other) for one, other in bearers)
    return Agreement(
        group,
        len(left),
        len(right),
        len(both),
        sum(one == other for one, other in kinds) / len(kinds) if kinds else None,
        _alpha(kinds),
        2 * shared / named if named else None,
        _alpha([(" ".join(sorted(one)), " ".join(sorted(other))) for one, other in bearers]),
    )


def _alpha(answers: Sequence[tuple[str, str]]) -> float | None:
    """Return Krippendorff's alpha of two readers; None where fewer than two answers occur."""
    words = sorted({word for pair in answers for word in pair})
    if len(words) < 2:
        return None
    import krippendorff

    code = {word: number for number, word in enumerate(words)}
    codes = [[code[pair[side]] for pair in answers] for side in (0, 1)]
    return float(krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal"))


def table(agreements: Iterable[tuple[str, Agreement]]) -> str:
    """Return named agreements as a Markdown table."""
    head = "| Document | Group | A | B | Both | Found F1 | Kind agrees | Kind α | Bearer F1 | Bearer α |"
    lines = [head, "| --- | --- |" + " ---: |" * 8]
    for name, one in agreements:
        figures = (one.found_f1, one.kind_share, one.kind_alpha, one.bearer_f1, one.bearer_alpha)
        shown = " | ".join("–" if figure is None else f"{figure:.2f}" for figure in figures)
        lines.append(f"| {name} | {one.group} | {one.first} | {one.second} | {one.both} | {shown} |")
    return "\n".join(lines) + "\n"


def main(words: Sequence[str] | None = None) -> int:
    """Print the table of all documents of a folder; exit 2 where a reading cannot be taken."""
    given = list(sys.argv[1:] if words is None else words)
    folder = Path(given[0]) if given else data.root() / "docs" / "quality" / "readings"
    agreements = []
    try:
        for first in sorted(folder.glob("*.a.jsonl")):
            name = first.name.removesuffix(".a.jsonl")
            second = first.with_name(f"{name}.b.jsonl")
            agreements += [(name, one) for one in compare(read(first), read(second))]
    except (UsageError, OSError) as error:
        print(f"agreement: {error}", file=sys.stderr)
        return 2
    print(table(agreements), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
