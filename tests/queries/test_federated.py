"""Queries that join with the public data of the EU, against a small endpoint of our own on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

import thbgraph
from thbgraph.catalogue.federated import parts
from thbgraph.catalogue.query import StoredQuery
from thbgraph.cli import main
from thbgraph.errors import QuerySyntaxError, ServiceError, UsageError

CDM = "http://publications.europa.eu/ontology/cdm#"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
SMALL_COPY = f"""
@prefix cdm: <{CDM}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:work:1> cdm:resource_legal_id_celex "32011L0036"^^xsd:string .
<urn:work:2> cdm:resource_legal_id_celex "39999L0001"^^xsd:string .
<urn:expression:1.fr> cdm:expression_belongs_to_work <urn:work:1> ;
    cdm:expression_uses_language <{AUTHORITY}language/FRA> ; cdm:expression_title "Titre d'essai"@fr .
<urn:expression:1.de> cdm:expression_belongs_to_work <urn:work:1> ;
    cdm:expression_uses_language <{AUTHORITY}language/DEU> ; cdm:expression_title "Probetitel"@de .
<urn:expression:2.fr> cdm:expression_belongs_to_work <urn:work:2> ;
    cdm:expression_uses_language <{AUTHORITY}language/FRA> ; cdm:expression_title "Autre titre"@fr .
<{AUTHORITY}corporate-body/EUROPOL> skos:prefLabel "Europol"@fr, "Europol \\"deutsch\\""@de .
<{AUTHORITY}corporate-body/NOBODY> skos:prefLabel "Nobody"@en .
"""


class Endpoint:
    """A SPARQL 1.1 endpoint over a few triples, which remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        store = ox.Store()
        store.load(SMALL_COPY, format=ox.RdfFormat.TURTLE)
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                direct = "sparql-query" in self.headers["Content-Type"]
                query = body if direct else parse_qs(body)["query"][0]
                asked.append(query)
                result = store.query(query)
                assert isinstance(result, ox.QuerySolutions)
                data = result.serialize(format=ox.QueryResultsFormat.JSON)
                assert data is not None
                self.send_response(200)
                self.send_header("Content-Type", "application/sparql-results+json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/sparql"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    made = Endpoint()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_titles_come_from_the_endpoint_for_acts_that_the_graph_knows(
    graph: thbgraph.Graph, endpoint: Endpoint
) -> None:
    rows = graph.ask("eu-titles", service=endpoint.address)
    assert [(row.language, row.title, row.celex) for row in rows] == [
        ("DEU", "Probetitel", "32011L0036"),
        ("FRA", "Titre d'essai", "32011L0036"),
    ]


def test_parameters_limit_both_sides(graph: thbgraph.Graph, endpoint: Endpoint) -> None:
    rows = graph.ask("eu-titles", instrument="Directive 2011/36/EU", language="FRA", service=endpoint.address)
    assert [row.title for row in rows] == ["Titre d'essai"]
    assert len(endpoint.asked) == 1
    assert endpoint.asked[0].count('"^^<http://www.w3.org/2001/XMLSchema#string>') == 1


def test_names_of_bodies_join_by_the_authority_table(graph: thbgraph.Graph, endpoint: Endpoint) -> None:
    rows = graph.ask("eu-names", actor="Europol", service=endpoint.address)
    assert [(row.language, row.name) for row in rows] == [("de", 'Europol "deutsch"'), ("fr", "Europol")]


def test_values_go_to_the_endpoint_in_portions(
    graph: thbgraph.Graph, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [tuple(row) for row in graph.ask("eu-names", service=endpoint.address)]
    assert len(endpoint.asked) == 1
    monkeypatch.setattr("thbgraph.catalogue.federated._PORTION", 3)
    assert [tuple(row) for row in graph.ask("eu-names", service=endpoint.address)] == whole
    assert len(endpoint.asked) > 3


def test_nothing_is_asked_where_the_graph_has_nothing(graph: thbgraph.Graph, endpoint: Endpoint) -> None:
    rows = graph.ask("eu-titles", instrument="Brussels Declaration", service=endpoint.address)
    assert len(rows) == 0
    assert endpoint.asked == []


def test_an_endpoint_that_does_not_answer_is_named(graph: thbgraph.Graph) -> None:
    with pytest.raises(ServiceError, match="could not be asked"):
        graph.ask("eu-names", actor="Europol", service="http://127.0.0.1:9/sparql")


@pytest.mark.parametrize(
    "body", [b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a"', b"<html>no", b""]
)
def test_half_an_answer_is_none(graph: thbgraph.Graph, monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    monkeypatch.setattr("thbgraph.catalogue.federated._post", lambda endpoint, text: body)
    with pytest.raises(ServiceError, match="something else"):
        graph.ask("eu-names", actor="Europol")


def test_a_service_for_a_query_that_asks_nobody_else_is_refused(graph: thbgraph.Graph) -> None:
    with pytest.raises(UsageError, match="joins with no other endpoint"):
        graph.ask("names-of", actor="Europol", service="http://127.0.0.1:9/sparql")


def test_the_command_line_takes_an_endpoint(
    release: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("THBGRAPH_HOME", str(release.parent.parent))
    code = main(["query", "eu-names", "--actor", "Europol", "--service", endpoint.address, "--format", "csv"])
    assert code == 0
    assert [line.split(",")[-1] for line in capsys.readouterr().out.splitlines()[1:]][-1] == "Europol"


def test_without_one_service_block_the_query_is_refused() -> None:
    with pytest.raises(QuerySyntaxError, match="one SERVICE block"):
        parts("SELECT ?a WHERE { ?a ?b ?c } ORDER BY ?a", "queries/x.rq")


def test_the_file_runs_as_it_stands_on_an_engine_that_follows_service(endpoint: Endpoint) -> None:
    """The bound join is ours; the query itself is plain SPARQL 1.1."""
    query = StoredQuery("eu-names", (Path(__file__).parents[2] / "queries/eu-names.rq").read_text("utf-8"))
    text = query.text.replace(query.service, endpoint.address)
    store = ox.Store()
    store.load(
        f"""
        <urn:europol> a <https://w3id.org/thbgraph/ontology#Body> ;
          <http://www.w3.org/2004/02/skos/core#prefLabel> "Europol"@en ;
          <http://www.w3.org/2004/02/skos/core#exactMatch> <{AUTHORITY}corporate-body/EUROPOL> .
        """,
        format=ox.RdfFormat.TURTLE,
    )
    assert len(list(store.query(text, use_default_graph_as_union=True))) == 2  # type: ignore[arg-type]
