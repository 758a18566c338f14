"""A statement stands in one graph only; the files of one graph may share one."""

from thbgraph.names import GRAPH
from thbgraph.pipeline.pieces import Piece
from thbgraph.pipeline.repeats import repeats

SAME = '<https://e.org/s> <http://www.w3.org/2004/02/skos/core#prefLabel> "a b"@en .'


def piece(name, graph, *triples, line=0):
    places = {"https://e.org/s": line} if line else {}
    return Piece(name, [name], GRAPH + graph, list(triples), places)


def test_same_statement_in_two_graphs_is_one_problem():
    (problem,) = repeats([piece("one.yaml", "one", SAME), piece("two.yaml", "two", SAME, line=7)])
    assert (problem.file, problem.line, problem.key) == ("two.yaml", 7, "skos:prefLabel")
    what = '`https://e.org/s` has skos:prefLabel "a b"@en'
    assert problem.message == f"{what} here in the graph two, and in one.yaml in the graph one"


def test_same_statement_in_two_files_of_one_graph_is_none():
    assert repeats([piece("one.yaml", "one", SAME), piece("two.yaml", "one", SAME)]) == []


def test_every_repeat_is_named():
    three = [piece(f"{name}.yaml", name, SAME) for name in ("one", "two", "three")]
    assert [problem.file for problem in repeats(three)] == ["two.yaml", "three.yaml"]


def test_thing_defined_twice_is_left_to_the_check_of_ids():
    assert repeats([piece("one.yaml", "one", SAME, line=3), piece("two.yaml", "two", SAME, line=7)]) == []
