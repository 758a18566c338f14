"""From the ids that authors write to IRIs, and what is wrong with an id.

An id is a path below https://w3id.org/thbgraph/id/ (`actor/eu/europol`), a short form of the file or of the
context and the rest (`plan:action_1.1.a`), or a web address for what the project does not name itself.
Standard: RFC 3987 (IRIs); own ids use the ASCII part of a path segment, so that people can type them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import pyoxigraph as ox

from thbgraph.names import THBD
from thbgraph.records.suggest import did_you_mean

__all__ = ["PREFIX_NAME", "Names", "Refusal", "check_path"]

PREFIX_NAME = re.compile(r"[a-z][a-z0-9_-]*")
"""A short form: it stands before the colon of an id."""

_SEGMENT = r"(?!\.{1,2}(?:/|$))[A-Za-z0-9._~!$&'()*+,;=-]+"
_PATH = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_EXTERNAL = re.compile(r"https?://[^/\s]\S*")
_PATH_HINT = "use letters A to Z, digits and . _ - ( ) between single slashes, such as actor/eu/europol"


class Refusal(NamedTuple):
    """What is wrong with an id and how to mend it."""

    message: str
    hint: str


class Names:
    """Resolves ids of one file: its own prefixes before those of the context."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(prefixes)
        self._known: dict[str, str | Refusal] = {}

    def resolve(self, text: str) -> str | Refusal:
        """Return the IRI that an id stands for, or why it stands for none."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._resolve(text)
        return known

    def _resolve(self, text: str) -> str | Refusal:
        prefix, colon, rest = text.partition(":")
        if not colon:
            return check_path(text) or THBD + text
        if prefix in ("http", "https") and rest.startswith("//"):
            return _check_iri(text) or text
        namespace = self.prefixes.get(prefix)
        if namespace is None:
            return Refusal(f"the prefix `{prefix}` of `{text}` is unknown", self._prefix_hint(prefix))
        if rest.startswith("//"):
            return Refusal(f"`{text}` has slashes after the colon", "write the rest of the path without them")
        return _check_iri(namespace + rest) or namespace + rest

    def _prefix_hint(self, prefix: str) -> str:
        return did_you_mean(
            prefix, self.prefixes, "name it under `prefixes` at the top of the file, or write the whole path"
        )


def _check_iri(iri: str) -> Refusal | None:
    if iri.startswith(THBD):
        return check_path(iri.removeprefix(THBD))
    try:
        # Oxigraph's own check: what it takes for no IRI, its JSON-LD reader drops in silence.
        ox.NamedNode(iri)
    except ValueError:
        pass
    else:
        if _EXTERNAL.fullmatch(iri):
            return None
    return Refusal(
        f"`{iri}` is not a web address", "write it as the browser shows it, without spaces and brackets"
    )


def check_path(path: str) -> Refusal | None:
    """Return why a path below the project's ids cannot be one; None where it can."""
    if _PATH.fullmatch(path):
        return None
    if not path.strip():
        return Refusal("the id is empty", _PATH_HINT)
    return Refusal(f"`{path}` is not an id", _PATH_HINT)
