"""The top of a record file: its graph, short forms, defaults and expected counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from thbgraph.names import GRAPH, GRAPH_BUILD, GRAPH_INFERRED, GRAPH_ONTOLOGY, THBD
from thbgraph.records.context import Context, Kind
from thbgraph.records.iris import PREFIX_NAME, check_path
from thbgraph.records.place import Problems
from thbgraph.records.suggest import did_you_mean
from thbgraph.records.yamltree import Broken, Mapping, Node, Scalar, Sequence

__all__ = ["GRAPH_NAME", "TOP_KEYS", "Head", "Items", "read_head"]

TOP_KEYS = ("graph", "prefixes", "defaults", "expect", "expectGraph", "entries")

Items = dict[str, tuple[Scalar, Node]]
"""The keys of a block with their places and values."""

GRAPH_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MADE_BY_THE_BUILD = frozenset((GRAPH_BUILD, GRAPH_INFERRED, GRAPH_ONTOLOGY))
_COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(slots=True)
class Head:
    """Everything of a file but its entries, checked; `entries` are the nodes still to be read.

    `expect_graph` counts over all files of the graph. `classes` are the IRIs of the classes named under
    `defaults` and the expected counts, with their places.
    """

    graph: str = ""
    prefixes: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, Items] = field(default_factory=dict)
    expect: dict[str, tuple[Scalar, int]] = field(default_factory=dict)
    expect_graph: dict[str, tuple[Scalar, int]] = field(default_factory=dict)
    classes: list[tuple[str, Scalar]] = field(default_factory=list)
    entries: list[Node] = field(default_factory=list)


def read_head(root: Mapping, context: Context, problems: Problems) -> Head:
    """Read the keys at the top of a file; whatever is wrong with them is added to the problems."""
    head = Head()
    for key, (at, _) in root.items.items():
        if key not in TOP_KEYS:
            hint = did_you_mean(
                key, TOP_KEYS, f"the top has {', '.join(TOP_KEYS)}; other keys stand in an entry"
            )
            problems.add(at, key, f"`{key}` is not a key of the top of a file", hint)
    for key in ("graph", "entries"):
        if key not in root.items:
            problems.add(root, key, f"the key `{key}` is missing", f"add `{key}:` at the top of the file")
    reader = _HeadReader(head, context, problems)
    reader.graph(*root.items.get("graph", _ABSENT))
    reader.prefixes(reader.block(root, "prefixes"))
    reader.defaults(reader.block(root, "defaults"))
    reader.expect(reader.block(root, "expect"), head.expect)
    reader.expect(reader.block(root, "expectGraph"), head.expect_graph)
    reader.entries(*root.items.get("entries", _ABSENT))
    return head


_ABSENT = (Scalar(0, 0, "", False), Broken(0, 0))


class _HeadReader:
    def __init__(self, head: Head, context: Context, problems: Problems) -> None:
        self.head = head
        self.context = context
        self.problems = problems

    def block(self, root: Mapping, key: str) -> Items:
        at, value = root.items.get(key, _ABSENT)
        if isinstance(value, Mapping):
            return value.items
        if not isinstance(value, Broken):
            self.problems.add(
                at, key, f"`{key}` is not a block", "write `name: value` lines below it, indented"
            )
        return {}

    def graph(self, at: Scalar, value: Node) -> None:
        if isinstance(value, Broken):
            return
        name = value.text if isinstance(value, Scalar) else ""
        if not GRAPH_NAME.fullmatch(name):
            hint = "one word of letters, digits and . _ -, such as `actors` or the name of the document"
            self.problems.add(value, at.text, "the graph has no usable name", hint)
        elif GRAPH + name in _MADE_BY_THE_BUILD:
            hint = "choose `actors`, `instruments` or the name of a document"
            self.problems.add(value, at.text, f"the graph `{name}` is made by the build", hint)
        else:
            self.head.graph = GRAPH + name

    def prefixes(self, items: Items) -> None:
        for name, (at, value) in items.items():
            if not PREFIX_NAME.fullmatch(name):
                self.problems.add(
                    at, name, f"`{name}` cannot be a prefix", "use small letters, digits, - and _"
                )
            elif name in self.context.prefixes or name in self.context.terms or name in ("http", "https"):
                self.problems.add(
                    at, name, f"`{name}` has a meaning in the context already", "choose another word"
                )
            elif not isinstance(value, Broken):
                self.prefix(name, at, value)

    def prefix(self, name: str, at: Scalar, value: Node) -> None:
        path = value.text if isinstance(value, Scalar) else ""
        refused = check_path(path.removesuffix("/"))
        if refused is not None:
            self.problems.add(value, at.text, refused.message, refused.hint)
            return
        if not path.endswith("/"):
            message = f"the path of the prefix `{name}` does not end with a slash"
            hint = f"write `{path}/`: what follows the colon is put right behind it"
            self.problems.add(value, at.text, message, hint)
        self.head.prefixes[name] = f"{THBD}{path.removesuffix('/')}/"

    def defaults(self, items: Items) -> None:
        for name, (at, value) in items.items():
            is_class = name[:1].isupper()
            if is_class:
                self.class_name(name, at)
            elif not self.takes_blocks(name):
                blocks = [term.name for term in self.context.terms.values() if term.kind is Kind.REFERENCE]
                otherwise = "defaults stand under a key that holds blocks, or under a type"
                hint = did_you_mean(name, blocks, otherwise)
                self.problems.add(at, name, f"`{name}` is not a key that holds blocks", hint)
                continue
            if isinstance(value, Mapping):
                self.head.defaults[name] = self.known_keys(value)
            elif not isinstance(value, Broken):
                hint = "write `key: value` lines below it, indented"
                self.problems.add(at, name, f"the defaults of `{name}` are not a block", hint)

    def known_keys(self, value: Mapping) -> Items:
        """Return the keys that a block may get; the others would pass unseen where no block takes them."""
        known = self.context.terms.keys() | self.context.scoped_names()
        items = dict(value.items)
        for key, (at, _) in value.items.items():
            if key == self.context.id_key:
                self.problems.add(at, key, "an id cannot be a default", "give each block its own id")
            elif key not in known:
                hint = did_you_mean(key, known, "build/FORMAT.md lists the keys")
                self.problems.add(at, key, f"the key `{key}` is unknown here", hint)
            else:
                continue
            del items[key]
        return items

    def takes_blocks(self, name: str) -> bool:
        """Tell whether a key holds blocks here; keys of inner contexts are taken on trust."""
        term = self.context.terms.get(name)
        return term.kind is Kind.REFERENCE if term else name in self.context.scoped_names()

    def class_name(self, name: str, at: Scalar) -> bool:
        """Tell whether a name can be that of a class, and note it for the check against the ontology."""
        iri = self.context.expand_word(name)
        if iri is None or not name.rpartition(":")[2][:1].isupper():
            self.problems.add(at, name, f"`{name}` is not a class", "write a class, such as Obligation")
            return False
        self.head.classes.append((iri, at))
        return True

    def expect(self, items: Items, counts: dict[str, tuple[Scalar, int]]) -> None:
        for name, (at, value) in items.items():
            if not self.class_name(name, at) or isinstance(value, Broken):
                continue
            if not isinstance(value, Scalar) or value.quoted or not _COUNT.fullmatch(value.text):
                message = f"the expected count of `{name}` is not a number"
                self.problems.add(value, name, message, "write digits only")
            else:
                counts[self.head.classes[-1][0]] = (at, int(value.text))

    def entries(self, at: Scalar, value: Node) -> None:
        if isinstance(value, Sequence) and value.items:
            self.head.entries = value.items
        elif not isinstance(value, Broken):
            hint = "write a list: each entry begins with `- id: `"
            self.problems.add(at, at.text, "`entries` is not a list of blocks", hint)
