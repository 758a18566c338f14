"""What document 16633/06 holds as a whole: counted in the document by hand, asserted on the graph."""

import pytest

import thbgraph

# Rows of the table: eight areas with their objectives and actions.
ACTIONS_OF_AREA = {1: 7, 2: 4, 3: 10, 4: 2, 5: 15, 6: 5, 7: 1, 8: 3}
OBJECTIVES_OF_AREA = {1: 3, 2: 1, 3: 3, 4: 2, 5: 4, 6: 2, 7: 1, 8: 1}


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
    assert count(graph, "?thing a thb:StatusReport") == 47
    main = "?thing a thb:Norm . ?report thb:reportsOn ?thing . FILTER NOT EXISTS { ?thing thb:isDetailOf ?wider }"
    assert count(graph, main) == 47


def test_every_statement_points_to_a_document_and_an_address(graph: thbgraph.Graph) -> None:
    bare = (
        "?thing a thb:Grounded . FILTER NOT EXISTS"
        " { ?thing thb:hasEvidence ?piece . ?piece thb:isFoundIn ?document ; thb:address ?address }"
    )
    assert count(graph, bare) == 0
