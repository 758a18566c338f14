"""The small graph with tasks for Poland whose evidence comes to every end that a check knows, and the copy it has."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import small_graph

from thbgraph.evidence import fingerprint
from thbgraph.names import PREFIXES, RDF_TYPE, THB

LAW = """\
REGULATION 2031/7/EU OF THE COUNCIL
of 3 March 2031
on the lamps of harbours
HAS ADOPTED THIS REGULATION:
Article 1
Subject matter
This Regulation lays down rules on lamps in harbours. It does not cover lighthouses.
Article 2
Duties of harbour masters
1.   Harbour masters shall light every lamp before sunset.
2.   Harbour masters shall keep 26 lamps in store.
Article 3
Duties of captains
1.   Captains shall obey the lamps.
2.   Captains may ask for a further lamp where the entrance is narrow.
"""
LIGHT = "Harbour masters shall light every lamp before sunset."
KEEP = "Harbour masters shall keep 26 lamps in store."
OBEY = "Captains shall obey the lamps."

BASE = PREFIXES["thbd"]
LAMPS, LETTER = BASE + "document/lamps", BASE + "document/letter"
# The last step of the IRI of each task, and its pieces: document, address, passage, ground.
TASKS = {
    "a_found": [(LAMPS, "art. 2(1)", LIGHT, "pointed"), (LAMPS, "art. 2(2)", KEEP, "pointed")],
    "b_chapeau_changed": [
        (LAMPS, "art. 2(2)", KEEP, "pointed"),
        (LAMPS, "art. 3(2)", "Captains may ask for a lamp.", "pointed"),
    ],
    "c_moved": [(LAMPS, "art. 2(2)", OBEY, "pointed")],
    "d_no_fingerprint": [(LAMPS, "art. 3(2)", "", "pointed")],
    "e_no_copy": [(LETTER, "para. 1", "Dear captain of the harbour.", "pointed")],
    "f_not_held": [(LETTER, "para. 2", "", "unchecked")],
}
OUTCOMES = ["checked", "not found", "not found", "pointed", "pointed", "unchecked"]
"""What a check says of the tasks, in the order of the answer."""


def quads() -> list[ox.Quad]:
    """Return the documents, the tasks and their evidence."""
    graph = ox.NamedNode(BASE + "graph/lamps")
    made: list[ox.Quad] = []

    def say(subject: str, predicate: str, value: str | ox.Literal) -> None:
        thing = value if isinstance(value, ox.Literal) else ox.NamedNode(value)
        made.append(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), thing, graph))

    label = PREFIXES["skos"] + "prefLabel"
    for document in (LAMPS, LETTER):
        say(document, RDF_TYPE, THB + "Document")
        say(document, label, ox.Literal(document.rsplit("/", 1)[-1], language="en"))
    for name, pieces in TASKS.items():
        task = f"{BASE}lamps/{name}"
        say(task, RDF_TYPE, THB + "PlannedAction")
        say(task, label, ox.Literal(name, language="en"))
        say(task, THB + "hasBearer", BASE + "actor/poland")
        for number, (document, address, passage, ground) in enumerate(pieces, 1):
            piece = f"{task}/e{number}"
            say(task, THB + "hasEvidence", piece)
            say(piece, THB + "isFoundIn", document)
            say(piece, THB + "address", ox.Literal(address))
            say(piece, THB + "hasGround", f"{PREFIXES['thbv']}evidence-basis/{ground}")
            if passage:
                print_ = fingerprint(passage)
                say(piece, THB + "fingerprint", ox.Literal(print_.digest))
                say(piece, THB + "fingerprintLength", ox.Literal(print_.length))
    return made


def publish(folder: Path) -> tuple[Path, Path, Path]:
    """Publish the graph, write the queries and the copy; return the home, data and corpus folders.

    The query of tasks keeps to the first piece of each, as the stored queries do.
    """
    home, corpus = folder / "home", folder / "corpus"
    small_graph.publish(home, quads())
    data = small_graph.write_queries(folder / "data")
    query = data / "queries" / "actions-of.rq"
    first = '\n  FILTER(STRENDS(STR(?evidence), "e1"))\n  FILTER(!BOUND'
    query.write_text(query.read_text(encoding="utf-8").replace("\n  FILTER(!BOUND", first), encoding="utf-8")
    corpus.mkdir()
    (corpus / "lamps.txt").write_text(LAW, encoding="utf-8")
    return home, data, corpus
