"""The index of labels as a file: written whole, refused where it is missing, damaged or of another format."""

from __future__ import annotations

import sqlite3

import pyoxigraph as ox
import pytest
import small_graph

from thbgraph.errors import ParameterError, StoreError
from thbgraph.graph.labels import LabelIndex, write

ACTOR = "https://w3id.org/thbgraph/ontology#Actor"
BODY = "https://w3id.org/thbgraph/ontology#Body"


def store(*extra: ox.Quad) -> ox.Store:
    made = ox.Store()
    made.extend([*small_graph.quads(), *extra])
    return made


def body(name: str, *labels: str, predicate: str = "prefLabel") -> list[ox.Quad]:
    thing = ox.NamedNode(f"https://w3id.org/thbgraph/id/actor/{name}")
    label = ox.NamedNode(f"http://www.w3.org/2004/02/skos/core#{predicate}")
    rdf_type = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    return [
        ox.Quad(thing, rdf_type, ox.NamedNode(BODY)),
        *(ox.Quad(thing, label, ox.Literal(text, language="en")) for text in labels),
    ]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "100% odd? #name" / "labels.sqlite"


@pytest.fixture
def index(path):
    path.parent.mkdir()
    write(store(), path)
    index = LabelIndex(str(path))
    yield index
    index.close()


def test_index_answers_from_a_folder_with_an_odd_name(index):
    thing = index.resolve("europol", ACTOR)

    assert (thing.iri, str(thing)) == ("https://w3id.org/thbgraph/id/actor/europol", "Europol (body)")
    assert index.is_a(thing.iri, ACTOR)
    assert not index.is_a(thing.iri, "https://w3id.org/thbgraph/ontology#State")


def test_closed_index_opens_again(index):
    index.close()

    assert index.label("https://w3id.org/thbgraph/id/actor/poland") == "Poland"


def test_english_label_is_the_one_shown(index):
    assert index.resolve("Polska", ACTOR).label == "Poland"


def test_unlabelled_thing_has_no_label(index):
    assert index.label("https://w3id.org/thbgraph/id/plan/1/e1") == ""


def test_preferred_label_comes_before_others(tmp_path):
    extra = [*body("other", "Other body"), *body("other", "Europol", predicate="altLabel")]
    write(store(*extra), tmp_path / "l")

    assert LabelIndex(str(tmp_path / "l")).resolve("europol", ACTOR).label == "Europol"


def test_two_preferred_labels_are_ambiguous(tmp_path):
    write(store(*body("other", "EuroPol")), tmp_path / "l")

    with pytest.raises(ParameterError, match="may mean"):
        LabelIndex(str(tmp_path / "l")).resolve("Europol", ACTOR)


def test_completion_offers_labels_that_begin_alike(index):
    assert index.starting("EURO", BODY) == [
        "Eurojust",
        "European Commission",
        "European Community",
        "Europol",
    ]
    assert index.starting("euro", "https://w3id.org/thbgraph/ontology#State") == []


def test_same_graph_gives_the_same_bytes(tmp_path):
    quads = small_graph.quads()
    forwards, backwards = ox.Store(), ox.Store()
    forwards.extend(quads)
    backwards.extend(reversed(quads))
    write(forwards, tmp_path / "a")
    write(backwards, tmp_path / "b")

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_nothing_is_left_beside_the_index(tmp_path):
    (tmp_path / "labels.sqlite.part").write_text("left by a build that was killed")
    write(store(), tmp_path / "labels.sqlite")

    assert [entry.name for entry in tmp_path.iterdir()] == ["labels.sqlite"]


def test_missing_index_is_a_store_error(tmp_path):
    with pytest.raises(StoreError, match="index of labels"):
        LabelIndex(str(tmp_path / "none")).resolve("Europol", ACTOR)

    assert list(tmp_path.iterdir()) == []


def test_damaged_index_is_a_store_error(tmp_path):
    (tmp_path / "l").write_bytes(b"no database" * 100)

    with pytest.raises(StoreError, match="index of labels"):
        LabelIndex(str(tmp_path / "l")).resolve("Europol", ACTOR)


def test_index_of_another_format_is_a_store_error(tmp_path):
    write(store(), tmp_path / "l")
    with sqlite3.connect(tmp_path / "l") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(StoreError, match="index of labels"):
        LabelIndex(str(tmp_path / "l")).resolve("Europol", ACTOR)
