"""YAML 1.2 with places: text to a tree of mappings, sequences and scalars that know their line and column.

libyaml's parser gives the events (0.1 s for 1 MB); the tree is built here, because positions are needed for
every value and because a record uses only the plain part of YAML: no anchors, aliases, tags, merge keys,
directives or second document, and no key twice. Scalars stay text: what is a number or a truth value is
decided by the context's type of the key, so that `NO`, `5.10` and dates are never reread.
Standard: YAML 1.2.2, core schema (section 10.3).
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from thbgraph.records.place import WHOLE_FILE, Place, Placed, Problems
from thbgraph.records.text import CONTROL

__all__ = ["MAX_DEPTH", "Broken", "Mapping", "Node", "Scalar", "Sequence", "parse"]

MAX_DEPTH = 24
"""How deep blocks and lists may nest; the deepest record needs about eight."""

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEAN = frozenset(("true", "True", "TRUE", "false", "False", "FALSE"))
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")

# libyaml where PyYAML was built with it, else the same events from Python, about fifteen times slower.
_Events: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Node:
    """A value of the tree and where it begins."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column


class Scalar(Node):
    """A text; `quoted` where quotes or a block style make it text whatever it looks like."""

    __slots__ = ("quoted", "text")

    def __init__(self, line: int, column: int, text: str, quoted: bool) -> None:
        self.line = line  # not by super(): a document has a hundred thousand scalars
        self.column = column
        self.text = text
        self.quoted = quoted

    @property
    def is_null(self) -> bool:
        """Tell whether YAML reads it as no value at all."""
        return not self.quoted and self.text in _NULL

    @property
    def reads_as(self) -> str:
        """Return what YAML's core schema takes a plain scalar for: `number`, `truth value` or `text`."""
        if self.quoted:
            return "text"
        if self.text in _BOOLEAN:
            return "truth value"
        return "number" if _INTEGER.fullmatch(self.text) else "text"


class Sequence(Node):
    """A list of nodes."""

    __slots__ = ("items",)

    def __init__(self, line: int, column: int, items: list[Node]) -> None:
        super().__init__(line, column)
        self.items = items


class Mapping(Node):
    """A block: each key once, with the place of the key and its value, in the file's order."""

    __slots__ = ("items",)

    def __init__(self, line: int, column: int, items: dict[str, tuple[Scalar, Node]]) -> None:
        super().__init__(line, column)
        self.items = items


class Broken(Node):
    """A value that was refused already; whoever reads it passes over it in silence."""

    __slots__ = ()


class _TooDeepError(Exception):
    pass


def parse(text: str, problems: Problems) -> Node | None:
    """Return the tree of one YAML document, or None where it is malformed, empty or nested too deeply."""
    try:
        events = _Events(text)
        try:
            return _Composer(events, problems).document()
        finally:
            events.dispose()
    except yaml.MarkedYAMLError as error:
        _malformed(error, problems)
    except (yaml.YAMLError, UnicodeError) as error:
        problems.add(WHOLE_FILE, "", f"malformed YAML: {' '.join(str(error).split())}", _MALFORMED_HINT)
    except _TooDeepError:
        pass
    return None


_MALFORMED_HINT = (
    "check indentation, brackets and quotes on this line and the one above; "
    "text with `: ` or ` #`, or that begins with a sign, needs quotes"
)


def _malformed(error: yaml.MarkedYAMLError, problems: Problems) -> None:
    mark = error.problem_mark or error.context_mark
    place = _place(mark) if mark is not None else WHOLE_FILE
    what = " ".join(part for part in (error.context, error.problem) if part)
    problems.add(place, "", f"malformed YAML: {what}", _MALFORMED_HINT)


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


class _Composer:
    """Builds the tree from events, refusing what a record has no use for and going on after it."""

    def __init__(self, events: Any, problems: Problems) -> None:
        self.next = events.get_event
        self.problems = problems
        self.depth = 0

    def document(self) -> Node | None:
        self.next()  # the start of the stream
        start = self.next()
        if type(start) is not yaml.DocumentStartEvent:
            return None
        if start.version or start.tags:
            self.refuse(_place(start.start_mark), "a YAML directive", "delete the line that begins with %")
        root = self.node(self.next())
        self.next()  # the end of the document
        after = self.next()
        if type(after) is yaml.DocumentStartEvent:
            self.refuse(
                _place(after.start_mark), "a second document (`---`)", "put it into a file of its own"
            )
        return root

    def node(self, event: Any) -> Node:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.refuse(
                Place(line, column), f"an alias (*{event.anchor})", "write the value out, or use `defaults`"
            )
            return Broken(line, column)
        if event.anchor is not None:
            self.refuse(
                Place(line, column), f"an anchor (&{event.anchor})", "delete it; use `defaults` instead"
            )
        if event.tag is not None:
            self.refuse(
                Place(line, column), f"a tag ({event.tag})", "delete it; the context says what type a key has"
            )
        if kind is yaml.ScalarEvent:
            return self.scalar(event, line, column)
        if self.depth >= MAX_DEPTH:
            self.refuse(
                Place(line, column),
                f"more than {MAX_DEPTH} levels of nesting",
                "give the inner block an entry of its own",
            )
            raise _TooDeepError
        self.depth += 1
        composed = (
            self.mapping(line, column) if kind is yaml.MappingStartEvent else self.sequence(line, column)
        )
        self.depth -= 1
        return composed

    def scalar(self, event: Any, line: int, column: int) -> Node:
        quoted = bool(event.style)
        if event.style == '"' and (match := CONTROL.search(event.value)):
            self.refuse(
                Place(line, column),
                f"the control character U+{ord(match[0]):04X} in a text",
                "delete the escape; only \\n is allowed",
            )
            return Broken(line, column)
        return Scalar(line, column, event.value, quoted)

    def sequence(self, line: int, column: int) -> Sequence:
        items: list[Node] = []
        event = self.next()
        while type(event) is not yaml.SequenceEndEvent:
            items.append(self.node(event))
            event = self.next()
        return Sequence(line, column, items)

    def mapping(self, line: int, column: int) -> Mapping:
        items: dict[str, tuple[Scalar, Node]] = {}
        event = self.next()
        while type(event) is not yaml.MappingEndEvent:
            key = self.node(event)
            value = self.node(self.next())
            if isinstance(key, Scalar) and self.is_key(key, items):
                items[key.text] = (key, value)
            elif isinstance(key, Mapping | Sequence):
                self.refuse(
                    key, "a key that is not a word", "write `key: value`; text in { } or [ ] needs quotes"
                )
            event = self.next()
        return Mapping(line, column, items)

    def is_key(self, key: Scalar, items: dict[str, tuple[Scalar, Node]]) -> bool:
        if key.is_null or not key.text.strip():
            self.refuse(key, "a key that is not a word", "write `key: value`")
        elif key.text == "<<" and not key.quoted:
            self.refuse(key, "a merge key (<<)", "write the keys out, or use `defaults`")
        elif key.text in items:
            first = items[key.text][0]
            self.problems.add(
                key,
                key.text,
                f"the key stands twice in one block, first on line {first.line}",
                "keep one; several values are a list",
            )
        else:
            return True
        return False

    def refuse(self, at: Placed, what: str, hint: str) -> None:
        self.problems.add(at, "", f"{what} is not allowed in a record", hint)
