"""One way to write Turtle, so that a change to the ontology or a shape is a diff of just its own lines.

The pinned form: prefixes in alphabetical order and only those used, no default prefix; the ontology's own
header first, then one block a term in the order of their IRIs; the type first, then name and definition,
then the rest in the order of their prefixed names; one value a line, the predicate repeated; blank nodes only
nested (lists, restrictions) or as axioms at the end. It is a fixed point: canonical(canonical(x)) is
canonical(x). Lexical forms are kept; language tags become lower case. The standard is Turtle 1.1,
https://www.w3.org/TR/turtle/.

    python -m thbgraph.turtle [--check] FILES_OR_FOLDERS...
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from thbgraph.errors import ThbgraphError
from thbgraph.names import PREFIXES, RDF_TYPE

__all__ = ["canonical", "main", "turtle_files"]

_RDF = PREFIXES["rdf"]
_XSD = PREFIXES["xsd"]
_FIRST, _REST, _NIL = _RDF + "first", _RDF + "rest", _RDF + "nil"
_ONTOLOGY = PREFIXES["owl"] + "Ontology"
_LINE = 110

# What a reader looks for first in a block; all other predicates follow in the order of their prefixed names.
_LEADING = (
    RDF_TYPE,
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["skos"] + "definition",
    PREFIXES["sh"] + "targetClass",
    PREFIXES["sh"] + "path",
    PREFIXES["sh"] + "name",
    PREFIXES["sh"] + "description",
)

# The part of PN_LOCAL that needs no escape and no second look (Turtle 1.1, section 6.5).
_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BARE = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    + r"|'''(?:[^\\]|\\.)*?'''"
    + r'|"(?:[^"\\]|\\.)*"|'
    + r"'(?:[^'\\]|\\.)*'|<[^>]*>|(#)",
    re.DOTALL,
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}

_Node = ox.NamedNode | ox.BlankNode
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def canonical(source: Path | str) -> str:
    """Return the Turtle of a file (a Path) or of a text (a str) in the pinned form.

    ThbgraphError for Turtle that does not parse, for comments (they would be lost: a remark belongs in
    skos:editorialNote) and for blank nodes that are shared or circular (they have no stable place).
    """
    name = str(source) if isinstance(source, Path) else "Turtle text"
    text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
    _refuse_comments(text, name)
    try:
        parser = ox.parse(text, format=ox.RdfFormat.TURTLE)
        triples = {quad.triple for quad in parser}
    except SyntaxError as error:
        raise ThbgraphError(f"{name}: {error}", "mend the Turtle and try again") from error
    return _Writer(triples, parser.prefixes, name).text()


def _refuse_comments(text: str, name: str) -> None:
    for token in _TOKEN.finditer(text):
        if token.group(1):
            line = text.count("\n", 0, token.start()) + 1
            hint = "move the remark into a skos:editorialNote of the term that it is about"
            raise ThbgraphError(f"{name}, line {line}: a comment would be lost", hint)


class _Writer:
    """Writes one set of triples; keeps what every block needs: index, prefixes, what was used."""

    def __init__(self, triples: set[ox.Triple], declared: dict[str, str], name: str) -> None:
        self._name = name
        self._index: dict[_Term, dict[str, list[_Term]]] = {}
        self._references: dict[_Term, int] = {}
        for triple in triples:
            values = self._index.setdefault(triple.subject, {}).setdefault(triple.predicate.value, [])
            values.append(triple.object)
            if isinstance(triple.object, ox.BlankNode):
                self._references[triple.object] = self._references.get(triple.object, 0) + 1
        self._prefixes = _prefix_table(declared)
        self._used: set[str] = set()
        self._written: set[_Term] = set()

    def text(self) -> str:
        """Return the whole document: prefixes, headers, terms, axioms without a name."""
        named = [node for node in self._index if isinstance(node, ox.NamedNode)]
        named.sort(key=lambda node: (not self._is_header(node), node.value))
        blocks = [self._block(self._iri(node.value), node, 0) + "\n.\n" for node in named]
        nameless = [node for node in self._index if isinstance(node, ox.BlankNode)]
        roots = [node for node in nameless if node not in self._references]
        blocks += sorted(self._nested(node, 0) + " .\n" for node in roots)
        if len(self._written) < len(self._index):
            raise ThbgraphError(f"{self._name}: blank nodes form a circle", "give the nodes IRIs")
        table = {prefix: namespace for namespace, prefix in self._prefixes}
        head = "".join(f"PREFIX {prefix}: <{table[prefix]}>\n" for prefix in sorted(self._used))
        return "\n".join(([head] if head else []) + blocks)

    def _is_header(self, node: ox.NamedNode) -> bool:
        return ox.NamedNode(_ONTOLOGY) in self._index[node].get(RDF_TYPE, ())

    def _block(self, subject: str, node: _Term, depth: int) -> str:
        self._written.add(node)
        indent = "    " * (depth + 1)
        lines = [subject]
        for predicate in sorted(self._index.get(node, {}), key=self._rank):
            verb = "a" if predicate == RDF_TYPE else self._iri(predicate)
            values = [self._value(value, depth + 1) for value in self._index[node][predicate]]
            values.sort(key=_value_order)
            lines += [f"{indent}{verb} {value} ;" for value in values]
        return "\n".join(lines)

    def _rank(self, predicate: str) -> tuple[int, str]:
        if predicate in _LEADING:
            return _LEADING.index(predicate), ""
        return len(_LEADING), self._iri(predicate)

    def _value(self, term: _Term, depth: int) -> str:
        if isinstance(term, ox.NamedNode):
            return "()" if term.value == _NIL else self._iri(term.value)
        if isinstance(term, ox.Literal):
            return self._literal(term)
        if isinstance(term, ox.Triple):
            raise ThbgraphError(f"{self._name}: a triple term has no pinned form", "use plain RDF 1.1")
        if self._references[term] > 1:
            raise ThbgraphError(f"{self._name}: a blank node is used twice", "give the node an IRI")
        if term in self._written:
            raise ThbgraphError(f"{self._name}: blank nodes form a circle", "give the nodes IRIs")
        items = self._items(term)
        return self._nested(term, depth) if items is None else self._collection(items, depth)

    def _nested(self, node: _Term, depth: int) -> str:
        if not self._index.get(node):
            return "[]"
        return self._block("[", node, depth) + "\n" + "    " * depth + "]"

    def _items(self, head: _Term) -> list[_Term] | None:
        """Return the members of a well-formed list, or None for any other blank node."""
        items: list[_Term] = []
        cells: list[_Term] = []
        cell = head
        while cell != ox.NamedNode(_NIL):
            parts = self._index.get(cell, {})
            well_formed = set(parts) == {_FIRST, _REST} and all(len(values) == 1 for values in parts.values())
            if not well_formed or cell in cells or self._references.get(cell, 0) > 1:
                return None
            cells.append(cell)
            items.append(parts[_FIRST][0])
            cell = parts[_REST][0]
        self._written.update(cells)
        return items

    def _collection(self, items: Sequence[_Term], depth: int) -> str:
        values = [self._value(item, depth + 1) for item in items]
        one_line = f"( {' '.join(values)} )"
        if "\n" not in one_line and len(one_line) < _LINE // 2:
            return one_line
        indent = "    " * (depth + 1)
        return "(\n" + "".join(f"{indent}{value}\n" for value in values) + "    " * depth + ")"

    def _iri(self, iri: str) -> str:
        for namespace, prefix in self._prefixes:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self._used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def _literal(self, literal: ox.Literal) -> str:
        if literal.language:
            return f"{_quoted(literal.value)}@{literal.language}"
        datatype = literal.datatype.value
        if datatype == _XSD + "string":
            return _quoted(literal.value)
        if datatype in _BARE and _BARE[datatype].fullmatch(literal.value):
            return literal.value
        return f"{_quoted(literal.value)}^^{self._iri(datatype)}"


def _prefix_table(declared: dict[str, str]) -> list[tuple[str, str]]:
    """Return (namespace, prefix), longest namespace first; the project's own prefixes win over the file's."""
    table = {namespace: prefix for prefix, namespace in PREFIXES.items()}
    for prefix, namespace in declared.items():
        if prefix and prefix not in PREFIXES:
            table.setdefault(namespace, prefix)
    return sorted(table.items(), key=lambda item: (-len(item[0]), item))


def _value_order(value: str) -> tuple[int, str]:
    """Keep short values before nested ones, where the eye finds them."""
    return int(value.startswith(("[", "("))), value


def _quoted(text: str) -> str:
    if "\n" not in text:
        return '"' + "".join(_escaped(char) for char in text) + '"'
    body = "".join(char if char == "\n" else _escaped(char) for char in text)
    # In a long string only the last quote, or three in a row, would end it; the others may stay readable.
    body = body.replace('\\"', '"').replace('"""', '\\"\\"\\"')
    if body.endswith('"'):
        body = body[:-1] + '\\"'
    return f'"""{body}"""'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return f"\\u{ord(char):04X}" if ord(char) < 0x20 or ord(char) == 0x7F else char


def turtle_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and every .ttl file below the folders named, in a stable order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.ttl"))
        else:
            yield path


def main(arguments: Sequence[str] | None = None) -> int:
    """Rewrite the files in place; with --check only name those not in the pinned form, and return 1."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    check = "--check" in words
    paths = [Path(word) for word in words if word != "--check"]
    if not paths:
        print("usage: python -m thbgraph.turtle [--check] FILES_OR_FOLDERS...", file=sys.stderr)
        return 2
    failed = False
    for path in turtle_files(paths):
        try:
            pinned = canonical(path)
        except (ThbgraphError, OSError, UnicodeDecodeError) as error:
            print(f"error: {error}", file=sys.stderr)
            failed = True
            continue
        if pinned == path.read_text(encoding="utf-8"):
            continue
        print(f"{'not canonical' if check else 'rewritten'}: {path}")
        failed = failed or check
        if not check:
            path.write_text(pinned, encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
