"""Seeded data in the terms of the model, of any size, for the benchmarks.

Every document is a named graph of about 700 quads in the shape of the real ones: an instrument with provisions,
norms with bearers, deadlines and evidence, status reports, measures and cooperation; some two hundred actors
are shared. The data conforms to the shapes; `faults` asks for a share of norms that do not. The same seed gives
the same bytes.

    python tests/benchmarks/generator.py 100000 > data.nq
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta

D = "https://w3id.org/thbgraph/id/"
T = "https://w3id.org/thbgraph/ontology#"
V = "https://w3id.org/thbgraph/vocabulary/"
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
XSD = "http://www.w3.org/2001/XMLSchema#"
ACTORS = 200
NORMS = 22
STATUSES = ("done", "in-progress", "planned", "delayed", "not-done", "no-indication")
STRENGTHS = {
    "Obligation": "shall",
    "Recommendation": "should",
    "PlannedAction": "planned",
    "Permission": "may",
}
TOPICS = ("training", "demand", "referral", "borders", "investigation", "funding", "coordination")


def node(path: str) -> str:
    return f"<{D}{path}>"


def term(name: str) -> str:
    return f"<{T}{name}>"


def concept(path: str) -> str:
    return f"<{V}{path}>"


def text(value: str) -> str:
    return f'"{value}"@en'


def day(value: date) -> str:
    return f'"{value.isoformat()}"^^<{XSD}date>'


def number(value: int) -> str:
    return f'"{value}"^^<{XSD}integer>'


def describe(graph: str, subject: str, kind: str, *pairs: tuple[str, str]) -> Iterator[str]:
    yield f"{subject} {A} {term(kind)} {graph} .\n"
    for predicate, value in pairs:
        yield f"{subject} {LABEL if predicate == 'label' else term(predicate)} {value} {graph} .\n"


def actors() -> Iterator[str]:
    graph = node("graph/actors")
    for n in range(ACTORS):
        yield from describe(
            graph, node(f"actor/gen/{n}"), "Body", ("label", text(f"Agency number {n}")),
            ("hasActorKind", concept("actor-kind/eu-agency")),
        )  # fmt: skip


def evidence(graph: str, owner: str, document: str, address: str) -> Iterator[str]:
    piece = owner[:-1] + "/evidence_1>"
    yield f"{owner} {term('hasEvidence')} {piece} {graph} .\n"
    yield from describe(
        graph, piece, "Evidence", ("isFoundIn", document), ("address", f'"{address}"'),
        ("hasEvidenceRole", concept("evidence-role/text")), ("hasGround", concept("evidence-basis/pointed")),
        ("order", number(1)),
    )  # fmt: skip


def document(n: int, rng: random.Random, faults: float = 0.0) -> Iterator[str]:
    """Yield the lines of one document, about 700."""
    graph, base = node(f"graph/gen_{n}"), f"instrument/gen/{n}"
    paper, start = node(f"document/gen/{n}"), date(1990, 1, 1) + timedelta(days=rng.randrange(12000))
    yield from describe(
        graph, paper, "Document", ("label", text(f"Document {n}")),
        ("hasDocumentKind", concept("document-kind/council-document")), ("dateOfDocument", day(start)),
    )  # fmt: skip
    yield from describe(
        graph, node(base), "Instrument", ("label", text(f"Instrument {n}")),
        ("hasInstrumentKind", concept("instrument-kind/action-plan")), ("hasForce", concept("force/non-binding")),
        ("dateOfDocument", day(start)),
    )  # fmt: skip
    for i in range(NORMS):
        yield from _norm(graph, base, paper, start, i, rng, rng.random() < faults)


def _norm(
    graph: str, base: str, paper: str, start: date, i: int, rng: random.Random, bad: bool
) -> Iterator[str]:
    provision, norm = node(f"{base}/art_{i}"), node(f"{base}/art_{i}/norm")
    kind = rng.choice(sorted(STRENGTHS))
    bearers = sorted({node(f"actor/gen/{rng.randrange(ACTORS)}") for _ in range(rng.choice((1, 1, 2)))})
    due = start + timedelta(days=rng.randrange(30, 900))
    yield from describe(
        graph, provision, "Provision", ("label", text(f"Article {i} of the generated instrument")),
        ("address", f'"art. {i}"'), ("isDirectPartOf", node(base)),
    )  # fmt: skip
    if bad:  # a bearer that is no actor: two shapes with SPARQL and one without have to see it
        bearers = [provision]
    yield from describe(
        graph, norm, kind, ("label", text(f"Bodies of row {i} to answer letter {rng.randrange(999)} in good time")),
        ("isLaidDownBy", provision), ("hasStrength", concept("strength/" + STRENGTHS[kind])),
        ("hasTopic", concept("topic/" + rng.choice(TOPICS))), ("hasDeadline", norm[:-1] + "/deadline_1>"),
        *(("hasNamedBearer", bearer) for bearer in bearers),
    )  # fmt: skip
    yield from describe(
        graph, norm[:-1] + "/deadline_1>", "Deadline", ("asPrinted", f'"by {due.year}"'),
        ("hasDeadlineKind", concept("deadline-kind/date")), ("dueDate", day(due)),
    )  # fmt: skip
    yield from evidence(graph, norm, paper, f"art. {i}")
    report = norm[:-1] + "/status>"
    yield from describe(
        graph, report, "StatusReport", ("label", text(f"The letters of row {i} were answered by then")),
        ("reportsOn", norm), ("hasStatus", concept("status/" + rng.choice(STATUSES))),
        ("asOf", day(start + timedelta(days=400))), ("ground", text("The table says so")),
    )  # fmt: skip
    yield from evidence(graph, report, paper, f"art. {i}, state of play")


def dataset(quads: int, seed: int = 1, faults: float = 0.0) -> Iterator[str]:
    """Yield about as many lines of N-Quads as asked for."""
    rng, count, n = random.Random(seed), 0, 0
    for line in actors():
        count += 1
        yield line
    while count < quads:
        for line in document(n, rng, faults):
            count += 1
            yield line
        n += 1


if __name__ == "__main__":
    sys.stdout.writelines(dataset(int(sys.argv[1]), faults=float(sys.argv[2]) if len(sys.argv) > 2 else 0.0))
