"""A small JSON-LD context with one key of each form."""

from __future__ import annotations

from thbgraph.names import PREFIXES, THB, THBD, THBV

SOURCE = {
    "@version": 1.1,
    "@base": THBD,
    "@vocab": THB,
    "thb": THB,
    "skos": PREFIXES["skos"],
    "xsd": PREFIXES["xsd"],
    "id": "@id",
    "type": "@type",
    "label": {"@id": "skos:prefLabel", "@container": "@language"},
    "sameIn": {"@id": "skos:exactMatch", "@type": "@id", "@container": "@set"},
    "bearer": {"@id": "thb:hasNamedBearer", "@type": "@id", "@container": "@set"},
    "partOf": {"@id": "thb:isDirectPartOf", "@type": "@id"},
    "deadline": {"@id": "thb:hasDeadline", "@type": "@id"},
    "parts": {"@reverse": "thb:isDirectPartOf", "@type": "@id", "@container": "@set"},
    "status": {"@id": "thb:hasStatus", "@type": "@vocab", "@context": {"@vocab": f"{THBV}status/"}},
    "evidence": {
        "@id": "thb:hasEvidence",
        "@type": "@id",
        "@container": "@set",
        "@context": {
            "role": {"@id": "thb:hasEvidenceRole", "@type": "@vocab", "@context": {"@vocab": f"{THBV}role/"}}
        },
    },
    "document": {"@id": "thb:isFoundIn", "@type": "@id"},
    "order": {"@id": "thb:order", "@type": "xsd:integer"},
    "address": "thb:address",
    "due": {"@id": "thb:dueDate", "@type": "xsd:date"},
    "value": {"@id": "thb:value", "@type": "xsd:decimal"},
    "encoded": {"@id": "thb:isEncoded", "@type": "xsd:boolean"},
    "offset": {"@id": "thb:offset", "@type": "xsd:duration"},
    "Indicator": {"@id": "thb:Indicator", "@context": {"sign": "thb:sign"}},
}
