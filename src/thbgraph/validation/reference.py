"""pySHACL on rdflib: the reference in the tests, and the fallback for what is not compiled.

Slow (it walks every focus node in Python) and complete. rdflib is imported only when it is used.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from thbgraph.errors import UnsupportedShapeError
from thbgraph.validation.paths import Hidden
from thbgraph.validation.report import Report, Result, Term
from thbgraph.validation.scope import Run
from thbgraph.validation.shapes import Shape, Shapes
from thbgraph.validation.vocabulary import ADVANCED, RDF_TYPE, SH, SUB_CLASS_OF, TARGETS, XSD

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

    from thbgraph.validation.validate import Inferred

__all__ = ["pyshacl_validate", "validate_root"]


def pyshacl_validate(
    data: ox.Store | str,
    shapes: Shapes,
    *,
    subclasses: Mapping[str, Iterable[str]] | None = None,
    inferred: Inferred | None = None,
    advanced: bool = False,
) -> Report:
    """Validate with pySHACL and return a report as `validate` does, to hold the two against each other.

    `data` is a store or a text in N-Quads; the other arguments are those of `validate`. The data graph holds
    the subclass relation and, where a shape uses SPARQL, every instance's types with their superclasses.
    """
    if isinstance(data, str):
        store = ox.Store()
        store.load(data.encode(), format=ox.RdfFormat.N_QUADS)
    else:
        store = data
    hidden = None if inferred is None else Hidden(inferred[0], frozenset(inferred[1]))
    return Report(_validated(Run(store, shapes, subclasses, hidden), shapes.triples, "", advanced))


def validate_root(run: Run, root: Shape) -> list[Result]:
    """Return the results of one shape with targets, by pySHACL; the other shapes lose their targets for it.

    The results do not say which target led to them (`root_focus` is None). Raises UnsupportedShapeError where
    pySHACL fails.
    """
    others = {shape.node for shape in run.shapes.roots} - {root.node}
    kept = [triple for triple in run.shapes.triples if triple.subject not in others or not _is_target(triple)]
    uses = {what.removeprefix("sh:") for shape in run.shapes.closure(root) for what in shape.handed_on}
    return _validated(run, kept, root.name, bool(uses & ADVANCED))


def _validated(run: Run, shapes: Iterable[ox.Triple], root: str, advanced: bool) -> list[Result]:
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError
    from rdflib import RDF, Graph

    shapes = list(shapes)
    data, shacl = Graph(), Graph()
    with _quiet():
        asserted = _fill_data(data, run, any(t.predicate.value == SH + "sparql" for t in shapes))
        for triple in shapes:
            shacl.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    try:
        _, report, text = pyshacl.validate(
            data, shacl_graph=shacl, inference="none", advanced=advanced, inplace=True
        )
    except ReportableRuntimeError as error:
        raise UnsupportedShapeError(f"pySHACL cannot evaluate the shapes: {error.message}") from error
    if not isinstance(report, Graph):
        raise UnsupportedShapeError(f"pySHACL cannot evaluate the shapes: {text}")
    results = []
    for node in report.objects(None, _sh("result")):
        result = _result(run.shapes, report, node, root)
        derived_type = result.path == RDF_TYPE and result.constraint == SH + "ClosedConstraintComponent"
        if not (derived_type and (_node(result.focus), RDF.type, _node(result.value)) not in asserted):
            results.append(result)
    return results


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging a stack trace for each ill-typed literal: validation reports them."""
    log = logging.getLogger("rdflib.term")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


def _fill_data(data: rdflib.Graph, run: Run, with_types: bool) -> set[tuple[Node, Node, Node]]:
    """Copy what validation may see into an rdflib graph; return the type triples that stood in the store."""
    from rdflib import RDF, RDFS, URIRef

    above: dict[str, set[str]] = {}
    asserted = set()
    for iri in run.class_names():
        for below in run.classes(iri):
            if below != iri:
                above.setdefault(below, set()).add(iri)
                data.add((URIRef(below), RDFS.subClassOf, URIRef(iri)))
    for quad in run.store:
        predicate = quad.predicate.value
        graph = getattr(quad.graph_name, "value", "")
        if run.hidden and graph == run.hidden.graph and predicate in run.hidden.predicates:
            continue
        triple = (_node(quad.subject), _node(quad.predicate), _node(quad.object))
        data.add(triple)
        if predicate == RDF_TYPE and isinstance(quad.object, ox.NamedNode):
            asserted.add(triple)
            for iri in above.get(quad.object.value, ()) if with_types else ():
                data.add((triple[0], RDF.type, URIRef(iri)))
    return asserted


def _result(shapes: Shapes, report: rdflib.Graph, node: Node, root: str) -> Result:
    source = report.value(node, _sh("sourceShape"))
    path = report.value(node, _sh("resultPath"))
    value = report.value(node, _sh("value"))
    name = _name(source)
    if path is not None and _is_blank(path):
        path_name = shapes.shape(_term(source)).path_name
    else:
        path_name = "" if path is None else str(path)
    messages = sorted(str(message) for message in report.objects(node, _sh("resultMessage")))
    return Result(
        focus=_term(report.value(node, _sh("focusNode"))),
        path=path_name,
        value=None if value is None else _term(value),
        shape=name,
        constraint=str(report.value(node, _sh("sourceConstraintComponent"))),
        severity=str(report.value(node, _sh("resultSeverity"))),
        message=messages[0] if messages else "",
        root_shape=root,
    )


def _is_target(triple: ox.Triple) -> bool:
    predicate = triple.predicate.value
    if predicate == RDF_TYPE:  # an implicit class target
        return not (isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(SH))
    return predicate == SUB_CLASS_OF or predicate in {SH + name for name in (*TARGETS, "target")}


def _sh(name: str) -> rdflib.URIRef:
    from rdflib import URIRef

    return URIRef(SH + name)


def _name(node: Node | None) -> str:
    return f"_:{node}" if _is_blank(node) else str(node)


def _is_blank(node: Node | None) -> bool:
    from rdflib import BNode

    return isinstance(node, BNode)


def _node(term: Term | None) -> Node:
    """Return rdflib's node for a term; literals keep their lexical form, which rdflib would normalise."""
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == XSD + "string" else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype, normalize=False)


def _term(node: Node | None) -> Term:
    from rdflib import BNode, Literal

    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
    return ox.NamedNode(str(node))
