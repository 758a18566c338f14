"""The gate: nothing is published that SHACL finds a Violation in.

What is validated are the asserted triples and the subclass closure of their types; other inferred triples are
hidden, and the consequences of domains and ranges are not even inferred: an instrument used as a bearer must
fail, not become an actor. After a change only the nodes that it can have touched are validated again; the
result is that of a full pass.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from thbgraph.errors import GateError, Problem, RecordError, StoreError
from thbgraph.names import GRAPH_INFERRED
from thbgraph.pipeline.cache import key_of
from thbgraph.pipeline.inputs import Inputs, code_digest
from thbgraph.pipeline.releases import GRAPH_FILE
from thbgraph.pipeline.reports import read_report, write_report
from thbgraph.validation import Shapes, revalidate, validate

if TYPE_CHECKING:
    from thbgraph.graph.inference import Rules
    from thbgraph.pipeline.former import Changes, Former
    from thbgraph.validation.report import Report

__all__ = ["Gate"]

_MANY_CHANGES = 2_000
"""With more triples gone and added than that, validating everything is faster."""
# Bytes of N-Quads; the store takes about twice as many in memory.
_IN_MEMORY = 500_000_000


class Gate:
    """The shapes and what their verdict depends on besides the data; `key` is the digest of it all."""

    def __init__(self, inputs: Inputs, rules: Rules) -> None:
        self.shapes = _shapes(inputs)
        self.inferred = (GRAPH_INFERRED, rules.derived_predicates)
        code = code_digest("validation", "pipeline/gate.py", "pipeline/reports.py")
        self.key = key_of(inputs.digest(inputs.shapes), *sorted(rules.derived_predicates), code)

    def check(self, store: ox.Store, release: Path, former: Former | None, changes: Changes | None) -> str:
        """Validate a store and keep the report in the release; return how much was looked at.

        GateError, which carries the report, where there is a Violation.
        """
        report = (
            self._go_on(store, release, former, changes)
            if former is not None and changes is not None
            else None
        )
        looked_at = "all" if report is None else "changes"
        if report is None:
            report = validate(_quick(store, release), self.shapes, inferred=self.inferred)
        if not report.conforms:
            count = len(report.violations)
            raise GateError(
                f"the graph was refused: {count} Violation{'s' if count != 1 else ''}; nothing was published",
                report,
                "each result names the node, the shape and how to mend it",
            )
        write_report(report, release)
        return looked_at

    def _go_on(self, store: ox.Store, release: Path, former: Former, changes: Changes) -> Report | None:
        """Validate what changed since a former release; None where a whole validation serves better."""
        if former.manifest.get("gate") != self.key:
            return None
        try:
            old = read_report(former.path)
        except StoreError:  # damaged: validate everything
            return None
        gone, added = changes
        if len(gone) + len(added) > _MANY_CHANGES:
            return None
        quads = ox.parse("\n".join([*gone, *added]), format=ox.RdfFormat.N_QUADS)
        return revalidate(old, _quick(store, release), self.shapes, quads, inferred=self.inferred)


def _shapes(inputs: Inputs) -> Shapes:
    try:
        return Shapes.load(inputs.paths(inputs.shapes))
    except SyntaxError as error:
        name = Path(str(error.filename)).relative_to(inputs.root).as_posix()
        reason = " ".join((error.msg or str(error)).split())
        problem = Problem(name, error.lineno or 0, 0, "", f"not Turtle: {reason}", "mend the file")
        raise RecordError([problem]) from error


def _quick(store: ox.Store, release: Path) -> ox.Store:
    """Return the content of a store in memory, where a whole validation is three times faster, if it fits."""
    graph = release / GRAPH_FILE
    if graph.stat().st_size > _IN_MEMORY:
        return store
    quick = ox.Store()
    quick.bulk_load(path=graph, format=ox.RdfFormat.N_QUADS)
    return quick
