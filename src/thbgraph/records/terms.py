"""The terms that records may use, read from the ontology and its vocabularies: classes, properties, concepts.

Read with Oxigraph rather than rdflib, because every build needs the terms to check references against.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from thbgraph.names import PREFIXES, RDF_TYPE

__all__ = ["Terms", "ontology_files"]

_RDFS = PREFIXES["rdfs"]
_OWL = PREFIXES["owl"]
_SKOS = PREFIXES["skos"]

Links = dict[str, set[str]]


def ontology_files(folder: Path) -> list[Path]:
    """Return the files of ontology/ whose terms records may use: not the alignments."""
    return sorted([*folder.glob("*.ttl"), *folder.glob("vocabularies/*.ttl")])


class Terms:
    """What the ontology says about its terms, as far as records and their editors need it.

    `iris` has every subject defined; `definitions` the English sentence of each; `supers` the direct
    superclasses and superproperties.
    """

    def __init__(self) -> None:
        self.iris: set[str] = set()
        self.classes: set[str] = set()
        self.concepts: set[str] = set()
        self.definitions: dict[str, str] = {}
        self.supers: Links = {}
        self.domains: Links = {}
        self.ranges: Links = {}

    @classmethod
    def load(cls, files: Iterable[Path]) -> Terms:
        """Read the terms of some Turtle files; OSError or SyntaxError where one cannot be read."""
        terms = cls()
        for file in files:
            for triple in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
                if isinstance(triple.subject, ox.NamedNode):
                    terms._add(triple.subject.value, triple.predicate.value, triple.object)
        return terms

    def _add(self, subject: str, predicate: str, value: object) -> None:
        self.iris.add(subject)
        if isinstance(value, ox.Literal):
            if predicate == _SKOS + "definition":
                self.definitions[subject] = value.value
        elif isinstance(value, ox.NamedNode):
            target = value.value
            if predicate == RDF_TYPE:
                kinds = {_OWL + "Class": self.classes, _SKOS + "Concept": self.concepts}
                kinds.get(target, self.iris).add(subject)
            elif predicate in (_RDFS + "subClassOf", _RDFS + "subPropertyOf"):
                self.supers.setdefault(subject, set()).add(target)
            elif predicate == _RDFS + "domain":
                self.domains.setdefault(subject, set()).add(target)
            elif predicate == _RDFS + "range":
                self.ranges.setdefault(subject, set()).add(target)

    def ancestors(self, iri: str) -> set[str]:
        """Return a class or property and everything above it."""
        found: set[str] = set()
        pending = [iri]
        while pending:
            current = pending.pop()
            if current not in found:
                found.add(current)
                pending.extend(self.supers.get(current, ()))
        return found

    def subclasses(self, iri: str) -> list[str]:
        """Return a class and everything below it, sorted."""
        return sorted(name for name in self.classes if iri in self.ancestors(name))

    def domains_of(self, iri: str) -> set[str]:
        """Return the classes that a subject of a property must all have, its superproperties' included."""
        return self._of(self.domains, iri)

    def ranges_of(self, iri: str) -> set[str]:
        """Return the classes that a value of a property must all have, its superproperties' included."""
        return self._of(self.ranges, iri)

    def _of(self, links: Links, iri: str) -> set[str]:
        return {target for above in self.ancestors(iri) for target in links.get(above, ())}
