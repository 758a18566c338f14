"""What only all records together can show: references to nothing, and ids that two files define.

A reference may point to what any record defines, to a term of the ontology or its vocabularies, to a graph of
the records, or to a web address outside the project's namespaces, which is taken on trust.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from thbgraph.errors import Problem
from thbgraph.names import THB, THBD, THBV
from thbgraph.records.place import Place
from thbgraph.records.record import Record
from thbgraph.records.suggest import did_you_mean

__all__ = ["check"]

_OURS = "https://w3id.org/thbgraph/"
_MAX_POOL = 2000
_MAX_SUGGESTIONS = 100


def check(records: Sequence[Record], known_terms: Collection[str]) -> list[Problem]:
    """Return the problems between records, sorted; those inside one record are in its own `problems`.

    `known_terms` are the IRIs that the ontology and the vocabularies define. The order of the records does
    not matter: of two definitions the later by file name and line is reported.
    """
    ordered = sorted(records, key=lambda record: record.path)
    defined: dict[str, tuple[str, Place]] = {}
    problems = [*_duplicates(ordered, defined), *_counts(ordered)]
    known = frozenset(known_terms)
    graphs = {record.graph for record in ordered}
    suggester = _Suggester(defined, known)
    for record in ordered:
        for iri, key, place in record.references:
            if iri in defined or iri in known or iri in graphs or not iri.startswith(_OURS):
                continue
            what = _what(iri)
            message = f"{what} `{_written(iri)}` is not defined in any record or vocabulary"
            hint = suggester.hint(iri)
            problems.append(Problem(record.path, place.line, place.column, key, message, hint))
    return sorted(set(problems))


def _duplicates(records: Iterable[Record], defined: dict[str, tuple[str, Place]]) -> Iterable[Problem]:
    for record in records:
        for iri, place in record.defined.items():
            if iri not in defined:
                defined[iri] = (record.path, place)
                continue
            file, first = defined[iri]
            message = f"the id <{iri}> is defined already in {file} on line {first.line}"
            hint = "give one of them another id, or make one entry of the two"
            yield Problem(record.path, place.line, place.column, "id", message, hint)


def _counts(records: Sequence[Record]) -> Iterable[Problem]:
    """Yield the counts that all files of a graph together do not meet, such as when one of them is gone."""
    found: dict[str, Counter[str]] = {}
    for record in records:
        number = found.setdefault(record.graph, Counter())
        number.update(iri for types in record.types.values() for iri in types)
    for record in records:
        for iri, expected, place in record.expected:
            there = found[record.graph][iri]
            if there != expected:
                name = iri.removeprefix(THB)
                message = (
                    f"{expected} of type {name} are expected in all files of the graph, {there} are there"
                )
                hint = "look whether a file is missing, or correct the count"
                yield Problem(record.path, place.line, place.column, name, message, hint)


def _what(iri: str) -> str:
    if iri.startswith(THB):
        return "the class"
    return "the word" if iri.startswith(THBV) else "the id"


def _written(iri: str) -> str:
    """Return an IRI as an author writes it: a path, or the last word of a class or concept."""
    if iri.startswith(THBD):
        return iri.removeprefix(THBD)
    return iri.rpartition("#" if "#" in iri else "/")[2]


class _Suggester:
    """Looks for near names among those of the same folder, so that one misspelling costs no full search."""

    def __init__(self, defined: Collection[str], known: Collection[str]) -> None:
        self.all = (defined, known)
        self.folders: dict[str, list[str]] | None = None
        self.last: dict[str, list[str]] = {}
        self.hints: dict[str, str] = {}

    def hint(self, iri: str) -> str:
        otherwise = (
            "define it in a record, or correct the id"
            if iri.startswith(THBD)
            else "choose a word of the vocabulary, or add it in ontology/"
        )
        if iri not in self.hints:
            if len(self.hints) >= _MAX_SUGGESTIONS:
                return otherwise
            folder, name = _split(iri)
            pool = self.pool(folder, name)
            # The same word of another vocabulary is no suggestion: written again it would mean this one.
            homes = [_vocabulary(found) for found in pool if _written(found) == _written(iri)]
            if homes:
                self.hints[iri] = f"it is a word of {homes[0]}; choose one of {_vocabulary(iri)}"
            else:
                self.hints[iri] = did_you_mean(_written(iri), {_written(found) for found in pool}, otherwise)
        return self.hints[iri]

    def pool(self, folder: str, name: str) -> list[str]:
        if self.folders is None:
            self.folders = {}
            for iris in self.all:
                for iri in iris:
                    home, last = _split(iri)
                    self.folders.setdefault(home, []).append(iri)
                    self.last.setdefault(last, []).append(iri)
        near = self.folders.get(folder) or self.folders.get(_split(folder.rstrip("/"))[0], [])
        return sorted([*near, *self.last.get(name, ())])[:_MAX_POOL]


def _vocabulary(iri: str) -> str:
    """Return the name of the vocabulary that a word belongs to."""
    return _split(_split(iri)[0].rstrip("/"))[1]


def _split(iri: str) -> tuple[str, str]:
    head, mark, last = iri.rpartition("#" if "#" in iri else "/")
    return head + mark, last
