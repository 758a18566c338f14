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
LINEAGES_OF_THE_DIRECTIVE = 101
# Norms and rules, norms among them, links between actors, treaty actions.
LAW_KINDS = ("NormativeStatement", "Norm", "Cooperation", "TreatyAction")
LAW = {
    "dir_2011_36": (264, 191, 20, 4),
    "dir_2011_36_2024": (197, 144, 18, 2),
    "trafficking_protocol": (110, 73, 5, 0),
    "untoc": (161, 130, 8, 0),
    "cets_197": (254, 197, 24, 0),
    "fd_2002_629": (51, 24, 3, 0),
    "fd_2002_465": (52, 41, 10, 0),
    "dir_2004_81": (96, 63, 7, 3),
    "reg_2019_1240": (115, 91, 29, 3),
    "dir_2012_29": (111, 91, 7, 2),
    "dir_2011_93": (124, 70, 4, 2),
    "dir_2009_52": (77, 47, 4, 2),
    "dir_2004_80": (53, 38, 11, 0),
    "decision_2006_619": (25, 8, 1, 5),
    "reg_2016_794": (214, 205, 429, 3),
    "reg_2018_1727": (248, 219, 469, 2),
    "reg_2015_2219": (52, 47, 131, 3),
    "reg_2019_1896": (565, 565, 1249, 0),
}
PAIRS = 573


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
    grounded = "?thing a thb:Grounded"
    shown = " ; thb:hasEvidence ?piece . ?piece thb:isFoundIn ?document ; thb:address ?address"
    assert count(graph, grounded) == count(graph, grounded + shown) > 9_000


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_each_document_holds_what_was_adjudicated(graph: thbgraph.Graph, name: str) -> None:
    own = f"GRAPH <https://w3id.org/thbgraph/id/graph/{name}> {{ ?thing ?property ?value }}"
    assert tuple(count(graph, f"{own} ?thing a thb:{kind}") for kind in KINDS) == COUNTS[name]


def test_the_lineage_across_the_documents_is_there(graph: thbgraph.Graph) -> None:
    of_graph = "GRAPH <https://w3id.org/thbgraph/id/graph/{}> {{ ?thing a thb:Lineage }}"
    assert count(graph, of_graph.format("lineage")) == LINEAGES
    assert count(graph, of_graph.format("lineage_dir_2011_36")) == LINEAGES_OF_THE_DIRECTIVE
    assert count(graph, "?thing a thb:Lineage") == LINEAGES + LINEAGES_OF_THE_DIRECTIVE


@pytest.mark.parametrize("name", sorted(LAW))
def test_each_law_text_holds_what_was_read(graph: thbgraph.Graph, name: str) -> None:
    own = f"GRAPH <https://w3id.org/thbgraph/id/graph/{name}> {{ ?thing ?property ?value }}"
    assert tuple(count(graph, f"{own} ?thing a thb:{kind}") for kind in LAW_KINDS) == LAW[name]


def test_the_concordance_has_its_pairs(graph: thbgraph.Graph) -> None:
    assert count(graph, "?thing a thb:ConcordancePair") == PAIRS
