"""Custom inference rules: one SPARQL CONSTRUCT a file, for what the ontology language cannot say.

A file opens with a YAML header in comments:

    #+ summary: A point inherits the bearers of its chapeau.
    #+ why: The address form "shall:" binds the points below it as much as a full sentence.
    #+ scope: record

`scope` is `record` where the result follows from the triples of one record file and the ontology, else
`global`. A rule constructs triples with named predicates, and may only add (no NOT EXISTS, no MINUS): only
such rules have one common fixpoint, whatever their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from thbgraph.errors import ThbgraphError
from thbgraph.graph.closure import Closure

__all__ = ["CustomRules", "Rule", "RuleError", "read_rule"]

_KEYS = {"scope", "summary", "why"}
_TAKES_BACK = re.compile(r"\bNOT\s+EXISTS\b|\bMINUS\b", re.IGNORECASE)
_TEMPLATE = re.compile(r"(?P<prologue>.*?)\bCONSTRUCT\s*\{(?P<triples>[^}]*)\}", re.IGNORECASE | re.DOTALL)
_VARIABLE = "urn:x-thbgraph:variable:"
_SCRATCH_ONTOLOGY = ox.NamedNode("urn:x-thbgraph:ontology")
_SCRATCH_RECORD = ox.NamedNode("urn:x-thbgraph:record")
_SCRATCH_INFERRED = ox.NamedNode("urn:x-thbgraph:inferred")


class RuleError(ThbgraphError):
    """A custom rule whose header, query or result does not keep to the contract above."""


@dataclass(frozen=True)
class Rule:
    """One custom rule: its file's name without the ending, query, header and constructed predicates."""

    name: str
    query: str
    summary: str
    why: str
    scope: str
    derives: frozenset[str]

    def run(self, store: ox.Store) -> Iterator[ox.Triple]:
        """Yield what the rule constructs from all graphs of the store."""
        triples = store.query(self.query, use_default_graph_as_union=True)
        assert isinstance(triples, ox.QueryTriples)
        yield from triples


def read_rule(path: Path) -> Rule:
    """Return the rule of a file; RuleError where its header or query does not keep to the contract."""
    import yaml

    text = path.read_text(encoding="utf-8")
    header_lines = [line[2:] for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.safe_load("\n".join(header_lines))
    except yaml.YAMLError as error:
        raise RuleError(f"{path}: the header is not YAML: {error}", "see graph/rules.py") from error
    if not isinstance(header, dict) or set(header) != _KEYS:
        raise RuleError(f"{path}: the header must have {', '.join(sorted(_KEYS))}", "and nothing else")
    if header["scope"] not in ("record", "global"):
        raise RuleError(f"{path}: the scope {header['scope']!r} is unknown", "use record or global")
    if _TAKES_BACK.search(re.sub(r"(?m)^\s*#.*$", "", text)):
        raise RuleError(f"{path}: a rule may only add", "state the condition without NOT EXISTS or MINUS")
    derives = _constructed_predicates(path, text)
    return Rule(path.stem, text, str(header["summary"]), str(header["why"]), header["scope"], derives)


def _constructed_predicates(path: Path, text: str) -> frozenset[str]:
    """Return the predicates of the template, read as Turtle with an IRI for each variable."""
    try:
        result = ox.Store().query(text)
    except SyntaxError as error:
        raise RuleError(f"{path}: {error}", "mend the SPARQL and build again") from error
    template = _TEMPLATE.search(text)
    if not isinstance(result, ox.QueryTriples) or template is None:
        raise RuleError(f"{path}: not a CONSTRUCT query", "write CONSTRUCT { ... } WHERE { ... }")
    triples = re.sub(r"[?$](\w+)", rf"<{_VARIABLE}\1>", template["triples"]).rstrip(" .\n")
    parsed = ox.parse(f"{template['prologue']}{triples} .", format=ox.RdfFormat.TURTLE)
    names = {quad.predicate.value for quad in parsed}
    if any(name.startswith(_VARIABLE) for name in names):
        raise RuleError(f"{path}: a predicate is a variable", "name the predicates that the rule constructs")
    return frozenset(names)


class CustomRules:
    """The custom rules with the closure that follows each of their results."""

    def __init__(self, rules: Sequence[Rule], ontology: Iterable[ox.Quad], closure: Closure) -> None:
        self._rules = rules
        self._of_records = [rule for rule in rules if rule.scope == "record"]
        self._closure = closure
        self._scratch = ox.Store()
        if self._of_records:
            ontology = list(ontology)
            self._scratch.extend(_in_graph(quad, _SCRATCH_ONTOLOGY) for quad in ontology)
            lines = closure.local(ontology)
            lines |= closure.transitive(closure.edges_of(self._scratch) | closure.edges(lines))
            _load(self._scratch, lines, _SCRATCH_ONTOLOGY)

    @classmethod
    def read(cls, paths: Iterable[Path], ontology: Iterable[ox.Quad], closure: Closure) -> CustomRules:
        """Return the rules of these files, in the order of their names."""
        return cls([read_rule(path) for path in sorted(paths)], ontology, closure)

    @property
    def any_global(self) -> bool:
        """Tell whether some rule looks beyond one record file."""
        return len(self._of_records) < len(self._rules)

    @property
    def predicates(self) -> frozenset[str]:
        """The predicates that the rules construct."""
        return frozenset().union(*(rule.derives for rule in self._rules))

    def close_record(self, quads: Iterable[ox.Quad | ox.Triple], lines: Iterable[str]) -> set[str]:
        """Return what the rules of scope `record` add to one file's triples and what follows from each."""
        if not self._of_records:
            return set()
        store = self._scratch
        store.extend(_in_graph(quad, _SCRATCH_RECORD) for quad in quads)
        _load(store, lines, _SCRATCH_RECORD)
        _load(store, self._closure.transitive(self._closure.edges_of(store)), _SCRATCH_RECORD)
        self._close(store, self._of_records, _SCRATCH_INFERRED)
        found = {f"{quad.triple} ." for quad in store.quads_for_pattern(None, None, None, _SCRATCH_INFERRED)}
        store.remove_graph(_SCRATCH_RECORD)
        store.remove_graph(_SCRATCH_INFERRED)
        return found

    def complete(self, store: ox.Store, target_graph: str) -> int:
        """Run all rules on a whole store to a fixpoint; return how many quads were added to the target."""
        return self._close(store, self._rules, ox.NamedNode(target_graph))

    def _close(self, store: ox.Store, rules: Sequence[Rule], target: ox.NamedNode) -> int:
        added = 0
        while True:
            new = {f"{triple} ." for rule in rules for triple in rule.run(store) if _is_new(store, triple)}
            if not new:
                return added
            added += self._add(store, new, target)

    def _add(self, store: ox.Store, lines: set[str], target: ox.NamedNode) -> int:
        """Insert new lines and all that the ontology draws from them."""
        _load(store, lines, target)
        more = self._closure.local(ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES))
        if self._closure.edges(lines | more):
            edges = self._closure.edges_of(store) | self._closure.edges(more)
            more |= self._closure.transitive(edges)
        followed = ox.parse("\n".join(more), format=ox.RdfFormat.N_TRIPLES)
        fresh = {f"{quad.triple} ." for quad in followed if _is_new(store, quad.triple)}
        _load(store, fresh, target)
        return len(lines) + len(fresh)


def _is_new(store: ox.Store, triple: ox.Triple) -> bool:
    return next(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None), None) is None


def _in_graph(quad: ox.Quad | ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _load(store: ox.Store, lines: Iterable[str], graph: ox.NamedNode) -> None:
    store.load("\n".join(lines), format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
