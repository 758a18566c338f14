"""What can be fetched: the documents and instruments of a graph with their official addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from thbgraph.names import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["Wanted", "wanted_of"]

_WANTED = """
SELECT DISTINCT ?thing ?label ?address ?document WHERE {
  ?thing thb:officialAddress ?address ; rdf:type/rdfs:subClassOf* ?class .
  VALUES ?class { thb:Document thb:Instrument }
  OPTIONAL { ?thing skos:prefLabel ?label FILTER(LANG(?label) = "en") }
  OPTIONAL { ?document thb:carries ?thing }
}
ORDER BY ?thing ?address ?document
"""


class Wanted(NamedTuple):
    """A document or instrument: its IRI, label, official addresses, and the documents whose text it has.

    The addresses are tried in their order; `documents` are the thing itself and what carries it, by which a copy
    of it is verified.
    """

    iri: str
    label: str
    addresses: tuple[str, ...]
    documents: tuple[str, ...]


def wanted_of(store: Store) -> dict[str, Wanted]:
    """Return everything of a graph that has an official address, by IRI."""
    found: dict[str, Wanted] = {}
    rows: Any = store.query(_WANTED, use_default_graph_as_union=True, prefixes=PREFIXES)
    for row in rows:
        iri, label, document = row["thing"].value, row["label"], row["document"]
        former = found.get(iri) or Wanted(iri, label.value if label else iri, (), (iri,))
        addresses = dict.fromkeys((*former.addresses, row["address"].value))
        documents = dict.fromkeys((*former.documents, *([document.value] if document else ())))
        found[iri] = former._replace(addresses=tuple(addresses), documents=tuple(documents))
    return found
