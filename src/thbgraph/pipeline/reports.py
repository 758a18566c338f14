"""Keeps a validation report as JSON, so that the next build can go on from it; terms stand as in N-Triples."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from thbgraph.errors import StoreError

if TYPE_CHECKING:
    from thbgraph.validation.report import Report, Term

__all__ = ["dump_report", "read_report", "restore_report", "write_report"]

_FILE = "report.json"
_FORMAT = 1


def write_report(report: Report, release: Path) -> None:
    """Keep a report in the folder of its release."""
    (release / _FILE).write_text(dump_report(report), encoding="utf-8")


def read_report(release: Path) -> Report:
    """Return the report of a release; StoreError where it is missing or damaged."""
    try:
        return restore_report((release / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"the report of {release} is missing or damaged: {error}", "build again with --full") from error


def dump_report(report: Report) -> str:
    """Return a report as JSON text, the results in the order of the report."""
    rows = [
        [
            str(result.focus),
            result.path,
            None if result.value is None else str(result.value),
            result.shape,
            result.constraint,
            result.severity,
            result.message,
            result.root_shape,
            None if result.root_focus is None else str(result.root_focus),
        ]
        for result in sorted(report.found, key=lambda result: (result.sort_key, result.root_shape, str(result.root_focus)))
    ]
    return json.dumps({"format": _FORMAT, "results": rows}, ensure_ascii=False, indent=0) + "\n"


def restore_report(text: str) -> Report:
    """Return the report of a dump; ValueError where the text is not a dump of this format."""
    from thbgraph.validation.report import Report, Result

    try:
        state = json.loads(text)
        if state["format"] != _FORMAT:
            raise ValueError(f"a report of format {state['format']}, not {_FORMAT}")
        rows: list[list[str | None]] = state["results"]
        terms = _terms({row[index] for row in rows for index in (0, 2, 8)})
        return Report(
            Result(terms[row[0]], row[1], terms.get(row[2]), *row[3:8], terms.get(row[8]))  # type: ignore[arg-type]
            for row in rows
        )
    except (KeyError, TypeError, IndexError, SyntaxError) as error:
        raise ValueError("not the dump of a report") from error


def _terms(texts: Iterable[str | None]) -> dict[str | None, Term]:
    """Return the terms that stand for texts, by one parse of them all."""
    known = sorted(text for text in texts if text is not None)
    lines = "\n".join(f"<urn:x-thbgraph:s> <urn:x-thbgraph:p> {text} ." for text in known)
    quads = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES, rename_blank_nodes=False)
    return {text: quad.object for text, quad in zip(known, quads, strict=True)}
