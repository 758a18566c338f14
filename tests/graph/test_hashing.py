"""Canonical lines are those of RDFC-1.0, and the hash depends on the content alone."""

import hashlib
import random

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thbgraph.errors import StoreError
from thbgraph.graph.hashing import (
    canonical_quads,
    canonical_triples,
    content_hash,
    hash_of_store,
    hash_of_triples,
    quad_lines,
)

S, P, G = (ox.NamedNode(f"https://example.org/{name}") for name in "spg")

iris = st.sampled_from([S, P, G, ox.NamedNode("https://example.org/é#x")])
languages = st.sampled_from(["en", "fr", "EN-gb"])
literals = st.one_of(
    st.text().map(ox.Literal),
    st.builds(lambda text, language: ox.Literal(text, language=language), st.text(), languages),
    st.integers(-(10**6), 10**6).map(ox.Literal),
)
quads = st.lists(st.builds(ox.Quad, iris, iris, st.one_of(iris, literals), iris), max_size=8)


def rdfc10(store):
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS).decode().split("\n")
    return sorted(line for line in lines if line)


@given(quads)
def test_lines_are_those_of_rdfc10(data):
    store = ox.Store()
    store.extend(data)
    assert canonical_quads(store) == rdfc10(store)


@given(quads, st.randoms())
def test_hash_does_not_depend_on_the_order(data, shuffler: random.Random):
    one, other = ox.Store(), ox.Store()
    one.extend(data)
    shuffler.shuffle(data)
    for quad in data:
        other.add(quad)
    assert hash_of_store(one) == hash_of_store(other)


@given(quads)
def test_hash_of_a_store_is_that_of_its_graphs_lines(data):
    store = ox.Store()
    store.extend(data)
    hashes = {}
    for graph in {quad.graph_name for quad in data}:
        lines = canonical_triples(quad for quad in data if quad.graph_name == graph)
        hashes[graph.value] = hash_of_triples(lines, graph.value)
    assert content_hash(hashes) == hash_of_store(store)


def test_hash_of_a_graph_is_the_sha256_of_its_sorted_lines():
    text = '<https://example.org/s> <https://example.org/p> "a" <https://example.org/g> .\n'
    lines = canonical_triples([ox.Triple(S, P, ox.Literal("a"))])
    assert hash_of_triples(lines, G.value) == hashlib.sha256(text.encode()).hexdigest()


def test_content_hash_is_the_sha256_of_sorted_graph_lines():
    text = "https://example.org/a 11\nhttps://example.org/b 22\n"
    graphs = {"https://example.org/b": "22", "https://example.org/a": "11"}
    assert content_hash(graphs) == hashlib.sha256(text.encode()).hexdigest()


def test_one_changed_letter_changes_the_hash():
    graphs = [
        hash_of_triples(canonical_triples([ox.Triple(S, P, ox.Literal(text))]), G.value) for text in "ab"
    ]
    assert graphs[0] != graphs[1]


def test_lexical_forms_are_those_the_store_keeps():
    integer = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    lines = canonical_triples([ox.Triple(S, P, ox.Literal("01", datatype=integer))])
    assert lines == [f'{S} {P} "1"^^{integer} .']


def test_line_separators_inside_a_literal_do_not_split_a_line():
    lines = canonical_triples([ox.Triple(S, P, ox.Literal("a\u2028b\u0085c\nd"))])
    assert lines == [f'{S} {P} "a\u2028b\u0085c\\nd" .']


def test_triples_become_quads_of_their_graph():
    assert quad_lines([f"{S} {P} {S} ."], G.value) == [f"{S} {P} {S} {G} ."]


@pytest.mark.parametrize("triple", [ox.Triple(ox.BlankNode(), P, S), ox.Triple(S, P, ox.BlankNode())])
def test_blank_node_is_refused(triple):
    with pytest.raises(StoreError, match="blank node"):
        canonical_triples([triple])


def test_text_that_looks_like_a_blank_node_is_not_one():
    assert len(canonical_triples([ox.Triple(S, P, ox.Literal("see _:b0"))])) == 1


def test_emptied_graph_does_not_count():
    store = ox.Store()
    store.add(ox.Quad(S, P, S, G))
    before = hash_of_store(store)
    store.add_graph(P)
    assert hash_of_store(store) == before
