"""One record file after reading: its quads, what it defines, what it refers to, and everything wrong with it.

A record can be kept as bytes and restored, so that a build parses only the files that changed. Its quads hold
no blank node, therefore their sorted lines are their canonical form (RDFC-1.0).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from thbgraph.errors import Problem
from thbgraph.records.place import Place

__all__ = ["CACHE_VERSION", "Record", "Reference"]

CACHE_VERSION = 2
"""Changes with the reading of records or the form of a dump; part of every cache key."""

Reference = tuple[str, str, Place]
"""The IRI referred to, the key under which it stands, and where."""


@dataclass(slots=True)
class Record:
    """What a record file says.

    `nquads` are sorted N-Quads in UTF-8, empty where there are problems; all are in `graph`. `digest` is the
    hexadecimal SHA-256 of the file's bytes. `types` has the asserted types only. Places are those of the id,
    or of the block where the id is made from its parent's. `expected` are classes with the number of things that
    all files of the graph have of them together.
    """

    path: str
    digest: str = ""
    graph: str = ""
    nquads: bytes = b""
    defined: dict[str, Place] = field(default_factory=dict)
    types: dict[str, tuple[str, ...]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    expected: list[tuple[str, int, Place]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def dump(self) -> bytes:
        """Return the record as bytes for a cache."""
        state = {
            "version": CACHE_VERSION,
            "path": self.path,
            "digest": self.digest,
            "graph": self.graph,
            "nquads": self.nquads.decode(),
            "defined": [[iri, *place, *self.types.get(iri, ())] for iri, place in self.defined.items()],
            "references": [[iri, key, *place] for iri, key, place in self.references],
            "expected": [[iri, number, *place] for iri, number, place in self.expected],
            "problems": [[p.line, p.column, p.key, p.message, p.hint] for p in self.problems],
        }
        return json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def restore(cls, data: bytes) -> Record:
        """Return the record of a dump; ValueError where the bytes are not a dump of this version."""
        try:
            state = json.loads(data)
            if state["version"] != CACHE_VERSION:
                raise ValueError(f"a dump of version {state['version']}, not {CACHE_VERSION}")
            path = str(state["path"])
            return cls(
                path=path,
                digest=state["digest"],
                graph=state["graph"],
                nquads=state["nquads"].encode(),
                defined={iri: Place(line, column) for iri, line, column, *_ in state["defined"]},
                types={iri: tuple(types) for iri, _, _, *types in state["defined"] if types},
                references=[
                    (iri, key, Place(line, column)) for iri, key, line, column in state["references"]
                ],
                expected=[(iri, number, Place(*place)) for iri, number, *place in state["expected"]],
                problems=[Problem(path, *problem) for problem in state["problems"]],
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not the dump of a record") from error
