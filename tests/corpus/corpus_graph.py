"""Quads of documents and instruments with official addresses, and of evidence with fingerprints."""

from __future__ import annotations

import pyoxigraph as ox

from thbgraph.evidence import fingerprint
from thbgraph.names import PREFIXES, THBD

PLAN = THBD + "document/great_plan"
PLAN_TEXT = (
    "1. Europol shall train the investigators of all Member States by the end of the year.\n\n"
    "2. Eurojust shall share with them what it knows of the routes that traffickers take.\n\n"
    "3. The Commission shall report each year on what was done, and by whom it was done.\n\n"
)
PASSAGES = [line[3:] for line in PLAN_TEXT.splitlines() if line]

SCHEMA = """
thb:Directive rdfs:subClassOf thb:Instrument . thb:Instrument rdfs:label "instrument"@en .
thb:Document rdfs:label "document"@en . thb:Actor rdfs:label "actor"@en .
"""


def quads(turtle: str) -> list[ox.Quad]:
    """Return triples, in the prefixes of the project, as quads of one graph of a document."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    graph = ox.NamedNode(THBD + "graph/documents")
    triples = ox.parse(prefixes + SCHEMA + turtle, format=ox.RdfFormat.TURTLE)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in triples]


def store(turtle: str) -> ox.Store:
    """Return a store with these triples."""
    one = ox.Store()
    one.extend(quads(turtle))
    return one


def thing(iri: str, kind: str, label: str, *addresses: str) -> str:
    """Return the triples of a document or an instrument."""
    lines = [f'<{iri}> a {kind} ; skos:prefLabel "{label}"@en .']
    lines += [f'<{iri}> thb:officialAddress "{address}"^^xsd:anyURI .' for address in addresses]
    return "\n".join(lines) + "\n"


def evidence(document: str, *passages: str) -> str:
    """Return a norm for each passage of a document, with the passage's fingerprint."""
    lines = []
    for number, passage in enumerate(passages, 1):
        norm, print_ = f"{THBD}norm/{number}", fingerprint(passage)
        lines += [
            f"<{norm}> a thb:Obligation ; thb:hasEvidence <{norm}/e1> .",
            f"<{norm}/e1> a thb:Evidence ; thb:isFoundIn <{document}> ;",
            f'  thb:fingerprint "{print_.digest}" ; thb:fingerprintLength {print_.length} .',
        ]
    return "\n".join(lines) + "\n"
