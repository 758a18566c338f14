"""Old names and bodies that others took over from: found, followed, and said."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from thbgraph.catalogue.binding import Bound
from thbgraph.catalogue.query import StoredQuery
from thbgraph.catalogue.succession import follow

GRAPH = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX thb: <https://w3id.org/thbgraph/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<urn:old> skos:prefLabel "Old office"@en ; thb:isSucceededBy <urn:middle> ; thb:until "2010-01-01"^^xsd:date .
<urn:middle> skos:prefLabel "Middle office"@en ; thb:isSucceededBy <urn:new> .
<urn:new> skos:prefLabel "New office"@en ; thb:hasNaming <urn:name1>, <urn:name2> .
<urn:name1> thb:name "Office of letters"@en ; thb:until "2015-01-01"^^xsd:date .
<urn:name2> thb:name "New office"@en .
"""
HEAD = (
    "#+ summary: s\n#+ question: q\n#+ key: x\n#+ kinds: []\n#+ parameters:\n#+   - name: actor\n#+     type: actor\n"
    "#+   - name: topic\n#+     type: topic\n#+     class: thbv:topic\n"
    "SELECT ?x WHERE { VALUES (?actor ?topic) { (UNDEF UNDEF) } ?x ?y ?actor }"
)


@pytest.fixture
def store() -> ox.Store:
    made = ox.Store()
    made.load(GRAPH, format=ox.RdfFormat.TURTLE)
    return made


def asked(
    store: ox.Store, word: str, iri: str, label: str, name: str = "actor"
) -> tuple[list[str], list[str]]:
    bound = Bound()
    bound.add(name, ox.NamedNode(iri), label)
    told = follow(StoredQuery("example", HEAD), {name: word}, bound, store)
    return told, [str(term) for term in bound.terms[name]]


def test_successors_of_successors_are_asked_for_too(store: ox.Store) -> None:
    told, terms = asked(store, "Old office", "urn:old", "Old office")
    assert terms == ["<urn:old>", "<urn:middle>", "<urn:new>"]
    assert sorted(told) == [
        "Middle office was succeeded by New office; both are asked for.",
        "Old office was succeeded by Middle office on 2010-01-01; both are asked for.",
    ]


def test_a_former_name_is_said_to_be_one(store: ox.Store) -> None:
    told, terms = asked(store, "office OF letters", "urn:new", "New office")
    assert terms == ["<urn:new>"]
    assert told == ["Office of letters is the name that New office bore until 2015-01-01."]


def test_the_present_name_needs_no_word(store: ox.Store) -> None:
    assert asked(store, "New office", "urn:new", "New office") == ([], ["<urn:new>"])


def test_only_actors_are_followed(store: ox.Store) -> None:
    assert asked(store, "Old office", "urn:old", "Old office", "topic") == ([], ["<urn:old>"])
