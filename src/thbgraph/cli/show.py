"""`thbgraph show`: a statement with the passages behind it, each where it stands in a copy."""

from __future__ import annotations

import sys

from thbgraph import api
from thbgraph.cli.output import emit_text
from thbgraph.evidence.check import Finding, check_pieces
from thbgraph.evidence.copies import copies_in
from thbgraph.evidence.pieces import pieces_of, sources_of
from thbgraph.names import THB, shorten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thbgraph.evidence.pieces import Source

__all__ = ["passage_in_context", "show"]

_CONTEXT = 240
"""So many characters are shown before and after a passage, up to the end of a word."""
_LONG = 2_000
_CUT = " […] "

_Run = tuple[str, bool]
"""A stretch of what is shown, and whether it is the passage itself."""


def show(statement: str, corpus: Path) -> int:
    """Print a statement and its passages; ParameterError where the graph has no such statement."""
    graph = api.open()
    iri, label = graph.find(statement, THB + "Grounded")
    pieces = pieces_of(graph.store)
    sources = sources_of(graph.store)
    copies = copies_in(corpus)[0] if corpus.is_dir() else []
    # A copy is recognised by all the passages of its document, not by those of one statement.
    own = [finding for finding in check_pieces(pieces, copies, sources) if finding.piece.statement == iri]
    kind = own[0].piece.kind if own else ""
    runs: list[_Run] = [(f"{kind}: {label}\n{shorten(iri)}\n", False)]
    for number, finding in enumerate(own, 1):
        runs += _piece(number, finding, sources)
    if not own:
        runs.append(("\nIt has no evidence.\n", False))
    elif not copies:
        runs.append(
            (f"\nThere are no copies in {corpus}; name the folder of yours with --corpus DIR.\n", False)
        )
    _print(runs)
    return 0


def _piece(number: int, finding: Finding, sources: dict[str, Source]) -> Iterator[_Run]:
    piece = finding.piece
    source = sources.get(piece.document)
    document = (source.label if source else "") or shorten(piece.document)
    yield f"\n{number}. {piece.role}: {document}, {piece.address}\n", False
    if finding.copy is None or finding.span is None:
        note = f": {finding.note}" if finding.note else ""
        yield f"   {finding.verdict.value}{note}\n", False
        return
    line = finding.copy.line_of(finding.span)
    yield f"   {finding.verdict.value}: {finding.copy.path.name}, line {line}\n\n", False
    yield from passage_in_context(finding.copy.document.text, finding.copy.with_signs(finding.span))
    yield "\n", False


def passage_in_context(text: str, span: tuple[int, int]) -> Iterator[_Run]:
    """Give what stands before a passage, the passage, and what stands behind it, cut between words."""
    start, end = span
    before = text[max(0, start - _CONTEXT) : start]
    if start > _CONTEXT:
        before = "… " + before.partition(" ")[2]
    after = text[end : end + _CONTEXT]
    if end + _CONTEXT < len(text):
        after = after.rpartition(" ")[0] + " …"
    passage = text[start:end]
    if len(passage) > _LONG:
        passage = passage[: _LONG // 2].rpartition(" ")[0] + _CUT + passage[-_LONG // 2 :].partition(" ")[2]
    yield before, False
    yield passage, True
    yield after + "\n", False


def _print(runs: list[_Run]) -> None:
    """Print with the passages highlighted on a terminal, and between »« elsewhere."""
    if not sys.stdout.isatty():
        emit_text("".join(f"»{text}«" if passage else text for text, passage in runs))
        return
    from rich.console import Console
    from rich.text import Text

    from thbgraph.answers.safe import printable

    shown = Text()
    for text, passage in runs:
        shown.append(printable(text), style="bold reverse" if passage else "")
    Console(file=sys.stdout, highlight=False).print(shown)
