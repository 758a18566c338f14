"""Evaluates shapes on a store: compiled queries select the offenders, Python puts the results together.

A shape is evaluated for the focus nodes that a SPARQL pattern binds (a `Scope`). Constraints on values and on
focus nodes become one query each (all value constraints of a shape together one). A constraint that refers to
other shapes first asks whether any value could offend, by an expression; only then are the other shapes
evaluated, for those values alone, and the failures combined as sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from thbgraph.validation import constraint_writing as sparql
from thbgraph.validation.constraint_queries import ConstraintQuery, read
from thbgraph.validation.focus import FOCUS_CHECKS, focus_checks
from thbgraph.validation.handed_on import HandedOnError
from thbgraph.validation.inline import all_of, any_of, inline
from thbgraph.validation.report import Result, Term
from thbgraph.validation.scope import Run, Scope
from thbgraph.validation.shapes import Constraint, Shape
from thbgraph.validation.values import VALUE_TESTS, ValueTest, value_test, whole_number
from thbgraph.validation.vocabulary import SH, component

__all__ = ["Evaluator"]


class Evaluator:
    """Evaluates shapes within one run; `root` is the name of the shape whose targets are being looked at."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.root = ""
        self._queries: dict[str, ConstraintQuery] = {}

    def results(self, shape: Shape, scope: Scope) -> Iterator[Result]:
        """Yield the results of a shape for the focus nodes of a scope; `root_focus` is the scope's root."""
        if shape.deactivated:
            return
        constraints = shape.constraints
        if self.run.leads_nowhere(shape, scope):
            constraints = [c for c in constraints if c.parameter in _WITHOUT_VALUES]
        values = [c for c in constraints if c.parameter in VALUE_TESTS]
        if values:
            yield from self._values(shape, values, scope)
        for constraint in constraints:
            name = constraint.parameter
            if name in FOCUS_CHECKS:
                yield from self._focus(shape, constraint, scope)
            elif name == "sparql":
                yield from self._sparql(shape, constraint, scope)
            elif name == "property":
                pattern, value = self.run.values(shape, scope)
                within = scope if shape.path is None else Scope(pattern, scope.root, value)
                yield from self.results(self._shape(constraint), within)
            elif name == "qualifiedValueShape":
                yield from self._qualified(shape, constraint, scope)
            elif name not in VALUE_TESTS:
                yield from self._logical(shape, constraint, scope)

    def failing(self, shape: Shape, scope: Scope) -> set[Term]:
        """Return those focus nodes of a scope that do not conform to a shape."""
        own = Scope(scope.pattern, scope.focus, scope.focus)
        return {result.root_focus for result in self.results(shape, own) if result.root_focus is not None}

    def _values(self, shape: Shape, constraints: list[Constraint], scope: Scope) -> Iterator[Result]:
        value = scope.focus if shape.path is None else self.run.fresh()
        path = "" if shape.path is None else self.run.path(shape.path, scope.focus, value)
        tests = [value_test(self.run, shape, constraint, value) for constraint in constraints]
        marks = [self.run.fresh() for _ in tests]
        if len(tests) == 1:
            chosen, offends = "", tests[0].bad
        else:
            chosen = " ".join(f"({test.bad} AS {mark})" for test, mark in zip(tests, marks, strict=True))
            offends = " || ".join(f"({test.bad})" for test in tests)
        names = " ".join(dict.fromkeys([scope.root, scope.focus, value]))
        body = self.run.offenders(shape, scope, path, where=offends)
        query = f"SELECT {names} {chosen} {{ {body}}}"
        for row in self.run.rows(query):
            term = row[value[1:]]
            for constraint, test, mark in zip(constraints, tests, marks, strict=True):
                if (len(tests) == 1 or _is_true(row[mark[1:]])) and _confirmed(test, term):
                    yield self._result(shape, constraint, scope, row, test.message, value=term)

    def _focus(self, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[Result]:
        for check in focus_checks(self.run, shape, constraint, scope):
            for row in self.run.rows(check.query):
                if check.confirm is not None and not check.confirm(row):
                    continue
                value = row[check.value[1:]] if check.value else None
                path = row[check.path[1:]].value if check.path else None
                yield self._result(shape, constraint, scope, row, check.message, value=value, path=path)

    def _logical(self, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[Result]:
        """Evaluate sh:node, sh:not, sh:and, sh:or and sh:xone: each is a set of values that offend."""
        name = constraint.parameter
        others = [self.run.shapes.shape(member) for member in constraint.members] or [self._shape(constraint)]
        pattern, value = self.run.values(shape, scope)
        offending = self._offending(name, others, pattern, value)
        message = _MESSAGES[name]
        if offending:
            for root, focus, term in self._triples(pattern, scope, value, offending):
                yield self._made(shape, constraint, root, focus, message, value=term)

    def _offending(self, name: str, others: list[Shape], pattern: str, value: str) -> set[Term]:
        tests = [inline(self.run, other, value) for other in others]
        test = any_of(tests) if name == "or" else all_of(tests)
        if name in ("node", "and", "or") and test is not None:
            candidates = self._distinct(f"{pattern} FILTER(!({test.ok}))", value)
            if test.exact or not candidates:
                return candidates
        elif name == "not" and test is not None and test.exact:
            return self._distinct(f"{pattern} FILTER({test.ok})", value)
        else:
            candidates = None
        if name in ("not", "xone"):
            candidates = self._distinct(pattern, value)
            if not candidates:
                return set()
        scope = self._within(pattern, value, candidates)
        failing = [self.failing(other, scope) for other in others]
        if name == "or":
            found = set.intersection(*failing)
        elif name in ("node", "and"):
            found = set.union(*failing)
        else:
            wanted = 0 if name == "not" else 1
            found = {term for term in candidates or () if sum(term not in some for some in failing) != wanted}
        return found if candidates is None else found & candidates

    def _qualified(self, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[Result]:
        other = self._shape(constraint)
        siblings = self.run.shapes.siblings(shape, constraint.value)
        pattern, value = self.run.values(shape, scope)
        candidates = self._distinct(pattern, value)
        within = self._within(pattern, value, candidates)
        good = candidates - self.failing(other, within) if candidates else set()
        for sibling in siblings:
            if good:
                good &= self.failing(sibling, within)
        counts: dict[tuple[Term, Term], set[Term]] = {}
        names = " ".join(dict.fromkeys([scope.root, scope.focus]))
        for row in self.run.rows(f"SELECT DISTINCT {names} {{ {scope.pattern}}}"):
            counts[row[scope.root[1:]], row[scope.focus[1:]]] = set()
        if good:
            for root, focus, term in self._triples(pattern, scope, value, good):
                counts[root, focus].add(term)
        for bound, fails in (("Min", int.__lt__), ("Max", int.__gt__)):
            for limit in self.run.shapes.parameter(shape, f"qualified{bound}Count"):
                number = whole_number(shape, Constraint(f"qualified{bound}Count", limit))
                iri = f"{SH}Qualified{bound}CountConstraintComponent"
                word = "few" if bound == "Min" else "many"
                message = f"too {word} values conform to {other.name} ({bound.lower()}imum {number})"
                for (root, focus), terms in counts.items():
                    if fails(len(terms), number):
                        yield self._made(shape, constraint, root, focus, message, iri=iri)

    def _sparql(self, shape: Shape, constraint: Constraint, scope: Scope) -> Iterator[Result]:
        if any(_is_true(value) for value in self.run.shapes.objects(constraint.value, SH + "deactivated")):
            return
        key = f"{shape.name} {constraint.value}"
        if key not in self._queries:
            self._queries[key] = read(self.run.shapes, shape, constraint.value)
        query = self._queries[key]
        graphs = self._visible(query)
        typed = {
            place: (self.run.fresh(), classes)
            for place, iri in query.classes.items()
            if len(classes := self.run.classes(iri)) > 1
        }
        if (
            typed
            and query.aggregates
            and not all(self._closed(iri, graphs) for iri in query.classes.values())
        ):
            raise HandedOnError(
                f"the SPARQL constraint of {shape.name} counts instances of a class with subclasses",
                "infer the types first, or write rdf:type/rdfs:subClassOf* in the query",
            )
        if query.aggregates:
            typed = {}
        query = sparql.widen(query, typed) if typed else query
        if query.together:
            text = sparql.together(query, scope.pattern, scope.root, scope.focus)
            rows = self.run.rows(text, graphs=graphs)
            names = [variable.value for variable in rows.variables]
            for row in rows:
                known = {name: term for name, term in zip(names, row, strict=True) if term is not None}
                root, focus = known[scope.root[1:]], known[scope.focus[1:]]
                yield self._found(shape, constraint, query, known, root, focus)
            return
        texts: dict[Term, str] = {}
        pairs = f"SELECT DISTINCT {scope.variables} {{ {scope.pattern}}}"
        for root, focus in [(row[scope.root[1:]], row[scope.focus[1:]]) for row in self.run.rows(pairs)]:
            if not isinstance(focus, ox.NamedNode):
                raise HandedOnError(
                    f"the SPARQL constraint of {shape.name} has the focus node {focus}, not an IRI"
                )
            text = texts.setdefault(focus, sparql.alone(query, focus))
            rows = self.run.rows(text, graphs=graphs)
            names = [variable.value for variable in rows.variables]
            for row in rows:
                known = {name: term for name, term in zip(names, row, strict=True) if term is not None}
                yield self._found(shape, constraint, query, known, root, focus)

    def _found(
        self,
        shape: Shape,
        constraint: Constraint,
        query: ConstraintQuery,
        known: dict[str, Term],
        root: Term,
        focus: Term,
    ) -> Result:
        """Make the result of one row of a SPARQL-based constraint (SHACL 5.3.2)."""
        value = known.get("value", focus if shape.path is None else None)
        path = known.get("path")
        filled = {**known, "this": focus}
        template = _message(query.messages or shape.messages) or "the SPARQL constraint is not met"
        return self._made(
            shape,
            constraint,
            root,
            focus,
            "",
            value=value,
            path=path.value if isinstance(path, ox.NamedNode) else None,
            text=sparql.fill(template, filled),
        )

    def _visible(self, query: ConstraintQuery) -> list[ox.NamedNode] | None:
        """Return the graphs a query may look at, where some of what it reads is hidden; None for all."""
        hidden = self.run.hidden
        if hidden is None or not (query.any_predicate or query.mentions & hidden.predicates):
            return None
        names = self.run.store.named_graphs()
        return [name for name in names if isinstance(name, ox.NamedNode) and name.value != hidden.graph]

    def _closed(self, iri: str, graphs: list[ox.NamedNode] | None) -> bool:
        """Tell whether every instance of a subclass is also typed with the class itself."""
        listed = " ".join(f"<{name}>" for name in self.run.classes(iri))
        query = (
            f"SELECT ?x {{ VALUES ?k {{ {listed} }} ?x a ?k FILTER NOT EXISTS {{ ?x a <{iri}> }} }} LIMIT 1"
        )
        return not list(self.run.rows(query, graphs=graphs))

    def _shape(self, constraint: Constraint) -> Shape:
        return self.run.shapes.shape(constraint.value)

    def _distinct(self, pattern: str, value: str) -> set[Term]:
        return {row[0] for row in self.run.rows(f"SELECT DISTINCT {value} {{ {pattern} }}")}

    def _within(self, pattern: str, value: str, candidates: set[Term] | None) -> Scope:
        """Return the scope of some candidates, or of all values where they are unknown, many or blank."""
        if (
            candidates is None
            or len(candidates) > _LISTED
            or any(isinstance(term, ox.BlankNode) for term in candidates)
        ):
            return Scope(pattern, value, value)
        return self.run.only(candidates)

    def _triples(
        self, pattern: str, scope: Scope, value: str, among: set[Term]
    ) -> Iterator[tuple[Term, Term, Term]]:
        """Yield root, focus and value for the values in a set."""
        names = " ".join(dict.fromkeys([scope.root, scope.focus, value]))
        listed = ""
        if len(among) <= _LISTED and not any(isinstance(term, ox.BlankNode) for term in among):
            listed = f"VALUES {value} {{ {' '.join(map(str, among))} }} "
        for row in self.run.rows(f"SELECT DISTINCT {names} {{ {listed}{pattern} }}"):
            if row[value[1:]] in among:
                yield row[scope.root[1:]], row[scope.focus[1:]], row[value[1:]]

    def _result(
        self,
        shape: Shape,
        constraint: Constraint,
        scope: Scope,
        row: ox.QuerySolution,
        message: str,
        *,
        value: Term | None = None,
        path: str | None = None,
    ) -> Result:
        root, focus = row[scope.root[1:]], row[scope.focus[1:]]
        return self._made(shape, constraint, root, focus, message, value=value, path=path)

    def _made(
        self,
        shape: Shape,
        constraint: Constraint,
        root: Term,
        focus: Term,
        message: str,
        *,
        value: Term | None = None,
        path: str | None = None,
        iri: str = "",
        text: str = "",
    ) -> Result:
        return Result(
            focus=focus,
            path=shape.path_name if path is None else path,
            value=value,
            shape=shape.name,
            constraint=iri or component(constraint.parameter),
            severity=shape.severity,
            message=text or _message(shape.messages) or message,
            root_shape=self.root,
            root_focus=root,
        )


_LISTED = 1000
# What a focus node without any value can offend against.
_WITHOUT_VALUES = frozenset({"minCount", "hasValue", "equals", "qualifiedValueShape", "sparql"})
_MESSAGES = {
    "node": "the value does not conform to the shape it must conform to",
    "not": "the value conforms to a shape it must not conform to",
    "and": "the value does not conform to all shapes of sh:and",
    "or": "the value conforms to no shape of sh:or",
    "xone": "the value does not conform to exactly one shape of sh:xone",
}


def _message(messages: Iterable[ox.Literal]) -> str:
    """Return the message to show: the English one or one without a language, else the first by language."""
    ranked = sorted(messages, key=lambda m: ((m.language or "en") != "en", m.language or "", m.value))
    return ranked[0].value if ranked else ""


def _is_true(term: Term | None) -> bool:
    return isinstance(term, ox.Literal) and term.value in ("true", "1")


def _confirmed(test: ValueTest, term: Term) -> bool:
    return test.confirm is None or test.confirm(term)
