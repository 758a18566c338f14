"""A build publishes what the records say, once, whole, and describes it."""

import errno
import json

import pyoxigraph as ox
import pytest
from small_data import PLAN, REPORT, data_folder, write

from thbgraph.errors import GateError, RecordError, StoreError, UsageError
from thbgraph.graph.hashing import hash_of_store
from thbgraph.graph.store import open_current
from thbgraph.names import GRAPH_BUILD, GRAPH_INFERRED, GRAPH_ONTOLOGY, PREFIXES, THBD
from thbgraph.pipeline import STAGES, build

LABEL = PREFIXES["skos"] + "prefLabel"
PREFIX = "".join(
    f"PREFIX {name}: <{iri}> " for name, iri in {**PREFIXES, "spdx": "http://spdx.org/rdf/terms#"}.items()
)


@pytest.fixture
def data(tmp_path):
    return data_folder(tmp_path / "data")


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def rows(store, query):
    answer = store.query(PREFIX + query, use_default_graph_as_union=True)
    return [tuple(term.value for term in row) for row in answer]


def problems(excinfo):
    return [(problem.file, problem.line, problem.key) for problem in excinfo.value.problems]


def test_build_publishes_one_graph_a_document_and_what_was_inferred(data, home):
    result = build(data=data, home=home)
    assert result.counts == {
        GRAPH_ONTOLOGY: 25,
        THBD + "graph/actors": 4,
        THBD + "graph/plan": 12,
        THBD + "graph/report": 4,
        GRAPH_INFERRED: 23,
        GRAPH_BUILD: result.counts[GRAPH_BUILD],
    }
    store = open_current(home).store
    parts = f"SELECT ?p {{ GRAPH <{GRAPH_INFERRED}> {{ <{THBD}report/1> thb:isPartOf ?p }} }} ORDER BY ?p"
    assert rows(store, parts) == [
        (THBD + "plan",),
        (THBD + "plan/1",),
        (THBD + "plan/1/a",),
    ]


def test_published_store_holds_exactly_the_canonical_file(data, home):
    result = build(data=data, home=home)
    lines = (result.path / "graph.nq").read_bytes().split(b"\n")[:-1]
    store = open_current(home).store
    dumped = (store.dump(format=ox.RdfFormat.N_QUADS) or b"").split(b"\n")[:-1]
    assert sorted(dumped) == lines
    assert len(lines) == sum(result.counts.values()) == result.manifest["triples"]
    assert hash_of_store(store) == result.content_hash


def test_no_triple_stands_in_two_graphs(data, home):
    build(data=data, home=home)
    store = open_current(home).store
    assert rows(store, "SELECT ?s { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(?g != ?h) }") == []


def test_warnings_are_reported_and_do_not_close_the_gate(data, home):
    report = build(data=data, home=home).report
    assert [result.focus.value for result in report.warnings] == [THBD + "plan/1/a"]
    assert report.conforms


def test_progress_is_told_of_every_stage_in_order(data, home):
    told = []
    build(data=data, home=home, progress=lambda stage, done, total: told.append(stage))
    assert tuple(dict.fromkeys(told)) == STAGES


def test_violation_is_refused_and_the_former_graph_stays(data, home):
    before = build(data=data, home=home)
    write(data, "build/records/documents/report.yaml", REPORT.replace("actor/europol", "plan"))
    with pytest.raises(GateError) as excinfo:
        build(data=data, home=home)
    assert [result.value.value for result in excinfo.value.report.violations] == [THBD + "plan"]
    assert open_current(home).manifest["contentHash"] == before.content_hash
    assert [path.name for path in (home / "releases").iterdir()] == [before.path.name]


def test_instrument_in_the_place_of_an_actor_never_becomes_one(data, home):
    write(data, "build/records/documents/report.yaml", REPORT.replace("actor/europol", "plan"))
    with pytest.raises(GateError):
        build(data=data, home=home)
    with pytest.raises(StoreError, match="no graph has been built"):
        open_current(home)


def test_problems_of_all_files_come_in_one_error(data, home):
    write(data, "build/records/documents/plan.yaml", PLAN.replace("number: 1", "nubmer: 1"))
    write(data, "build/records/documents/report.yaml", REPORT.replace("actor/europol", "actor/euro-pol"))
    with pytest.raises(RecordError) as excinfo:
        build(data=data, home=home)
    assert problems(excinfo) == [
        ("build/records/documents/plan.yaml", 12, "nubmer"),
        ("build/records/documents/report.yaml", 6, "bearer"),
    ]
    assert not (home / "releases").exists()


def test_broken_file_does_not_make_references_into_it_problems(data, home):
    actors = (data / "build/records/actors.yaml").read_text()
    write(data, "build/records/actors.yaml", actors.replace("entries:", "entries: ["))
    with pytest.raises(RecordError) as excinfo:
        build(data=data, home=home)
    assert {problem.file for problem in excinfo.value.problems} == {"build/records/actors.yaml"}


def test_same_problems_are_reported_from_the_cache(data, home):
    write(data, "build/records/documents/plan.yaml", PLAN.replace("number: 1", "nubmer: 1"))
    found = []
    for _ in range(2):
        with pytest.raises(RecordError) as excinfo:
            build(data=data, home=home)
        found.append(excinfo.value.problems)
    assert found[0] == found[1] != []


def test_statement_in_two_graphs_is_refused_with_both_places(data, home):
    write(data, "ontology/vocabularies/bodies.ttl", f'<{THBD}actor/eurojust> <{LABEL}> "Eurojust"@en .\n')
    write(data, "build/records/documents/report.yaml", REPORT.replace("actor/europol", "actor/euro-pol"))
    with pytest.raises(RecordError) as excinfo:
        build(data=data, home=home)
    assert problems(excinfo) == [
        ("build/records/actors.yaml", 6, "skos:prefLabel"),
        ("build/records/documents/report.yaml", 6, "bearer"),
    ]
    assert "the graph actors, and in ontology in the graph ontology" in excinfo.value.problems[0].message


def test_file_in_the_records_that_would_be_passed_over_is_refused(data, home):
    write(data, "build/records/documents/other.yml", REPORT)
    write(data, "build/records/README.md", "Remarks.")
    with pytest.raises(RecordError) as excinfo:
        build(data=data, home=home)
    assert problems(excinfo) == [("build/records/documents/other.yml", 0, "")]


def test_file_that_changes_while_it_is_read_is_refused(data, home):
    def edit(stage, done, total):
        if stage == "load":
            write(data, "build/records/documents/report.yaml", REPORT.replace("word", "phrase"))

    with pytest.raises(RecordError) as excinfo:
        build(data=data, home=home, progress=edit)
    assert problems(excinfo) == [("build/records/documents/report.yaml", 0, "")]
    assert build(data=data, home=home).published


def test_broken_ontology_is_a_problem_with_its_line(data, home):
    write(
        data, "ontology/more.ttl", "PREFIX thb: <https://w3id.org/thbgraph/ontology#>\nthb:X a thb:Y ;; ] .\n"
    )
    with pytest.raises(RecordError) as excinfo:
        build(data=data, home=home)
    assert problems(excinfo)[0][:2] == ("ontology/more.ttl", 2)


def test_folder_without_records_is_refused(tmp_path, home):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no ontology"):
        build(data=tmp_path / "empty", home=home)


def test_figure_is_hashed_as_the_store_keeps_it(data, home):
    plain = build(data=data, home=home)
    number = rows(open_current(home).store, "SELECT ?n { ?s thb:number ?n }")
    assert number == [("1",)]
    assert hash_of_store(open_current(home).store) == plain.content_hash


def test_description_counts_what_the_other_graphs_hold(data, home):
    result = build(data=data, home=home)
    store = open_current(home).store
    others = sum(count for graph, count in result.counts.items() if graph != GRAPH_BUILD)
    assert rows(store, "SELECT ?n { ?d a dcat:Dataset ; void:triples ?n }") == [(str(others),)]
    part = "?d a dcat:Dataset ; void:classPartition [ void:class thb:Obligation ; void:entities ?n ]"
    assert rows(store, f"SELECT ?n {{ {part} }}") == [("4",)]
    subsets = rows(store, "SELECT ?g ?n { ?d a dcat:Dataset ; void:subset ?g . ?g void:triples ?n }")
    assert {graph: int(count) for graph, count in subsets} == {
        graph: count for graph, count in result.counts.items() if graph != GRAPH_BUILD
    }


def test_description_names_every_file_with_its_hash_and_no_time(data, home):
    result = build(data=data, home=home)
    store = open_current(home).store
    files = rows(
        store,
        "SELECT ?name ?sum { ?a a prov:Activity ; prov:used ?f . ?f dcterms:identifier ?name ; "
        "spdx:checksum/spdx:checksumValue ?sum } ORDER BY ?name",
    )
    assert [name for name, _ in files] == [
        "build/context.jsonld",
        "build/records/actors.yaml",
        "build/records/documents/plan.yaml",
        "build/records/documents/report.yaml",
        "ontology/core.ttl",
        "ontology/vocabularies/status.ttl",
        "shapes/data/norm.ttl",
    ]
    assert {len(digest) for _, digest in files} == {64}
    assert rows(store, "SELECT ?t { { ?a prov:startedAtTime ?t } UNION { ?a prov:endedAtTime ?t } }") == []
    assert set(result.manifest["built"]) == {"startedAt", "endedAt"}
    assert rows(store, "SELECT ?v { ?a a prov:Activity ; prov:used ?v FILTER(STRENDS(STR(?v), '/9')) }") == [
        ("https://w3id.org/thbgraph/ontology/9",)
    ]


def test_manifest_is_json_that_names_the_hash_of_each_graph(data, home):
    result = build(data=data, home=home)
    manifest = json.loads((result.path / "manifest.json").read_text())
    assert manifest == result.manifest
    assert {len(entry["sha256"]) for entry in manifest["graphs"].values()} == {64}


@pytest.mark.parametrize("damage", ["", "no release", "../x", b"\xff\xfe"])
def test_a_damaged_name_of_the_current_release_is_mended(data, home, damage):
    first = build(data=data, home=home)
    content = damage if isinstance(damage, bytes) else damage.encode()
    (home / "current").write_bytes(content)

    assert build(data=data, home=home, full=True).content_hash == first.content_hash
    assert len(open_current(home).store) > 0


@pytest.mark.parametrize("text", ['{"versions": 3}', "{}", "[]", "{"])
def test_a_damaged_manifest_is_no_end(data, home, text):
    first = build(data=data, home=home)
    (first.path / "manifest.json").write_text(text, encoding="utf-8")

    assert build(data=data, home=home).content_hash == first.content_hash


def test_a_shape_that_is_not_turtle_is_a_problem_with_file_and_line(data, home):
    write(data, "shapes/data/broken.ttl", "PREFIX sh: <http://www.w3.org/ns/shacl#>\nx y\n")
    with pytest.raises(RecordError) as excinfo:
        build(data=data, home=home)

    assert problems(excinfo) == [("shapes/data/broken.ttl", 2, "")]


def test_a_full_disk_is_a_store_error_and_the_former_graph_stays(data, home, monkeypatch):
    first = build(data=data, home=home)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("thbgraph.pipeline.run._index_labels", full)
    with pytest.raises(StoreError, match="No space left"):
        build(data=data, home=home, full=True)

    assert str(open_current(home).path) == str(first.path)


def test_a_refusal_knows_where_the_record_stands(data, home):
    write(data, "build/records/documents/plan.yaml", PLAN.replace("    bearer: [actor/eurojust]\n", ""))
    with pytest.raises(GateError) as excinfo:
        build(data=data, home=home)

    (violation,) = excinfo.value.report.violations
    assert excinfo.value.places[violation.focus.value] == "build/records/documents/plan.yaml:13"


def test_a_file_saved_as_utf_16_is_one_problem_not_one_for_each_reference(data, home):
    actors = data / "build/records/actors.yaml"
    actors.write_text(actors.read_text(encoding="utf-8"), encoding="utf-16")
    with pytest.raises(RecordError) as excinfo:
        build(data=data, home=home)

    assert problems(excinfo) == [("build/records/actors.yaml", 1, "")]


def test_a_document_without_expected_counts_is_refused(data, home):
    write(data, "build/records/documents/plan.yaml", PLAN.replace("expect: {Obligation: 3}\n", ""))
    with pytest.raises(RecordError) as excinfo:
        build(data=data, home=home)

    assert problems(excinfo) == [("build/records/documents/plan.yaml", 1, "expect")]
