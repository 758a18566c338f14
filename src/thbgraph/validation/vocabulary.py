"""The names of SHACL, RDF and XSD that validation uses, and the sh: properties a shape may carry."""

from __future__ import annotations

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"

RDF_TYPE = RDF + "type"
SUB_CLASS_OF = RDFS + "subClassOf"
VIOLATION = SH + "Violation"
WARNING = SH + "Warning"
INFO = SH + "Info"

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")

# Local names of sh: properties that say nothing about which nodes conform.
SILENT = frozenset(
    {
        *TARGETS,
        "deactivated",
        "declare",
        "defaultValue",
        "description",
        "flags",
        "group",
        "ignoredProperties",
        "message",
        "name",
        "order",
        "path",
        "qualifiedMaxCount",
        "qualifiedMinCount",
        "qualifiedValueShapesDisjoint",
        "severity",
    }
)

# Constraint parameters of SHACL Core and SHACL-SPARQL, with the component that each belongs to.
COMPONENTS = {
    "class": "Class",
    "datatype": "Datatype",
    "nodeKind": "NodeKind",
    "minCount": "MinCount",
    "maxCount": "MaxCount",
    "minExclusive": "MinExclusive",
    "minInclusive": "MinInclusive",
    "maxExclusive": "MaxExclusive",
    "maxInclusive": "MaxInclusive",
    "minLength": "MinLength",
    "maxLength": "MaxLength",
    "pattern": "Pattern",
    "languageIn": "LanguageIn",
    "uniqueLang": "UniqueLang",
    "equals": "Equals",
    "disjoint": "Disjoint",
    "lessThan": "LessThan",
    "lessThanOrEquals": "LessThanOrEquals",
    "not": "Not",
    "and": "And",
    "or": "Or",
    "xone": "Xone",
    "node": "Node",
    "property": "Property",
    "qualifiedValueShape": "QualifiedValueShape",
    "closed": "Closed",
    "hasValue": "HasValue",
    "in": "In",
    "sparql": "SPARQL",
}

# Parameters that a shape may have once only; the others may be repeated, each value a constraint of its own.
SINGLE = frozenset(
    {
        "closed",
        "datatype",
        "in",
        "languageIn",
        "maxCount",
        "maxLength",
        "minCount",
        "minLength",
        "nodeKind",
        "qualifiedMaxCount",
        "qualifiedMinCount",
        "uniqueLang",
    }
)

# Parameters that make sense on a property shape only.
PROPERTY_ONLY = frozenset(
    ["minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape"]
)

# Beyond Core and SPARQL constraints, but within what pySHACL evaluates: sh:target, sh:rule, sh:expression.
ADVANCED = frozenset({"target", "rule", "expression"})


def component(parameter: str) -> str:
    """Return the IRI of the constraint component that a parameter's local name belongs to."""
    return f"{SH}{COMPONENTS[parameter]}ConstraintComponent"
