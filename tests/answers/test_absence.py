"""Why an answer is empty: the three words, each where it is true and nowhere else."""

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode

from thbgraph.answers.absence import later_than_checked, why_empty
from thbgraph.catalogue.query import StoredQuery

PREFIXES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX thb: <https://w3id.org/thbgraph/ontology#>
PREFIX thbd: <https://w3id.org/thbgraph/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX kind: <https://w3id.org/thbgraph/vocabulary/statement-kind/>
PREFIX coverage: <https://w3id.org/thbgraph/vocabulary/coverage/>
PREFIX gap: <https://w3id.org/thbgraph/vocabulary/gap/>
"""
GRAPH = """
thbd:plan a thb:Instrument ; skos:prefLabel "Plan of letters"@en .
thbd:law a thb:Instrument ; skos:prefLabel "Law of letters"@en ; thb:checkedUntil "2010-01-01"^^xsd:date .
thbd:agency a thb:Body ; skos:prefLabel "Letter agency"@en .
thbd:idle a thb:Body ; skos:prefLabel "Idle agency"@en .
thbd:report a thb:Document ; skos:prefLabel "Report on letters"@en ; thb:isEncoded true ; thb:carries thbd:plan ;
  thb:dateOfDocument "2006-12-14"^^xsd:date .
thbd:part thb:isPartOfDocument thbd:report ; thb:hasMark thbd:mark .
thbd:mark thb:coversKind kind:norms ; thb:hasCoverage coverage:carries .
thbd:norm thb:leavesOpen gap:no-deadline ; thb:involves thbd:agency .
"""
UNREAD = """
thbd:part thb:hasMark thbd:mark2 .
thbd:mark2 thb:coversKind kind:figures ; thb:hasCoverage coverage:not-encoded .
"""
DAY = NamedNode("http://www.w3.org/2001/XMLSchema#date")


def query(head: str) -> StoredQuery:
    return StoredQuery(
        "example", f"#+ summary: s\n#+ question: q\n#+ key: x\n{head}\nSELECT ?x WHERE {{ ?x a ?y }}"
    )


def absence(head: str = "#+ kinds: [norms]", more: str = "", **terms: object) -> tuple[str, str]:
    store = ox.Store()
    store.load(PREFIXES + GRAPH + more, format=ox.RdfFormat.TURTLE)
    given = {
        name: [
            Literal(value, datatype=DAY)
            if name == "date"
            else NamedNode(f"https://w3id.org/thbgraph/id/{value}")
        ]
        for name, value in terms.items()
    }
    found = why_empty(store, query(head), given)
    return found.kind, found.text


DATED = (
    "#+ kinds: [norms]\n#+ as_of: date\n#+ gaps: [no-deadline]\n"
    "#+ parameters:\n#+   - name: date\n#+     type: date"
)


@pytest.fixture(autouse=True)
def _no_values_block(monkeypatch: pytest.MonkeyPatch) -> None:
    # The block of parameters has tests of its own; here only the header matters.
    monkeypatch.setattr(StoredQuery, "_split", lambda self, where: None)


def test_none_is_found_where_every_part_is_accounted_for():
    assert absence() == ("none found", "the document encoded in full for norms has none: Report on letters.")


def test_nothing_accounted_for_is_not_encoded():
    store = ox.Store()

    assert why_empty(store, query("#+ kinds: [norms]"), {}).kind == "not encoded"


def test_a_part_that_nobody_read_makes_the_document_not_encoded_for_that_kind():
    assert absence("#+ kinds: [figures]", UNREAD) == (
        "not encoded",
        "1 part of Report on letters is not read for figures.",
    )
    assert absence("#+ kinds: [norms]", UNREAD)[0] == "none found"


def test_an_instrument_that_no_encoded_document_carries_is_not_encoded():
    assert absence(instrument="law") == (
        "not encoded",
        "the graph knows Law of letters, and its text is not accounted for in full.",
    )
    assert absence(instrument="plan")[0] == "none found"


def test_a_date_before_all_documents_is_unknown():
    assert absence(DATED, date="2001-01-01") == (
        "unknown",
        "no encoded document is dated on or before 2001-01-01; the first is of 2006-12-14.",
    )
    assert absence(DATED, date="2006-12-14")[0] == "none found"


def test_a_date_after_the_last_check_of_an_instrument_is_unknown():
    assert absence(
        DATED + "\n#+   - name: of\n#+     type: entity", of="law", date="2011-01-01", plan="plan"
    ) == (
        "unknown",
        "Law of letters was checked up to 2010-01-01, and 2011-01-01 is later.",
    )


def test_what_the_source_leaves_blank_is_unknown():
    assert absence(DATED, actor="agency", date="2007-01-01") == (
        "unknown",
        "for 1 statement of what was asked the source itself gives no deadline.",
    )
    assert absence(DATED, actor="idle", date="2007-01-01")[0] == "none found"


def test_records_without_account_are_unknown():
    assert absence("#+ kinds: []")[0] == "unknown"


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2009-12-31", ""),
        ("2010-01-01", ""),
        (
            "2010-01-02",
            "What came later is unknown: Law of letters was checked up to 2010-01-01, and 2010-01-02 is later.",
        ),
    ],
)
def test_rows_of_law_that_was_not_checked_to_the_date_say_so(date: str, told: str) -> None:
    store = ox.Store()
    store.load(PREFIXES + GRAPH, format=ox.RdfFormat.TURTLE)
    terms = {"date": [Literal(date, datatype=DAY)]}
    shown = [NamedNode("https://w3id.org/thbgraph/id/law"), Literal("a text")]
    assert later_than_checked(store, query(DATED), terms, shown) == told
    assert later_than_checked(store, query(DATED), terms, []) == ""
    assert later_than_checked(store, query("#+ kinds: [norms]"), terms, shown) == ""
