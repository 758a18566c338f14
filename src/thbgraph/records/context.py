"""The JSON-LD context, read for its own sake: which keys a record may use and what form their values take.

The context alone turns records into RDF; this module does not. It reads the same file so that a key the
context does not know is an error instead of being dropped in silence, as JSON-LD prescribes. Only the part of
JSON-LD that a record needs is taken; a context that uses another part is refused when it is loaded.
Standard: JSON-LD 1.1, sections 4.1 (contexts), 4.1.8 (scoped contexts), 4.3 (value objects).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Any

from thbgraph.errors import Problem, RecordError
from thbgraph.names import THBD
from thbgraph.records.values import STRING, is_supported

__all__ = ["Context", "Kind", "Term"]

_ALLOWED_KEYWORDS = frozenset(("@base", "@language", "@protected", "@version", "@vocab"))
_ALLOWED_IN_TERM = frozenset(("@container", "@context", "@id", "@prefix", "@protected", "@reverse", "@type"))
_ALLOWED_CONTAINERS = frozenset(("@language", "@set"))
_WEB_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+")


class Kind(Enum):
    """The form that a key's value takes in a record."""

    ID = "@id"
    TYPE = "@type"
    REFERENCE = "an id or a block"
    CONCEPT = "a word of a vocabulary"
    TYPED = "a value of a datatype"
    TEXT = "text"
    LANGUAGE = "text by language"


class Term:
    """One key of the context: the property it stands for and the form of its value."""

    __slots__ = ("datatype", "iri", "is_set", "kind", "name", "reverse", "scoped")

    def __init__(self, name: str, iri: str, kind: Kind, *, datatype: str = "", is_set: bool = False) -> None:
        self.name = name
        self.iri = iri
        self.kind = kind
        self.datatype = datatype
        self.is_set = is_set
        self.reverse = False
        self.scoped: dict[str, Any] | None = None


class Context:
    """A JSON-LD context and what may be written under it.

    `terms` are the keys, `classes` the terms that begin with a capital, `prefixes` the short forms of
    namespaces, `vocab` what a word without a prefix is appended to. `digest` is the SHA-256 of the file, for
    whoever keeps records in a cache. `source` is the context itself, to be put into a JSON-LD document.
    """

    def __init__(self, source: dict[str, Any], *, digest: str = "", outer: Context | None = None) -> None:
        self.source = source
        self.digest = digest
        self.terms: dict[str, Term] = dict(outer.terms) if outer else {}
        self.classes: dict[str, Term] = dict(outer.classes) if outer else {}
        self.prefixes: dict[str, str] = dict(outer.prefixes) if outer else {}
        self.vocab: str = outer.vocab if outer else ""
        self._scoped: dict[int, Context] = {}
        self._read(source)
        self.id_key = self._alias(Kind.ID)
        self.type_key = self._alias(Kind.TYPE)
        # Scoped contexts are read at once, so that a fault in one is found when the file is loaded.
        for name in source:
            term = self.terms.get(name) or self.classes.get(name)
            if term is not None:
                self.scoped(term)

    @classmethod
    def load(cls, path: Path) -> Context:
        """Read a context file; RecordError where it is not JSON, or uses what records do not support."""
        try:
            data = path.read_bytes()
            document = json.loads(data)
            source = document["@context"]
            if not isinstance(source, dict):
                raise TypeError("@context is not one object")
            return cls(source, digest=hashlib.sha256(data).hexdigest())
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
            reason = f"no {error}" if isinstance(error, KeyError) else " ".join(str(error).split())
            hint = "build/FORMAT.md says which part of JSON-LD 1.1 the context may use"
            problem = Problem(str(path), line, 0, "@context", f"the context cannot be used: {reason}", hint)
            raise RecordError([problem]) from error

    def scoped(self, term: Term) -> Context:
        """Return the context that holds below a key or on a block of a class."""
        if term.scoped is None:
            return self
        inner = self._scoped.get(id(term))
        if inner is None:
            inner = self._scoped[id(term)] = Context(term.scoped, outer=self)
        return inner

    def on_types(self, names: Iterable[str]) -> Context:
        """Return the context of a block of these types; it does not reach into the blocks nested in it."""
        active = self
        for name in sorted(names):
            term = self.classes.get(name)
            if term is not None and term.scoped is not None:
                active = active.scoped(term)
        return active

    def expand_word(self, word: str) -> str | None:
        """Return the IRI of a word read against the vocabulary; None where its prefix is unknown.

        A key of the context wins over the vocabulary, as JSON-LD has it.
        """
        term = self.terms.get(word) or self.classes.get(word)
        if term is not None:
            return term.iri
        prefix, colon, rest = word.partition(":")
        if not colon:
            return self.vocab + word
        if rest.startswith("//"):
            return word if _WEB_ADDRESS.fullmatch(word) else None
        namespace = self.prefixes.get(prefix)
        return None if namespace is None else namespace + rest

    def scoped_names(self) -> set[str]:
        """Return the keys that are defined only below another key or on a class."""
        names: set[str] = set()
        pending = [term.scoped for term in (*self.terms.values(), *self.classes.values()) if term.scoped]
        while pending:
            for name, definition in pending.pop().items():
                if not name.startswith("@"):
                    names.add(name)
                    if isinstance(definition, dict) and isinstance(definition.get("@context"), dict):
                        pending.append(definition["@context"])
        return names

    def _alias(self, kind: Kind) -> str:
        names = [term.name for term in self.terms.values() if term.kind is kind]
        if len(names) != 1:
            raise ValueError(f"one key must stand for {kind.value}, and {len(names)} do")
        return names[0]

    def _read(self, source: dict[str, Any]) -> None:
        unsupported = {name for name in source if name.startswith("@")} - _ALLOWED_KEYWORDS
        if unsupported:
            raise ValueError(f"{', '.join(sorted(unsupported))} is not supported")
        if source.get("@base", THBD) != THBD:
            raise ValueError(f"@base is not {THBD}")
        self._read_prefixes(source)
        if "@vocab" in source:
            self.vocab = self._iri(str(source["@vocab"]))
        for name, definition in source.items():
            if not name.startswith("@") and name not in self.prefixes:
                self._read_term(name, definition)

    def _read_prefixes(self, source: dict[str, Any]) -> None:
        """Take the short forms of namespaces first: a prefix may be used before the line that defines it."""
        for name, definition in source.items():
            if name.startswith("@"):
                continue
            simple = isinstance(definition, str) and _WEB_ADDRESS.fullmatch(definition)
            if simple and definition[-1] in "/#:?":
                self.prefixes[name] = definition
            elif isinstance(definition, dict) and definition.get("@prefix") is True:
                self.prefixes[name] = str(definition["@id"])

    def _read_term(self, name: str, definition: Any) -> None:
        self.terms.pop(name, None)
        self.classes.pop(name, None)
        if definition is None:
            return
        if isinstance(definition, str):
            definition = {"@id": definition}
        unsupported = set(definition) - _ALLOWED_IN_TERM
        if unsupported:
            raise ValueError(f"{', '.join(sorted(unsupported))} of `{name}` is not supported")
        term = self._term(name, definition)
        if name[0].isupper():
            self.classes[name] = term
        else:
            self.terms[name] = term

    def _term(self, name: str, definition: dict[str, Any]) -> Term:
        target = str(definition.get("@reverse") or definition.get("@id") or name)
        if target in (Kind.ID.value, Kind.TYPE.value):
            return Term(name, target, Kind(target))
        containers = definition.get("@container", ())
        containers = {containers} if isinstance(containers, str) else set(containers)
        if not containers <= _ALLOWED_CONTAINERS:
            raise ValueError(f"@container of `{name}` is neither @set nor @language")
        kind, datatype = self._form(name, definition.get("@type"), "@language" in containers)
        term = Term(name, self._iri(target), kind, datatype=datatype, is_set="@set" in containers)
        term.reverse = "@reverse" in definition
        scoped = definition.get("@context")
        if scoped is not None and not isinstance(scoped, dict):
            raise ValueError(f"@context of `{name}` is not one object")
        term.scoped = scoped
        return term

    def _form(self, name: str, coercion: Any, by_language: bool) -> tuple[Kind, str]:
        if by_language:
            return Kind.LANGUAGE, ""
        if coercion in (None, "@none"):
            return Kind.TEXT, ""
        if coercion in ("@id", "@vocab"):
            return (Kind.REFERENCE if coercion == "@id" else Kind.CONCEPT), ""
        datatype = self._iri(str(coercion))
        if not is_supported(datatype):
            raise ValueError(f"@type of `{name}` is {coercion}, which records do not support")
        return (Kind.TEXT, "") if datatype == STRING else (Kind.TYPED, datatype)

    def _iri(self, text: str) -> str:
        if _WEB_ADDRESS.fullmatch(text):
            return text
        prefix, colon, rest = text.partition(":")
        if colon and prefix in self.prefixes:
            return self.prefixes[prefix] + rest
        if colon or not self.vocab:
            raise ValueError(f"`{text}` has no namespace")
        return self.vocab + text
