"""SHACL property paths (SHACL 2.3.1) as small values that write themselves as SPARQL.

An inverse path is pushed down to its predicates when it is made, so that only predicates are ever inverted:
`^(a/b)` becomes `^b/^a`. That keeps the walk along a path, forwards or backwards, a matter of five cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from thbgraph.validation.handed_on import HandedOnError

__all__ = ["Alternative", "Hidden", "Path", "Predicate", "Repeat", "Sequence", "inverse"]


@dataclass(frozen=True)
class Hidden:
    """Triples that validation must not see: those of `predicates` that lie in the named graph `graph`."""

    graph: str
    predicates: frozenset[str]


@dataclass(frozen=True)
class Predicate:
    """One predicate, followed from subject to object or, `inverted`, from object to subject."""

    iri: str
    inverted: bool = False


@dataclass(frozen=True)
class Sequence:
    """Paths followed one after the other."""

    parts: tuple[Path, ...]


@dataclass(frozen=True)
class Alternative:
    """Paths of which any one is followed."""

    parts: tuple[Path, ...]


@dataclass(frozen=True)
class Repeat:
    """A path followed any number of times: `mark` is `*`, `+` or `?`, as in SPARQL."""

    part: Path
    mark: str


Path = Predicate | Sequence | Alternative | Repeat


def inverse(path: Path) -> Path:
    """Return the path that leads back, so that `back(path)` needs no case of its own."""
    if isinstance(path, Predicate):
        return Predicate(path.iri, not path.inverted)
    if isinstance(path, Sequence):
        return Sequence(tuple(inverse(part) for part in reversed(path.parts)))
    if isinstance(path, Alternative):
        return Alternative(tuple(inverse(part) for part in path.parts))
    return Repeat(inverse(path.part), path.mark)


def predicates(path: Path) -> Iterator[str]:
    """Yield the IRI of every predicate in a path, in the order written."""
    if isinstance(path, Predicate):
        yield path.iri
    elif isinstance(path, Repeat):
        yield from predicates(path.part)
    else:
        for part in path.parts:
            yield from predicates(part)


def path_text(path: Path) -> str:
    """Return the path in SPARQL's syntax, with full IRIs, ready for a triple pattern."""
    if isinstance(path, Predicate):
        return f"^<{path.iri}>" if path.inverted else f"<{path.iri}>"
    if isinstance(path, Sequence):
        return "(" + "/".join(path_text(part) for part in path.parts) + ")"
    if isinstance(path, Alternative):
        return "(" + "|".join(path_text(part) for part in path.parts) + ")"
    return f"({path_text(path.part)}){path.mark}"


def hides(path: Path, hidden: Hidden | None) -> bool:
    """Tell whether a path runs over a predicate some of whose triples are hidden."""
    return hidden is not None and any(iri in hidden.predicates for iri in predicates(path))


def pattern(path: Path, start: str, end: str, fresh: Callable[[], str], hidden: Hidden | None) -> str:
    """Return the SPARQL pattern of a path from `start` to `end`, leaving hidden triples out.

    `start` and `end` are variables (with their `?`) or terms; `fresh` makes new variables. A path that runs
    over no hidden predicate stays a property path, which the store answers fastest; others are unfolded into
    joins over named graphs. Raises HandedOnError for a repetition over a hidden predicate: SPARQL cannot say
    it.
    """
    if not hides(path, hidden):
        return f"{start} {path_text(path)} {end} . "
    assert hidden is not None
    if isinstance(path, Predicate):
        graph = fresh()
        triple = f"{end} <{path.iri}> {start}" if path.inverted else f"{start} <{path.iri}> {end}"
        return f"GRAPH {graph} {{ {triple} }} FILTER({graph} != <{hidden.graph}>) "
    if isinstance(path, Sequence):
        stops = [start, *(fresh() for _ in path.parts[1:]), end]
        steps = zip(path.parts, stops[:-1], stops[1:], strict=True)
        return "".join(pattern(part, one, two, fresh, hidden) for part, one, two in steps)
    if isinstance(path, Alternative):
        branches = (pattern(part, start, end, fresh, hidden) for part in path.parts)
        return "{ " + "} UNION { ".join(branches) + "} "
    raise HandedOnError(f"the path {path_text(path)} repeats a predicate some of whose triples are hidden")
