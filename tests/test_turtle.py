"""The pinned form of Turtle: a fixed point that loses nothing, and that every file of the project is in."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thbgraph import data
from thbgraph.errors import ThbgraphError
from thbgraph.turtle import canonical, main, turtle_files

HEAD = "PREFIX ex: <http://example.org/>\nPREFIX owl: <http://www.w3.org/2002/07/owl#>\n"
OWN_FILES = sorted(turtle_files([data.ontology_dir(), data.shapes_dir()]))


def dataset(text: str) -> ox.Dataset:
    found = ox.Dataset(ox.parse(text, format=ox.RdfFormat.TURTLE))
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def test_prefixes_are_sorted_and_only_those_used():
    text = canonical(
        "PREFIX zz: <http://z/>\nPREFIX unused: <http://u/>\nPREFIX : <http://d/>\nPREFIX aa: <http://a/>\n"
        "zz:x aa:p :d ."
    )
    assert text == "PREFIX aa: <http://a/>\nPREFIX zz: <http://z/>\n\nzz:x\n    aa:p <http://d/d> ;\n.\n"


def test_the_projects_own_prefix_replaces_another_for_the_same_namespace():
    text = canonical("PREFIX s: <http://www.w3.org/2004/02/skos/core#>\n<http://e/a> a s:Concept .")
    head = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    assert text == head + "\n<http://e/a>\n    a skos:Concept ;\n.\n"


def test_blocks_are_sorted_with_the_header_first_and_type_before_the_rest():
    text = canonical(HEAD + "ex:b ex:p 2, 1; a owl:Class. ex:a ex:p ex:b. ex:onto a owl:Ontology.")
    assert text == (
        HEAD + "\nex:onto\n    a owl:Ontology ;\n.\n\nex:a\n    ex:p ex:b ;\n.\n"
        "\nex:b\n    a owl:Class ;\n    ex:p 1 ;\n    ex:p 2 ;\n.\n"
    )


def test_restrictions_nest_and_nameless_axioms_come_last():
    text = canonical(HEAD + "[] a owl:AllDifferent; ex:p ( ex:a ex:b ). ex:z ex:p [ a owl:Class; ex:q [] ].")
    assert text == (
        HEAD + "\nex:z\n    ex:p [\n        a owl:Class ;\n        ex:q [] ;\n    ] ;\n.\n"
        "\n[\n    a owl:AllDifferent ;\n    ex:p ( ex:a ex:b ) ;\n] .\n"
    )


def test_a_long_list_has_one_item_a_line():
    items = " ".join(f"ex:member_number_{number}" for number in range(5))
    text = canonical(HEAD + f"ex:a ex:p ( {items} ) .")
    assert "ex:p (\n        ex:member_number_0\n        ex:member_number_1\n" in text
    assert dataset(text) == dataset(HEAD + f"ex:a ex:p ( {items} ) .")


def test_lexical_forms_are_kept():
    text = canonical(HEAD + 'ex:a ex:p 01, 1.50, "1"^^<http://www.w3.org/2001/XMLSchema#boolean>, true .')
    for form in ["ex:p 01 ;", "ex:p 1.50 ;", 'ex:p "1"^^xsd:boolean ;', "ex:p true ;"]:
        assert form in text


def test_text_of_several_lines_stays_readable():
    text = canonical(HEAD + 'ex:a ex:p "SELECT ?x\\n  \\"y\\" # not a comment\\n\\"" .')
    assert 'ex:p """SELECT ?x\n  "y" # not a comment\n\\"""" ;' in text


def test_a_comment_is_refused_with_its_line():
    with pytest.raises(ThbgraphError, match=r"line 4: a comment would be lost"):
        canonical(HEAD + 'ex:a ex:p "# no comment", <http://e/#x> .\n# a remark\n')


def test_a_shared_blank_node_is_refused():
    with pytest.raises(ThbgraphError, match="used twice"):
        canonical(HEAD + "ex:a ex:p _:x. ex:b ex:p _:x.")


def test_a_circle_of_blank_nodes_is_refused():
    with pytest.raises(ThbgraphError, match="circle"):
        canonical(HEAD + "_:a ex:p _:b. _:b ex:p _:a.")


def test_turtle_that_does_not_parse_is_an_error_that_names_the_file(tmp_path: Path):
    broken = tmp_path / "broken.ttl"
    broken.write_text("ex:a ex:p .")
    with pytest.raises(ThbgraphError, match=r"broken\.ttl.*line 1"):
        canonical(broken)


NODES = st.sampled_from(["<http://example.org/a>", "<http://example.org/b/c>", "ex:é", "owl:Class"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
TAILS = st.sampled_from(["", "@en", "^^ex:t"])
LITERALS = st.builds(lambda text, tail: str(ox.Literal(text)) + tail, TEXTS, TAILS)
LEAVES = NODES | LITERALS
OBJECTS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(lambda p, o: f"[ {p} {o} ]", NODES, inner)
        | st.lists(inner, max_size=4).map(lambda items: f"( {' '.join(items)} )")
    ),
    max_leaves=6,
)
TRIPLES = st.lists(st.builds(lambda s, p, o: f"{s} {p} {o} .\n", NODES, NODES, OBJECTS), max_size=8)


@given(TRIPLES)
def test_it_is_a_fixed_point_and_loses_nothing(triples: list[str]):
    text = HEAD + "".join(triples)
    pinned = canonical(text)
    assert canonical(pinned) == pinned
    assert dataset(pinned) == dataset(text)


SHUFFLED = ["ex:a ex:p 1 .\n", "ex:a ex:p [ ex:q 2 ] .\n", "ex:a ex:p [ ex:q 1 ] .\n", "ex:b ex:p 1 .\n"]


@given(st.permutations(SHUFFLED))
def test_the_order_of_the_input_does_not_matter(triples: list[str]):
    assert canonical(HEAD + "".join(triples)) == canonical(HEAD + "".join(sorted(triples)))


def test_check_names_the_file_and_leaves_it_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "a.ttl"
    file.write_text(HEAD + "ex:a ex:p 1 .")
    assert main(["--check", str(tmp_path)]) == 1
    assert capsys.readouterr().out == f"not canonical: {file}\n"
    assert file.read_text() == HEAD + "ex:a ex:p 1 ."


def test_without_check_the_file_is_rewritten_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "a.ttl"
    file.write_text(HEAD + "ex:a ex:p 1 .")
    assert main([str(file)]) == 0
    assert file.read_text() == "PREFIX ex: <http://example.org/>\n\nex:a\n    ex:p 1 ;\n.\n"
    capsys.readouterr()
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_still_written(tmp_path, capsys):
    (tmp_path / "a.ttl").write_text("broken")
    (tmp_path / "b.ttl").write_text(HEAD + "ex:a ex:p 1 .")
    assert main([str(tmp_path)]) == 1
    streams = capsys.readouterr()
    assert "a.ttl" in streams.err
    assert streams.out == f"rewritten: {tmp_path / 'b.ttl'}\n"


@pytest.mark.parametrize("path", OWN_FILES, ids=lambda path: str(path.relative_to(data.root())))
def test_every_file_of_the_ontology_and_the_shapes_is_in_the_pinned_form(path: Path):
    assert path.read_text(encoding="utf-8") == canonical(path)
