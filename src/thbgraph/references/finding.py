"""All citations of a text: by number, by title and by short name, with the places cited in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from thbgraph.references.citing import citations, longest, without
from thbgraph.references.placing import placed
from thbgraph.references.reference import Reference, even
from thbgraph.references.shortnames import definitions, name_references
from thbgraph.references.titles import quoted_references, title_references

__all__ = ["find"]


def find(text: str, *, short_names: Mapping[str, Reference | str] | None = None) -> list[Reference]:
    """Give the citations of a text in order; none overlap, offsets count characters of `text`.

    `short_names` are names known beside those the text defines itself: name to the `Reference` it stands for, or
    to the words it stands for. Time is linear in the length of the text; any text can be read.
    """
    plain = even(text)
    first = citations(plain)
    defined = list(definitions(plain, first))
    names = {name: meant for _, _, name, meant in defined}
    names |= {name: _as_reference(meant) for name, meant in (short_names or {}).items()}
    if names:
        found = without(name_references(plain, names), _defining(defined))
        titles = [*title_references(plain, frozenset(names)), *quoted_references(plain)]
        numbered = [r for r in first if r.kind not in ("title", "relative")]
        first = longest([*numbered, *found, *without(titles, [(s, e) for s, e, _, _ in defined])])
    return [r._replace(text=text[r.start : r.end]) for r in placed(plain, first)]


def _defining(defined: Sequence[tuple[int, int, str, Reference]]) -> list[tuple[int, int]]:
    """Give the spans in which a name is defined, not used: the parenthesis and the title right before it."""
    spans: list[tuple[int, int]] = []
    for start, end, _, meant in defined:
        near = meant.kind == "title" and start - meant.end <= len(" (")
        first = max(meant.start if near else start, spans[-1][1] if spans else 0)
        spans.append((first, max(first, end)))
    return spans


def _as_reference(meant: Reference | str) -> Reference:
    return meant if isinstance(meant, Reference) else Reference(0, 0, meant, "title", target=meant)
