"""On random faulty data the compiled validator, in one pass or in parts, gives the verdicts of pySHACL."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shacl_builders import BROAD, EX, ONTOLOGY, iri, quads, store_of

from thbgraph.validation import Report, Shapes, affected, revalidate, validate
from thbgraph.validation.reference import pyshacl_validate

SHAPES = Shapes.load([BROAD])
# The same without the SPARQL constraints that do not say what they read: they would be run again for all.
DECLARING = Shapes.parse(
    BROAD.read_text().replace(
        "ex:NormShape-no-self, ex:NormShape-optional, ex:NormShape-counting, ex:NormShape-union",
        "ex:NormShape-no-self",
    )
)
some = settings(derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


def _store(data: list[ox.Quad]) -> ox.Store:
    store = store_of("", ONTOLOGY)
    store.extend(data)
    return store


@settings(some, max_examples=60)
@given(st.lists(quads, min_size=5, max_size=60, unique=True))
def test_verdicts_on_faulty_data_equal_those_of_pyshacl(data: list[ox.Quad]) -> None:
    store = _store(data)
    assert validate(store, SHAPES, fallback="refuse").keys == pyshacl_validate(store, SHAPES).keys


def test_broad_shapes_find_something_with_every_property_shape_that_is_active() -> None:
    data = """
    ex:n1 a ex:Duty ; ex:bearer ex:n1, ex:a1, ex:a2, ex:s, ex:n2 ; ex:label "1"@de, "2"@de ;
      ex:due "2024-02-30"^^xsd:date, "1999-01-01"^^xsd:date ;
      ex:until "1998-01-01"^^xsd:date, 5 ; ex:status ex:no ;
      ex:count 11 ; ex:note "1", 2 . ex:n2 a ex:Norm, ex:Actor ; ex:bearer ex:a1 .
    ex:a1 a ex:Body ; ex:partOf ex:a2, ex:n1 ; ex:label "ab" ; ex:open 1 . ex:a2 a ex:Body ; ex:label "abc" .
    ex:s a ex:State ; ex:partOf ex:eu, ex:a2 ; ex:label "one", "two" . ex:eu a ex:Actor .
    ex:r1 ex:reportsOn ex:n1 ; ex:asOf "now" . ex:r2 ex:reportsOn ex:n1 .
    """
    report = validate(store_of(data, ONTOLOGY), SHAPES)
    named = {
        shape.name for root in SHAPES.roots for shape in SHAPES.closure(root) if shape.name.startswith(EX)
    }
    unreported = {name.removeprefix(EX) for name in named - {result.shape for result in report.results}}
    # One is deactivated, one only referred to, two have property shapes only.
    assert unreported == {"NormShape-off", "ActorNode", "State", "HubShape"}


@settings(some, max_examples=80)
@given(
    st.lists(quads, min_size=5, max_size=50, unique=True),
    st.lists(st.tuples(quads, st.integers(0, 10**6)), min_size=1, max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_verdicts_after_edits_equal_those_of_a_full_pass(
    data: list[ox.Quad], edits: list[tuple[ox.Quad, int]], declaring: bool, by_node: bool
) -> None:
    shapes = DECLARING if declaring else SHAPES
    store = _store(data)
    report = validate(store, shapes, fallback="refuse")
    for new, number in edits:
        change = _edit(store, new, number, hierarchy=True)
        changed: list[ox.Quad | ox.NamedNode | ox.Literal] = (
            [node for quad in change for node in (quad.subject, quad.object)] if by_node else list(change)
        )
        report = revalidate(report, store, shapes, changed, fallback="refuse")
        assert report.results == validate(store, shapes, fallback="refuse").results


@settings(some, max_examples=40)
@given(st.lists(quads, min_size=5, max_size=50, unique=True), quads, st.integers(0, 10**6))
def test_focus_nodes_outside_the_affected_ones_keep_their_verdicts(
    data: list[ox.Quad], new: ox.Quad, number: int
) -> None:
    store = _store(data)
    before = validate(store, DECLARING, fallback="refuse")
    change = _edit(store, new, number, hierarchy=False)
    concerned = affected(store, DECLARING, change)
    after = validate(store, DECLARING, fallback="refuse")

    def apart(report: Report) -> set[object]:
        return {
            (r.key, r.root_shape, str(r.root_focus)) for r in report.found if r.root_focus not in concerned
        }

    assert apart(before) == apart(after)


def _edit(store: ox.Store, new: ox.Quad, number: int, *, hierarchy: bool) -> list[ox.Quad]:
    """Remove a triple for odd numbers, add one for even ones; subclasses change only with `hierarchy`."""
    present = sorted((quad for quad in store if hierarchy or quad.graph_name != iri("g1")), key=str)
    if number % 2 and present:
        old = present[number % len(present)]
        store.remove(old)
        return [old]
    store.add(new)
    return [new]
