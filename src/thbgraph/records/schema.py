"""The JSON Schema of records, for editors: completion of types, keys and words, with their definitions.

Generated from the JSON-LD context and the ontology, so that it cannot drift from them:
`python -m thbgraph.records.schema` writes build/record.schema.json, with `--check` it only tells whether that
file is current. What a schema cannot say (references, counts, dates of the calendar) load_record and check
say. Standard: JSON Schema draft 2020-12.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from thbgraph import data
from thbgraph.errors import RecordError
from thbgraph.names import PREFIXES, THB
from thbgraph.records.blocks import ORDERED_KEY
from thbgraph.records.context import Context, Kind, Term
from thbgraph.records.head import GRAPH_NAME
from thbgraph.records.iris import PREFIX_NAME
from thbgraph.records.terms import Terms, ontology_files

__all__ = ["main", "render", "schema"]

FILE_NAME = "record.schema.json"
_ROOT = THB + "Entity"
_XSD = PREFIXES["xsd"]
_TAG = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"

Json = dict[str, Any]

_ID: Json = {"$ref": "#/$defs/id"}
_ID_DESCRIPTION = "A path below https://w3id.org/thbgraph/id/, prefix:rest, or a web address."

_TEXT: Json = {"type": ["string", "number"], "not": {"type": "integer"}, "minLength": 1}
"""A text key; an editor reads 5.10 as a number and a record reads it as text, so both pass."""

_DATATYPES: dict[str, Json] = {
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "dateTime": {"type": "string", "format": "date-time"},
    "gYear": {"type": ["integer", "string"], "pattern": "^[0-9]{4}$"},
    "gYearMonth": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    "integer": {"type": "integer"},
    "nonNegativeInteger": {"type": "integer", "minimum": 0},
    "positiveInteger": {"type": "integer", "minimum": 1},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "duration": {"type": "string", "pattern": "^-?P[0-9YMDTHS.]+$"},
    "yearMonthDuration": {"type": "string", "pattern": "^-?P[0-9YM]+$"},
    "dayTimeDuration": {"type": "string", "pattern": "^-?P[0-9DTHMS.]+$"},
    "anyURI": {"type": "string", "format": "uri", "pattern": "^https?://"},
}


def schema(context: Context, terms: Terms) -> Json:
    """Return the JSON Schema of a record file under a context and an ontology."""
    return _Writer(context, terms).schema()


def render(document: Json) -> str:
    """Return a schema as the text of its file: stable, readable in a diff, UTF-8."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


class _Writer:
    def __init__(self, context: Context, terms: Terms) -> None:
        self.context = context
        self.terms = terms
        self.classes = {_local(iri): iri for iri in sorted(terms.classes) if iri.startswith(THB)}
        self.keys = {
            name: term
            for name, term in sorted(context.terms.items())
            if term.kind not in (Kind.ID, Kind.TYPE)
        }
        self.definitions: dict[str, Json] = {}

    def schema(self) -> Json:
        for name, term in self.keys.items():
            self.definitions[f"key.{name}"] = self.key(term)
        for name, iri in self.classes.items():
            self.definitions[f"type.{name}"] = {"const": name, **self.described(iri)}
            self.definitions[f"class.{name}"] = self.of_class(name)
        self.definitions["id"] = {"type": "string", "pattern": r"^\S+$", "description": _ID_DESCRIPTION}
        self.definitions["anything"] = self.closed(self.keys, self.type_enum(list(self.classes)))
        block = self.block(_ROOT)
        text = "How to write a record: build/FORMAT.md. Made from build/context.jsonld and ontology/."
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "https://w3id.org/thbgraph/schema/record.json",
            "title": "thbgraph record",
            "description": text,
            "type": "object",
            "properties": self.top(block),
            "required": ["graph", "entries"],
            "additionalProperties": False,
            "$defs": dict(sorted(self.definitions.items())),
        }

    def top(self, block: Json) -> Json:
        blocks = [name for name, term in self.keys.items() if term.kind is Kind.REFERENCE]
        entry = {**block, "required": [self.context.id_key, self.context.type_key]}
        defaults = {name: {"$ref": "#/$defs/anything"} for name in (*blocks, *self.classes)}
        counts = {name: {"type": "integer", "minimum": 0} for name in self.classes}
        return {
            "graph": {
                "description": "The named graph that the entries go to, below https://w3id.org/thbgraph/id/graph/.",
                "type": "string",
                "pattern": f"^{GRAPH_NAME.pattern}$",
            },
            "prefixes": {
                "description": "Short forms of this file for paths below https://w3id.org/thbgraph/id/.",
                "type": "object",
                "propertyNames": {"pattern": f"^{PREFIX_NAME.pattern}$"},
                "additionalProperties": {"type": "string", "pattern": "/$"},
            },
            "defaults": {
                "description": "What blocks get, by key or by type, where they do not say otherwise.",
                "type": "object",
                "properties": defaults,
                "additionalProperties": False,
            },
            "expect": {
                "description": "How many blocks of each type the file has.",
                "type": "object",
                "properties": counts,
                "additionalProperties": False,
            },
            "expectGraph": {
                "description": "How many blocks of each type all files of the graph have together.",
                "type": "object",
                "properties": counts,
                "additionalProperties": False,
            },
            "entries": {
                "description": "The blocks of the file, each with an id and a type.",
                "type": "array",
                "items": entry,
                "minItems": 1,
            },
        }

    def block(self, parent: str) -> Json:
        """Return a reference to the schema of a block of a class or any below it, made where it is new."""
        name = f"block.{_local(parent)}"
        if name not in self.definitions:
            self.definitions[name] = {}  # a block may hold blocks of its own class
            names = [_local(iri) for iri in self.terms.subclasses(parent) if iri.startswith(THB)]
            self.definitions[name] = self.choice(names)
        return {"$ref": f"#/$defs/{name}"}

    def choice(self, names: list[str]) -> Json:
        key = self.context.type_key
        has_type: Json = {"properties": {key: {"type": "string"}}, "required": [key]}
        by_type = [
            {
                "if": {"properties": {key: {"const": name}}, "required": [key]},
                "then": {"$ref": f"#/$defs/class.{name}"},
            }
            for name in names
        ]
        return {
            "type": "object",
            "properties": {self.context.id_key: _ID, key: self.type_enum(names)},
            "allOf": [*by_type, {"if": has_type, "else": {"$ref": "#/$defs/anything"}}],
        }

    def of_class(self, name: str) -> Json:
        above = self.terms.ancestors(self.classes[name])
        keys = {key: term for key, term in self.keys.items() if self.terms.domains_of(term.iri) <= above}
        return {
            **self.described(self.classes[name]),
            **self.closed(keys, {"const": name}),
        }

    def closed(self, keys: dict[str, Term], type_form: Json) -> Json:
        properties: Json = {self.context.id_key: _ID, self.context.type_key: type_form}
        properties.update({name: {"$ref": f"#/$defs/key.{name}"} for name in keys})
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def type_enum(self, names: list[str]) -> Json:
        options = [{"$ref": f"#/$defs/type.{name}"} for name in names]
        several = {"type": "array", "items": {"enum": names}, "minItems": 1, "uniqueItems": True}
        return {"anyOf": [*options, several]} if names else {"type": "string"}

    def key(self, term: Term) -> Json:
        form = self.form(term)
        if term.is_set and term.kind is not Kind.LANGUAGE:
            form = {"anyOf": [form, {"type": "array", "items": form, "minItems": 1}]}
        return {**self.described(term.iri), **form}

    def form(self, term: Term) -> Json:
        if term.kind is Kind.LANGUAGE:
            texts = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True}]}
            forms: Json = {"type": "object", "properties": {"en": texts}, "minProperties": 1}
            return {**forms, "patternProperties": {_TAG: texts}, "additionalProperties": False}
        if term.kind is Kind.TYPED:
            return _DATATYPES[term.datatype.removeprefix(_XSD)]
        if term.kind is Kind.CONCEPT:
            return self.words(self.context.scoped(term).vocab)
        if term.kind is Kind.TEXT:
            return _TEXT
        return self.nested(term) if term.name == ORDERED_KEY else {"anyOf": [_ID, self.nested(term)]}

    def nested(self, term: Term) -> Json:
        links = self.terms.domains_of(term.iri) if term.reverse else self.terms.ranges_of(term.iri)
        narrow = [iri for iri in sorted(links & self.terms.classes) if iri.startswith(THB)]
        # Of several classes that must all hold, the one furthest below the root is the narrowest.
        narrow.sort(key=lambda iri: len(self.terms.ancestors(iri)))
        return self.block(narrow[-1] if narrow else _ROOT)

    def words(self, namespace: str) -> Json:
        concepts = sorted(iri for iri in self.terms.concepts if iri.startswith(namespace))
        words = [{"const": iri.removeprefix(namespace), **self.described(iri)} for iri in concepts]
        return {"anyOf": words} if words else {"type": "string", "minLength": 1}

    def described(self, iri: str) -> Json:
        definition = self.terms.definitions.get(iri)
        return {"description": definition} if definition else {}


def _local(iri: str) -> str:
    return iri.removeprefix(THB)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write build/record.schema.json, or with --check return 1 where it is not current."""
    parser = argparse.ArgumentParser(prog="python -m thbgraph.records.schema", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether the file is current")
    options = parser.parse_args(arguments)
    try:
        context = Context.load(data.build_dir() / "context.jsonld")
    except RecordError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return error.exit_code
    text = render(schema(context, Terms.load(ontology_files(data.ontology_dir()))))
    path = data.build_dir() / FILE_NAME
    if not options.check:
        path.write_text(text, encoding="utf-8")
        return 0
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return 0
    print(f"{path} is not current; run python -m thbgraph.records.schema", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
