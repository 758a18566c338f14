"""The project's own records: what a build makes of them is whole, canonical and free of surprises."""

import pyoxigraph as ox
import pytest

from thbgraph.graph.hashing import canonical_quads, hash_of_store
from thbgraph.graph.inference import Rules
from thbgraph.graph.store import open_current
from thbgraph.names import GRAPH_BUILD, GRAPH_INFERRED, RDF_TYPE
from thbgraph.pipeline import build
from thbgraph.pipeline.inputs import Inputs


@pytest.fixture(scope="module")
def built(project, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    return build(data=project, home=home), open_current(home).store


def test_records_pass_the_gate(built):
    result, _ = built
    assert result.report.conforms
    assert sum(result.counts.values()) == result.manifest["triples"] > 5000


def test_canonical_file_is_rdfc10_of_the_published_store(built):
    result, store = built
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS).split(b"\n")
    canonical = sorted(line for line in lines if line)
    assert (result.path / "graph.nq").read_bytes().split(b"\n")[:-1] == canonical
    assert canonical_quads(store) == [line.decode() for line in canonical]


def test_content_hash_is_that_of_the_published_store(built):
    result, store = built
    assert hash_of_store(store) == result.content_hash


def test_no_triple_stands_in_two_graphs(built):
    _, store = built
    triples = [quad.triple for quad in store]
    assert len(set(triples)) == len(triples)


def test_nothing_is_inferred_beyond_the_rules_applied_to_the_whole(project, built):
    """The parts kept for each file, put together, are what the rules give on one store."""
    _, published = built
    inputs = Inputs(project)
    rules = Rules.compile(inputs.paths(inputs.schema), custom=inputs.paths(inputs.rules))
    store = ox.Store()
    store.extend(quad for quad in published if quad.graph_name.value not in (GRAPH_INFERRED, GRAPH_BUILD))
    rules.apply(store, GRAPH_INFERRED)
    graph = ox.NamedNode(GRAPH_INFERRED)
    assert set(store.quads_for_pattern(None, None, None, graph)) == set(
        published.quads_for_pattern(None, None, None, graph)
    )


def test_domains_and_ranges_would_add_no_type(project, built):
    """What the gate leaves out of its input, since it must find it, is not there to be found."""
    _, published = built
    inputs = Inputs(project)
    rules = Rules.compile(
        inputs.paths(inputs.schema), custom=inputs.paths(inputs.rules), domains_and_ranges=True
    )
    store = ox.Store()
    store.extend(quad for quad in published if quad.graph_name.value != GRAPH_BUILD)
    new = ox.NamedNode("https://example.org/new")
    rules.apply(store, new.value)
    added = {
        (quad.subject.value, quad.object.value)
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), None, new)
    }
    assert added == set()
