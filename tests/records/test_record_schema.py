"""The JSON Schema for editors: current, true to the records, and as narrow as the ontology says."""

from __future__ import annotations

import json
import re
from typing import ClassVar

import jsonschema
import pyoxigraph as ox
import pytest
import yaml
from record_context import SOURCE

from thbgraph import data
from thbgraph.names import THB
from thbgraph.records import Context
from thbgraph.records.schema import main, render, schema
from thbgraph.records.terms import Terms, ontology_files

ONTOLOGY = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX thb: <https://w3id.org/thbgraph/ontology#>
thb:Entity a owl:Class .
thb:Actor a owl:Class ; rdfs:subClassOf thb:Entity .
thb:Body a owl:Class ; rdfs:subClassOf thb:Actor ; skos:definition "A body."@en .
thb:Norm a owl:Class ; rdfs:subClassOf thb:Entity .
thb:Power a owl:Class ; rdfs:subClassOf thb:Norm .
thb:Deadline a owl:Class ; rdfs:subClassOf thb:Entity .
thb:hasBearer rdfs:domain thb:Norm ; rdfs:range thb:Actor .
thb:hasNamedBearer rdfs:subPropertyOf thb:hasBearer ; skos:definition "Who owes it."@en .
thb:hasDeadline rdfs:domain thb:Norm ; rdfs:range thb:Deadline .
thb:dueDate rdfs:domain thb:Deadline .
thb:hasStatus rdfs:domain thb:Norm .
<https://w3id.org/thbgraph/vocabulary/status/done> a skos:Concept ; skos:definition "It was done."@en .
<https://w3id.org/thbgraph/vocabulary/status/planned> a skos:Concept .
"""


class CoreLoader(yaml.CSafeLoader):
    """YAML 1.2's core schema, as editors read a record."""

    yaml_implicit_resolvers: ClassVar[dict] = {}


for tag, pattern in {
    "null": r"(?:null|Null|NULL|~|)",
    "bool": r"(?:true|True|TRUE|false|False|FALSE)",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?",
}.items():
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^{pattern}$"), None)


@pytest.fixture(scope="module")
def terms(tmp_path_factory):
    path = tmp_path_factory.mktemp("ontology") / "o.ttl"
    path.write_text(ONTOLOGY)
    return Terms.load([path])


@pytest.fixture(scope="module")
def accepts(terms):
    document = schema(Context(SOURCE), terms)
    jsonschema.Draft202012Validator.check_schema(document)
    validator = jsonschema.Draft202012Validator(document)

    def record(text: str) -> bool:
        return validator.is_valid(yaml.load(f"graph: x\nentries:\n- {text}\n", CoreLoader))

    return record


@pytest.mark.parametrize(
    "entry",
    [
        "{id: a, type: Norm, label: {en: x, fr: [a, b]}, bearer: actor/b, status: done}",
        "{id: a, type: Power, bearer: [actor/b, {type: Body, label: {en: x}}]}",
        "{id: a, type: Norm, deadline: {due: 2006-12-31}}",
        "{id: a, type: Norm, address: 5.10}",
        "{id: a, type: [Norm, Power], status: done}",
    ],
)
def test_the_schema_takes_what_records_take(accepts, entry):
    assert accepts(entry)


@pytest.mark.parametrize(
    "entry",
    [
        "{type: Norm}",
        "{id: a}",
        "{id: a, type: Nrom}",
        "{id: a, type: Norm, lable: {en: x}}",
        "{id: a, type: Body, status: done}",  # a key of another class
        "{id: a, type: Norm, status: dune}",
        "{id: a, type: Norm, status: {}}",
        "{id: a, type: Norm, label: x}",
        "{id: a, type: Norm, label: {english_: x}}",
        "{id: a, type: Norm, bearer: [{type: Deadline}]}",  # a class outside the range
        "{id: a, type: Norm, deadline: [d]}",  # a key that takes one value
        "{id: a, type: Norm, deadline: {type: Deadline, due: soon}}",
        "{id: a, type: Norm, deadline: {nope: 1}}",
        "{id: a, type: Norm, address: 5}",
        "{id: a, type: Norm, bearer: []}",
    ],
)
def test_the_schema_refuses_what_records_refuse(accepts, entry):
    assert not accepts(entry)


@pytest.mark.parametrize(
    "top", ["prefixes: {p: a}", "expect: {Nrom: 1}", "expect: {Norm: x}", "defaults: {Nrom: {}}", "a: b"]
)
def test_the_schema_refuses_a_wrong_top(terms, top):
    validator = jsonschema.Draft202012Validator(schema(Context(SOURCE), terms))
    text = "graph: x\nentries: [{id: a, type: Norm}]\n"
    assert validator.is_valid(yaml.load(text, CoreLoader))
    assert not validator.is_valid(yaml.load(text + top, CoreLoader))


def test_definitions_stand_beside_classes_keys_and_words(terms):
    definitions = schema(Context(SOURCE), terms)["$defs"]
    assert definitions["type.Body"] == {"const": "Body", "description": "A body."}
    assert definitions["key.bearer"]["description"] == "Who owes it."
    assert definitions["key.status"]["anyOf"] == [
        {"const": "done", "description": "It was done."},
        {"const": "planned"},
    ]


def test_a_subclass_offers_the_keys_of_the_classes_above_it(terms):
    definitions = schema(Context(SOURCE), terms)["$defs"]
    assert {"bearer", "status", "deadline"} <= set(definitions["class.Power"]["properties"])
    assert not {"bearer", "due"} & set(definitions["class.Body"]["properties"])


def test_the_projects_schema_is_current():
    assert main(["--check"]) == 0


def test_a_schema_that_is_not_current_is_told_and_mended(tmp_path, monkeypatch, capsys):
    (tmp_path / "build").mkdir()
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "o.ttl").write_text(ONTOLOGY)
    (tmp_path / "build" / "context.jsonld").write_text(json.dumps({"@context": SOURCE}))
    monkeypatch.setenv("THBGRAPH_DATA", str(tmp_path))
    assert main(["--check"]) == 1
    assert "run python -m thbgraph.records.schema" in capsys.readouterr().err
    assert main([]) == 0
    assert main(["--check"]) == 0


def test_a_context_that_cannot_be_used_is_one_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("THBGRAPH_DATA", str(tmp_path))
    assert main([]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_the_projects_records_fit_the_schema():
    validator = jsonschema.Draft202012Validator(
        json.loads((data.build_dir() / "record.schema.json").read_text())
    )
    files = sorted(data.build_dir().rglob("*.yaml"))
    assert files
    for file in files:
        errors = list(validator.iter_errors(yaml.load(file.read_text(encoding="utf-8"), CoreLoader)))
        assert not errors, f"{file.name}: {[(list(e.absolute_path), e.message[:200]) for e in errors[:3]]}"


def test_every_key_of_the_projects_context_is_a_term_that_is_defined():
    context = Context.load(data.build_dir() / "context.jsonld")
    terms = Terms.load(ontology_files(data.ontology_dir()))
    own = {name: term.iri for name, term in context.terms.items() if term.iri.startswith(THB)}
    assert own
    assert [name for name, iri in own.items() if iri not in terms.iris] == []


def test_the_projects_schema_is_a_schema_and_stable():
    context = Context.load(data.build_dir() / "context.jsonld")
    terms = Terms.load(ontology_files(data.ontology_dir()))
    document = schema(context, terms)
    jsonschema.Draft202012Validator.check_schema(document)
    assert render(document) == render(
        schema(context, Terms.load(reversed(ontology_files(data.ontology_dir()))))
    )
    pointers = set(re.findall(r'"\$ref": "#/\$defs/([^"]+)"', render(document)))
    assert pointers <= set(document["$defs"])


def test_terms_are_every_named_subject(tmp_path):
    path = tmp_path / "o.ttl"
    path.write_text(ONTOLOGY + "thb:x thb:y [ thb:z thb:w ] .")
    iris = Terms.load([path]).iris
    assert f"{THB}x" in iris
    assert iris == {t.subject.value for t in ox.parse(path=str(path)) if isinstance(t.subject, ox.NamedNode)}


def test_the_list_of_keys_is_current() -> None:
    from thbgraph.records import keys

    assert keys.main(["--check"]) == 0
