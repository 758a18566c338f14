"""The parts of the graph that other standards cover, in their own words and valid under their own shapes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import OWL, RDF, Graph, Namespace, URIRef

import thbgraph
from thbgraph.catalogue import header
from thbgraph.cli import main
from thbgraph.errors import UsageError

PROFILES = ("cpov", "dcat", "eli", "rrmv", "skos")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
ORG = Namespace("http://www.w3.org/ns/org#")
CV = Namespace("http://data.europa.eu/m8g/")
RRMV = Namespace("http://data.europa.eu/2qy/rrmv#")
CODES = Namespace("http://data.europa.eu/2qy/rrmv-codes#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
DCT = Namespace("http://purl.org/dc/terms/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DIRECTIVE = URIRef("http://data.europa.eu/eli/dir/2011/36/oj")
ID = "https://w3id.org/thbgraph/id/"


@pytest.fixture(scope="module")
def exported(graph: thbgraph.Graph) -> Callable[[str], Graph]:
    @cache
    def of(profile: str) -> Graph:
        return Graph().parse(data=graph.export(profile).to("nt"), format="nt")

    return of


def test_an_unknown_profile_is_refused(graph: thbgraph.Graph) -> None:
    with pytest.raises(UsageError, match="unknown profile") as error:
        graph.export("eil")
    assert "cpov, dcat, eli, rrmv, skos" in error.value.hint


def test_every_file_of_a_profile_says_what_it_gives(project: Path) -> None:
    files = sorted((project / "queries/profiles").glob("*/*.rq"))
    assert {path.parent.name for path in files} == set(PROFILES)
    for path in files:
        assert list(header.read(path.read_text(encoding="utf-8"), path.name)) == ["summary"]


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_has_statements_and_no_blank_nodes(graph: thbgraph.Graph, profile: str) -> None:
    triples = list(graph.export(profile))
    assert len(triples) > 100
    assert not any(
        isinstance(term, ox.BlankNode) for triple in triples for term in (triple.subject, triple.object)
    )


def test_eli_names_acts_by_their_identifiers(exported: Callable[[str], Graph]) -> None:
    eli = exported("eli")
    assert (DIRECTIVE, RDF.type, ELI.LegalResource) in eli
    assert str(eli.value(DIRECTIVE, ELI.date_document)) == "2011-04-05"
    assert str(eli.value(DIRECTIVE, ELI.type_document)).endswith("/resource-type/DIR")
    bodies = {str(body).rsplit("/", 1)[-1] for body in eli.objects(DIRECTIVE, ELI.passed_by)}
    assert bodies == {"EP", "CONSIL"}
    expression = eli.value(DIRECTIVE, ELI.is_realized_by)
    assert (expression, ELI.realizes, DIRECTIVE) in eli


def test_eli_uses_only_terms_of_eli(exported: Callable[[str], Graph], shared: Path) -> None:
    known = set(Graph().parse(shared / "vocabularies/ontologies/eli-1.5.rdf").subjects())
    used = {
        term
        for triple in exported("eli")
        for term in triple
        if isinstance(term, URIRef) and term.startswith(str(ELI))
    }
    assert used - known == set()
    assert len(used) > 15


def test_eli_gives_the_ends_of_its_properties_their_classes(exported: Callable[[str], Graph]) -> None:
    eli = exported("eli")
    ends = {ELI.passed_by: ELI.Agent, ELI.type_document: ELI.ResourceType, ELI.language: ELI.Language}
    for relation, kind in ends.items():
        for end in set(eli.objects(None, relation)):
            assert (end, RDF.type, kind) in eli, (relation, end)
    assert not list(eli.subject_objects(OWL.sameAs)), "nothing here may merge two things"
    assert str(eli.value(DIRECTIVE, DCT.identifier)) == ID + "instrument/eu/dir_2011_36"
    assert not list(eli.subject_objects(ELI.implements)), "deprecated in ELI 1.5: applies"


def test_eli_kinds_are_in_the_authority_table(exported: Callable[[str], Graph], shared: Path) -> None:
    table = Graph().parse(shared / "vocabularies/authority/resourcetypes-skos.rdf")
    used = {kind for kind in exported("eli").objects(None, ELI.type_document) if "/authority/" in kind}
    assert used - set(table.subjects()) == set()
    assert len(used) > 8


def test_rrmv_is_valid_under_its_own_shapes(exported: Callable[[str], Graph], shared: Path) -> None:
    shapes = Graph().parse(shared / "vocabularies/rrmv-1.0.0/rrmv-SHACL.ttl")
    valid, _, report = pyshacl.validate(exported("rrmv"), shacl_graph=shapes)
    assert valid, report


def test_the_shapes_of_rrmv_do_refuse(exported: Callable[[str], Graph], shared: Path) -> None:
    shapes = Graph().parse(shared / "vocabularies/rrmv-1.0.0/rrmv-SHACL.ttl")
    spoilt = Graph() + exported("rrmv")
    requirement = next(iter(spoilt.subjects(RDF.type, RRMV.Requirement)))
    spoilt.remove((requirement, RRMV.isPartOf, None))
    valid, _, _ = pyshacl.validate(spoilt, shacl_graph=shapes)
    assert not valid


def test_who_owes_a_report_is_the_addresser(exported: Callable[[str], Graph]) -> None:
    """The bearer of the standard commands an action; the duty lies on its addresser."""
    rrmv = exported("rrmv")
    action = URIRef(ID + "instrument/eu/dir_2011_36/2011-04-15/art_20/norm_2#action")
    roles = {
        (str(rrmv.value(role, RRMV.withRole)), str(rrmv.value(role, RRMV.forAgent)))
        for role in rrmv.objects(action, RRMV.hasAgentRole)
    }
    assert (str(CODES.addresser), ID + "actor/collective/eu_member_states") in roles
    assert {role for role, _ in roles} == {str(CODES.addresser), str(CODES.addressee)}


def test_cpov_has_bodies_with_authority_entries_and_successions(exported: Callable[[str], Graph]) -> None:
    cpov = exported("cpov")
    europol = URIRef(ID + "actor/eu/europol")
    assert (europol, RDF.type, CV.PublicOrganisation) in cpov
    entry = URIRef("http://publications.europa.eu/resource/authority/corporate-body/EUROPOL")
    assert (europol, SKOS.exactMatch, entry) in cpov
    for event in cpov.subjects(RDF.type, ORG.ChangeEvent):
        assert len(set(cpov.objects(event, ORG.originalOrganization))) == 1
        assert len(set(cpov.objects(event, ORG.resultingOrganization))) == 1
    assert len(set(cpov.subjects(RDF.type, ORG.ChangeEvent))) > 1


def test_cpov_classifies_by_concepts_and_gives_one_other_label_a_language(
    exported: Callable[[str], Graph],
) -> None:
    cpov = exported("cpov")
    for kind in set(cpov.objects(None, ORG.classification)):
        assert (kind, RDF.type, SKOS.Concept) in cpov
    for body in cpov.subjects(RDF.type, CV.PublicOrganisation):
        languages = [label.language for label in cpov.objects(body, SKOS.altLabel)]  # type: ignore[attr-defined]
        assert len(languages) == len(set(languages)), body
    for relation in (ORG.subOrganizationOf, ORG.originalOrganization, ORG.resultingOrganization):
        for body in set(cpov.objects(None, relation)):
            assert (body, RDF.type, CV.PublicOrganisation) in cpov, (relation, body)


def test_cpov_organisations_have_what_the_standard_requires(exported: Callable[[str], Graph]) -> None:
    cpov = exported("cpov")
    bodies = set(cpov.subjects(RDF.type, CV.PublicOrganisation))
    without = {str(body) for body in bodies if not list(cpov.objects(body, SKOS.prefLabel))}
    assert without == set()
    assert len(bodies) > 50


def test_dcat_has_what_the_application_profile_requires(exported: Callable[[str], Graph]) -> None:
    dcat = exported("dcat")
    data_set = URIRef(ID + "dataset/thbgraph")
    assert (data_set, RDF.type, DCAT.Dataset) in dcat
    for required in (DCT.title, DCT.description, DCT.publisher, DCT.license, DCAT.distribution, DCT.relation):
        assert list(dcat.objects(data_set, required)), required
    assert not list(dcat.objects(None, DCT.source)), "a document is no data set"
    for licence in set(dcat.objects(None, DCT.license)):
        assert (licence, RDF.type, DCT.LicenseDocument) in dcat
    for theme in set(dcat.objects(None, DCAT.theme)):
        assert list(dcat.objects(theme, SKOS.prefLabel))
    for distribution in dcat.subjects(RDF.type, DCAT.Distribution):
        assert list(dcat.objects(distribution, DCAT.accessURL))


def test_skos_schemes_are_sound(exported: Callable[[str], Graph]) -> None:
    """The integrity conditions of the SKOS reference that our vocabularies could break."""
    skos = exported("skos")
    concepts, schemes = (
        set(skos.subjects(RDF.type, SKOS.Concept)),
        set(skos.subjects(RDF.type, SKOS.ConceptScheme)),
    )
    assert not concepts & schemes
    assert len(schemes) > 20
    for concept in concepts:
        labels = list(skos.objects(concept, SKOS.prefLabel))
        assert len({label.language for label in labels}) == len(labels) > 0  # type: ignore[attr-defined]
        assert set(skos.objects(concept, SKOS.inScheme)) <= schemes
        assert not set(skos.objects(concept, SKOS.prefLabel)) & set(skos.objects(concept, SKOS.altLabel))
        assert concept not in set(skos.transitive_objects(concept, SKOS.broader)) - {concept}


@pytest.mark.parametrize("format", ["ttl", "nt", "jsonld", "rdf"])
def test_every_format_reads_back_to_the_same(graph: thbgraph.Graph, format: str) -> None:
    statements = graph.export("skos")
    names = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
    read = Graph().parse(data=statements.to(format), format=names[format])
    assert len(read) == len(statements)


def test_the_whole_graph_is_what_was_published(graph: thbgraph.Graph, release: Path) -> None:
    published = (release / "graph.nq").read_text(encoding="utf-8").splitlines()
    assert sorted(graph.dump().splitlines()) == sorted(published)


def test_a_file_is_written_in_one_step(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("THBGRAPH_HOME", str(release.parent.parent))
    target = tmp_path / "bodies.ttl"
    assert main(["export", "--profile", "cpov", "--output", str(target)]) == 0
    assert "Wrote" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["bodies.ttl"]
    assert len(Graph().parse(target)) > 100


def test_a_folder_that_is_not_there_leaves_nothing(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("THBGRAPH_HOME", str(release.parent.parent))
    assert main(["export", "--profile", "skos", "--output", str(tmp_path / "no" / "x.ttl")]) == 1
    assert "thbgraph: error:" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--format", "ttl"], "exported as nq only"),
        (["--profile", "skos", "--format", "nq"], "no named graphs"),
        (["--profile", "owl"], "unknown profile"),
    ],
)
def test_wrong_words_are_told(
    release: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    message: str,
) -> None:
    monkeypatch.setenv("THBGRAPH_HOME", str(release.parent.parent))
    assert main(["export", *words]) == 2
    assert message in capsys.readouterr().err
