"""Why an answer is empty: none found, not encoded, or unknown. An empty table must not be read as "there is none".

*None found* needs every part of every document asked to be accounted for, for the kinds of statement that the
query rests on. *Not encoded* says which document or instrument is missing. *Unknown* says what leaves the
question open: the date, or what the source itself leaves blank.
"""

from __future__ import annotations

from thbgraph.answers.terms import lexical
from thbgraph.catalogue.evaluate import select

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pyoxigraph import Store

    from thbgraph.catalogue.block import Term
    from thbgraph.catalogue.query import StoredQuery

__all__ = ["NONE_FOUND", "NOT_ENCODED", "UNKNOWN", "Absence", "later_than_checked", "why_empty"]

NONE_FOUND = "none found"
NOT_ENCODED = "not encoded"
UNKNOWN = "unknown"

_PREFIXES = """\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX thb: <https://w3id.org/thbgraph/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_DOCUMENTS = """
SELECT ?document ?label ?date (COUNT(DISTINCT ?part) AS ?parts) (COUNT(DISTINCT ?left) AS ?open) WHERE {
  ?part thb:isPartOfDocument ?document .
  ?document skos:prefLabel ?label ; thb:isEncoded true .
  OPTIONAL { ?document thb:dateOfDocument ?date }
  OPTIONAL {
    VALUES ?kind { KINDS }
    ?part thb:hasMark ?mark . ?mark thb:coversKind ?kind ;
      thb:hasCoverage <https://w3id.org/thbgraph/vocabulary/coverage/not-encoded> .
    BIND (?part AS ?left)
  }
} GROUP BY ?document ?label ?date ORDER BY ?date ?label
"""
_CARRIED = """
SELECT ?thing ?label ?encoded WHERE {
  VALUES ?thing { THINGS }
  ?thing skos:prefLabel ?label .
  { ?thing a thb:Instrument . BIND (?thing AS ?instrument) }
  UNION { ?thing a thb:Provision ; thb:belongsTo ?instrument }
  UNION { ?thing a thb:Document . BIND (?thing AS ?instrument) }
  OPTIONAL { ?encoded thb:carries? ?instrument ; thb:isEncoded true . ?part thb:isPartOfDocument ?encoded }
}
"""
_CHECKED = """
SELECT ?thing ?label ?until WHERE {
  ?thing thb:checkedUntil ?until ; skos:prefLabel ?label . FILTER (?until < DATE)
} ORDER BY ?until ?label
"""
_LEFT_OPEN = """
SELECT (COUNT(DISTINCT ?statement) AS ?number) WHERE {
  VALUES ?gap { GAPS } VALUES ?thing { THINGS }
  ?statement thb:leavesOpen ?gap .
  { ?statement thb:involves ?thing } UNION { ?statement thb:isLaidDownBy/thb:belongsTo ?thing }
}
"""


class Absence:
    """What an empty answer means: `kind` is one of the three words, `text` the line that people read."""

    __slots__ = ("kind", "text")

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text

    def __str__(self) -> str:
        return f"{self.kind[0].upper()}{self.kind[1:]}: {self.text}"


def why_empty(store: Store, query: StoredQuery, terms: Mapping[str, Sequence[Term]]) -> Absence:
    """Return why a stored query has no rows for the terms of a call."""
    documents = _documents(store, query)
    if not documents:
        return Absence(NOT_ENCODED, "no document is accounted for yet.")
    things = [f"<{term.value}>" for given in terms.values() for term in given if _is_iri(term)]
    date = _date(query, terms)
    return (
        _not_carried(store, query, things)
        or _too_early(documents, date)
        or _not_checked(store, things, date)
        or _left_open(store, query, things)
        or _none_found(query, documents)
    )


class _Encoded:
    """A document that is accounted for; `open` counts its parts that nobody has read for the kinds asked."""

    __slots__ = ("date", "label", "open")

    def __init__(self, label: str, date: str, open_: int) -> None:
        self.label = label
        self.date = date
        self.open = open_


def _documents(store: Store, query: StoredQuery) -> list[_Encoded]:
    kinds = " ".join(f"<https://w3id.org/thbgraph/vocabulary/statement-kind/{kind}>" for kind in query.kinds)
    rows = select(store, _PREFIXES + _DOCUMENTS.replace("KINDS", kinds))
    return [_Encoded(lexical(row["label"]), lexical(row["date"]), int(lexical(row["open"]))) for row in rows]


def _not_carried(store: Store, query: StoredQuery, things: Sequence[str]) -> Absence | None:
    """Tell of an instrument or document asked for that no encoded document carries."""
    if not query.kinds or not things:
        return None
    encoded: dict[str, bool] = {}
    for row in select(store, _PREFIXES + _CARRIED.replace("THINGS", " ".join(things))):
        label = lexical(row["label"])
        encoded[label] = encoded.get(label, False) or row["encoded"] is not None
    missing = [label for label, is_there in encoded.items() if not is_there]
    if not missing or len(missing) < len(encoded):
        return None
    return Absence(
        NOT_ENCODED, f"the graph knows {_listed(missing)}, and its text is not accounted for in full."
    )


def _too_early(documents: Sequence[_Encoded], date: str) -> Absence | None:
    dates = [one.date for one in documents if one.date]
    if not date or not dates or date >= min(dates):
        return None
    return Absence(
        UNKNOWN, f"no encoded document is dated on or before {date}; the first is of {min(dates)}."
    )


def _not_checked(store: Store, things: Collection[str], date: str) -> Absence | None:
    if not things or not date:
        return None
    rows = select(store, _PREFIXES + _CHECKED.replace("DATE", f'"{date}"^^xsd:date'))
    row = next((row for row in rows if str(row["thing"]) in things), None)
    if row is None:
        return None
    until = lexical(row["until"])
    return Absence(UNKNOWN, f"{lexical(row['label'])} was checked up to {until}, and {date} is later.")


def later_than_checked(
    store: Store, query: StoredQuery, terms: Mapping[str, Sequence[Term]], shown: Iterable[object]
) -> str:
    """Return a sentence where a question is asked at a date to which an instrument was not checked any more.

    `shown` are the terms of the rows: their instruments count as well as those asked for.
    """
    date = _date(query, terms)
    if not date:
        return ""
    asked = (term for given in terms.values() for term in given)
    things = {str(term) for term in (*asked, *shown) if _is_iri(term)}
    absence = _not_checked(store, things, date)
    return f"What came later is unknown: {absence.text}" if absence else ""


def _left_open(store: Store, query: StoredQuery, things: Sequence[str]) -> Absence | None:
    if not query.gaps or not things:
        return None
    gaps = " ".join(f"<https://w3id.org/thbgraph/vocabulary/gap/{gap}>" for gap in query.gaps)
    text = _LEFT_OPEN.replace("GAPS", gaps).replace("THINGS", " ".join(things))
    row = next(select(store, _PREFIXES + text), None)
    number = int(lexical(row["number"])) if row is not None else 0
    if not number:
        return None
    noun = "statement" if number == 1 else "statements"
    words = " or ".join(gap.removeprefix("no-") for gap in query.gaps)
    return Absence(UNKNOWN, f"for {number} {noun} of what was asked the source itself gives no {words}.")


def _none_found(query: StoredQuery, documents: Sequence[_Encoded]) -> Absence:
    if not query.kinds:
        return Absence(
            UNKNOWN,
            "nothing of the kind is recorded, and records of this kind are not accounted for part by part.",
        )
    kinds = " and ".join(query.kinds)
    unread = [one for one in documents if one.open]
    if unread:
        parts = sum(one.open for one in unread)
        number = f"{parts} parts of" if parts > 1 else "1 part of"
        verb = "are" if parts > 1 else "is"
        return Absence(
            NOT_ENCODED, f"{number} {_listed([one.label for one in unread])} {verb} not read for {kinds}."
        )
    labels = _listed([one.label for one in documents])
    if len(documents) == 1:
        return Absence(NONE_FOUND, f"the document encoded in full for {kinds} has none: {labels}.")
    return Absence(
        NONE_FOUND, f"the {len(documents)} documents encoded in full for {kinds} have none: {labels}."
    )


def _listed(labels: Sequence[str]) -> str:
    return "; ".join(labels)


def _is_iri(term: object) -> bool:
    from pyoxigraph import NamedNode

    return isinstance(term, NamedNode)


def _date(query: StoredQuery, terms: Mapping[str, Sequence[Term]]) -> str:
    """Return the latest date asked for, as the query reads it; empty where none is."""
    given = terms.get(query.as_of, ()) if query.as_of else ()
    return max((term.value for term in given), default="")
