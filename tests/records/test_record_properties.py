"""What holds for any input: nothing is raised, nothing is lost, and order does not matter."""

from __future__ import annotations

import json
import re

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_context import SOURCE

from thbgraph.names import THB, THBD, THBV
from thbgraph.records import Context, Record, check, load_record

CONTEXT = Context(SOURCE)

SOUND = b"""graph: x
prefixes: {plan: document/plan/}
defaults:
  evidence: {type: Evidence, role: text}
expect: {Norm: 1}
entries:
- id: plan:action_1
  type: Norm
  label: {en: "Set up", fr: [a, b]}
  due: 2006-12-31
  status: done
  deadline: {type: Deadline, offset: P18M}
  evidence:
  - address: point 1
  - {address: "point 2", order: 3}
"""

FRAGMENTS = [
    *re.findall(rb"\w+|\W", SOUND),
    b"&a ",
    b"*a",
    b"!!x ",
    b"<<: ",
    b"? ",
    b"---\n",
    b"\x00",
    b"\xff",
    b"\t",
    b"{",
    b"[",
]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    path = tmp_path_factory.mktemp("records") / "record.yaml"

    def from_bytes(data: bytes) -> Record:
        path.write_bytes(data)
        return load_record(path, CONTEXT, name="record.yaml")

    return from_bytes


def assert_usable(record: Record) -> None:
    assert bool(record.problems) != bool(record.nquads)
    assert all(p.file == "record.yaml" and p.message and "\n" not in str(p) for p in record.problems)
    assert Record.restore(record.dump()) == record
    check([record], ())


@given(st.binary(max_size=400))
def test_any_bytes_give_problems_and_no_exception(read, data):
    assert_usable(read(data))


@given(st.text(max_size=400))
def test_any_text_gives_problems_and_no_exception(read, text):
    assert_usable(read(text.encode("utf-8", "replace")))


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(b"".join))
def test_any_pieces_of_a_record_give_a_record_or_problems(read, data):
    assert_usable(read(data))


@settings(max_examples=200)
@given(st.data())
def test_a_damaged_record_gives_a_record_or_problems(read, data):
    start = data.draw(st.integers(0, len(SOUND)))
    end = data.draw(st.integers(start, min(start + 12, len(SOUND))))
    patch = b"".join(data.draw(st.lists(st.sampled_from(FRAGMENTS), max_size=3)))
    assert_usable(read(SOUND[:start] + patch + SOUND[end:]))


def yaml_values(children):
    return st.lists(children, max_size=3) | st.dictionaries(words, children, max_size=4)


words = st.sampled_from(
    [*CONTEXT.terms, "en", "fr", "a", "actor/b", "Norm", "x:y", "nope", "2006-12-31", "plan:a"]
)
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | words, yaml_values, max_leaves=12
)


@given(st.lists(st.dictionaries(words, trees, max_size=5), min_size=1, max_size=3), trees)
def test_any_tree_below_entries_and_defaults_gives_a_record_or_problems(read, entries, defaults):
    # JSON is YAML, up to control characters, which stay escaped here.
    assert_usable(read(json.dumps({"graph": "x", "entries": entries, "defaults": defaults}).encode()))


names = st.from_regex(r"[a-z][a-z0-9_.]{0,6}", fullmatch=True)
texts = (
    st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1)
    .map(str.strip)
    .filter(bool)
)
entry = st.fixed_dictionaries(
    {"type": st.just("Norm")},
    optional={
        "label": st.dictionaries(st.sampled_from(["en", "fr", "sr-latn"]), texts, min_size=1),
        "address": texts,
        "due": st.dates().map(str),
        "value": st.integers(),
        "bearer": st.lists(names, min_size=1, max_size=3, unique=True),
        "status": st.sampled_from(["done", "planned"]),
        "deadline": st.fixed_dictionaries({"type": st.just("Deadline"), "due": st.dates().map(str)}),
    },
)
bodies = st.dictionaries(names, entry, min_size=1, max_size=4)


def as_yaml(entries) -> bytes:
    return json.dumps({"graph": "x", "entries": entries}, ensure_ascii=False).encode()


def expected(name, body):
    """The quads of an entry, written without the context: what a record must say."""
    node = THBD + name
    xsd = "http://www.w3.org/2001/XMLSchema#"
    yield node, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ox.NamedNode(THB + body["type"])
    for tag, text in body.get("label", {}).items():
        yield node, "http://www.w3.org/2004/02/skos/core#prefLabel", ox.Literal(text, language=tag)
    if "address" in body:
        yield node, f"{THB}address", ox.Literal(body["address"])
    if "due" in body:
        yield node, f"{THB}dueDate", ox.Literal(body["due"], datatype=ox.NamedNode(xsd + "date"))
    if "value" in body:
        yield node, f"{THB}value", ox.Literal(str(body["value"]), datatype=ox.NamedNode(xsd + "decimal"))
    for bearer in body.get("bearer", []):
        yield node, f"{THB}hasNamedBearer", ox.NamedNode(THBD + bearer)
    if "status" in body:
        yield node, f"{THB}hasStatus", ox.NamedNode(f"{THBV}status/{body['status']}")
    if "deadline" in body:
        yield node, f"{THB}hasDeadline", ox.NamedNode(f"{node}/deadline")
        yield from expected(f"{name}/deadline", body["deadline"])


@given(bodies)
def test_a_record_says_exactly_what_is_written(read, entries):
    record = read(as_yaml([{"id": name, **body} for name, body in entries.items()]))
    assert record.problems == []
    graph = ox.NamedNode(f"{THBD}graph/x")
    quads = {
        ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o, graph)
        for name, body in entries.items()
        for s, p, o in expected(name, body)
    }
    assert set(ox.parse(record.nquads, format=ox.RdfFormat.N_QUADS)) == quads
    assert {quad.subject.value for quad in quads} == set(record.defined)


@given(st.text(min_size=1, max_size=20), st.sampled_from(["", "http://", "https://a/", "skos:", "a/"]))
def test_an_id_is_refused_or_stands_in_the_quads(read, text, start):
    record = read(as_yaml([{"id": "a", "type": "Norm", "partOf": start + text}]))
    rows = [
        q.object.value for q in ox.parse(record.nquads, format=ox.RdfFormat.N_QUADS) if "PartOf" in str(q)
    ]
    assert rows == [iri for iri, key, _ in record.references if key == "partOf" and not record.problems]
    assert bool(rows) != bool(record.problems)


@given(bodies, st.randoms())
def test_the_order_of_keys_and_entries_does_not_change_the_quads(read, entries, random):
    first = [{"id": name, **body} for name, body in entries.items()]
    second = [dict(random.sample(list(item.items()), len(item))) for item in random.sample(first, len(first))]
    assert read(as_yaml(first)).nquads == read(as_yaml(second)).nquads != b""


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"null", b"\xff", b'{"version":1}', b'{"version":0}'])
def test_bytes_that_are_no_dump_are_a_value_error(damage):
    with pytest.raises(ValueError, match=r".+"):
        Record.restore(damage)


def test_a_cut_dump_is_a_value_error(read):
    dump = read(SOUND).dump()
    with pytest.raises(ValueError, match=r".+"):
        Record.restore(dump[:-10])
