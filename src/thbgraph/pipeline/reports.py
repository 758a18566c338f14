"""Keeps a validation report as JSON, so that the next build can go on from it."""

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
_TERMS = ("focus", "value", "rootFocus")


def write_report(report: Report, release: Path) -> None:
    """Keep a report in the folder of its release."""
    (release / _FILE).write_text(dump_report(report), encoding="utf-8")


def read_report(release: Path) -> Report:
    """Return the report of a release; StoreError where it is missing or damaged."""
    try:
        return restore_report((release / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(
            f"the report of {release} is missing or damaged: {error}", "build again with --full"
        ) from error


def dump_report(report: Report) -> str:
    """Return a report as JSON text, one object a result; terms stand as in N-Triples."""
    rows = [
        {
            "focus": str(result.focus),
            "path": result.path,
            "value": None if result.value is None else str(result.value),
            "shape": result.shape,
            "constraint": result.constraint,
            "severity": result.severity,
            "message": result.message,
            "rootShape": result.root_shape,
            "rootFocus": None if result.root_focus is None else str(result.root_focus),
        }
        for result in report.found
    ]
    rows.sort(key=lambda row: [str(value) for value in row.values()])
    return json.dumps({"format": _FORMAT, "results": rows}, ensure_ascii=False, indent=1) + "\n"


def restore_report(text: str) -> Report:
    """Return the report of a dump; ValueError where the text is not a dump of this format."""
    from thbgraph.validation.report import Report, Result

    try:
        state = json.loads(text)
        if state["format"] != _FORMAT:
            raise ValueError(f"a report of format {state['format']}, not {_FORMAT}")
        rows = state["results"]
        terms = _terms({row[name] for row in rows for name in _TERMS} - {None})
        return Report(
            Result(
                focus=terms[row["focus"]],
                path=row["path"],
                value=terms.get(row["value"]),
                shape=row["shape"],
                constraint=row["constraint"],
                severity=row["severity"],
                message=row["message"],
                root_shape=row["rootShape"],
                root_focus=terms.get(row["rootFocus"]),
            )
            for row in rows
        )
    except (KeyError, TypeError, SyntaxError) as error:
        raise ValueError("not the dump of a report") from error


def _terms(texts: Iterable[str]) -> dict[str, Term]:
    """Return the terms that stand for texts, by one parse of them all."""
    known = sorted(texts)
    lines = "\n".join(f"<urn:x-thbgraph:s> <urn:x-thbgraph:p> {text} ." for text in known)
    quads = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    return {text: quad.object for text, quad in zip(known, quads, strict=True)}
