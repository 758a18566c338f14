"""Write the manifest of a document: every part of it, with what it carries of each kind of statement.

    python -m thbgraph.evidence.manifest DOCUMENT --corpus DIR [--write]

DOCUMENT is an id such as `document/council/16633_06`. The parts come from a copy, the statements from the
records, and what a person wrote in the manifest before (why a part carries none, or fewer than its wording
signals) is kept. What is still to be written is listed; without --write nothing else happens. The manifest is
`coverage.yaml` in the folder of the document's records.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from thbgraph import data
from thbgraph.documents import Part
from thbgraph.errors import RecordError, ThbgraphError, UsageError
from thbgraph.evidence.copies import Copy, copies_in
from thbgraph.evidence.fingerprint import digest, letters_of
from thbgraph.evidence.pieces import last_step, pieces_of, rows, sources_of, text_of
from thbgraph.evidence.recognise import recognise
from thbgraph.evidence.signals import Signaller, Signals
from thbgraph.names import THBD

__all__ = ["KINDS", "Account", "Mark", "account_for", "main", "written"]

KINDS = ("norms", "measures", "cooperation", "figures")
_CLASSES = {
    "norms": ["NormativeStatement"],
    "measures": ["Measure", "StatusReport", "TreatyAction"],
    "cooperation": ["Cooperation"],
    "figures": ["Observation"],
}
_CARRIES, _NOT_ENCODED = "carries", "not-encoded"
_STATEMENTS = """
SELECT ?address ?statement WHERE {{
  VALUES ?class {{ {classes} }}
  ?piece thb:isFoundIn <{document}> ; thb:address ?address . ?statement thb:hasEvidence ?piece ; a ?class .
}}
"""
_NARROWER = "SELECT ?narrower WHERE {{ VALUES ?class {{ {classes} }} ?narrower rdfs:subClassOf* ?class }}"
_NAMES = """
SELECT DISTINCT ?name ?actor WHERE {
  ?actor a/rdfs:subClassOf* thb:Actor .
  { ?actor skos:prefLabel|skos:altLabel|thb:abbreviation ?name }
  UNION { ?mention thb:names ?actor ; a thb:Mention ; thb:asPrinted ?name }
} ORDER BY ?name DESC(?actor)
"""
_MARKS = """
SELECT ?address ?kind ?coverage ?reason WHERE {{
  ?part thb:isPartOfDocument <{document}> ; thb:address ?address ; thb:hasMark ?mark .
  ?mark thb:coversKind ?kind ; thb:hasCoverage ?coverage . OPTIONAL {{ ?mark thb:reason ?reason }}
}}
"""


class Mark(NamedTuple):
    """The account of a part for one kind: a concept of the vocabulary of coverage, and a written reason."""

    coverage: str
    reason: str = ""


class Account(NamedTuple):
    """One part with its signals, the number of statements of each kind, and its marks by kind."""

    address: str
    fingerprint: str
    signals: Signals
    statements: Mapping[str, int]
    marks: Mapping[str, Mark]

    def open_questions(self) -> Iterator[str]:
        """Give a line for each kind whose mark needs a reason and has none."""
        for kind, mark in self.marks.items():
            signals = _signals_of(self.signals, kind)
            number = self.statements[kind]
            if mark.reason or mark.coverage == _NOT_ENCODED:
                continue
            if number == 0 and signals:
                yield f"{kind}: none is recorded, and the wording has {signals} signals"
            elif kind in ("norms", "figures") and number < signals:
                yield f"{kind}: {number} recorded, and the wording has {signals} signals"


def _signals_of(signals: Signals, kind: str) -> int:
    return {
        "norms": signals.modal_verbs,
        "figures": signals.figures,
        "measures": signals.actors,
        "cooperation": signals.actors if signals.actors > 1 else 0,
    }[kind]


def account_for(copy: Copy, document: str, store: ox.Store) -> list[Account]:
    """Return the account of every part of a copy, in the order of the document.

    `document` is its IRI; `store` holds the ontology and all records. Marks that a person wrote are kept where
    they are still true.
    """
    signaller = Signaller((text_of(row, "name"), text_of(row, "actor")) for row in rows(store, _NAMES))
    recorded = {kind: _recorded(store, document, kind) for kind in KINDS}
    former = {
        (text_of(row, "address"), last_step(text_of(row, "kind"))): Mark(
            last_step(text_of(row, "coverage")), text_of(row, "reason")
        )
        for row in rows(store, _MARKS.format(document=document))
    }
    accounts = []
    for address, part, text in _parts(copy):
        letters = letters_of(text)
        statements = {kind: recorded[kind][address] for kind in KINDS}
        usual = _usual(part, letters)
        marks = {
            kind: _mark(statements[kind], former.get((address, kind)), usual if letters else "empty")
            for kind in KINDS
        }
        accounts.append(Account(address, digest(letters), signaller.of(text), statements, marks))
    return accounts


def _mark(statements: int, former: Mark | None, usual: str) -> Mark:
    if statements:
        return Mark(_CARRIES, former.reason if former and former.coverage == _CARRIES else "")
    return former if former and former.coverage != _CARRIES else Mark(usual)


def _usual(part: Part, letters: str) -> str:
    """Return the word for a part that carries nothing, where nobody has said otherwise."""
    if part.kind in ("heading", "title", "section", "chapter", "annex", "area", "table", "objective"):
        return "heading"
    return "citation" if part.kind == "footnote" and letters else "narrative"


def _parts(copy: Copy) -> Iterator[tuple[str, Part, str]]:
    """Give the parts that have an address and words of their own, or are blank cells, with these words."""
    seen = set()
    for part in copy.document.walk():
        if not part.address or part.address in seen:
            continue
        text = " ".join(_own(copy, part)).strip()
        if letters_of(text) or part.kind == "cell":
            seen.add(part.address)
            yield part.address, part, text


def _own(copy: Copy, part: Part) -> Iterator[str]:
    """Give the stretches of a part that do not belong to a part with an address of its own below it."""
    at = part.start
    waiting = list(part.children)
    below = []
    while waiting:
        child = waiting.pop()
        if child.address:
            below.append(child)
        else:
            waiting.extend(child.children)
    for child in sorted(below, key=lambda one: one.start):
        if part.start <= child.start and child.end <= part.end:
            yield copy.document.text[at : child.start]
            at = max(at, child.end)
    yield copy.document.text[at : part.end]


def _recorded(store: ox.Store, document: str, kind: str) -> Counter[str]:
    """Return how many statements of a kind have a passage at each address."""
    wanted = " ".join(f"thb:{name}" for name in _CLASSES[kind])
    narrower = rows(store, _NARROWER.format(classes=wanted))
    classes = " ".join(f"<{text_of(row, 'narrower')}>" for row in narrower)
    found = rows(store, _STATEMENTS.format(document=document, classes=classes))
    pairs = {(text_of(row, "address"), text_of(row, "statement")) for row in found}
    return Counter(address for address, _ in pairs)


def written(document: str, graph: str, accounts: Sequence[Account]) -> str:
    """Return the manifest as the text of a record file; `document` is an id without the namespace."""
    marks = 0
    lines = [
        "# yaml-language-server: $schema=../../../record.schema.json",
        f"# Written by `python -m thbgraph.evidence.manifest {document}`, which keeps the reasons written here.",
        f"graph: {graph}",
        f"prefixes: {{part: {document}/part/}}",
        "defaults:",
        f"  DocumentPart: {{ofDocument: {document}}}",
        "  mark: {type: CoverageMark}",
    ]
    entries = []
    for number, account in enumerate(accounts, start=1):
        signals = account.signals
        entries += [
            f"  - id: part:{_slug(account.address)}",
            "    type: DocumentPart",
            f"    address: {_quoted(account.address)}",
            f"    partNumber: {number}",
            f"    partFingerprint: '{account.fingerprint}'",
            f"    modalVerbs: {signals.modal_verbs}",
            f"    figuresPrinted: {signals.figures}",
            f"    actorsNamed: {signals.actors}",
            "    mark:",
        ]
        for mark in dict.fromkeys(account.marks.values()):
            kinds = ", ".join(kind for kind in KINDS if account.marks[kind] == mark)
            reason = f", reason: {{en: {_quoted(mark.reason)}}}" if mark.reason else ""
            entries.append(f"      - {{coversKind: [{kinds}], coverage: {mark.coverage}{reason}}}")
            marks += 1
    lines += [f"expect: {{DocumentPart: {len(accounts)}, CoverageMark: {marks}}}", "entries:"]
    return "\n".join(lines + entries) + "\n"


def _slug(address: str) -> str:
    """Return an address as the last step of an identifier: `art. 18(4)` gives `art_18.4`."""
    text = (
        address.replace("*", "star").replace(", ", "~").replace(". ", " ").replace("(", ".").replace(")", "")
    )
    return "".join(char if char.isalnum() or char in ".-" else "_" for char in text.replace("~", "."))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _records_store(root: Path) -> tuple[ox.Store, dict[str, Path]]:
    """Return a store with the ontology and all records as they stand, and the folder of each graph's files."""
    from thbgraph.records import Context, load_record

    store = ox.Store()
    for path in sorted((root / "ontology").glob("*.ttl")):
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    context = Context.load(root / "build" / "context.jsonld")
    problems = []
    folders: dict[str, Path] = {}
    for path in sorted((root / "build" / "records").rglob("*.yaml")):
        record = load_record(path, context)
        problems += record.problems
        store.load(record.nquads, format=ox.RdfFormat.N_QUADS)
        folders.setdefault(record.graph, path.parent)
    if problems:
        raise RecordError(sorted(set(problems)))
    return store, folders


def _copy_of(store: ox.Store, document: str, corpus: Path) -> Copy:
    copies, _ = copies_in(corpus)
    pieces = [piece for piece in pieces_of(store) if piece.document == document]
    found = recognise(copies, pieces, sources_of(store))
    if document not in found:
        raise UsageError(
            f"no copy of {document} is in {corpus}", "give the folder that has one with --corpus"
        )
    return found[document][0]


def main(words: Sequence[str] | None = None) -> int:
    """Print what is still to be written; exit 0 where nothing is."""
    parser = argparse.ArgumentParser(prog="python -m thbgraph.evidence.manifest", description=__doc__)
    parser.add_argument("document", help="the id of the document, such as document/council/16633_06")
    parser.add_argument("--corpus", type=Path, required=True, help="the folder with a copy of the document")
    parser.add_argument("--write", action="store_true", help="write coverage.yaml")
    options = parser.parse_args(words)
    try:
        return _run(options.document, options.corpus, write=options.write)
    except ThbgraphError as error:
        print(f"manifest: {error.message}", file=sys.stderr)
        return error.exit_code


def _run(document: str, corpus: Path, *, write: bool) -> int:
    store, folders = _records_store(data.root())
    iri = THBD + document
    graph = next((text_of(row, "graph") for row in rows(store, _GRAPH.format(document=iri))), "")
    if not graph:
        raise UsageError(f"no statement cites {document}", "record a statement of it first")
    accounts = account_for(_copy_of(store, iri, corpus), iri, store)
    questions = [f"{one.address}: {line}" for one in accounts for line in one.open_questions()]
    text = written(document, last_step(graph), accounts)
    path = folders[graph] / "coverage.yaml"
    former = path.read_text(encoding="utf-8") if path.exists() else ""
    if write:
        new = path.with_name(path.name + ".new")
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)
    print("".join(f"{line}\n" for line in questions), end="")
    changed = "is as it was" if text == former else "is written" if write else "differs: use --write"
    print(f"{path.name}: {len(accounts)} parts, {len(questions)} reasons to write; the file {changed}")
    return 1 if questions or (text != former and not write) else 0


_GRAPH = """
SELECT ?graph (COUNT(*) AS ?pieces) WHERE {{
  GRAPH ?graph {{
    ?record thb:hasEvidence ?piece ; a ?class . ?piece thb:isFoundIn <{document}> .
    FILTER (?class NOT IN (thb:ConcordancePair, thb:Concordance, thb:Lineage))
  }}
  FILTER (?graph NOT IN (<https://w3id.org/thbgraph/id/graph/actors>,
    <https://w3id.org/thbgraph/id/graph/instruments>, <https://w3id.org/thbgraph/id/graph/resources>))
}} GROUP BY ?graph ORDER BY DESC(?pieces) LIMIT 1
"""

if __name__ == "__main__":
    sys.exit(main())
