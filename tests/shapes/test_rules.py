"""The rules that look at more than one value: each with a graph that it refuses, and the base graph that it accepts."""

import pyoxigraph as ox
import pytest
from shape_examples import PROJECT, TYPE, base, check, ex, local, shape_graph, turtle, verdicts, without

from thbgraph.names import THBS

SH = "http://www.w3.org/ns/shacl#"
V = "https://w3id.org/thbgraph/vocabulary/"
NO_BEARER = f"<{V}gap/no-bearer>"

PART = (
    "ex:Part a thb:DocumentPart ; thb:isPartOfDocument ex:Document ; thb:address 'point 2' ; thb:partNumber 2 ;"
    " thb:partFingerprint '0123456789abcdef0123456789abcdee' ; thb:figuresPrinted 0 ; thb:actorsNamed 0 ;"
)
ALL_KINDS = ", ".join(
    f"<{V}statement-kind/{kind}>" for kind in ("norms", "measures", "cooperation", "figures")
)
OTHER_KINDS = ", ".join(f"<{V}statement-kind/{kind}>" for kind in ("measures", "cooperation", "figures"))

# shape -> (subject and predicates to drop from the base graph, Turtle to add, verdicts expected)
CASES: dict[str, tuple[tuple[str, ...], str, set[tuple[str, str, str]]]] = {
    "CooperationShape-roles": (
        (),
        "ex:Cooperation thb:hasTrainer ex:Collective .",
        {("Cooperation", "CooperationShape-roles", "Violation")},
    ),
    "ConcordancePairShape-sides": (
        ("ConcordancePair", "thb:lacksCounterpartIn"),
        "",
        {("ConcordancePair", "ConcordancePairShape-sides", "Violation")},
    ),
    "DocumentPartShape-accounted-for": (
        ("CoverageMark", "thb:coversKind"),
        f"ex:CoverageMark thb:coversKind {OTHER_KINDS} .",
        {("DocumentPart", "DocumentPartShape-accounted-for", "Violation")},
    ),
    "DocumentPartShape-accounted-once": (
        (),
        f"ex:DocumentPart thb:hasMark ex:Second . ex:Second a thb:CoverageMark ;"
        f" thb:coversKind <{V}statement-kind/norms> ; thb:hasCoverage <{V}coverage/carries> .",
        {("DocumentPart", "DocumentPartShape-accounted-once", "Violation")},
    ),
    "DocumentPartShape-carries-recorded": (
        (),
        f"{PART} thb:modalVerbs 0 ; thb:hasMark ex:One , ex:Two ."
        f" ex:One a thb:CoverageMark ; thb:coversKind <{V}statement-kind/norms> ;"
        f" thb:hasCoverage <{V}coverage/carries> ."
        f" ex:Two a thb:CoverageMark ; thb:coversKind {OTHER_KINDS} ; thb:hasCoverage <{V}coverage/narrative> .",
        {("Part", "DocumentPartShape-carries-recorded", "Violation")},
    ),
    "DocumentPartShape-none-recorded": (
        ("CoverageMark", "thb:hasCoverage"),
        f"ex:CoverageMark thb:hasCoverage <{V}coverage/narrative> ; thb:reason 'It tells a story'@en .",
        {("DocumentPart", "DocumentPartShape-none-recorded", "Violation")},
    ),
    "DocumentPartShape-reason-for-none": (
        (),
        f"{PART} thb:modalVerbs 1 ; thb:hasMark ex:One ."
        f" ex:One a thb:CoverageMark ; thb:coversKind {ALL_KINDS} ; thb:hasCoverage <{V}coverage/narrative> .",
        {("Part", "DocumentPartShape-reason-for-none", "Violation")},
    ),
    "DocumentPartShape-enough-recorded": (
        ("DocumentPart", "thb:modalVerbs"),
        "ex:DocumentPart thb:modalVerbs 99 .",
        {("DocumentPart", "DocumentPartShape-enough-recorded", "Violation")},
    ),
    "DocumentShape-parts": (
        (),
        f"ex:Other a thb:Document ; skos:prefLabel 'Document 2'@en ;"
        f" thb:hasDocumentKind <{V}document-kind/council-document> ; thb:isEncoded true .",
        {("Other", "DocumentShape-parts", "Violation")},
    ),
    "DocumentShape-evidence-in-parts": (
        (),
        f"ex:Elsewhere a thb:Evidence ; thb:isFoundIn ex:Document ; thb:address 'point 9' ; thb:order 2 ;"
        f" thb:hasEvidenceRole <{V}evidence-role/note> ; thb:hasGround <{V}evidence-basis/pointed> .",
        {("Document", "DocumentShape-evidence-in-parts", "Violation")},
    ),
    "DeadlineShape-due-given": (
        ("Deadline", "thb:hasDeadlineKind"),
        f"ex:Deadline thb:hasDeadlineKind <{V}deadline-kind/date> .",
        {("Deadline", "DeadlineShape-due-given", "Violation")},
    ),
    "DeadlineShape-recurrence-given": (
        ("Deadline", "thb:hasDeadlineKind"),
        f"ex:Deadline thb:hasDeadlineKind <{V}deadline-kind/recurring> .",
        {("Deadline", "DeadlineShape-recurrence-given", "Violation")},
    ),
    "DeadlineShape-offset-given": (
        ("Deadline", "thb:hasDeadlineKind"),
        f"ex:Deadline thb:hasDeadlineKind <{V}deadline-kind/relative> ; thb:startsWith <{V}starting-event/adoption> .",
        {("Deadline", "DeadlineShape-offset-given", "Violation")},
    ),
    "DeadlineShape-from-due": (
        (),
        'ex:Deadline thb:from "2006-07-01"^^xsd:date ; thb:dueDate "2006-06-30"^^xsd:date .',
        {("Deadline", "DeadlineShape-from-due", "Violation")},
    ),
    "EntityShape-interval": (
        (),
        'ex:System thb:from "2006-07-01"^^xsd:date ; thb:until "2006-07-01"^^xsd:date .',
        {("System", "EntityShape-interval", "Violation")},
    ),
    "InstrumentShape-end-order": (
        (),
        'ex:Instrument thb:dateOfEntryIntoForce "2003-01-01"^^xsd:date ;'
        ' thb:dateOfEndOfValidity "2002-01-01"^^xsd:date .',
        {("Instrument", "InstrumentShape-end-order", "Violation")},
    ),
    "InstrumentShape-force-order": (
        (),
        'ex:Instrument thb:dateOfEntryIntoForce "2000-12-31"^^xsd:date .',
        {("Instrument", "InstrumentShape-force-order", "Violation")},
    ),
    "InstrumentShape-publication-order": (
        (),
        'ex:Instrument thb:dateOfPublication "2000-12-31"^^xsd:date .',
        {("Instrument", "InstrumentShape-publication-order", "Violation")},
    ),
    "InstrumentShape-replaces-itself": (
        (),
        "ex:Instrument thb:replaces ex:OldInstrument . ex:OldInstrument thb:replaces ex:Instrument .",
        {(name, "InstrumentShape-replaces-itself", "Violation") for name in ("Instrument", "OldInstrument")},
    ),
    "NormShape-bearer-or-gap": (
        ("Obligation", "thb:hasNamedBearer"),
        "",
        {("Obligation", "NormShape-bearer-or-gap", "Violation")},
    ),
    "NormShape-bearer-and-gap": (
        (),
        f"ex:Obligation thb:leavesOpen {NO_BEARER} .",
        {("Obligation", "NormShape-bearer-and-gap", "Violation")},
    ),
    "NormShape-deadline-and-gap": (
        (),
        f"ex:Obligation thb:leavesOpen <{V}gap/no-deadline> ; thb:hasDeadline ex:Deadline .",
        {("Obligation", "NormShape-deadline-and-gap", "Violation")},
    ),
    "NormShape-detail-of-itself": (
        (),
        "ex:Obligation thb:isDetailOf ex:PlannedAction . ex:PlannedAction thb:isDetailOf ex:Obligation .",
        {(name, "NormShape-detail-of-itself", "Violation") for name in ("Obligation", "PlannedAction")},
    ),
    "NormShape-one-status-a-date": (
        (),
        "ex:Other a thb:StatusReport ; skos:prefLabel 'The letter box was still missing then'@en ;"
        f" thb:reportsOn ex:PlannedAction ; thb:hasStatus <{V}status/delayed> ;"
        " thb:asOf '2002-01-01'^^xsd:date ; thb:ground 'No box hangs by the door'@en ; thb:hasEvidence ex:Evidence .",
        {("PlannedAction", "NormShape-one-status-a-date", "Violation")},
    ),
    "ProvisionShape-part-of-itself": (
        ("Provision", "thb:isDirectPartOf"),
        "ex:Provision thb:isDirectPartOf ex:Provision .",
        {("Provision", "ProvisionShape-part-of-itself", "Violation")},
    ),
    "StatementShape-words": (
        ("Measure", "skos:prefLabel"),
        "ex:Measure skos:prefLabel 'The agency bought it'@en .",
        {("Measure", "StatementShape-words", "Warning")},
    ),
    "StatusReportShape-mayHaveStatus-other": (
        (),
        f"ex:StatusReport thb:mayHaveStatus <{V}status/done> .",
        {("StatusReport", "StatusReportShape-mayHaveStatus-other", "Violation")},
    ),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_rule_refuses_its_example(name: str) -> None:
    drop, add, expected = CASES[name]
    triples = without(*drop) if drop else base()
    assert verdicts(check(triples | set(turtle(add)))) == expected


@pytest.mark.parametrize("word", ["checked", "not-found"])
def test_what_a_check_finds_cannot_be_recorded(word: str) -> None:
    spoilt = without("Evidence", "thb:hasGround") | set(
        turtle(f"ex:Evidence thb:hasGround <{V}evidence-basis/{word}> .")
    )
    assert ("Evidence", "EvidenceShape-hasGround", "Violation") in verdicts(check(spoilt))


def node_shapes(suffix: str) -> list[str]:
    quads = shape_graph().quads_for_pattern(None, TYPE, ox.NamedNode(SH + "NodeShape"))
    names = (quad.subject.value.removeprefix(THBS) for quad in quads)
    return sorted(name for name in names if suffix in name)


# A record that is not of the class whose keys it borrows, and the values it borrows them with.
@pytest.mark.parametrize("name", node_shapes("-keys"))
def test_keys_of_a_class_are_refused_on_other_records(name: str) -> None:
    (shape_class,) = shape_graph().quads_for_pattern(
        ox.NamedNode(THBS + name), ox.NamedNode(SH + "class"), None
    )
    stranger = "Programme" if local(shape_class.object.value) != "Entity" else "Stranger"
    targets = shape_graph().quads_for_pattern(
        ox.NamedNode(THBS + name), ox.NamedNode(SH + "targetSubjectsOf"), None
    )
    tried = 0
    for target in targets:
        value = next((t.object for t in base() if t.predicate == target.object), ox.Literal("x"))
        spoilt = base() | {ox.Triple(ex(stranger), target.object, value)}
        assert (stranger, name, "Violation") in verdicts(check(spoilt))
        assert {v for v in verdicts(check(spoilt)) if v[1].endswith("-keys")} == {
            (stranger, name, "Violation")
        }
        tried += 1
        if tried == 3:
            break
    assert tried


@pytest.mark.parametrize("name", node_shapes("Shape-not-"))
def test_a_thing_of_two_kinds_that_exclude_each_other_is_refused(name: str) -> None:
    first, other = name.split("Shape-not-")
    other = "".join(word.capitalize() for word in other.split("-"))
    stand_in = {
        "Actor": "Body",
        "LegalResource": "Instrument",
        "Grounded": "Mention",
        "Evidence": "Evidence",
    }[first]
    concrete = {"LegalResource": "Instrument", "Grounded": "Mention"}.get(other, other)
    spoilt = base() | set(turtle(f"ex:{stand_in} a thb:{concrete} ."))
    assert (stand_in, name, "Violation") in verdicts(check(spoilt))
    assert (stand_in, name, "Violation") not in verdicts(check(base()))


def test_every_rule_has_an_example() -> None:
    constraints = shape_graph().quads_for_pattern(None, ox.NamedNode(SH + "sparql"), None)
    with_sparql = {quad.subject.value.removeprefix(THBS) for quad in constraints}
    assert with_sparql - set(CASES) == set()
    targeted = {n for n in node_shapes("") if not n.endswith(("Shape", "Test", "-keys")) and "-not-" not in n}
    assert targeted == with_sparql


def test_shapes_stand_one_class_a_file() -> None:
    for path in (PROJECT / "shapes" / "data").glob("*.ttl"):
        if path.stem == "prefixes":
            continue
        name = "".join(word.capitalize() for word in path.stem.split("-"))
        subjects = {
            q.subject.value
            for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
            if isinstance(q.subject, ox.NamedNode)
        }
        assert {s.removeprefix(THBS).split("Shape")[0].removesuffix("Test") for s in subjects} == {name}
