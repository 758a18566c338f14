"""File by file and at once give the same closure, and it is the closure that the axioms define."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_builders import EX, HEAD, in_parts, inferred, rules_of, triples

Edge = tuple[str, str, str]
CLASSES = [f"ex:C{number}" for number in range(4)]
PROPERTIES = [f"ex:p{number}" for number in range(4)]
THINGS = [f"ex:i{number}" for number in range(5)]
BETWEEN_PROPERTIES = ["rdfs:subPropertyOf", "owl:inverseOf", "owl:equivalentProperty"]
KINDS = ["owl:SymmetricProperty", "owl:TransitiveProperty"]

some_class, some_property, some_thing = map(st.sampled_from, (CLASSES, PROPERTIES, THINGS))
AXIOMS = st.lists(
    st.tuples(some_class, st.sampled_from(["rdfs:subClassOf", "owl:equivalentClass"]), some_class)
    | st.tuples(some_property, st.sampled_from(BETWEEN_PROPERTIES), some_property)
    | st.tuples(some_property, st.just("a"), st.sampled_from(KINDS))
    | st.tuples(some_property, st.sampled_from(["rdfs:domain", "rdfs:range"]), some_class)
    | st.sampled_from([("ex:d0", "rdfs:subPropertyOf", "ex:d1"), ("ex:d1", "rdfs:domain", "ex:C0")]),
    max_size=8,
)
FACTS = (
    st.tuples(some_thing, st.just("a"), some_class)
    | st.tuples(some_thing, some_property, some_thing)
    | st.tuples(some_thing, st.just("ex:d0"), st.just('"a text"'))
)
FILES = st.lists(st.lists(FACTS, max_size=6), min_size=1, max_size=3)


def turtle(edges: list[Edge]) -> str:
    return "".join(f"{subject} {predicate} {object_} .\n" for subject, predicate, object_ in edges)


def defined_closure(axioms: list[Edge], facts: list[Edge], types: bool) -> set[Edge]:
    """Return the least set that the axioms are true of, by their definition and without any cleverness."""
    known = set(facts)
    while True:
        new = {edge for axiom in axioms for edge in consequences(axiom, known, types)} - known
        if not new:
            return known - set(facts)
        known |= new


def consequences(axiom: Edge, known: set[Edge], types: bool) -> set[Edge]:
    one, kind, other = axiom
    of = [(s, o) for s, p, o in known if p == one]
    of_other = [(s, o) for s, p, o in known if p == other]
    members = {(name, s) for s, p, name in known if p == "a"}
    match kind, other:
        case "rdfs:subClassOf", _:
            return {(s, "a", other) for name, s in members if name == one}
        case "owl:equivalentClass", _:
            found = {(s, "a", other) for name, s in members if name == one}
            return found | {(s, "a", one) for name, s in members if name == other}
        case "rdfs:subPropertyOf", _:
            return {(s, other, o) for s, o in of}
        case "owl:equivalentProperty", _:
            return {(s, other, o) for s, o in of} | {(s, one, o) for s, o in of_other}
        case "owl:inverseOf", _:
            return {(o, other, s) for s, o in of} | {(o, one, s) for s, o in of_other}
        case "a", "owl:SymmetricProperty":
            return {(o, one, s) for s, o in of}
        case "a", "owl:TransitiveProperty":
            return {(a, one, d) for a, b in of for c, d in of if b == c}
        case "rdfs:domain", _:
            return {(s, "a", other) for s, _ in of} if types else set()
        case "rdfs:range", _:
            return {(o, "a", other) for _, o in of} if types else set()
    raise AssertionError(axiom)


def lines_of(edges: set[Edge]) -> set[str]:
    return {f"{quad.triple} ." for quad in ox.parse(HEAD + turtle(sorted(edges)), format=ox.RdfFormat.TURTLE)}


@settings(max_examples=300, deadline=None)
@given(AXIOMS, FILES, st.booleans())
def test_parts_and_whole_and_definition_agree(axioms: list[Edge], files: list[list[Edge]], types: bool):
    rules = rules_of(turtle(axioms), domains_and_ranges=types)
    parsed = [triples(turtle(file)) for file in files]
    expected = lines_of(defined_closure(axioms, [edge for file in files for edge in file], types))
    assert inferred(rules, *parsed) == expected
    assert in_parts(rules, *parsed) == expected


@settings(max_examples=100, deadline=None)
@given(AXIOMS, FILES)
def test_only_declared_predicates_are_derived(axioms: list[Edge], files: list[list[Edge]]):
    rules = rules_of(turtle(axioms))
    found = inferred(rules, *(triples(turtle(file)) for file in files))
    predicates = {line.split(" ", 2)[1][1:-1] for line in found}
    assert {name for name in predicates if name.startswith(EX)} <= rules.derived_predicates


def test_a_file_without_new_edges_leaves_the_transitive_part_alone():
    rules = rules_of("ex:p rdfs:subPropertyOf ex:q. ex:q a owl:TransitiveProperty.")
    plain = triples("ex:i a ex:A; ex:r ex:j.")
    chained = triples("ex:i ex:p ex:j.")
    assert rules.edges({f"{triple} ." for triple in plain} | rules.local(plain)) == set()
    assert rules.edges({f"{triple} ." for triple in chained} | rules.local(chained)) == {
        f"<{EX}i> <{EX}q> <{EX}j> ."
    }
