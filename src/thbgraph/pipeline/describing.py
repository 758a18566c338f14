"""Describes the data set in a graph of its own: its build (PROV-O), itself (DCAT-AP), its content (VoID).

The description depends on the inputs alone: times of the build stand in the release's manifest, so that they
are no part of the content. The counts are those of all other graphs; the description does not count itself.
Files are given with their SHA-256 as an spdx:Checksum, as DCAT-AP does for distributions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

import pyoxigraph as ox

from thbgraph.__about__ import __version__
from thbgraph.graph.hashing import canonical_triples
from thbgraph.names import GRAPH_BUILD, GRAPH_INFERRED, PREFIXES, RDF_TYPE, THB, THBD, expand, shorten

__all__ = ["describe"]

_DATASET = THBD + "dataset/thbgraph"
_ACTIVITY = THBD + "dataset/thbgraph/build"
_SOFTWARE = THBD + "dataset/thbgraph/software"
_PUBLISHER = THBD + "dataset/thbgraph/publisher"
_ADDRESS = "https://w3id.org/thbgraph/"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_SPDX = "http://spdx.org/rdf/terms#"
_EU = "http://publications.europa.eu/resource/authority/"
_NQUADS = "https://www.iana.org/assignments/media-types/application/n-quads"
_TITLE = "thbgraph: actors and obligations in the fight against trafficking in human beings, EU and UN"
_DESCRIPTION = (
    "Which instrument lays down what, for whom, by when, and what came of it, with the place of the passage "
    "behind every statement. Not legal advice."
)


def describe(
    graphs: Mapping[str, list[str]],
    hashes: Mapping[str, str],
    files: Mapping[str, str],
    sources: Mapping[str, list[str]],
) -> list[str]:
    """Return the canonical N-Triples lines of the graph of the build.

    `graphs` has the N-Triples lines of every other graph, `hashes` their hashes, `files` the SHA-256 of every
    input by its name, `sources` the record files that each graph was read from.
    """
    about = _Description()
    _data_set(about)
    _counts(about, graphs)
    for graph, lines in graphs.items():
        about.add(_DATASET, "void:subset", graph)
        about.add(graph, RDF_TYPE, expand("void:Dataset"))
        about.number(graph, "void:triples", len(lines))
        about.checksum(graph, hashes[graph])
        for name in sources.get(graph, ()):
            about.add(graph, "prov:wasDerivedFrom", _file(name))
    about.add(GRAPH_INFERRED, "prov:wasGeneratedBy", _ACTIVITY)
    _provenance(about, files, graphs)
    return canonical_triples(about.triples)


class _Description:
    """Collects triples; predicates are prefixed names, objects IRIs unless a method says otherwise."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def add(self, subject: str, predicate: str, *objects: str) -> None:
        for iri in objects:
            self._add(subject, predicate, ox.NamedNode(iri))

    def text(self, subject: str, predicate: str, value: str, language: str | None = None) -> None:
        self._add(subject, predicate, ox.Literal(value, language=language))

    def number(self, subject: str, predicate: str, value: int) -> None:
        self._add(subject, predicate, ox.Literal(value))

    def checksum(self, subject: str, digest: str) -> None:
        node = f"{subject}#sha256"
        self.add(subject, _SPDX + "checksum", node)
        self.add(node, RDF_TYPE, _SPDX + "Checksum")
        self.add(node, _SPDX + "algorithm", _SPDX + "checksumAlgorithm_sha256")
        self._add(
            node, _SPDX + "checksumValue", ox.Literal(digest, datatype=ox.NamedNode(expand("xsd:hexBinary")))
        )

    def _add(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        iri = predicate if "//" in predicate else expand(predicate)
        self.triples.append(ox.Triple(ox.NamedNode(subject), ox.NamedNode(iri), value))


def _data_set(about: _Description) -> None:
    about.add(_DATASET, RDF_TYPE, expand("dcat:Dataset"), expand("void:Dataset"), expand("prov:Entity"))
    about.text(_DATASET, "dcterms:title", _TITLE, "en")
    about.text(_DATASET, "dcterms:description", _DESCRIPTION, "en")
    about.text(_DATASET, "dcterms:identifier", _DATASET)
    about.text(_DATASET, "dcat:version", __version__)
    about.text(_DATASET, "dcat:keyword", "trafficking in human beings", "en")
    about.add(_DATASET, "dcterms:license", _LICENCE)
    about.add(_DATASET, "dcterms:publisher", _PUBLISHER)
    about.add(_DATASET, "dcterms:language", _EU + "language/ENG")
    about.add(_DATASET, "dcat:theme", _EU + "data-theme/JUST")
    about.add(_DATASET, "dcat:landingPage", _ADDRESS)
    about.add(_DATASET, "dcat:distribution", _DATASET + "/nquads")
    about.add(_DATASET, "prov:wasGeneratedBy", _ACTIVITY)
    about.text(_DATASET, "void:uriSpace", THBD)
    about.add(_PUBLISHER, RDF_TYPE, expand("foaf:Agent"))
    about.text(_PUBLISHER, "foaf:name", "The thbgraph team", "en")
    nquads = _DATASET + "/nquads"
    about.add(nquads, RDF_TYPE, expand("dcat:Distribution"))
    about.text(nquads, "dcterms:title", "The whole data set as canonical N-Quads", "en")
    about.add(nquads, "dcat:accessURL", _ADDRESS)
    about.add(nquads, "dcat:mediaType", _NQUADS)
    about.add(nquads, "dcterms:license", _LICENCE)


def _counts(about: _Description, graphs: Mapping[str, list[str]]) -> None:
    """Count instances by class and triples by property, over all graphs."""
    classes: dict[str, int] = {}
    properties: dict[str, int] = {}
    subjects: set[str] = set()
    for lines in graphs.values():
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            subjects.add(subject)
            properties[predicate[1:-1]] = properties.get(predicate[1:-1], 0) + 1
            if predicate[1:-1] == RDF_TYPE:
                iri = rest[1 : rest.index(">")]
                classes[iri] = classes.get(iri, 0) + 1
    about.number(_DATASET, "void:triples", sum(map(len, graphs.values())))
    about.number(_DATASET, "void:distinctSubjects", len(subjects))
    about.number(_DATASET, "void:classes", len(classes))
    about.number(_DATASET, "void:properties", len(properties))
    for iri, count in classes.items():
        part = _part("class", iri)
        about.add(_DATASET, "void:classPartition", part)
        about.add(part, "void:class", iri)
        about.number(part, "void:entities", count)
    for iri, count in properties.items():
        part = _part("property", iri)
        about.add(_DATASET, "void:propertyPartition", part)
        about.add(part, "void:property", iri)
        about.number(part, "void:triples", count)
    for namespace in _namespaces([*classes, *properties]):
        about.add(_DATASET, "void:vocabulary", namespace)


def _namespaces(iris: Iterable[str]) -> set[str]:
    prefixes = {shorten(iri).partition(":")[0] for iri in iris}
    return {namespace for prefix, namespace in PREFIXES.items() if prefix in prefixes}


def _part(kind: str, iri: str) -> str:
    return f"{_DATASET}/{kind}/{quote(shorten(iri).replace(':', '-', 1), safe='-._~')}"


def _provenance(about: _Description, files: Mapping[str, str], graphs: Mapping[str, list[str]]) -> None:
    about.add(_ACTIVITY, RDF_TYPE, expand("prov:Activity"))
    about.text(_ACTIVITY, "rdfs:label", "The build of the data set from its records", "en")
    about.add(_ACTIVITY, "prov:wasAssociatedWith", _SOFTWARE)
    about.add(_SOFTWARE, RDF_TYPE, expand("prov:SoftwareAgent"))
    about.text(_SOFTWARE, "rdfs:label", "thbgraph", "en")
    about.text(_SOFTWARE, "owl:versionInfo", __version__)
    about.add(_ACTIVITY, "prov:used", *_ontology_version(graphs))
    about.add(_ACTIVITY, "prov:generated", GRAPH_BUILD)
    for name, digest in files.items():
        about.add(_ACTIVITY, "prov:used", _file(name))
        about.add(_file(name), RDF_TYPE, expand("prov:Entity"))
        about.text(_file(name), "dcterms:identifier", name)
        about.checksum(_file(name), digest)


def _ontology_version(graphs: Mapping[str, list[str]]) -> list[str]:
    start = f"<{THB.rstrip('#')}> <{expand('owl:versionIRI')}> <"
    return [line[len(start) : -3] for lines in graphs.values() for line in lines if line.startswith(start)]


def _file(name: str) -> str:
    return f"{_DATASET}/file/{quote(name, safe='/-._~')}"
