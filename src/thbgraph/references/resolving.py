"""From a citation to the IRI of what it cites, over the official numbers and names of a graph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from thbgraph.references.reference import Reference

__all__ = ["index", "resolve"]

_PAGE = re.compile(r",? p\. .{1,20}$")
_SMALL_WORDS = frozenset(["the", "of", "on", "in", "to", "and", "for", "against", "combating"])
_REVISION = re.compile(r" rev \d{1,2}$")


def index(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Make the index that `resolve` reads from pairs of a number or name and the IRI that bears it.

    The pairs are the CELEX numbers, ELIs, OJ references, UN symbols, document numbers, treaty-series numbers
    and labels of instruments and documents. An instrument goes before the document that prints it; a number
    that two instruments bear (A/RES/55/25: a convention and its protocols) leads to neither.
    """
    bearers: dict[str, set[str]] = {}
    for value, iri in rows:
        for key in _keys(value):
            bearers.setdefault(key, set()).add(iri)
    found = {}
    for key, iris in bearers.items():
        instruments = {iri for iri in iris if "/instrument/" in iri}
        candidates = instruments or iris
        if len(candidates) == 1:
            (found[key],) = candidates
    return found


def resolve(reference: Reference, index: Mapping[str, str]) -> str | None:
    """Give the IRI of the instrument or document cited, or None; `index` is made by the function of that name.

    The surest number goes first: CELEX, ELI, UN symbol, Council number, OJ, the number as printed, then the
    title or name. A place in the citing text itself leads nowhere: only the caller knows that text.
    """
    values = (
        reference.celex, reference.eli, reference.un_symbol, reference.council, reference.oj, reference.number,
        reference.target, reference.text if reference.kind in ("title", "name") else "",
    )  # fmt: skip
    for value in values:
        for key in _keys(value):
            if key in index:
                return index[key]
    return None


def _keys(value: str) -> list[str]:
    """Give the forms under which a number or name is kept: as it stands, then without page, revision, `final`."""
    whole = _even(value)
    if not whole:
        return []
    forms = [whole]
    if whole.startswith("oj "):
        forms.append(_PAGE.sub("", whole))
    forms.append(_REVISION.sub("", whole).removesuffix(" final"))
    if " " in whole and not any(c.isdigit() for c in whole):
        forms.append(_title_key(whole))
    return list(dict.fromkeys(forms))


def _even(value: str) -> str:
    text = unicodedata.normalize("NFKC", value).replace("–", "-").casefold()
    return " ".join(text.split())


def _title_key(title: str) -> str:
    """Give a title without small words and the two spellings of -ise: `Convention against organised crime`."""
    words = re.findall(r"\w+", title.replace("united nations", "un"))
    return " ".join(word.replace("iz", "is") for word in words if word not in _SMALL_WORDS)
