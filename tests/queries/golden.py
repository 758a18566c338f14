"""Golden answers: what every stored query answers, row by row, in files that a person can read as a diff.

A file golden/NAME.jsonl holds the cases of one query: a line with the parameters as a user would give them, then
a line for each row. `python tests/queries/golden.py` shows what would change against the graph as it is now;
`--write NAME…` takes the change over, after somebody has read it.
"""

from __future__ import annotations

import difflib
import json
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import thbgraph

FOLDER = Path(__file__).with_name("golden")
Row = list[str | None]


@dataclass
class Case:
    """One call of a stored query: its parameters and the rows expected, every value as text."""

    parameters: dict[str, str | list[str]]
    rows: list[Row] = field(default_factory=list)


def read(path: Path) -> list[Case]:
    cases: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        value = json.loads(line)
        if isinstance(value, dict):
            cases.append(Case(value))
        else:
            cases[-1].rows.append(value)
    return cases


def write(cases: list[Case]) -> str:
    lines = []
    for case in cases:
        lines.append(json.dumps(case.parameters, ensure_ascii=False))
        lines += [json.dumps(row, ensure_ascii=False) for row in case.rows]
    return "\n".join(lines) + "\n"


def rows_of(graph: thbgraph.Graph, name: str, parameters: dict[str, str | list[str]]) -> list[Row]:
    """The rows of the product, every value as its plain text."""
    answer = graph.ask(name, **parameters)
    return [[None if value is None else text(value) for value in row] for row in answer]


def text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def main(arguments: list[str]) -> int:
    writing = "--write" in arguments
    names = [a for a in arguments if not a.startswith("--")] or sorted(p.stem for p in FOLDER.glob("*.jsonl"))
    with tempfile.TemporaryDirectory() as folder:
        thbgraph.build(home=Path(folder))
        graph = thbgraph.open(Path(folder))
        changed = 0
        for name in names:
            path = FOLDER / f"{name}.jsonl"
            old = path.read_text(encoding="utf-8")
            new = write([Case(c.parameters, rows_of(graph, name, c.parameters)) for c in read(path)])
            if new != old:
                changed += 1
                sys.stdout.writelines(
                    difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, name, n=0)
                )
                if writing:
                    path.write_text(new, encoding="utf-8")
    return 1 if changed and not writing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
