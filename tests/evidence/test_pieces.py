"""Reading the evidence of a graph."""

from __future__ import annotations

import evidence_builders as builders
import pyoxigraph as ox

from thbgraph.evidence.pieces import pieces_of, sources_of
from thbgraph.names import GRAPH_INFERRED, GRAPH_ONTOLOGY, PREFIXES

THB = PREFIXES["thb"]


def quad(subject: str, predicate: str, value: str | ox.Literal, graph: str) -> ox.Quad:
    term = value if isinstance(value, ox.Literal) else ox.NamedNode(value)
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term, ox.NamedNode(graph))


def test_pieces_come_back_as_they_were_recorded():
    recorded = builders.pieces()
    read = pieces_of(builders.store_of(recorded))

    assert {one.print for one in read} == {one.print for one in recorded}
    assert {(one.address, one.occurrence) for one in read} == {
        (one.address, one.occurrence) for one in recorded
    }
    assert len(read) == len(recorded)
    assert all(one.held for one in read)


def test_pieces_of_one_statement():
    (one,) = pieces_of(builders.store_of(builders.pieces()), f"{builders.STATEMENT}_3")

    assert one.label == "A duty 3"


def test_class_is_the_most_specific_asserted_one():
    store = builders.store_of(builders.pieces()[:1])
    statement, rdf_type = f"{builders.STATEMENT}_1", PREFIXES["rdf"] + "type"
    store.extend(
        [
            quad(THB + "Obligation", PREFIXES["rdfs"] + "subClassOf", THB + "Norm", GRAPH_ONTOLOGY),
            quad(THB + "Narrow", PREFIXES["rdfs"] + "subClassOf", THB + "Obligation", GRAPH_ONTOLOGY),
            quad(statement, rdf_type, THB + "Norm", "https://w3id.org/thbgraph/id/graph/lamps"),
            quad(statement, rdf_type, THB + "Narrow", GRAPH_INFERRED),
        ]
    )

    assert [one.kind for one in pieces_of(store)] == ["Obligation"]


def test_record_without_label_has_that_of_the_record_around_it():
    one, other = builders.pieces()[:2]
    store = builders.store_of([one, other])
    inner, outer = f"{builders.STATEMENT}_1", f"{builders.STATEMENT}_2"
    store.remove(
        next(store.quads_for_pattern(ox.NamedNode(inner), ox.NamedNode(PREFIXES["skos"] + "prefLabel"), None))
    )
    store.add(quad(outer, THB + "hasReading", inner, "https://w3id.org/thbgraph/id/graph/lamps"))

    assert [piece.label for piece in pieces_of(store)] == ["A duty 2", "A duty 2"]


def test_ground_says_whether_the_source_is_held():
    store = builders.store_of(builders.pieces()[:1])
    ground = PREFIXES["thbv"] + "evidence-basis/unchecked"
    evidence = f"{builders.STATEMENT}_1/evidence_1"
    store.add(quad(evidence, THB + "hasGround", ground, "https://w3id.org/thbgraph/id/graph/lamps"))

    assert [one.held for one in pieces_of(store)] == [False]


def test_figures_given_one_by_one_are_all_read():
    store = builders.store_of([builders.piece("2.6 lamps")])
    evidence = f"{builders.STATEMENT}_1/evidence_1"
    store.add(quad(evidence, THB + "figures", ox.Literal("2030"), "https://w3id.org/thbgraph/id/graph/lamps"))
    (one,) = pieces_of(store)

    assert sorted(one.print.figures.split()) == ["2.6", "2030"]


def test_sources_have_their_numbers():
    source = sources_of(builders.store_of([]))[builders.DOCUMENT]

    assert (source.label, source.numbers) == ("Regulation on lamps", ("2031/7/EU",))
