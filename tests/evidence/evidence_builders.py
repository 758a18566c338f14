"""A small law of our own, copies of it, and pieces of evidence that point into it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from thbgraph.documents import read
from thbgraph.evidence.copies import Copy
from thbgraph.evidence.fingerprint import Fingerprint, fingerprint
from thbgraph.evidence.pieces import Piece
from thbgraph.names import PREFIXES

DOCUMENT = "https://w3id.org/thbgraph/id/document/lamps"
STATEMENT = "https://w3id.org/thbgraph/id/lamps/art_2/norm"

LAW = """\
REGULATION 2031/7/EU OF THE COUNCIL
of 3 March 2031
on the lamps of harbours
THE COUNCIL,
Whereas:
(1)
Harbours are dark at night. Ships were lost in 2.6 % of all cases, as the report of 2030 shows.
(2)
A lamp helps, and the Council’s experts – all of them – called it “the best of remedies”.
HAS ADOPTED THIS REGULATION:
Article 1
Subject matter
This Regulation lays down rules on lamps in harbours. It does not cover lighthouses.
Article 2
Duties of harbour masters
1.   Harbour masters shall light every lamp before sunset. They shall report once a year.
2.   Harbour masters shall keep 26 lamps in store:
(a)
half of them filled with oil;
(b)
the other half clean and ready.
Article 3
Duties of captains
1.   Captains shall obey the lamps. They shall report once a year.
2.   Captains may ask for a further lamp where the entrance is narrow.
Article 4
Entry into force
This Regulation shall enter into force on the day of its publication.
"""


def copy_of(folder: Path, text: str = LAW, name: str = "lamps.txt") -> Copy:
    """Write a file and read it as a copy."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Copy(read(path))


def piece(words: str, address: str = "", *, print_: Fingerprint | None = None, occurrence: int = 0) -> Piece:
    """Return a piece of evidence for a passage with these words."""
    return Piece(
        STATEMENT, "Obligation", "A duty", "text", DOCUMENT, address, print_ or fingerprint(words), occurrence
    )


PASSAGES = (
    ("Harbour masters shall light every lamp before sunset.", "art. 2(1)", 0),
    ("They shall report once a year.", "art. 3(1)", 2),
    ("Captains shall obey the lamps.", "art. 3(1)", 0),
    ("Captains may ask for a further lamp where the entrance is narrow.", "art. 3(2)", 0),
    ("Harbour masters shall keep 26 lamps in store", "art. 2(2)", 0),
    ("half of them filled with oil", "art. 2(2)(a)", 0),
    ("the other half clean and ready", "art. 2(2)(b)", 0),
    ("It does not cover lighthouses.", "art. 1", 0),
    ("Ships were lost in 2.6 % of all cases, as the report of 2030 shows.", "recital 1", 0),
    ("the Council’s experts – all of them – called it “the best of remedies”", "recital 2", 0),
)
"""Passages of the law, their addresses, and which occurrence they are where they stand twice."""


def pieces() -> list[Piece]:
    """Return a piece of evidence for each of the passages."""
    return [piece(words, address, occurrence=which) for words, address, which in PASSAGES]


def store_of(several: list[Piece]) -> ox.Store:
    """Return a store with the document and one statement for each piece."""
    store = ox.Store()
    graph = ox.NamedNode(PREFIXES["thbd"] + "graph/lamps")

    def add(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        node = ox.NamedNode(subject)
        store.add(ox.Quad(node, ox.NamedNode(predicate), value, graph))

    thb, skos, rdf = PREFIXES["thb"], PREFIXES["skos"], PREFIXES["rdf"]
    add(DOCUMENT, rdf + "type", ox.NamedNode(thb + "Document"))
    add(DOCUMENT, skos + "prefLabel", ox.Literal("Regulation on lamps", language="en"))
    add(DOCUMENT, thb + "documentNumber", ox.Literal("2031/7/EU"))
    for number, one in enumerate(several, 1):
        statement = f"{one.statement}_{number}"
        evidence = f"{statement}/evidence_1"
        add(statement, rdf + "type", ox.NamedNode(thb + one.kind))
        add(statement, skos + "prefLabel", ox.Literal(f"{one.label} {number}", language="en"))
        add(statement, thb + "hasEvidence", ox.NamedNode(evidence))
        add(evidence, thb + "isFoundIn", ox.NamedNode(one.document))
        add(evidence, thb + "address", ox.Literal(one.address))
        add(evidence, thb + "hasEvidenceRole", ox.NamedNode(PREFIXES["thbv"] + "evidence-role/text"))
        if one.print is not None:
            add(evidence, thb + "fingerprint", ox.Literal(one.print.digest))
            add(evidence, thb + "fingerprintLength", ox.Literal(one.print.length))
            if one.print.figures:
                add(evidence, thb + "figures", ox.Literal(one.print.figures))
        if one.occurrence:
            add(evidence, thb + "occurrence", ox.Literal(one.occurrence))
    return store
