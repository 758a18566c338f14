"""The list of all keys of records for people: docs/keys.md, generated from the context and the ontology.

`python -m thbgraph.records.keys` writes it, with `--check` it only tells whether the file is current.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from thbgraph import data
from thbgraph.names import PREFIXES, THB, THBV
from thbgraph.records.context import Context, Kind, Term
from thbgraph.records.terms import Terms, ontology_files

__all__ = ["main", "render"]

_HEAD = """# Keys of records

Generated from `build/context.jsonld` and `ontology/` by `python -m thbgraph.records.keys`; do not edit.
`build/FORMAT.md` says how records are written. A key of a class may be used in records of its subclasses.
"""
_VALUES = {Kind.LANGUAGE: "text with its language", Kind.TEXT: "plain text"}


def render(context: Context, terms: Terms) -> str:
    """Return the page: a table of keys for each class, then the words of each vocabulary."""
    parts = [_HEAD, *_classes(context, terms), "\n## Vocabularies\n", *_vocabularies(terms)]
    return "\n".join(parts).rstrip() + "\n"


def _classes(context: Context, terms: Terms) -> list[str]:
    by_class: dict[str, list[Term]] = {}
    for _, term in sorted(context.terms.items()):
        for domain in terms.domains.get(term.iri or "", ()):
            by_class.setdefault(domain, []).append(term)
    lines: list[str] = []
    for iri in sorted(c for c in terms.classes if c.startswith(THB)):
        above = sorted(_local(s) for s in terms.supers.get(iri, ()))
        kind = f" (a kind of {', '.join(above)})" if above else ""
        lines += [f"\n## {_local(iri)}{kind}\n", terms.definitions[iri]]
        if iri in by_class:
            lines += ["\n| key | value | property | meaning |", "| --- | --- | --- | --- |"]
            lines += [_row(term, terms) for term in by_class[iri]]
    return lines


def _row(term: Term, terms: Terms) -> str:
    meaning = terms.definitions.get(term.iri or "", "").removeprefix("This property ")
    several = ", several" if term.is_set or term.kind is Kind.LANGUAGE else ""
    property_ = f"thb:{_local(term.iri or '')}"
    return f"| `{term.name}` | {_value(term, terms)}{several} | `{property_}` | {meaning} |"


def _value(term: Term, terms: Terms) -> str:
    if term.kind is Kind.CONCEPT:
        scheme = str((term.scoped or {}).get("@vocab", "")).removeprefix(THBV).strip("/")
        return f"a word of [{scheme}](#{scheme})"
    if term.kind is Kind.REFERENCE:
        ranges = sorted(_local(r) for r in terms.ranges.get(term.iri or "", ()))
        return f"id of {' or '.join(ranges) or 'a thing'}"
    if term.kind is Kind.TYPED:
        return term.datatype.removeprefix(PREFIXES["xsd"])
    return _VALUES[term.kind]


def _vocabularies(terms: Terms) -> list[str]:
    lines: list[str] = []
    last = ""
    for iri in sorted(terms.concepts):
        scheme, _, word = iri.removeprefix(THBV).partition("/")
        if scheme != last:
            lines += [f"\n### {scheme}\n", terms.definitions.get(THBV + scheme, ""), ""]
            last = scheme
        lines.append(f"- `{word}`: {terms.definitions[iri]}")
    return lines


def _local(iri: str) -> str:
    return iri.removeprefix(THB)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write docs/keys.md of the checkout, or check it; exit code 1 where it is stale."""
    parser = argparse.ArgumentParser(prog="python -m thbgraph.records.keys", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only tell whether the file is current")
    options = parser.parse_args(arguments)
    context = Context.load(data.build_dir() / "context.jsonld")
    text = render(context, Terms.load(ontology_files(data.ontology_dir())))
    path = Path(data.root()) / "docs" / "keys.md"
    if options.check:
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            return 0
        print(f"{path.name} is not current; run: python -m thbgraph.records.keys", file=sys.stderr)
        return 1
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
