"""What a validation found: results that compare, sort and print the same in every run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from thbgraph.names import shorten
from thbgraph.validation.vocabulary import INFO, SH, VIOLATION, WARNING

__all__ = ["Key", "Report", "Result", "Term"]

Term = NamedNode | BlankNode | Literal | Triple
Key = tuple[str, str, str, str, str]

_RANK = {VIOLATION: 0, WARNING: 1, INFO: 2}


@dataclass(frozen=True)
class Result:
    """One thing SHACL found, as a `sh:ValidationResult` (SHACL 3.6.2).

    `focus` and `value` are terms (`value` is None where the component has none); `path` is the IRI of a
    predicate or a SPARQL path, "" where there is none; `shape`, `constraint` and `severity` are IRIs (a shape
    without a name is its blank node, `_:x`). `root_shape` and `root_focus` say which target led here; they
    are no part of the comparison.
    """

    focus: Term
    path: str
    value: Term | None
    shape: str
    constraint: str
    severity: str
    message: str
    root_shape: str = field(default="", compare=False, repr=False)
    root_focus: Term | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> Key:
        """The part that every SHACL engine must agree on: focus, shape, path, value, severity, as text."""
        return (
            str(self.focus),
            self.shape,
            self.path,
            "" if self.value is None else str(self.value),
            self.severity,
        )

    @property
    def sort_key(self) -> tuple[int, str, str, str, str, str, str, str]:
        """The order of a report: worst first, then by focus node."""
        focus, shape, path, value, severity = self.key
        return (_RANK.get(severity, 3), severity, focus, shape, path, value, self.constraint, self.message)


class Report:
    """All results of one validation; the gate is open where it `conforms`: there is no Violation."""

    def __init__(self, found: Iterable[Result]) -> None:
        self.found = list(found)
        """Every result with the target that led to it: one result may stand here for several targets."""

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The distinct results, sorted."""
        return tuple(sorted(set(self.found), key=lambda result: result.sort_key))

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results that close the gate; a severity of one's own counts as a Violation."""
        return tuple(result for result in self.results if result.severity not in (WARNING, INFO))

    @property
    def warnings(self) -> tuple[Result, ...]:
        """The results that say something is incomplete."""
        return tuple(result for result in self.results if result.severity == WARNING)

    @property
    def infos(self) -> tuple[Result, ...]:
        """The results that concern style."""
        return tuple(result for result in self.results if result.severity == INFO)

    @property
    def conforms(self) -> bool:
        """Whether there is no Violation. (`sh:conforms` proper asks for no result at all: `not results`.)"""
        return not self.violations

    @property
    def keys(self) -> frozenset[Key]:
        """The set of comparison keys, to hold two engines against each other."""
        return frozenset(result.key for result in self.results)

    def text(self) -> str:
        """Return the report for a terminal: a paragraph a result, worst first, then the counts."""
        lines = []
        for result in self.results:
            lines.append(f"{_local(result.severity)}: {result.message}")
            lines.append(f"  focus  {_show(result.focus)}")
            if result.path:
                lines.append(f"  path   {shorten(result.path)}")
            if result.value is not None:
                lines.append(f"  value  {_show(result.value)}")
            lines.append(f"  shape  {shorten(result.shape)} ({_local(result.constraint)})")
        counts = (("Violation", self.violations), ("Warning", self.warnings), ("Info", self.infos))
        lines.append(", ".join(f"{len(some)} {name}{'' if len(some) == 1 else 's'}" for name, some in counts))
        return "\n".join(lines)

    def __len__(self) -> int:
        return len(self.results)

    def __repr__(self) -> str:
        return f"<Report {'conforms' if self.conforms else 'refused'}, {len(self.results)} results>"


def _local(iri: str) -> str:
    return iri.removeprefix(SH)


def _show(term: Term) -> str:
    return shorten(term.value) if isinstance(term, NamedNode) else str(term)
