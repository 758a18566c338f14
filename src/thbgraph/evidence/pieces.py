"""The evidence of a graph: each piece with the statement that it grounds and the document it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from thbgraph.evidence.fingerprint import Fingerprint
from thbgraph.names import GRAPH_INFERRED, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

__all__ = ["Piece", "Source", "last_step", "pieces_of", "rows", "sources_of", "text_of"]

_PIECES = """
SELECT ?statement ?evidence ?order ?role ?ground ?document ?address ?length ?digest ?occurrence
       (GROUP_CONCAT(?figure; SEPARATOR=" ") AS ?figures)
WHERE {{
  {only}
  ?statement thb:hasEvidence ?evidence .
  OPTIONAL {{ ?evidence thb:order ?order }}
  OPTIONAL {{ ?evidence thb:hasEvidenceRole ?role }}
  OPTIONAL {{ ?evidence thb:hasGround ?ground }}
  OPTIONAL {{ ?evidence thb:isFoundIn ?document }}
  OPTIONAL {{ ?evidence thb:address ?address }}
  OPTIONAL {{ ?evidence thb:fingerprint ?digest ; thb:fingerprintLength ?length }}
  OPTIONAL {{ ?evidence thb:occurrence ?occurrence }}
  OPTIONAL {{ ?evidence thb:figures ?figure }}
}}
GROUP BY ?statement ?evidence ?order ?role ?ground ?document ?address ?length ?digest ?occurrence
ORDER BY ?statement ?order ?evidence
"""
_CLASSES = f"""
SELECT ?thing ?class WHERE {{
  GRAPH ?graph {{ ?thing a ?class }} FILTER(?graph != <{GRAPH_INFERRED}>)
  ?thing thb:hasEvidence ?evidence .
  FILTER NOT EXISTS {{
    GRAPH ?other {{ ?thing a ?narrower }} FILTER(?other != <{GRAPH_INFERRED}> && ?narrower != ?class)
    ?narrower rdfs:subClassOf+ ?class .
  }}
}}
ORDER BY DESC(?class)
"""
_LABELS = """
SELECT ?thing ?label WHERE {
  { ?thing thb:hasEvidence ?evidence ; skos:prefLabel ?label . BIND(1 AS ?own) }
  UNION
  { ?thing thb:hasEvidence ?evidence . ?parent ?key ?thing ; skos:prefLabel ?label . BIND(0 AS ?own) }
}
ORDER BY ?own (LANG(?label) = "en") DESC(?label)
"""
_SOURCES = """
SELECT ?document ?number ?label WHERE {
  ?document a thb:Document .
  OPTIONAL { ?document thb:documentNumber|thb:celex|thb:unSymbol ?number }
  OPTIONAL { ?document skos:prefLabel ?label }
}
ORDER BY ?document ?number
"""


class Piece(NamedTuple):
    """One piece of evidence.

    `statement` and `document` are IRIs; `kind` is the local name of the statement's most specific asserted
    class; `label` is that of the record around it where it has none of its own; `print` is None where no
    fingerprint is recorded, `occurrence` 0 where none is. `held` is False where the piece rests on a source
    whose text nobody holds.
    """

    statement: str
    kind: str
    label: str
    role: str
    document: str
    address: str
    print: Fingerprint | None = None
    occurrence: int = 0
    held: bool = True


class Source(NamedTuple):
    """A document of the graph: its IRI, its label and the numbers that are printed at its head."""

    iri: str
    label: str
    numbers: tuple[str, ...]


def pieces_of(store: Store, statement: str = "", *, described: bool = True) -> list[Piece]:
    """Return the evidence of the graph, or of the statement with this IRI, in a stable order.

    Pieces that are not described have no kind and no label, which take most of the time.
    """
    classes, names = (_CLASSES, _LABELS) if described else ("", "")
    kinds = {row["thing"].value: row["class"].value for row in rows(store, classes)}
    labels = {row["thing"].value: row["label"].value for row in rows(store, names)}
    only = f"VALUES ?statement {{ <{statement}> }}" if statement else ""
    pieces = []
    for row in rows(store, _PIECES.format(only=only)):
        iri = row["statement"].value
        print_ = None
        if row["digest"] is not None and row["length"] is not None:
            print_ = Fingerprint(int(row["length"].value), row["digest"].value, text_of(row, "figures"))
        pieces.append(
            Piece(
                iri,
                last_step(kinds.get(iri, "")),
                labels.get(iri, ""),
                last_step(text_of(row, "role")),
                text_of(row, "document"),
                text_of(row, "address"),
                print_,
                int(text_of(row, "occurrence") or 0),
                last_step(text_of(row, "ground")) != "unchecked",
            )
        )
    return pieces


def sources_of(store: Store) -> dict[str, Source]:
    """Return the documents of the graph by IRI."""
    found: dict[str, Source] = {}
    for row in rows(store, _SOURCES):
        iri, number = row["document"].value, text_of(row, "number")
        former = found.get(iri, Source(iri, text_of(row, "label"), ()))
        numbers = dict.fromkeys((*former.numbers, number) if number else former.numbers)
        found[iri] = former._replace(numbers=tuple(numbers))
    return found


def rows(store: Store, text: str) -> Iterator[Any]:
    """Give the rows of a SELECT query over the union of all graphs; none for an empty text."""
    if not text:
        return iter(())
    return iter(store.query(text, use_default_graph_as_union=True, prefixes=PREFIXES))  # type: ignore[arg-type]


def text_of(row: Any, name: str) -> str:
    """Return a value of a row as text, '' where it is unbound."""
    term = row[name]
    return "" if term is None else str(term.value)


def last_step(iri: str) -> str:
    """Return the last step of an IRI, behind its last slash or hash."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
