"""Canonical lines and hashes of a graph, so that an answer can be cited with the exact content it came from.

Without blank nodes the canonical form of a data set (RDFC-1.0, https://www.w3.org/TR/rdf-canon/) is just its
N-Quads lines, each once, in code point order. The hash of a graph is the SHA-256 of those lines; the content
hash of a data set is the SHA-256 of one line `graph-iri SP hash LF` for each graph, in code point order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from thbgraph.errors import StoreError

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = [
    "canonical_quads",
    "canonical_triples",
    "content_hash",
    "hash_of_store",
    "hash_of_triples",
    "quad_lines",
]


def canonical_triples(quads: Iterable[ox.Quad | ox.Triple]) -> list[str]:
    """Return sorted N-Triples lines without line ends, each once, with lexical forms as the store keeps them.

    Oxigraph rewrites some lexical forms (`01` becomes `1`); lines taken before would hash differently from
    those of the published store. Graph names are left out. StoreError where there is a blank node.
    """
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return _sorted_lines(store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()))


def canonical_quads(store: ox.Store) -> list[str]:
    """Return the canonical N-Quads of a whole store, sorted; StoreError where there is a blank node."""
    import pyoxigraph as ox

    return _sorted_lines(store.dump(format=ox.RdfFormat.N_QUADS))


def quad_lines(triples: Iterable[str], graph: str) -> list[str]:
    """Return N-Triples lines as N-Quads lines of one graph, in the order given."""
    end = f" <{graph}> ."
    return [line[:-2] + end for line in triples]


def hash_of_triples(triples: Iterable[str], graph: str) -> str:
    """Return the hash of a graph from its canonical N-Triples lines, in any order."""
    return _sha256(sorted(quad_lines(triples, graph)))


def content_hash(graphs: Mapping[str, str]) -> str:
    """Return the content hash of a data set from the hashes of its graphs, in hexadecimal."""
    return _sha256(f"{graph} {digest}" for graph, digest in sorted(graphs.items()))


def hash_of_store(store: ox.Store) -> str:
    """Return the content hash of what a store holds, for whoever wants to check one that was cited."""
    import pyoxigraph as ox

    hashes: dict[str, str] = {}
    for graph in store.named_graphs():
        lines = _sorted_lines(store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph))
        if lines:  # an emptied graph stays listed, but says nothing
            hashes[graph.value] = hash_of_triples(lines, graph.value)
    return content_hash(hashes)


def _sorted_lines(text: bytes | None) -> list[str]:
    # Not splitlines(): U+2028 and its like may stand in a literal as they are.
    lines = sorted((text or b"").decode().split("\n"))
    lines = [line for line in lines if line]
    for line in lines:
        if line.startswith("_:") or (" _:" in line and _has_blank_object(line)):
            raise StoreError(f"a blank node in the graph: {line[:80]}", "give every thing an IRI")
    return lines


def _has_blank_object(line: str) -> bool:
    return line.split(" ", 2)[2].startswith("_:")


def _sha256(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest()
