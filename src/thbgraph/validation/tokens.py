"""SPARQL cut into tokens: enough of its grammar (SPARQL 1.1, 19.8) to see where a variable stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Token", "joined", "tokens"]

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\n]*)
  | (?P<iri><[^<>"{}|^`\\\s]*>)
  | (?P<string>\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*\"{3}|'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
              |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<blank>_:[\w.\-]*\w)
  | (?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w:%](?:[\w.\-:%]|\\.)*(?<!\.))?)
  | (?P<number>[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)
  | (?P<word>[A-Za-z]\w*)
  | (?P<sign>\^\^|&&|\|\||!=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """One token: its kind (the name of a group above) and its text; `upper` has keywords in capitals."""

    kind: str
    text: str

    @property
    def upper(self) -> str:
        """The text in capitals where it is a word, else as it stands."""
        return self.text.upper() if self.kind == "word" else self.text

    @property
    def variable(self) -> str:
        """The name of a variable without its mark, else ""."""
        return self.text[1:] if self.kind == "variable" else ""


def tokens(query: str) -> list[Token]:
    """Return the tokens of a query, without white space and comments."""
    return list(_cut(query))


def joined(parts: list[Token]) -> str:
    """Return tokens as one text again."""
    return " ".join(part.text for part in parts)


def _cut(query: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(query):
        kind = found.lastgroup or "sign"
        if kind != "space":
            yield Token(kind, found.group())
