"""Queries of the user's own, held to reading: no update, no call to another machine.

The engine's query call refuses updates by itself, with a message about its grammar, and follows SERVICE to
any address; both are therefore refused here, before evaluation and in plain words.
"""

from __future__ import annotations

import re

from thbgraph.errors import QuerySyntaxError

__all__ = ["refuse_unsafe"]

# The tokens of SPARQL 1.1 (section 19.8) among which a keyword is told from the same letters elsewhere:
# strings, IRIs, comments, variables, prefixed names.
_TOKENS = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    + r"|'''(?:[^\\]|\\.)*?'''"
    + r'|"(?:[^"\\\n\r]|\\.)*"'
    + r"|'(?:[^'\\\n\r]|\\.)*'"
    + r"""|<[^<>"{}|^`\\\x00-\x20]*>"""
    + r"|\#[^\n\r]*"
    + r"|[?$]\w+"
    + r"|(?:\w[\w.-]*)?:[\w.:%\\-]*"
    + r"|(?P<word>[A-Za-z]+)",
    re.DOTALL,
)
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"])
_FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])


def refuse_unsafe(text: str) -> None:
    """Raise QuerySyntaxError where a query is an update or calls SERVICE."""
    form = ""
    for match in _TOKENS.finditer(text):
        word = (match["word"] or "").upper()
        if word == "SERVICE":
            raise QuerySyntaxError(
                "SERVICE is refused: a query of this graph calls no other machine",
                "fetch the other data first, or ask the other endpoint yourself",
            )
        if not form and word in _FORMS | _UPDATES:
            form = word
    if form in _UPDATES:
        raise QuerySyntaxError(
            f"{form} is refused: the published graph is read only", "records change it: thbgraph build"
        )
