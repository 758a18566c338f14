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

TOP_KEYS = ("graph", "prefixes", "defaults", "expect", "entries")

Items = dict[str, tuple[Scalar, Node]]
"""The keys of a block with their places and values."""

GRAPH_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MADE_BY_THE_BUILD = frozenset((GRAPH_BUILD, GRAPH_INFERRED, GRAPH_ONTOLOGY))
_COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(slots=True)
class Head:
    """Everything of a file but its entries, checked; `entries` are the nodes still to be read."""

    graph: str = ""
    prefixes: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, Items] = field(default_factory=dict)
    expect: dict[str, tuple[Scalar, int]] = field(default_factory=dict)
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
    reader.expect(reader.block(root, "expect"))
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
        context = self.context
        for name, (at, value) in items.items():
            if not name[0].isupper() and not self.takes_blocks(name):
                blocks = [term.name for term in context.terms.values() if term.kind is Kind.REFERENCE]
                hint = did_you_mean(
                    name, blocks, "defaults stand under a key that holds blocks, or under a type"
                )
                self.problems.add(at, name, f"`{name}` is not a key that holds blocks", hint)
            elif isinstance(value, Mapping):
                self.head.defaults[name] = {k: v for k, v in value.items.items() if k != context.id_key}
                if context.id_key in value.items:
                    own = value.items[context.id_key][0]
                    self.problems.add(
                        own, own.text, "an id cannot be a default", "give each block its own id"
                    )
            elif not isinstance(value, Broken):
                hint = "write `key: value` lines below it, indented"
                self.problems.add(at, name, f"the defaults of `{name}` are not a block", hint)

    def takes_blocks(self, name: str) -> bool:
        """Tell whether a key holds blocks here; keys of inner contexts are taken on trust."""
        term = self.context.terms.get(name)
        return term.kind is Kind.REFERENCE if term else name in self.context.scoped_names()

    def expect(self, items: Items) -> None:
        for name, (at, value) in items.items():
            if isinstance(value, Broken):
                continue
            if not isinstance(value, Scalar) or value.quoted or not _COUNT.fullmatch(value.text):
                self.problems.add(
                    value, name, f"the expected count of `{name}` is not a number", "write digits only"
                )
            else:
                self.head.expect[name] = (at, int(value.text))

    def entries(self, at: Scalar, value: Node) -> None:
        if isinstance(value, Sequence) and value.items:
            self.head.entries = value.items
        elif not isinstance(value, Broken):
            hint = "write a list: each entry begins with `- id: `"
            self.problems.add(at, at.text, "`entries` is not a list of blocks", hint)
