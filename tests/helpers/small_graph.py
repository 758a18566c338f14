"""A small published graph and three stored queries, in the model's own terms, for the tests of asking.

Other folders of tests take it through the path that their conftest.py adds.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox

from thbgraph.graph import labels
from thbgraph.names import PREFIXES

TRIG = """
GRAPH thbd:graph/ontology {
  thb:Entity rdfs:label "entity"@en .
  thb:Actor rdfs:label "actor"@en ; rdfs:subClassOf thb:Entity .
  thb:Body rdfs:label "body"@en ; rdfs:subClassOf thb:Actor .
  thb:State rdfs:label "State"@en ; rdfs:subClassOf thb:Actor .
  thb:System rdfs:label "system"@en ; rdfs:subClassOf thb:Entity .
  thb:PlannedAction rdfs:label "planned action"@en ; rdfs:subClassOf thb:Norm .
  thb:Norm rdfs:subClassOf thb:Statement .
  thbv:status a skos:ConceptScheme ; skos:prefLabel "status"@en .
  <https://w3id.org/thbgraph/vocabulary/status/done>
    a skos:Concept ; skos:prefLabel "done"@en ; skos:inScheme thbv:status .
  <https://w3id.org/thbgraph/vocabulary/status/delayed>
    a skos:Concept ; skos:prefLabel "delayed"@en ; skos:inScheme thbv:status .
  <https://w3id.org/thbgraph/vocabulary/topic/training>
    a skos:Concept ; skos:prefLabel "training"@en ; skos:inScheme thbv:topic .
}
GRAPH thbd:graph/actors {
  <https://w3id.org/thbgraph/id/actor/europol>
    a thb:Body ; skos:prefLabel "Europol"@en ; skos:altLabel "European Police Office"@en .
  <https://w3id.org/thbgraph/id/actor/eurojust> a thb:Body ; skos:prefLabel "Eurojust"@en .
  <https://w3id.org/thbgraph/id/actor/commission>
    a thb:Body ; skos:prefLabel "European Commission"@en ; skos:altLabel "EC"@en, "Commission"@en .
  <https://w3id.org/thbgraph/id/actor/community>
    a thb:Body ; skos:prefLabel "European Community"@en ; skos:altLabel "EC"@en ;
    thb:hasNaming <https://w3id.org/thbgraph/id/actor/community/name-1> .
  <https://w3id.org/thbgraph/id/actor/community/name-1>
    a thb:Naming ; thb:name "European Economic Community"@en .
  <https://w3id.org/thbgraph/id/actor/poland> a thb:State ; skos:prefLabel "Poland"@en, "Polska"@pl .
  <https://w3id.org/thbgraph/id/actor/coimisiun>
    a thb:Body ; skos:prefLabel "Coimisiún na hÉireann"@en ; thb:abbreviation "C.n.É." .
  <https://w3id.org/thbgraph/id/system/sis> a thb:System ; skos:prefLabel "Schengen Information System"@en .
}
GRAPH thbd:graph/plan {
  <https://w3id.org/thbgraph/id/document/plan>
    a thb:Document ; thb:isEncoded true ; skos:prefLabel "Plan of action"@en ; thb:documentNumber "100/06" .
  <https://w3id.org/thbgraph/id/plan/1> a thb:PlannedAction ; skos:prefLabel "Train | the \\"trainers\\""@en ;
    thb:hasBearer <https://w3id.org/thbgraph/id/actor/europol> ;
    thb:hasBearer <https://w3id.org/thbgraph/id/actor/eurojust> ;
    thb:dueDate "2006-06-30"^^xsd:date ; thb:order 1 ;
    thb:hasEvidence <https://w3id.org/thbgraph/id/plan/1/e1> .
  <https://w3id.org/thbgraph/id/plan/1/e1> a thb:Evidence ;
    thb:isFoundIn <https://w3id.org/thbgraph/id/document/plan> ; thb:address "action 1" .
  <https://w3id.org/thbgraph/id/plan/2> a thb:PlannedAction ; skos:prefLabel "Share data"@en ;
    thb:hasBearer <https://w3id.org/thbgraph/id/actor/europol> ;
    thb:order 2 ; thb:hasEvidence <https://w3id.org/thbgraph/id/plan/2/e1> .
  <https://w3id.org/thbgraph/id/plan/2/e1> a thb:Evidence ;
    thb:isFoundIn <https://w3id.org/thbgraph/id/document/plan> ; thb:address "action 2" .
  <https://w3id.org/thbgraph/id/plan/3> a thb:PlannedAction ; skos:prefLabel "Report, yearly"@en ;
    thb:hasBearer <https://w3id.org/thbgraph/id/actor/commission> ;
    thb:dueDate "2007-12-31"^^xsd:date ; thb:order 3 ;
    thb:hasEvidence <https://w3id.org/thbgraph/id/plan/3/e1> .
  <https://w3id.org/thbgraph/id/plan/3/e1> a thb:Evidence ;
    thb:isFoundIn <https://w3id.org/thbgraph/id/document/plan> ; thb:address "action 3" .
}
GRAPH thbd:graph/plan {
  <https://w3id.org/thbgraph/id/document/plan/part/1>
    a thb:DocumentPart ; thb:isPartOfDocument <https://w3id.org/thbgraph/id/document/plan> ; thb:address "action 1" ;
    thb:hasMark <https://w3id.org/thbgraph/id/document/plan/part/1/mark> .
  <https://w3id.org/thbgraph/id/document/plan/part/1/mark>
    a thb:CoverageMark ; thb:coversKind <https://w3id.org/thbgraph/vocabulary/statement-kind/norms> ;
    thb:hasCoverage <https://w3id.org/thbgraph/vocabulary/coverage/carries> .
}
GRAPH thbd:graph/inferred {
  <https://w3id.org/thbgraph/id/plan/1> a thb:Norm, thb:Statement .
}
"""

PREFIX_LINES = "\n".join(
    f"PREFIX {name}: <{PREFIXES[name]}>" for name in ("rdfs", "skos", "thb", "thbd", "thbv", "xsd")
)

ACTIONS_OF = (
    """\
#+ summary: What a body was to do.
#+ question: What was this body to do, and by when?
#+ tags: [actors, deadlines]
#+ key: norm
#+ kinds: [norms]
#+ as_of: date
#+ columns:
#+   norm:
#+     heading: Action
#+     meaning: What was to be done.
#+   due:
#+     heading: Due
#+     meaning: "The last day: of the action."
#+   document:
#+     heading: Document
#+     meaning: Where the passage stands.
#+   address:
#+     heading: Place
#+     meaning: The place in the document.
#+ parameters:
#+   - name: actor
#+     type: actor
#+     required: true
#+     several: true
#+     example: Europol
#+     description: The body, by its label or IRI.
#+   - name: date
#+     type: date
#+     example: end of 2006
#+     description: >-
#+       Actions due until that day only;
#+       a year means its end.
"""
    + PREFIX_LINES
    + """

SELECT ?norm ?normLabel ?due ?document ?documentLabel ?address
WHERE {
  VALUES (?actor ?date) { (UNDEF UNDEF) }
  ?norm a thb:PlannedAction ; thb:hasBearer ?actor ; skos:prefLabel ?normLabel ; thb:hasEvidence ?evidence .
  ?evidence thb:isFoundIn ?document ; thb:address ?address .
  ?document skos:prefLabel ?documentLabel .
  OPTIONAL { ?norm thb:dueDate ?due }
  FILTER(!BOUND(?date) || ?due <= ?date)
}
ORDER BY ?norm ?address
"""
)

ACTIONS_BY_BODY = (
    """\
#+ summary: How many actions each body had.
#+ question: How many actions did each body have?
#+ key: actor
#+ kinds: [norms]
#+ derived_from: actions-of
#+ columns:
#+   actor:
#+     heading: Body
#+     meaning: The body.
#+   actions:
#+     heading: Actions
#+     meaning: How many actions it had.
"""
    + PREFIX_LINES
    + """
SELECT ?actor ?actorLabel (COUNT(DISTINCT ?norm) AS ?actions)
WHERE { ?norm thb:hasBearer ?actor . ?actor skos:prefLabel ?actorLabel }
GROUP BY ?actor ?actorLabel
ORDER BY DESC(?actions) ?actor
"""
)

QUERIES = {"actions-of": ACTIONS_OF, "actions-by-body": ACTIONS_BY_BODY}

CONTENT_HASH = "0123456789abcdef" * 4
MANIFEST = {
    "format": 1,
    "contentHash": CONTENT_HASH,
    "versions": {"thbgraph": "0.1.0", "pyoxigraph": ox.__version__},
    "graphs": {},
    "triples": 0,
}


def quads() -> list[ox.Quad]:
    """Return the quads of the graph."""
    text = re.sub(r"GRAPH thbd:(graph/\w+)", r"GRAPH <https://w3id.org/thbgraph/id/\1>", TRIG)
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    return list(ox.parse(prefixes + text, format=ox.RdfFormat.TRIG))


def publish(home: Path, extra: list[ox.Quad] | None = None) -> Path:
    """Publish the graph into a home folder as a build would, and return the folder of the release."""
    release = home / "releases" / "r1"
    release.mkdir(parents=True)
    store = ox.Store(release / "store")
    store.extend([*quads(), *(extra or [])])
    store.flush()
    labels.write(store, release / labels.FILE)
    del store
    (release / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    (home / "current").write_text("r1", encoding="utf-8")
    return release


def write_queries(root: Path) -> Path:
    """Write the stored queries into a data folder and return it."""
    (root / "queries").mkdir(parents=True)
    for name, text in QUERIES.items():
        (root / "queries" / f"{name}.rq").write_text(text, encoding="utf-8")
    return root
