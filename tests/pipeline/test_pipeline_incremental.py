"""A build goes on from the former one, and what it publishes is what a build from nothing would."""

import json
import subprocess
import sys

import pytest
from small_data import ACTORS, ONTOLOGY, PLAN, REPORT, SHAPES, data_folder, write

from thbgraph.graph.hashing import hash_of_store
from thbgraph.graph.store import open_current
from thbgraph.pipeline import build, former
from thbgraph.pipeline.releases import KEEP

PLAN_FILE = "build/records/documents/plan.yaml"
REPORT_FILE = "build/records/documents/report.yaml"

CHANGES = {
    "a label is edited": {PLAN_FILE: PLAN.replace("Part one", "Part the first")},
    "a label is lost": {PLAN_FILE: PLAN.replace("    label: {en: Part one}\n", "")},
    "a warning is mended": {PLAN_FILE: PLAN.replace("plan/1/a\n", "plan/1/a\n    label: {en: Point a}\n")},
    "a transitive link is cut": {PLAN_FILE: PLAN.replace("    partOf: plan/1\n", "")},
    "a type is changed elsewhere": {"build/records/actors.yaml": ACTORS.replace("Body", "Actor")},
    "a document is withdrawn": {REPORT_FILE: None},
    "a document is added": {
        "build/records/documents/new.yaml": REPORT.replace("report", "new").replace(
            "    label", "    # label"
        )
    },
    "a class moves in the ontology": {
        "ontology/core.ttl": ONTOLOGY.replace(
            "thb:Obligation a owl:Class ; rdfs:subClassOf thb:Norm", "thb:Obligation a owl:Class"
        )
    },
    "a shape becomes stricter": {
        "shapes/data/norm.ttl": SHAPES.replace("skos:prefLabel ; sh:minCount 1", "thb:number ; sh:minCount 1")
    },
}


@pytest.fixture
def data(tmp_path):
    return data_folder(tmp_path / "data")


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def apply(data, change):
    for name, text in change.items():
        if text is None:
            (data / name).unlink()
        else:
            write(data, name, text)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_incremental_build_equals_a_full_one(data, home, tmp_path, monkeypatch, change):
    monkeypatch.setattr(former, "_LARGE", 0)  # the former store is copied and changed
    monkeypatch.setattr(former, "_MOST", 1.0)
    build(data=data, home=home)
    apply(data, change)
    step = build(data=data, home=home)
    whole = build(data=data, home=tmp_path / "other")
    assert step.content_hash == whole.content_hash
    assert (step.path / "graph.nq").read_bytes() == (whole.path / "graph.nq").read_bytes()
    assert step.report.keys == whole.report.keys
    assert hash_of_store(open_current(home).store) == step.content_hash


def test_only_changed_records_are_read_and_only_changes_validated(data, home):
    first = build(data=data, home=home)
    assert (len(first.read), first.validated) == (3, "all")
    write(data, PLAN_FILE, CHANGES["a label is edited"][PLAN_FILE])
    second = build(data=data, home=home)
    assert (second.read, second.validated) == ([PLAN_FILE], "changes")


def test_changed_shapes_validate_everything_and_read_nothing(data, home):
    build(data=data, home=home)
    apply(data, CHANGES["a shape becomes stricter"])
    result = build(data=data, home=home)
    assert (result.read, result.validated) == ([], "all")


def test_build_that_changes_nothing_publishes_nothing_and_imports_no_engine(data, home):
    first = build(data=data, home=home)
    program = (
        "import sys, json; from pathlib import Path; from thbgraph.pipeline import build; "
        f"r = build(data=Path({str(data)!r}), home=Path({str(home)!r})); "
        "heavy = {'yaml', 'rdflib', 'pyshacl', 'networkx', 'pandas', 'rich'} & set(sys.modules); "
        "print(json.dumps([r.published, r.content_hash, str(r.path), sorted(heavy), len(r.report.warnings)]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [False, first.content_hash, str(first.path), [], 1]


def test_full_build_takes_nothing_from_former_ones(data, home):
    first = build(data=data, home=home)
    again = build(data=data, home=home, full=True)
    assert (len(again.read), again.validated) == (3, "all")
    assert again.content_hash == first.content_hash
    assert again.path.name == first.path.name + "-2"
    assert open_current(home).path == str(again.path)


@pytest.mark.parametrize("victim", ["manifest.json", "graph.nq", "store/CURRENT", "*.sst"])
def test_damaged_release_is_built_again(data, home, victim):
    first = build(data=data, home=home)
    for path in first.path.rglob(victim.rpartition("/")[2]):
        path.write_bytes(b"?")
    again = build(data=data, home=home)
    assert again.published
    assert hash_of_store(open_current(home).store) == first.content_hash


def test_damaged_cache_is_not_believed(data, home):
    first = build(data=data, home=home)
    for path in (home / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"Part one", b"Part two"))
    write(data, REPORT_FILE, REPORT + "# a remark\n")
    again = build(data=data, home=home)
    assert PLAN_FILE in again.read
    assert (
        again.manifest["graphs"]["https://w3id.org/thbgraph/id/graph/plan"]
        == first.manifest["graphs"]["https://w3id.org/thbgraph/id/graph/plan"]
    )


def test_last_releases_stay_and_older_ones_go(data, home):
    paths = []
    for number in range(KEEP + 2):
        write(data, PLAN_FILE, PLAN.replace("number: 1", f"number: {number}"))
        paths.append(build(data=data, home=home).path)
    assert sorted((home / "releases").iterdir()) == sorted(paths[-KEEP:])


def test_open_release_still_answers_after_the_next_build(data, home):
    build(data=data, home=home)
    opened = open_current(home)
    write(data, PLAN_FILE, CHANGES["a label is edited"][PLAN_FILE])
    build(data=data, home=home)
    assert hash_of_store(opened.store) == opened.manifest["contentHash"]
