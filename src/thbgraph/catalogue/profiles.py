"""Profiles: the parts of the graph that another standard covers, in that standard's words.

A profile is a folder of SPARQL CONSTRUCT files, each with a summary; what they give together is the profile.
"""

from __future__ import annotations

from thbgraph.catalogue.evaluate import evaluate
from thbgraph.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import QueryTriples, Store, Triple

__all__ = ["construct", "names"]


def names(folder: Path) -> list[str]:
    """Return the names of the profiles, in their order."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def construct(folder: Path, name: str, store: Store) -> Iterator[Triple]:
    """Yield the triples of a profile, with repeats; UsageError where there is none of that name.

    What a template leaves unbound is no triple, as SPARQL has it.
    """
    if name not in names(folder):
        raise UsageError(f"unknown profile {name!r}", f"choose one of {', '.join(names(folder))}")
    for path in sorted((folder / name).glob("*.rq")):
        triples: QueryTriples = evaluate(store, path.read_text(encoding="utf-8"))  # type: ignore[assignment]
        yield from triples
