"""Read the header of a stored query without a YAML library, for it is read at every call from the shell.

The header is YAML 1.2 (core schema) in comment lines that begin with `#+`. This reader takes the part of it
that a header needs and refuses the rest, so that nothing means one thing here and another to a YAML parser;
a test reads every stored query with both. Taken: mappings, lists of scalars or of mappings, `[a, b]`, plain
and quoted scalars on one line, `>-` for a text over several lines, `true`, `false` and whole numbers.
"""

from __future__ import annotations

from thbgraph.errors import QuerySyntaxError

__all__ = ["read"]

_MARK = "#+"
# Indicators of YAML that may not begin a plain scalar (YAML 1.2, production 126); `-`, `?` and `:` may do so
# in rare cases, which are refused as well.
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"
_CONSTANTS = {"true": True, "false": False}
# Words to which the core schema gives a meaning that a header has no use for.
_REFUSED = frozenset({"~", "null", "Null", "NULL", "True", "TRUE", "False", "FALSE"})


def read(text: str, where: str) -> dict[str, object]:
    """Return the header of a stored query as plain values: str, int, bool, list and dict.

    `where` names the file in errors. Raises QuerySyntaxError, with the line, where the header is missing or
    is not in the part of YAML that is taken.
    """
    reader = _Reader(where)
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith(_MARK):
            break
        content = line[len(_MARK) :]
        if content.strip():
            reader.lines.append((number, len(content) - len(content.lstrip(" ")), content.strip()))
    if not reader.lines:
        raise QuerySyntaxError(f"{where}: the header is missing", "begin the file with `#+ summary: …`")
    value = reader.block(reader.lines[0][1])
    if reader.at < len(reader.lines):
        raise reader.error("is indented less than the line before allows")
    if not isinstance(value, dict):
        raise QuerySyntaxError(f"{where}: the header is not a mapping of keys to values")
    return value


def _key(line: str) -> str:
    """Return the key of `key: value` or `key:`, empty where a line is neither."""
    key, colon, rest = line.partition(":")
    word = key.replace("-", "_")
    return key if colon and word.isidentifier() and word.isascii() and (not rest or rest[0] == " ") else ""


class _Reader:
    """A position in the lines of one header; each line is (number, indent, content)."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.lines: list[tuple[int, int, str]] = []
        self.at = 0

    def error(self, what: str) -> QuerySyntaxError:
        number, _, content = self.lines[min(self.at, len(self.lines) - 1)]
        return QuerySyntaxError(
            f"{self.where}:{number}: {content[:40]!r} {what}",
            "queries/README.md says what a header may hold",
        )

    def indent(self) -> int:
        """Return the indent of the current line, -1 after the last."""
        return self.lines[self.at][1] if self.at < len(self.lines) else -1

    def block(self, indent: int) -> object:
        is_list = self.lines[self.at][2].startswith("- ")
        return self.sequence(indent) if is_list else self.mapping(indent)

    def sequence(self, indent: int) -> list[object]:
        items: list[object] = []
        while self.indent() == indent:
            number, _, content = self.lines[self.at]
            if not content.startswith("- "):
                raise self.error("is not an item of the list")
            rest = content[2:].lstrip()
            if _key(rest):
                inner = indent + len(content) - len(rest)
                self.lines[self.at] = (number, inner, rest)
                items.append(self.mapping(inner))
            else:
                items.append(self.scalar(rest))
                self.at += 1
        if self.indent() > indent:
            raise self.error("is indented deeper than the list it stands in")
        return items

    def mapping(self, indent: int) -> dict[str, object]:
        values: dict[str, object] = {}
        while self.indent() == indent:
            line = self.lines[self.at][2]
            key = _key(line)
            if not key:
                raise self.error("is not `key: value`")
            if key in values:
                raise self.error("repeats a key")
            values[key] = self.value(indent, line[len(key) + 1 :].lstrip())
        if self.indent() > indent:
            raise self.error("is indented deeper than the keys beside it")
        return values

    def value(self, indent: int, rest: str) -> object:
        if rest and rest != ">-":
            value = self.scalar(rest)
            self.at += 1
            return value
        self.at += 1
        deeper = self.indent()
        if deeper <= indent:
            self.at -= 1
            raise self.error("has no value")
        return self.folded(deeper) if rest else self.block(deeper)

    def folded(self, indent: int) -> str:
        words = []
        while self.indent() == indent:
            words.append(self.lines[self.at][2])
            self.at += 1
        return " ".join(words)

    def scalar(self, text: str) -> object:
        if text[0] in "\"'":
            return self.quoted(text)
        if text[0] == "[":
            return self.flow(text)
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdigit():
            if digits[0] == "0" and text != "0":
                raise self.error("begins with a zero: put the value in double quotes")
            return int(text)
        if text in _REFUSED or text[0] in _INDICATORS or ": " in text or " #" in text or text[-1] == ":":
            raise self.error("means something else to YAML: put the value in double quotes")
        return text

    def quoted(self, text: str) -> str:
        quote, inner = text[0], text[1:-1]
        if len(text) < 2 or text[-1] != quote or quote in inner or "\\" in inner:
            raise self.error("is not one quoted text; neither quotes nor backslashes may stand in it")
        return inner

    def flow(self, text: str) -> list[object]:
        inner = text[1:-1].strip()
        if text[-1] != "]" or any(mark in inner for mark in "[]{}\"':#"):
            raise self.error("is not a list of plain words in brackets")
        parts = [part.strip() for part in inner.split(",")] if inner else []
        if "" in parts:
            raise self.error("has an empty item")
        return [self.scalar(part) for part in parts]
