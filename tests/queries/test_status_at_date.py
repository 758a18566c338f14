"""A status at a date is the latest report dated on or before it, in every query that gives one, on both engines.

The encoded document reports once on each action; here a norm has three reports.
"""

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from thbgraph.catalogue.query import StoredQuery
from thbgraph.names import PREFIXES, expand

QUERIES = Path(__file__).resolve().parents[2] / "queries"
REPORTS = {"2006-06-01": "planned", "2006-12-01": "delayed", "2007-06-01": "done"}
HEAD = (
    "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    + "PREFIX ex: <http://example.org/>\n"
)


def status(word: str) -> str:
    return f"<{expand('thbv:status/' + word)}>"


DATA = (
    HEAD
    + """
ex:area skos:prefLabel "Area" . ex:objective thb:isDirectPartOf ex:area .
ex:row thb:isDirectPartOf ex:objective ; thb:address "action 1" ; thb:belongsTo ex:plan .
ex:body skos:prefLabel "Body" . ex:paper skos:prefLabel "Paper" . ex:shall skos:prefLabel "duty" .
ex:pointed skos:prefLabel "pointed" . thb:PlannedAction rdfs:label "planned action" .
ex:piece thb:isFoundIn ex:paper ; thb:address "point 1" ; thb:hasGround ex:pointed .
ex:norm a thb:PlannedAction ; skos:prefLabel "Norm" ; thb:hasStrength ex:shall ; thb:isLaidDownBy ex:row ;
  thb:hasNamedBearer ex:body ; thb:hasBearer ex:body ; thb:hasMainEvidence ex:piece ; thb:hasDeadline ex:deadline .
ex:deadline thb:dueDate "2006-01-01"^^xsd:date ; thb:asPrinted "early 2006" .
"""
    + "".join(f'{status(word)} skos:prefLabel "{word}" .\n' for word in REPORTS.values())
    + "".join(
        f'ex:r{n} thb:reportsOn ex:norm ; thb:asOf "{day}"^^xsd:date ; thb:hasStatus {status(word)} ;'
        " thb:hasMainEvidence ex:piece .\n"
        for n, (day, word) in enumerate(REPORTS.items())
    )
)


def statuses(engine: str, name: str, **given: ox.NamedNode | ox.Literal) -> list[str | None]:
    """The status labels that a query gives, row by row."""
    text = StoredQuery(name, (QUERIES / f"{name}.rq").read_text(encoding="utf-8")).fill(
        {key: [value] for key, value in given.items()}
    )
    if engine == "oxigraph":
        store = ox.Store()
        store.load(DATA, format=ox.RdfFormat.TURTLE)
        return [row["statusLabel"] and row["statusLabel"].value for row in store.query(text)]
    return [row.statusLabel and str(row.statusLabel) for row in Graph().parse(data=DATA).query(text)]


def day(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(expand("xsd:date")))


BODY = {"actor": ox.NamedNode("http://example.org/body")}
PLAN = {"instrument": ox.NamedNode("http://example.org/plan")}


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(
    ("name", "given"),
    [("actions-of", BODY), ("mandate-trace", PLAN), ("status-by-area", {}), ("overdue-at", BODY)],
)
@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2006-05-31", None),
        ("2006-06-01", "planned"),
        ("2006-11-30", "planned"),
        ("2006-12-14", "delayed"),
        ("2007-06-01", "done"),
    ],
)
def test_status_is_that_of_the_latest_report_until_the_date(engine, name, given, date, expected) -> None:
    found = statuses(engine, name, date=day(date), **given)
    if name == "overdue-at" and expected == "done":
        expected = None  # what is done is not overdue
    absent = [] if name in ("overdue-at", "status-by-area") else [None]
    assert found == ([expected] if expected else absent)


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(
    ("name", "given"), [("actions-of", BODY), ("mandate-trace", PLAN), ("status-by-area", {})]
)
def test_without_a_date_the_latest_report_counts(engine, name, given) -> None:
    assert statuses(engine, name, **given) == ["done"]
