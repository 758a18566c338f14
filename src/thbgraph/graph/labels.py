"""The index of labels: from what people call a thing to its IRI, in one small SQLite file beside the store.

People write "europol" or "E.U." and mean one thing; SPARQL compares letter by letter. The index is written
when a graph is published and holds every label, alternative label, identifier and former name, folded, with
the classes and concept schemes of its thing. It is read only when a label must be resolved.
"""

from __future__ import annotations

import sqlite3

from thbgraph.errors import ParameterError, StoreError
from thbgraph.names import PREFIXES, RDF_TYPE, THB, THBV

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store

__all__ = ["FILE", "LabelIndex", "Thing", "fold", "write"]

FILE = "labels.sqlite"
"""The name of the index in the folder of a release."""

# Raised whenever the tables or the folding change; a reader refuses any other.
_FORMAT = 1

_SKOS = PREFIXES["skos"]
_RDFS = PREFIXES["rdfs"]
_PREFERRED = (_SKOS + "prefLabel", _RDFS + "label")
_OTHER = (
    _SKOS + "altLabel",
    _SKOS + "hiddenLabel",
    _SKOS + "notation",
    PREFIXES["dcterms"] + "identifier",
    *(THB + name for name in ("abbreviation", "celex", "documentNumber", "officialJournal", "unSymbol")),
)

_TABLES = """
CREATE TABLE thing (iri TEXT PRIMARY KEY, label TEXT NOT NULL, kind TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE name (folded TEXT, iri TEXT, label TEXT NOT NULL, preferred INTEGER NOT NULL,
                   PRIMARY KEY (folded, iri)) WITHOUT ROWID;
CREATE TABLE class (iri TEXT, class TEXT, PRIMARY KEY (iri, class)) WITHOUT ROWID;
"""

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """Return the letters and digits of a text without case, accents, punctuation and spaces."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    import unicodedata

    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in letters.translate(_LETTERS) if letter.isalnum())


class Thing:
    """A thing that a label may mean: its IRI, its preferred label, and the label of its class."""

    __slots__ = ("iri", "kind", "label")

    def __init__(self, iri: str, label: str, kind: str) -> None:
        self.iri = iri
        self.label = label
        self.kind = kind

    def __str__(self) -> str:
        return f"{self.label} ({self.kind})" if self.kind else self.label


class LabelIndex:
    """The index of one published graph; opened at the first question, and read only."""

    def __init__(self, path: str) -> None:
        """Take the path of a `labels.sqlite`; StoreError at the first question where there is none."""
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def _rows(self, statement: str, *values: object) -> list[tuple[str, ...]]:
        if self._connection is None:
            self._connection = self._open()
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged() from error

    def _open(self) -> sqlite3.Connection:
        path = self._path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        try:
            # `immutable` spares the lock: the file never changes after its publication.
            uri = f"file:{path}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            (found,) = connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error as error:
            raise self._damaged() from error
        if found != _FORMAT:
            connection.close()
            raise self._damaged()
        return connection

    def _damaged(self) -> StoreError:
        return StoreError("the index of labels cannot be read", "run: thbgraph build")

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        # A Graph has no end of its own; without this, Python 3.13 warns of a database left open.
        self.close()

    def resolve(self, text: str, class_iri: str) -> Thing:
        """Return the one thing of a class (or concept scheme) that a text names.

        A thing whose preferred label it is comes before those that bear it beside others. ParameterError
        where several things are left, with all of them, or none is, with the nearest names.
        """
        rows = self._rows(
            "SELECT thing.iri, thing.label, kind, preferred FROM name JOIN thing USING (iri)"
            " JOIN class USING (iri) WHERE folded = ? AND class = ? ORDER BY thing.label, thing.iri",
            fold(text),
            class_iri,
        )
        preferred = [row for row in rows if row[3]]
        things = [Thing(*row[:3]) for row in preferred or rows]
        if len(things) == 1:
            return things[0]
        if things:
            listed = "; ".join(f"{thing} {_short(thing.iri)}" for thing in things)
            raise ParameterError(f"{text!r} may mean: {listed}", "give the one you mean by its prefixed name")
        raise self._unknown(text, class_iri)

    def _unknown(self, text: str, class_iri: str) -> ParameterError:
        near = self.near(text, class_iri)
        kind = self.label(class_iri) or _short(class_iri)
        if class_iri.startswith(THBV):  # a vocabulary is labelled with a plural: "topics"
            kind = f"word of the vocabulary {kind}"
        hint = f"did you mean {' or '.join(near)}?" if near else ""
        elsewhere = self._rows(
            "SELECT DISTINCT thing.label, kind FROM name JOIN thing USING (iri) WHERE folded = ?"
            " ORDER BY thing.label",
            fold(text),
        )
        if elsewhere:
            label, other = elsewhere[0]
            other = other or "thing of another class"
            return ParameterError(f"{label!r} is {_a(other)}, not {_a(kind)}", hint)
        return ParameterError(f"the graph knows no {kind} called {text!r}", hint)

    def near(self, text: str, class_iri: str, limit: int = 3) -> list[str]:
        """Return the names of a class that are nearest to a text, for "did you mean"."""
        from difflib import get_close_matches

        rows = self._rows(
            "SELECT folded, name.label FROM name JOIN class USING (iri) WHERE class = ? ORDER BY folded, iri",
            class_iri,
        )
        names = {row[0]: row[1] for row in rows}
        wanted = fold(text)
        near: list[str] = []
        # A word of a long name is far from it by edits: "Commission" from "European Commission".
        if len(wanted) > 2:
            # A short word inside a longer one is chance: "SIS" is no part of "basis".
            within = [name for name in names if wanted in (name if len(wanted) > 4 else name.split())]
            near = sorted(within, key=lambda name: (len(name), name))
        near += [name for name in get_close_matches(wanted, names, n=limit, cutoff=0.6) if name not in near]
        return [names[name] for name in near[:limit]]

    def label(self, iri: str) -> str:
        """Return the preferred label of a thing, empty where it has none."""
        rows = self._rows("SELECT label FROM thing WHERE iri = ?", iri)
        return rows[0][0] if rows else ""

    def is_a(self, iri: str, class_iri: str) -> bool:
        """Tell whether a labelled thing belongs to a class or concept scheme."""
        return bool(self._rows("SELECT 1 FROM class WHERE iri = ? AND class = ?", iri, class_iri))

    def starting(self, text: str, class_iri: str, limit: int = 50) -> list[str]:
        """Return the preferred labels of a class that begin like a text, for the shell's completion."""
        start = fold(text)
        rows = self._rows(
            "SELECT DISTINCT thing.label FROM name JOIN thing USING (iri) JOIN class USING (iri)"
            " WHERE class = ? AND preferred AND substr(folded, 1, ?) = ? ORDER BY thing.label LIMIT ?",
            class_iri,
            len(start),
            start,
            limit,
        )
        return [row[0] for row in rows]


def write(store: Store, path: Path) -> int:
    """Write the index of a store's labels to a new file and return the number of names in it.

    The file is whole or absent: it is written beside its place and moved there.
    """
    labels, names = _names(store)
    ancestors = _ancestors(store)
    classes = _classes(store, labels, ancestors)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    connection = sqlite3.connect(part, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO thing VALUES (?, ?, ?)",
            ((iri, labels[iri], _kind(classes[iri], ancestors, labels)) for iri in sorted(labels)),
        )
        connection.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?)",
            ((folded, iri, label, preferred) for (folded, iri), (label, preferred) in sorted(names.items())),
        )
        connection.executemany(
            "INSERT INTO class VALUES (?, ?)",
            ((iri, name) for iri in sorted(classes) for name in sorted(classes[iri])),
        )
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
        connection.execute("COMMIT")
    finally:
        connection.close()
    part.replace(path)
    return len(names)


def _names(store: Store) -> tuple[dict[str, str], dict[tuple[str, str], tuple[str, int]]]:
    """Return the label of each thing, and each of its names by (folded, thing): the name, 1 if preferred."""
    labels: dict[str, str] = {}
    names: dict[tuple[str, str], tuple[str, int]] = {}
    for iri, label, preferred in _labelled(store):
        if preferred:
            labels.setdefault(iri, label)
        folded = fold(label)
        if folded and iri in labels:
            names.setdefault((folded, iri), (label, preferred))
    return labels, names


def _labelled(store: Store) -> Iterator[tuple[str, str, int]]:
    """Yield (thing, name, 1 if preferred), preferred names first and English before other languages."""
    from pyoxigraph import Literal, NamedNode

    def literals(predicate: str) -> list[tuple[str, str, str]]:
        return sorted(
            (quad.subject.value, quad.object.language or "", quad.object.value)
            for quad in store.quads_for_pattern(None, NamedNode(predicate), None)
            if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode)
        )

    for preferred, predicates in ((1, _PREFERRED), (0, _OTHER)):
        for predicate in predicates:
            found = literals(predicate)
            found.sort(key=lambda row: row[1] != "en")
            for iri, _, label in found:
                yield iri, label, preferred
    for iri, label in _former_names(store):
        yield iri, label, 0


def _former_names(store: Store) -> list[tuple[str, str]]:
    """Return the names that bodies bore for a time, each a thing of its own (thb:Naming) in the graph."""
    solutions = store.query(
        f"SELECT DISTINCT ?thing ?name {{ ?thing <{THB}hasNaming> ?naming . ?naming <{THB}name> ?name }}",
        use_default_graph_as_union=True,
    )
    return sorted((row["thing"].value, row["name"].value) for row in solutions)  # type: ignore[union-attr]


def _ancestors(store: Store) -> dict[str, set[str]]:
    """Return the superclasses of each class, itself left out."""
    from pyoxigraph import NamedNode

    parents: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(_RDFS + "subClassOf"), None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            parents.setdefault(quad.subject.value, set()).add(quad.object.value)
    ancestors = {}
    for name in parents:
        found: set[str] = set()
        waiting = set(parents[name])
        while waiting:
            parent = waiting.pop()
            if parent not in found:
                found.add(parent)
                waiting |= parents.get(parent, set())
        ancestors[name] = found - {name}
    return ancestors


def _classes(store: Store, things: Iterable[str], ancestors: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the classes (with superclasses) and concept schemes of each thing."""
    from pyoxigraph import NamedNode

    # Thing by thing: most of what has a type, such as each piece of evidence, has no label.
    kinds = [NamedNode(predicate) for predicate in (RDF_TYPE, _SKOS + "inScheme")]
    classes: dict[str, set[str]] = {}
    for iri in things:
        subject = NamedNode(iri)
        classes[iri] = {
            quad.object.value
            for kind in kinds
            for quad in store.quads_for_pattern(subject, kind, None)
            if isinstance(quad.object, NamedNode)
        }
    for found in classes.values():
        for name in tuple(found):
            found |= ancestors.get(name, set())
    return classes


def _kind(classes: set[str], ancestors: dict[str, set[str]], labels: dict[str, str]) -> str:
    """Return the label of the narrowest class that has one; of several, the first by alphabet."""
    above = set().union(*(ancestors.get(name, set()) for name in classes)) if classes else set()
    narrow = sorted(labels[name] for name in classes - above if name in labels)
    wide = sorted(labels[name] for name in classes if name in labels)
    return (narrow or wide or [""])[0]


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiouAEIO' else 'a'} {noun}"


def _short(iri: str) -> str:
    from thbgraph.names import shorten

    return shorten(iri)
