"""What the documents hold as a whole.

The rows of document 16633/06 were counted in the document by hand; the other counts are those of the records as
adjudicated, so that no statement is lost unseen: whoever adds or withdraws one changes its count here.
"""

import pytest

import thbgraph

# Rows of the table: eight areas with their objectives and actions.
ACTIONS_OF_AREA = {1: 7, 2: 4, 3: 10, 4: 2, 5: 15, 6: 5, 7: 1, 8: 3}
OBJECTIVES_OF_AREA = {1: 3, 2: 1, 3: 3, 4: 2, 5: 4, 6: 2, 7: 1, 8: 1}

KINDS = (
    "Norm",
    "Measure",
    "StatusReport",
    "TreatyAction",
    "Cooperation",
    "Observation",
    "Inconsistency",
    "Mention",
    "Reading",
)
COUNTS = {
    "com_2018_777": (71, 98, 12, 0, 55, 38, 8, 237, 36),
    "com_answer_2007": (2, 7, 2, 0, 3, 0, 1, 31, 4),
    "council_16633_06": (203, 58, 47, 1, 107, 2, 11, 417, 303),
    "oj_2003_c137_01": (266, 12, 0, 0, 55, 2, 2, 317, 26),
    "un_sg_report_2008": (35, 313, 10, 22, 79, 66, 6, 491, 27),
}
LINEAGES = 127


def count(graph: thbgraph.Graph, pattern: str) -> int:
    (row,) = graph.sparql(f"SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ {pattern} }}")
    return row.n


@pytest.mark.parametrize("area", sorted(ACTIONS_OF_AREA))
def test_every_row_of_an_area_is_there(graph: thbgraph.Graph, area: int) -> None:
    plan = f"<https://w3id.org/thbgraph/id/instrument/eu/plan_2005_c311/area_{area}>"
    within = f"?thing thb:isDirectPartOf ?objective . ?objective thb:isDirectPartOf {plan}"
    assert count(graph, f"?thing thb:isDirectPartOf {plan}") == OBJECTIVES_OF_AREA[area]
    assert count(graph, within) == ACTIONS_OF_AREA[area]
    assert (
        count(graph, within + " . ?norm thb:isLaidDownBy ?thing . ?report thb:reportsOn ?norm")
        == (ACTIONS_OF_AREA[area])
    )


def test_each_of_the_47_actions_has_one_main_norm_and_one_status(graph: thbgraph.Graph) -> None:
    assert sum(ACTIONS_OF_AREA.values()) == 47
    in_plan = "?thing a thb:StatusReport ; thb:reportsOn ?norm . ?norm thb:isLaidDownBy/thb:belongsTo ?plan ."
    plan = " VALUES ?plan { <https://w3id.org/thbgraph/id/instrument/eu/plan_2005_c311> }"
    assert count(graph, "GRAPH thbd:graph\\/council_16633_06 { ?thing a thb:StatusReport }") == 47
    assert count(graph, in_plan + plan) >= 47
    main = (
        "GRAPH thbd:graph\\/council_16633_06 { ?report a thb:StatusReport ; thb:reportsOn ?thing }"
        " FILTER NOT EXISTS { ?thing thb:isDetailOf ?wider }"
    )
    assert count(graph, main) == 47


def test_every_statement_points_to_a_document_and_an_address(graph: thbgraph.Graph) -> None:
    bare = (
        "?thing a thb:Grounded . FILTER NOT EXISTS"
        " { ?thing thb:hasEvidence ?piece . ?piece thb:isFoundIn ?document ; thb:address ?address }"
    )
    assert count(graph, bare) == 0


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_each_document_holds_what_was_adjudicated(graph: thbgraph.Graph, name: str) -> None:
    own = f"GRAPH <https://w3id.org/thbgraph/id/graph/{name}> {{ ?thing ?property ?value }}"
    assert tuple(count(graph, f"{own} ?thing a thb:{kind}") for kind in KINDS) == COUNTS[name]


def test_the_lineage_across_the_documents_is_there(graph: thbgraph.Graph) -> None:
    assert count(graph, "?thing a thb:Lineage") == LINEAGES
