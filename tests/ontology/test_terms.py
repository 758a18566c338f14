"""Every IRI that the ontology and the shapes use exists: in our own namespaces, and in those of the standards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS, XSD, DefinedNamespace

from thbgraph import data
from thbgraph.names import THB, THBS, THBV
from thbgraph.turtle import turtle_files

FILES = sorted(turtle_files([data.ontology_dir(), data.shapes_dir()]))
# rdflib carries these as closed lists of terms, made from the published vocabularies.
STANDARDS: dict[str, type[DefinedNamespace]] = {str(each): each for each in (OWL, RDF, RDFS, SH, SKOS, XSD)}
OWN = (THB, THBS, THBV)


@cache
def quads_of(path: Path) -> list[ox.Quad]:
    return list(ox.parse(path=path, format=ox.RdfFormat.TURTLE))


@cache
def declared() -> frozenset[str]:
    """Return the IRIs that some file says something of."""
    return frozenset(quad.subject.value for path in FILES for quad in quads_of(path))


def iris(quads: list[ox.Quad]) -> Iterator[str]:
    for quad in quads:
        yield from (node.value for node in quad.triple if isinstance(node, ox.NamedNode))
        if isinstance(quad.object, ox.Literal):
            yield quad.object.datatype.value


def unknown_terms(quads: list[ox.Quad], known: frozenset[str]) -> set[str]:
    """Return the IRIs of our own and of the standards' namespaces that nobody declares."""
    used = set(iris(quads))
    unknown = {iri for iri in used if iri.startswith(OWN) and iri not in known and iri not in OWN}
    for base, namespace in STANDARDS.items():
        unknown |= {iri for iri in used if iri.startswith(base) and iri != base and iri not in namespace}
    return unknown


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(data.root())))
def test_every_term_used_exists(path: Path):
    assert unknown_terms(quads_of(path), declared()) == set()


@pytest.mark.parametrize(
    "iri", [f"{THB}Nrom", f"{THBS}Nrom", f"{THBV}nrom", f"{SKOS}prefLable", f"{OWL}Clas"]
)
def test_a_misspelt_term_is_found(iri: str):
    quads = list(ox.parse(f"<urn:x> a <{iri}> .", format=ox.RdfFormat.TURTLE))
    assert unknown_terms(quads, frozenset()) == {iri}
