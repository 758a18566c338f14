"""The evidence of the project's own records in the reference copies."""

from __future__ import annotations

import pytest

from thbgraph.evidence.check import Finding, Verdict, check_pieces
from thbgraph.evidence.copies import copies_in
from thbgraph.evidence.pieces import pieces_of, sources_of


@pytest.fixture(scope="module")
def findings(graph, shared) -> list[Finding]:
    copies = [copy for folder in ("corpus", "texts") for copy in copies_in(shared / folder)[0]]
    return check_pieces(pieces_of(graph.store), copies, sources_of(graph.store))


def test_no_passage_is_missing_moved_or_ambiguous_in_the_reference_copies(findings):
    wrong = [
        (finding.verdict.value, finding.piece.statement, finding.piece.address)
        for finding in findings
        if finding.verdict in (Verdict.MISSING, Verdict.MOVED, Verdict.AMBIGUOUS)
    ]

    assert wrong == []


def test_every_encoded_document_has_its_reference_copy(findings, graph):
    encoded = graph.sparql("SELECT ?document { ?document thb:isEncoded true } ORDER BY ?document")
    at_hand = {finding.piece.document for finding in findings if finding.copy is not None}

    assert {str(row["document"]) for row in encoded} <= at_hand
