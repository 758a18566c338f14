"""For each property shape: a record that it accepts and one that it refuses, and nothing else is reported.

The examples are derived from the shape itself: the accepted record gets a value of the right kind, the refused
one a value of the wrong kind, or loses the value. Shapes whose rule is about two values at once have their
examples in test_rules.py.
"""

import json

import pyoxigraph as ox
import pytest
from shape_examples import EX, PROJECT, TYPE, base, check, ex, local, ontology, shape_graph, turtle, verdicts

from thbgraph.names import THBS, expand

SH = "http://www.w3.org/ns/shacl#"
# A concrete class for each class that only groups others.
STANDS_FOR = {
    "Actor": "Body",
    "Entity": "System",
    "Grounded": "Mention",
    "LegalResource": "Instrument",
    "Norm": "PlannedAction",
    "NormativeStatement": "Objective",
    "Rule": "Definition",
    "Statement": "Measure",
}
# Rules about two values of one record: their examples are written by hand.
BY_HAND = {
    "DeadlineShape-from-due",
    "EntityShape-interval",
    "InstrumentShape-end-order",
    "InstrumentShape-force-order",
    "InstrumentShape-publication-order",
    "StatementShape-words",
    "StatusReportShape-mayHaveStatus-other",
}


def _part(rule: str) -> tuple[str, str, str]:
    return ("DocumentPart", f"DocumentPartShape-{rule}", "Violation")


# What a wrong value breaks besides the shape that is tried, because two shapes look at one property.
ALSO = {
    "LegalResourceShape-dateOfEntryIntoForce": {("Instrument", "InstrumentShape-force-order", "Violation")},
    "NormShape-hasStrength": {("PlannedAction", "PlannedActionShape-hasStrength", "Violation")},
    "StatementShape-label": {("Measure", "StatementShape-words", "Warning")},
    **{
        f"CooperationShape-has{role}": {("Cooperation", "CooperationShape-roles", "Violation")}
        for role in ("Host", "Provider", "Receiver", "Reporter", "Trainee", "Trainer")
    },
    # What is wrong with a part or its account is wrong with the account of its document too.
    "CoverageMarkShape-coversKind": {_part("accounted-for"), _part("carries-recorded")},
    "CoverageMarkShape-hasCoverage": {_part("none-recorded"), _part("reason-for-none")},
    "DocumentPartShape-address": {
        _part("carries-recorded"),
        ("DocumentPart", "EntityShape-address", "Violation"),
        ("Document", "DocumentShape-evidence-in-parts", "Violation"),
    },
    "DocumentPartShape-hasMark": {_part("accounted-for")},
    "DocumentPartShape-isPartOfDocument": {
        _part("carries-recorded"),
        ("Document", "DocumentShape-evidence-in-parts", "Violation"),
        ("Document", "DocumentShape-parts", "Violation"),
    },
    "EvidenceShape-address": {_part("carries-recorded")},
    "EvidenceShape-isFoundIn": {_part("carries-recorded")},
}
# A record that a record of the same class may point to: pointing to itself is refused.
TWIN = {"Instrument": "OldInstrument", "PlannedAction": "Obligation"}
LITERALS = {
    "xsd:boolean": "true",
    "xsd:date": '"2001-02-03"^^xsd:date',
    "xsd:decimal": "2.5",
    "xsd:duration": '"P1Y"^^xsd:duration',
    "xsd:integer": "1",
    "xsd:string": '"text"',
    "xsd:anyURI": '"https://example.org/"^^xsd:anyURI',
    "rdf:langString": '"five words that say something"@en',
}
SAMPLES = {
    "celex": '"32011L0036"',
    "fingerprint": '"0123456789abcdef0123456789abcdef"',
}
CONCEPTS = {"leavesOpen": "gap/no-objective", "hasStrength": "strength/planned"}


def values(subject: ox.NamedNode, predicate: str) -> list[ox.NamedNode | ox.Literal]:
    quads = shape_graph().quads_for_pattern(subject, ox.NamedNode(SH + predicate), None)
    return [quad.object for quad in quads]


def property_shapes() -> list[str]:
    found = shape_graph().quads_for_pattern(None, TYPE, ox.NamedNode(SH + "PropertyShape"))
    return sorted(quad.subject.value.removeprefix(THBS) for quad in found)


def owner(shape: ox.NamedNode) -> str:
    (quad,) = shape_graph().quads_for_pattern(None, ox.NamedNode(SH + "property"), shape)
    (target,) = values(quad.subject, "targetClass")
    return STANDS_FOR.get(local(target.value), local(target.value))


def right_value(shape: ox.NamedNode, path: str) -> str:
    """A value, in Turtle, that the shape accepts."""
    (classes, datatypes) = values(shape, "class"), values(shape, "datatype")
    if datatypes:
        name = local(path)
        short = next(k for k in LITERALS if expand(k) == datatypes[0].value)
        return SAMPLES.get(name, LITERALS[short])
    if classes and classes[0].value == expand("skos:Concept"):
        (pattern,) = values(shape, "pattern")
        scheme = pattern.value.rsplit("/", 2)[1]
        return (
            f"<{expand('thbv:' + CONCEPTS[local(path)])}>" if local(path) in CONCEPTS else concept_of(scheme)
        )
    if classes:
        kind = local(classes[0].value)
        kind = STANDS_FOR.get(kind, kind)
        return f"<{EX}{TWIN.get(kind, kind)}>"
    return LITERALS["rdf:langString"] if path == expand("skos:prefLabel") else LITERALS["xsd:string"]


def concept_of(scheme: str) -> str:
    found = sorted(
        q.subject.value
        for q in ontology()
        if q.predicate.value == expand("skos:inScheme") and q.object.value == expand("thbv:" + scheme)
    )
    return f"<{found[0]}>"


def wrong_value(shape: ox.NamedNode, path: str) -> str | None:
    """A value that the shape refuses; None where it only asks for a value to be there."""
    classes, datatypes = values(shape, "class"), values(shape, "datatype")
    if values(shape, "in"):
        return (
            f"<{expand('thbv:strength/may')}>"
            if "Perm" not in shape.value and "Power" not in shape.value
            else (f"<{expand('thbv:strength/shall')}>")
        )
    if datatypes:
        return "true" if datatypes[0].value != expand("xsd:boolean") else '"yes"'
    if classes and classes[0].value == expand("skos:Concept"):
        return f"<{EX}Programme>"
    if classes:
        return f"<{expand('thbv:status/done')}>"
    return None


def facts(name: str) -> tuple[ox.NamedNode, str, str]:
    shape = ox.NamedNode(THBS + name)
    (path,) = values(shape, "path")
    return shape, owner(shape), path.value


@pytest.mark.parametrize("name", [n for n in property_shapes() if n not in BY_HAND])
def test_property_shape_accepts_a_right_value(name: str) -> None:
    shape, subject, path = facts(name)
    present = any(t.subject == ex(subject) and t.predicate.value == path for t in base())
    added = set() if present else set(turtle(f"ex:{subject} <{path}> {right_value(shape, path)} ."))
    assert verdicts(check(base() | added)) == set()


@pytest.mark.parametrize("name", [n for n in property_shapes() if n not in BY_HAND])
def test_property_shape_refuses_a_wrong_or_missing_value(name: str) -> None:
    shape, subject, path = facts(name)
    wrong = wrong_value(shape, path)
    spoilt = frozenset(t for t in base() if not (t.subject == ex(subject) and t.predicate.value == path))
    if wrong is not None:
        spoilt |= set(turtle(f"ex:{subject} <{path}> {wrong} ."))
    (severity,) = values(shape, "severity")
    expected = {(subject, name, severity.value.removeprefix(SH))} | ALSO.get(name, set())
    assert verdicts(check(spoilt)) == expected


def test_every_property_shape_has_its_examples() -> None:
    assert set(property_shapes()) >= BY_HAND
    assert len(property_shapes()) > 150


def test_every_property_that_records_can_assert_has_a_shape_for_its_values() -> None:
    context = json.loads((PROJECT / "build" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    keys = [term["@id"] for term in context.values() if isinstance(term, dict)]
    asserted = {key.removeprefix("thb:") for key in keys if key.startswith("thb:")}
    paths = shape_graph().quads_for_pattern(None, ox.NamedNode(SH + "path"), None)
    assert asserted - {local(quad.object.value) for quad in paths} == set()
