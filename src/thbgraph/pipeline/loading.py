"""From files to pieces: one piece for each record file, one for the ontology, with what follows from each.

A piece of a file that did not change comes from the cache, its local consequences with it. All problems of
all files are raised together, those between files included.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from thbgraph.errors import Problem, RecordError
from thbgraph.graph.hashing import canonical_triples
from thbgraph.names import GRAPH_ONTOLOGY, THBD
from thbgraph.pipeline.cache import Cache, key_of
from thbgraph.pipeline.inputs import Inputs, code_digest
from thbgraph.pipeline.pieces import Piece
from thbgraph.pipeline.repeats import repeats

if TYPE_CHECKING:
    from thbgraph.graph.inference import Rules
    from thbgraph.records.record import Record

__all__ = ["Loaded", "load"]


@dataclass(frozen=True)
class Loaded:
    """All pieces, the ontology's first and others by file name; `read` names the files that were parsed."""

    pieces: list[Piece]
    rules: Rules
    read: list[str]


def load(inputs: Inputs, cache: Cache, tell: Callable[[int, int], None]) -> Loaded:
    """Read every file that is not in the cache; RecordError with every problem of every file."""
    from thbgraph.graph.inference import Rules

    ontology = _ontology(inputs, cache)
    rules = Rules.compile(inputs.paths(inputs.schema), custom=inputs.paths(inputs.rules))
    rules_key = key_of(
        inputs.digest(inputs.schema), inputs.digest(inputs.rules), code_digest("graph", "names.py")
    )
    records, read = _records(inputs, cache, tell)
    pieces = [Piece("ontology", inputs.schema, GRAPH_ONTOLOGY, ontology)]
    for name, record in records.items():
        places = {iri: place.line for iri, place in record.defined.items()}
        triples = [line for line in record.nquads.decode().split("\n") if line]
        pieces.append(Piece(name, [name], record.graph, triples, places))
    _check(inputs, records, pieces)
    for piece in pieces:
        piece.local = _local(piece.triples, rules, rules_key, cache)
    return Loaded(pieces, rules, read)


def _records(
    inputs: Inputs, cache: Cache, tell: Callable[[int, int], None]
) -> tuple[dict[str, Record], list[str]]:
    """Return the records by file name, and the names of those that were parsed."""
    from thbgraph.records.record import Record

    reader = _Reader(inputs)
    records: dict[str, Record] = {}
    read: list[str] = []
    for number, name in enumerate(inputs.records):
        tell(number, len(inputs.records))
        key = key_of(name, inputs.digests[name], inputs.digests[inputs.context], reader.code)
        kept = cache.get("records", key)
        try:
            records[name] = Record.restore(kept or b"")
        except ValueError:
            records[name] = reader.read(name)
            read.append(name)
            cache.put("records", key, records[name].dump())
    tell(len(inputs.records), len(inputs.records))
    return records, read


class _Reader:
    """Reads record files; the reader of YAML is imported with the first that changed."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.code = code_digest("records", "errors.py", "names.py", "graph/hashing.py", "pipeline/loading.py")
        self._load: Callable[[Path, str], Record] | None = None

    def read(self, name: str) -> Record:
        """Read one file; its quads become canonical N-Triples lines, as the store will hold them."""
        if self._load is None:
            from thbgraph.records import Context, load_record

            context = Context.load(self.inputs.root / self.inputs.context)
            self._load = lambda path, label: load_record(path, context, name=label)
        record = self._load(self.inputs.root / name, name)
        self.inputs.check_unchanged(name)  # else the cache would keep it under the digest of another text
        lines = canonical_triples(ox.parse(record.nquads, format=ox.RdfFormat.N_QUADS))
        record.nquads = "\n".join(lines).encode()
        return record


def _check(inputs: Inputs, records: dict[str, Record], pieces: list[Piece]) -> None:
    from thbgraph.records.check import check

    problems: list[Problem] = [problem for record in records.values() for problem in record.problems]
    problems += repeats(pieces)
    known = {line[1 : line.index(">")] for line in pieces[0].triples}
    if problems:
        known |= _defined_in_broken(inputs, records)
    problems += check(list(records.values()), known)
    if problems:
        raise RecordError(problems)


def _defined_in_broken(inputs: Inputs, records: dict[str, Record]) -> set[str]:
    """Return the ids referred to that are written in a file with problems, and may be defined there.

    A file that is not even YAML defines nothing; each reference into it would else be one more problem.
    """
    texts = [_text(inputs.root / name) for name, record in records.items() if record.problems]
    referred = {iri for record in records.values() for iri, _, _ in record.references if iri.startswith(THBD)}
    sound = {iri for record in records.values() if not record.problems for iri in record.defined}
    return {iri for iri in referred - sound if any(_mentions(text, iri.removeprefix(THBD)) for text in texts)}


def _text(path: Path) -> str:
    """Return the text of a file, also of one that an editor has saved as UTF-16."""
    data = path.read_bytes()
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    return data.decode(encoding, errors="replace")


def _mentions(text: str, name: str) -> bool:
    return re.search(rf"\bid:\s*[\"']?{re.escape(name)}[\"']?\s*(?:$|[#,}}])", text, re.MULTILINE) is not None


def _ontology(inputs: Inputs, cache: Cache) -> list[str]:
    """Return the ontology and its vocabularies as canonical N-Triples lines."""
    key = key_of(inputs.digest(inputs.schema), code_digest("graph/hashing.py", "pipeline/loading.py"))
    kept = cache.get("ontology", key)
    if kept is None:
        triples: list[ox.Triple] = []
        for name, path in zip(inputs.schema, inputs.paths(inputs.schema), strict=True):
            triples += _turtle(name, path)
        kept = "\n".join(canonical_triples(triples)).encode()
        cache.put("ontology", key, kept)
    return kept.decode().split("\n")


def _turtle(name: str, path: Path) -> list[ox.Triple]:
    try:
        return [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        reason = " ".join((error.msg or str(error)).split())
        problem = Problem(
            name, error.lineno or 0, error.offset or 0, "", f"not Turtle: {reason}", "mend the file"
        )
        raise RecordError([problem]) from error


def _local(triples: list[str], rules: Rules, rules_key: str, cache: Cache) -> list[str]:
    """Return what follows from one file; from the cache where neither it nor the rules changed."""
    key = key_of(rules_key, *triples)
    kept = cache.get("local", key)
    if kept is None:
        quads = ox.parse("\n".join(triples), format=ox.RdfFormat.N_TRIPLES)
        kept = "\n".join(sorted(rules.local(quads))).encode()
        cache.put("local", key, kept)
    return [line for line in kept.decode().split("\n") if line]
