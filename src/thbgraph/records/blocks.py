"""Blocks: the entries of a record and the blocks nested in them, checked and turned into JSON-LD nodes.

A nested block without an id is named after its parent and its key, so that no blank node arises:
`<parent>/<key>`, or `<parent>/<key>_<n>` where the context makes a set of the key. Evidence is an ordered
list: its blocks are numbered in the file's order.
"""

from __future__ import annotations

import re
from typing import Any

from thbgraph.names import THB, THBS, THBV
from thbgraph.records.context import Context, Kind, Term
from thbgraph.records.forms import Forms
from thbgraph.records.head import Items
from thbgraph.records.iris import Names, Refusal
from thbgraph.records.place import Place, Placed, Problems
from thbgraph.records.record import Record
from thbgraph.records.suggest import did_you_mean
from thbgraph.records.yamltree import Broken, Mapping, Node, Scalar, Sequence

__all__ = ["ORDERED_KEY", "ORDER_KEY", "BlockReader"]

ORDERED_KEY = "evidence"
ORDER_KEY = "order"

_WORD = re.compile(r"(?:[A-Za-z][A-Za-z0-9_-]*:)?[A-Za-z0-9][A-Za-z0-9._-]*")

_TYPE_HINT = "write a class of the ontology, such as Obligation"
_NAMELESS = "?"
_NOT_DATA = (THB, THBS, THBV)

Json = dict[str, Any]


class BlockReader:
    """Reads the blocks of one file into JSON-LD; fills the record's definitions, types and references."""

    def __init__(
        self, context: Context, names: Names, defaults: dict[str, Items], record: Record, problems: Problems
    ) -> None:
        self.context = context
        self.names = names
        self.defaults = defaults
        self.record = record
        self.problems = problems
        self.forms = Forms(problems)

    def entry(self, node: Node) -> Json | None:
        """Return an entry as a JSON-LD node; None where it has no usable id."""
        if isinstance(node, Mapping):
            return self._block(node, self._with_defaults(node, "", self.context), self.context, "")
        if not isinstance(node, Broken):
            self.problems.add(
                node, "entries", "an entry is not a block", "begin it with `- id: ` and `type: ` below"
            )
        return None

    def _with_defaults(self, node: Mapping, key: str, context: Context) -> Items:
        """Return a block's own keys, and those it gets from the key it stands under and from its type."""
        if not self.defaults:
            return node.items
        by_key = self.defaults.get(key, {})
        _, kind = node.items.get(context.type_key) or by_key.get(context.type_key) or (None, None)
        if isinstance(kind, Sequence):
            kinds = [item.text for item in kind.items if isinstance(item, Scalar)]
        else:
            kinds = [kind.text] if isinstance(kind, Scalar) else []
        merged: Items = {}
        for name in sorted(kinds):
            merged |= self.defaults.get(name, {})
        return merged | by_key | node.items if merged or by_key else node.items

    def _block(self, node: Mapping, items: Items, outer: Context, derived: str) -> Json | None:
        iri = self._identity(node, items, outer, derived)
        types = self._types(node, items, outer)
        if iri and not iri.startswith(_NAMELESS):
            first = self.record.defined.get(iri)
            if first is not None:
                self._duplicate(node, items, outer, iri, first)
            else:
                at: Placed = items[outer.id_key][1] if outer.id_key in items else node
                self.record.defined[iri] = Place(at.line, at.column)
                if types:
                    self.record.types[iri] = tuple(types.values())
        out: Json = {outer.id_key: iri, outer.type_key: list(types)}
        context = outer.on_types(types)
        for key, (at, value) in items.items():
            term = context.terms.get(key)
            if term is None:
                self._unknown_key(at, key, context)
            elif term.kind is not Kind.ID and term.kind is not Kind.TYPE:
                out[key] = self._value(term, value, iri, outer, context)
        return out if iri else None

    def _identity(self, node: Mapping, items: Items, context: Context, derived: str) -> str:
        if context.id_key not in items:
            if not derived:
                hint = f"add `{context.id_key}: ` with a path such as actor/eu/europol"
                self.problems.add(node, context.id_key, "the entry has no id", hint)
            return derived
        _, value = items[context.id_key]
        iri = self._resolve(value, context.id_key)
        if iri.startswith(_NOT_DATA):
            hint = "terms of the ontology and words of the vocabularies are defined in ontology/"
            self.problems.add(value, context.id_key, f"a record cannot define <{iri}>", hint)
        return iri

    def _resolve(self, value: Node, key: str) -> str:
        """Return the IRI of an id as written; empty, with a problem noted, where it is none."""
        text = self.forms.scalar(value, key)
        if text is None:
            return ""
        iri = self.names.resolve(text)
        if isinstance(iri, Refusal):
            self.problems.add(value, key, iri.message, iri.hint)
            return ""
        return iri

    def _types(self, node: Mapping, items: Items, context: Context) -> dict[str, str]:
        key = context.type_key
        if key not in items:
            hint = f"add `{key}: ` with a class such as Obligation, or give it under `defaults`"
            self.problems.add(node, key, "the block has no type", hint)
            return {}
        value = items[key][1]
        if isinstance(value, Sequence):
            self.forms.check_list(value, key)
        found: dict[str, str] = {}
        for item in value.items if isinstance(value, Sequence) else [value]:
            name = self.forms.scalar(item, key)
            if name is None:
                continue
            iri = context.expand_word(name) if _WORD.fullmatch(name) else None
            if iri is None or not name.rpartition(":")[2][0].isupper():
                capital = name[0].upper() + name[1:]
                hint = f"did you mean `{capital}`?" if _WORD.fullmatch(capital) else _TYPE_HINT
                self.problems.add(item, key, f"`{name}` is not a type", _TYPE_HINT if iri is None else hint)
            else:
                found[name] = iri
                self.record.references.append((iri, key, Place(item.line, item.column)))
        return found

    def _duplicate(self, node: Mapping, items: Items, context: Context, iri: str, first: Place) -> None:
        at: Placed = items[context.id_key][1] if context.id_key in items else node
        hint = "give one of them another id, or make one entry of the two"
        self.problems.add(at, context.id_key, f"the id <{iri}> is defined already on line {first.line}", hint)

    def _unknown_key(self, at: Scalar, key: str, context: Context) -> None:
        hint = did_you_mean(key, context.terms, "build/FORMAT.md lists the keys")
        self.problems.add(at, key, f"the key `{key}` is unknown here", hint)

    def _value(self, term: Term, value: Node, parent: str, outer: Context, context: Context) -> Any:
        """Return a key's value as JSON; `outer` holds in nested blocks, `context` on this block's keys."""
        if term.kind is Kind.LANGUAGE:
            return self.forms.by_language(value, term.name)
        if not isinstance(value, Sequence):
            return self._single(term, value, parent, outer, context, int(term.is_set))
        self.forms.check_list(value, term.name)
        if not term.is_set:
            hint = "keep one value, without the brackets or the dash of a list"
            self.problems.add(value, term.name, f"`{term.name}` takes one value, not a list", hint)
        return [self._single(term, item, parent, outer, context, n) for n, item in enumerate(value.items, 1)]

    def _single(self, term: Term, value: Node, parent: str, outer: Context, context: Context, n: int) -> Any:
        if isinstance(value, Mapping):
            return self._nested(term, value, parent, outer, n)
        if term.kind is Kind.REFERENCE:
            return self._reference(term, value)
        if term.kind is Kind.CONCEPT:
            return self._concept(term, value, context.scoped(term))
        if term.kind is Kind.TYPED:
            return self.forms.typed(value, term)
        return self.forms.text(value, term.name)

    def _nested(self, term: Term, value: Mapping, parent: str, outer: Context, n: int) -> Any:
        if term.kind is not Kind.REFERENCE:
            hint = f"write {term.kind.value} after the colon"
            self.problems.add(value, term.name, f"`{term.name}` holds a block", hint)
            return None
        # A block below one without a usable id still gets a name, so that its own problems are found.
        owner = parent or f"{_NAMELESS}{value.line}_{value.column}"
        derived = f"{owner}/{term.name}" + (f"_{n}" if n else "")
        # Scopes of the block's class end here (JSON-LD 1.1, 4.1.8); the key's own scope begins.
        inner = outer.scoped(term)
        block = self._block(value, self._with_defaults(value, term.name, inner), inner, derived)
        if block is not None and term.name == ORDERED_KEY and ORDER_KEY in inner.terms:
            if ORDER_KEY in block:
                at = value.items[ORDER_KEY][0] if ORDER_KEY in value.items else value
                hint = "delete the key: the order of the list counts"
                self.problems.add(
                    at, ORDER_KEY, "the order of evidence is given by its place in the list", hint
                )
            block[ORDER_KEY] = str(n or 1)
        return block

    def _reference(self, term: Term, value: Node) -> str | None:
        if not isinstance(value, Scalar) or value.is_null:
            self.forms.scalar(value, term.name)
            return None
        # Under a key of blocks, text that is no id is more likely a block left out than an id misspelt.
        is_id = isinstance(self.names.resolve(value.text), str)
        if term.name == ORDERED_KEY or (term.name in self.defaults and not is_id):
            hint = "write `key: value` lines below it, indented"
            self.problems.add(value, term.name, f"`{term.name}` is not a block", hint)
            return None
        iri = self._resolve(value, term.name)
        if iri:
            self.record.references.append((iri, term.name, Place(value.line, value.column)))
        return value.text

    def _concept(self, term: Term, value: Node, scope: Context) -> str | None:
        word = self.forms.scalar(value, term.name)
        if word is None:
            return None
        iri = scope.expand_word(word) if _WORD.fullmatch(word) else None
        if iri is None:
            hint = "write one word of the vocabulary, without spaces; build/FORMAT.md lists them"
            self.problems.add(value, term.name, f"`{word}` is not a word of a vocabulary", hint)
        elif ":" not in word and not iri.startswith(scope.vocab):
            hint = (
                f"give `{word}` its own IRI in the @context of `{term.name}`, or write the prefix before it"
            )
            message = f"`{word}` is a key of the context, and JSON-LD reads it as that"
            self.problems.add(value, term.name, message, hint)
        else:
            self.record.references.append((iri, term.name, Place(value.line, value.column)))
        return word
