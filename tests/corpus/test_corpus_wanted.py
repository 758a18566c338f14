"""What can be fetched: documents and instruments with official addresses, and nothing else."""

from __future__ import annotations

from corpus_graph import store, thing

from thbgraph.corpus import Wanted, wanted_of


def test_documents_and_instruments_with_addresses_are_wanted():
    graph = store(
        thing("urn:d", "thb:Document", "A document", "https://x.example/b", "https://x.example/a")
        + thing("urn:i", "thb:Directive", "A directive", "https://x.example/i")
        + thing("urn:none", "thb:Document", "No address")
        + thing("urn:actor", "thb:Actor", "A body", "https://body.example/")
    )

    assert wanted_of(graph) == {
        "urn:d": Wanted("urn:d", "A document", ("https://x.example/a", "https://x.example/b"), ("urn:d",)),
        "urn:i": Wanted("urn:i", "A directive", ("https://x.example/i",), ("urn:i",)),
    }


def test_instrument_is_verified_by_the_documents_that_carry_it():
    graph = store(
        thing("urn:i", "thb:Instrument", "A plan", "https://x.example/i")
        + "<urn:d1> thb:carries <urn:i> . <urn:d2> thb:carries <urn:i> ."
    )

    assert wanted_of(graph)["urn:i"].documents == ("urn:i", "urn:d1", "urn:d2")


def test_thing_without_label_is_called_by_its_iri():
    graph = store('<urn:d> a thb:Document ; thb:officialAddress "https://x.example/"^^xsd:anyURI .')

    assert wanted_of(graph)["urn:d"].label == "urn:d"
