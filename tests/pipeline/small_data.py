"""A tiny data folder: an ontology of five classes, three record files, one shape."""

from __future__ import annotations

import json
from pathlib import Path

ONTOLOGY = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX thb: <https://w3id.org/thbgraph/ontology#>
<https://w3id.org/thbgraph/ontology> a owl:Ontology ; owl:versionIRI <https://w3id.org/thbgraph/ontology/9> .
thb:Entity a owl:Class .
thb:Actor a owl:Class ; rdfs:subClassOf thb:Entity .
thb:Body a owl:Class ; rdfs:subClassOf thb:Actor .
thb:Norm a owl:Class ; rdfs:subClassOf thb:Entity .
thb:Obligation a owl:Class ; rdfs:subClassOf thb:Norm .
thb:hasBearer a owl:ObjectProperty ; rdfs:domain thb:Norm ; rdfs:range thb:Actor .
thb:hasNamedBearer a owl:ObjectProperty ; rdfs:subPropertyOf thb:hasBearer .
thb:isPartOf a owl:ObjectProperty, owl:TransitiveProperty .
thb:isDirectPartOf a owl:ObjectProperty ; rdfs:subPropertyOf thb:isPartOf .
thb:number a owl:DatatypeProperty .
"""

VOCABULARY = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX thbv: <https://w3id.org/thbgraph/vocabulary/>
thbv:status a skos:ConceptScheme .
<https://w3id.org/thbgraph/vocabulary/status/done> a skos:Concept ;
    skos:prefLabel "done"@en ; skos:inScheme thbv:status .
"""

CONTEXT = {
    "@version": 1.1,
    "@vocab": "https://w3id.org/thbgraph/ontology#",
    "@base": "https://w3id.org/thbgraph/id/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "label": {"@id": "skos:prefLabel", "@container": "@language"},
    "bearer": {"@id": "hasNamedBearer", "@type": "@id", "@container": "@set"},
    "partOf": {"@id": "isDirectPartOf", "@type": "@id"},
    "number": {"@id": "number", "@type": "xsd:integer"},
    "Body": "https://w3id.org/thbgraph/ontology#Body",
    "Actor": "https://w3id.org/thbgraph/ontology#Actor",
    "Obligation": "https://w3id.org/thbgraph/ontology#Obligation",
}

SHAPES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX thb: <https://w3id.org/thbgraph/ontology#>
PREFIX thbs: <https://w3id.org/thbgraph/shapes#>
thbs:NormShape a sh:NodeShape ; sh:targetClass thb:Norm ;
    sh:property thbs:NormShape-bearer, thbs:NormShape-label .
thbs:NormShape-bearer a sh:PropertyShape ; sh:path thb:hasNamedBearer ; sh:minCount 1 ; sh:class thb:Actor ;
    sh:severity sh:Violation ; sh:message "A norm names an actor as its bearer." .
thbs:NormShape-label a sh:PropertyShape ; sh:path skos:prefLabel ; sh:minCount 1 ;
    sh:severity sh:Warning ; sh:message "A norm has a label." .
"""

ACTORS = """\
graph: actors
entries:
  - id: actor/europol
    type: Body
    label: {en: Europol}
  - id: actor/eurojust
    type: Body
    label: {en: Eurojust}
"""

PLAN = """\
graph: plan
entries:
  - id: plan
    type: Obligation
    label: {en: The plan}
    bearer: [actor/europol]
  - id: plan/1
    type: Obligation
    label: {en: Part one}
    bearer: [actor/europol, actor/eurojust]
    partOf: plan
    number: 1
  - id: plan/1/a
    type: Obligation
    bearer: [actor/eurojust]
    partOf: plan/1
expect: {Obligation: 3}
"""

REPORT = """\
graph: report
entries:
  - id: report/1
    type: Obligation
    label: {en: "A word of é, a quote \\" and a line\\nend"}
    bearer: [actor/europol]
    partOf: plan/1/a
expect: {Obligation: 1}
"""


def data_folder(root: Path) -> Path:
    """Write the whole data folder and return it."""
    write(root, "ontology/core.ttl", ONTOLOGY)
    write(root, "ontology/vocabularies/status.ttl", VOCABULARY)
    write(root, "build/context.jsonld", json.dumps({"@context": CONTEXT}))
    write(root, "build/records/actors.yaml", ACTORS)
    write(root, "build/records/documents/plan.yaml", PLAN)
    write(root, "build/records/documents/report.yaml", REPORT)
    write(root, "shapes/data/norm.ttl", SHAPES)
    return root


def write(root: Path, name: str, text: str) -> None:
    """Write one file of a data folder."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
