"""The header of a stored query, and that this reader and a YAML parser agree on it."""

from __future__ import annotations

import re

import pytest
import small_graph
import yaml

from thbgraph import data
from thbgraph.catalogue.header import read
from thbgraph.errors import QuerySyntaxError


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as far as headers go: booleans and whole numbers, all else is text."""

    yaml_implicit_resolvers: dict = {}  # noqa: RUF012 - PyYAML's own name and form


Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))


def by_yaml(text: str) -> object:
    lines = [line[2:] for line in text.splitlines() if line.startswith("#+")]
    return yaml.load("\n".join(lines), Loader=Core)


def header(*lines: str) -> str:
    return "".join(f"#+ {line}\n" for line in lines) + "SELECT ?x { ?x ?p ?o } ORDER BY ?x\n"


STORED = sorted(data.queries_dir().glob("*.rq"))


@pytest.mark.parametrize("text", small_graph.QUERIES.values(), ids=small_graph.QUERIES)
def test_header_is_what_a_yaml_parser_reads(text):
    assert read(text, "x.rq") == by_yaml(text)


def test_headers_of_all_stored_queries_are_what_a_yaml_parser_reads():
    texts = [path.read_text(encoding="utf-8") for path in STORED]

    assert [read(text, "x.rq") for text in texts] == [by_yaml(text) for text in texts]


@pytest.mark.parametrize(
    "lines",
    [
        ["a: one", "b: two words"],
        ["a: 'it: is'", 'b: "x # y"'],
        ["a: true", "b: false", "c: 12", "d: -3", "e: 0"],
        ["a: 5.10", "b: NO", "c: 2006-12-14", "d: yes"],
        ["a: [x, y z, 3]", "b: []"],
        ["a:", "  b:", "    c: d", "  e: f"],
        ["a:", "  - x", "  - y"],
        ["a:", "  - b: 1", "    c: 2", "  - b: 3"],
        ["a: >-", "  one", "  two", "b: 1"],
        ["a: x:y", "b: x#y", "c: a/b (c), d"],
        ["a: 2006-12", "b: Eurojust's", "c: thb:Actor"],
    ],
    ids=str,
)
def test_accepted_yaml_means_the_same_to_a_yaml_parser(lines):
    assert read(header(*lines), "x.rq") == by_yaml(header(*lines))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("a: b: c", "double quotes"),
        ("a: b #c", "double quotes"),
        ("a: {b: c}", "double quotes"),
        ("a: *b", "double quotes"),
        ("a: b:", "double quotes"),
        ("a: null", "double quotes"),
        ("a: True", "double quotes"),
        ("a: 007", "begins with a zero"),
        ('a: "b', "quoted"),
        ('a: "b\\n"', "quoted"),
        ("a: 'it''s'", "quoted"),
        ("a: [b, , c]", "empty item"),
        ("a: [b", "brackets"),
        ("a: |", "double quotes"),
        ("a:", "no value"),
        ("just words", "key: value"),
        ("a:b", "key: value"),
        ("- a", "mapping"),
    ],
)
def test_yaml_beyond_the_part_taken_is_refused(line, what):
    with pytest.raises(QuerySyntaxError, match=what):
        read(header(line), "x.rq")


@pytest.mark.parametrize(
    "lines",
    [
        ["a: 1", "a: 2"],
        ["a: 1", "   b: 2"],
        ["a:", "    b: 1", "  c: 2"],
        ["a:", "  - x", "  y: 1"],
        ["  a: 1", "b: 2"],
    ],
    ids=str,
)
def test_misplaced_lines_are_refused_with_their_line(lines):
    with pytest.raises(QuerySyntaxError, match=r"x\.rq:\d"):
        read(header(*lines), "x.rq")


def test_missing_header_is_refused():
    with pytest.raises(QuerySyntaxError, match="header is missing"):
        read("SELECT ?x { ?x ?p ?o }", "x.rq")


def test_comments_after_the_header_are_no_part_of_it():
    assert read("#+ a: 1\n# an ordinary comment\n#+ b: 2\n", "x.rq") == {"a": 1}
