"""From one record file to quads: defaults, names for nested blocks, strict checks; the context does the rest.

load_record never raises for what a file holds: each problem is noted with its place and the next value is
read. JSON-LD would drop unknown keys, ill-formed IRIs and language tags in silence; they are problems here.
Standards: YAML-LD 1.0, JSON-LD 1.1.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from thbgraph.names import THBD
from thbgraph.records.blocks import BlockReader
from thbgraph.records.context import Context
from thbgraph.records.head import Head, read_head
from thbgraph.records.iris import Names
from thbgraph.records.place import WHOLE_FILE, Place, Problems, TooManyProblemsError
from thbgraph.records.record import Record
from thbgraph.records.text import MAX_BYTES, decode
from thbgraph.records.yamltree import Mapping, parse

__all__ = ["load_record"]

_COUNTED = ("build/records/documents/", "build/records/law/")


def load_record(path: Path, context: Context, *, name: str | None = None) -> Record:
    """Read one record file so that everything wrong with it is known at once.

    `name` stands for the file in problems (its path where absent). Returns a Record whose `problems` are
    sorted; its `nquads` are empty where there are any. Raises nothing for what the file holds or is.
    """
    label = name if name is not None else str(path)
    problems = Problems(label)
    record = Record(label)
    data = _read(path, problems)
    if data is not None:
        record.digest = hashlib.sha256(data).hexdigest()
        try:
            _fill(record, data, context, problems)
        except TooManyProblemsError:
            record.nquads = b""
    record.references = list(dict.fromkeys(record.references))
    record.problems = problems.sorted()
    return record


def _read(path: Path, problems: Problems) -> bytes | None:
    try:
        if path.exists() and not path.is_file():
            problems.add(WHOLE_FILE, "", "not a file", "records are files that end in .yaml")
            return None
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problems.add(
            WHOLE_FILE, "", f"the file cannot be read: {reason}", "check its name and its permissions"
        )
        return None


def _fill(record: Record, data: bytes, context: Context, problems: Problems) -> None:
    text = decode(data, problems)
    root = None if text is None else parse(text, problems)
    if not isinstance(root, Mapping):
        if not problems:
            hint = "the top of a record has the keys graph and entries; see build/FORMAT.md"
            problems.add(WHOLE_FILE, "", "the file is empty or not a block of keys", hint)
        return
    head = read_head(root, context, problems)
    names = Names({**context.prefixes, **head.prefixes})
    reader = BlockReader(context, names, head.defaults, record, problems)
    nodes = [block for entry in head.entries if (block := reader.entry(entry)) is not None]
    record.graph = head.graph
    record.references += [(iri, context.type_key, Place(at.line, at.column)) for iri, at in head.classes]
    record.expected = [
        (iri, expected, Place(at.line, at.column)) for iri, (at, expected) in head.expect_graph.items()
    ]
    _check_counts(head, record, problems)
    if any(folder in record.path for folder in _COUNTED) and "expect" not in root.items:
        hint = "count the blocks of each type in the document and write `expect: {Obligation: 3, ...}`"
        problems.add(root, "expect", "the record of a document has no expected counts", hint)
    if not problems:
        record.nquads = _to_nquads(nodes, head, context, problems)


def _check_counts(head: Head, record: Record, problems: Problems) -> None:
    found = Counter(iri for types in record.types.values() for iri in types)
    for iri, (at, expected) in head.expect.items():
        if found[iri] != expected:
            message = f"{expected} of type {at.text} are expected, {found[iri]} are in the file"
            hint = "find what is missing or too many, or correct the count"
            problems.add(at, at.text, message, hint)


def _to_nquads(nodes: list[dict[str, Any]], head: Head, context: Context, problems: Problems) -> bytes:
    prefixes = {name: {"@id": iri, "@prefix": True} for name, iri in head.prefixes.items()}
    document = {"@context": {**context.source, **prefixes}, "@id": head.graph, "@graph": nodes}
    try:
        quads = ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD, base_iri=THBD)
        data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    except (SyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())
        problems.add(WHOLE_FILE, "", f"JSON-LD refuses the record: {reason}", "check the context and the ids")
        return b""
    return b"".join(sorted(set(data.splitlines(keepends=True))))
