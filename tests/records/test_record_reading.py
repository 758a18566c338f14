"""From YAML to quads: what a sound record says."""

from __future__ import annotations

import json
import re

import pyoxigraph as ox
import rdflib

from thbgraph.data import build_dir
from thbgraph.names import GRAPH, THB, THBD, THBV
from thbgraph.records import Context, load_record

SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def lines(record):
    """The quads as (subject, predicate, object) with the project's namespaces cut off."""
    assert record.problems == []
    rows = []
    for quad in ox.parse(record.nquads, format=ox.RdfFormat.N_QUADS):
        assert quad.graph_name.value == record.graph
        rows.append(tuple(short(term) for term in (quad.subject, quad.predicate, quad.object)))
    return sorted(rows)


def short(term):
    if isinstance(term, ox.NamedNode):
        iri = term.value.replace(THBD, "").replace(THBV, "").replace(THB, "")
        return iri.replace(SKOS, "skos:").replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "a")
    if term.language:
        return f"{term.value}@{term.language}"
    return f"{term.value}^^{term.datatype.value.removeprefix(XSD)}"


def test_each_form_of_value_becomes_the_term_that_the_context_says(load):
    record = load("""
        graph: x
        entries:
        - id: a/b
          type: Norm
          label: {en: Text, fr: [Texte, Écrit]}
          status: done
          due: 2006-12-31
          value: 2.6
          encoded: true
          offset: P18M
          address: 5.10
          partOf: a
          sameIn: [http://example.org/x, skos:Concept]
        """)
    assert record.graph == GRAPH + "x"
    assert lines(record) == sorted(
        [
            ("a/b", "a", "Norm"),
            ("a/b", "skos:prefLabel", "Text@en"),
            ("a/b", "skos:prefLabel", "Texte@fr"),
            ("a/b", "skos:prefLabel", "Écrit@fr"),
            ("a/b", "hasStatus", "status/done"),
            ("a/b", "dueDate", "2006-12-31^^date"),
            ("a/b", "value", "2.6^^decimal"),
            ("a/b", "isEncoded", "true^^boolean"),
            ("a/b", "offset", "P18M^^duration"),
            ("a/b", "address", "5.10^^string"),
            ("a/b", "isDirectPartOf", "a"),
            ("a/b", "skos:exactMatch", "http://example.org/x"),
            ("a/b", "skos:exactMatch", "skos:Concept"),
        ]
    )


def test_words_that_yaml_1_1_would_reread_stay_text(load):
    words = ["NO", "yes", "5.10", "2006-12-31", "1:30", "0.5e3", ".inf", "off", "=", "1_000"]
    record = load(
        "graph: x\nentries:\n"
        + "".join(f"- {{id: e{n}, type: T, address: {w}}}\n" for n, w in enumerate(words))
    )
    assert [o for _, p, o in lines(record) if p == "address"] == [f"{w}^^string" for w in words]


def test_nested_blocks_are_named_after_parent_and_key(load):
    record = load("""
        graph: x
        prefixes: {plan: document/plan/}
        entries:
        - id: plan:action_1.1.a
          type: Norm
          deadline: {type: Deadline, due: 2006-12-31}
          bearer:
          - actor/a
          - {type: Body, partOf: actor/a}
          - {id: actor/b, type: Body}
        - {id: actor/a, type: Body}
        """)
    parent = f"{THBD}document/plan/action_1.1.a"
    assert list(record.types.items()) == [
        (parent, (f"{THB}Norm",)),
        (f"{parent}/deadline", (f"{THB}Deadline",)),
        (f"{parent}/bearer_2", (f"{THB}Body",)),
        (f"{THBD}actor/b", (f"{THB}Body",)),
        (f"{THBD}actor/a", (f"{THB}Body",)),
    ]
    assert ("document/plan/action_1.1.a", "hasNamedBearer", "document/plan/action_1.1.a/bearer_2") in lines(
        record
    )


def test_evidence_is_numbered_in_the_order_of_the_file_and_takes_defaults(load):
    record = load("""
        graph: x
        defaults:
          evidence: {type: Evidence, document: doc, role: text}
        entries:
        - id: n
          type: Norm
          evidence:
          - address: point 1
          - {address: point 2, role: chapeau}
        - id: m
          type: Norm
          evidence: {address: point 3}
        """)
    rows = lines(record)
    assert [row for row in rows if row[1] in ("order", "hasEvidenceRole", "isFoundIn")] == [
        ("m/evidence_1", "hasEvidenceRole", "role/text"),
        ("m/evidence_1", "isFoundIn", "doc"),
        ("m/evidence_1", "order", "1^^integer"),
        ("n/evidence_1", "hasEvidenceRole", "role/text"),
        ("n/evidence_1", "isFoundIn", "doc"),
        ("n/evidence_1", "order", "1^^integer"),
        ("n/evidence_2", "hasEvidenceRole", "role/chapeau"),
        ("n/evidence_2", "isFoundIn", "doc"),
        ("n/evidence_2", "order", "2^^integer"),
    ]


def test_defaults_of_a_type_reach_entries_and_nested_blocks_but_not_other_types(load):
    record = load("""
        graph: x
        defaults:
          Deadline: {due: 2006-12-31}
          deadline: {type: Deadline}
        entries:
        - {id: a, type: Deadline}
        - {id: b, type: Norm, deadline: {address: end}}
        - {id: c, type: Deadline, due: 2007-01-01}
        """)
    assert [(s, o) for s, p, o in lines(record) if p == "dueDate"] == [
        ("a", "2006-12-31^^date"),
        ("b/deadline", "2006-12-31^^date"),
        ("c", "2007-01-01^^date"),
    ]


def test_a_key_with_defaults_still_takes_an_id(load):
    record = load("graph: x\ndefaults: {deadline: {type: D}}\nentries: [{id: a, type: T, deadline: b/c}]")
    assert ("a", "hasDeadline", "b/c") in lines(record)


def test_a_reverse_key_points_from_the_nested_block_to_its_parent(load):
    record = load("graph: x\nentries: [{id: a, type: Provision, parts: [{type: Provision}]}]")
    assert ("a/parts_1", "isDirectPartOf", "a") in lines(record)


def test_keys_of_a_class_hold_on_its_blocks_only(load):
    record = load(
        "graph: x\nentries: [{id: a, type: Indicator, sign: s, bearer: [{type: Body, address: t}]}]"
    )
    assert ("a", "sign", "s^^string") in lines(record)
    nested = load("graph: x\nentries: [{id: a, type: Indicator, bearer: [{type: Body, sign: t}]}]")
    assert [(p.key, p.message) for p in nested.problems] == [("sign", "the key `sign` is unknown here")]


def test_references_keep_their_key_and_place(load):
    record = load("""
        graph: x
        entries:
        - id: a
          type: Norm
          status: done
          bearer: [actor/b, http://example.org/c]
        """)
    assert record.references == [
        (f"{THB}Norm", "type", (4, 9)),
        (f"{THBV}status/done", "status", (5, 11)),
        (f"{THBD}actor/b", "bearer", (6, 12)),
        ("http://example.org/c", "bearer", (6, 21)),
    ]
    assert record.defined == {f"{THBD}a": (3, 7)}


def test_quads_are_sorted_single_and_canonical(load):
    record = load("""
        graph: x
        entries:
        - {id: b, type: Norm, address: "line\\nbreak \\\\ \\"é\\""}
        - {id: a, type: Norm, sameIn: [a, "https://w3id.org/thbgraph/id/a"]}
        """)
    assert record.problems == []
    found = record.nquads.splitlines()
    assert found == sorted(set(found))
    assert len(found) == 4
    dataset = ox.Dataset(ox.parse(record.nquads, format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert sorted(ox.serialize(dataset, format=ox.RdfFormat.N_QUADS).splitlines()) == found


def test_windows_line_ends_change_nothing(load):
    text = b"graph: x\nentries:\n- id: a\n  type: T\n  address: |-\n    one\n    two\n"
    assert load(text.replace(b"\n", b"\r\n")).nquads == load(text).nquads != b""


def test_rdflib_reads_the_same_quads_from_the_same_json_ld(context, tmp_path, monkeypatch):
    seen = []
    dumps = json.dumps
    monkeypatch.setattr(json, "dumps", lambda value: seen.append(dumps(value)) or seen[-1])
    path = tmp_path / "r.yaml"
    path.write_text(
        "graph: x\nprefixes: {p: doc/}\ndefaults: {evidence: {type: Evidence, role: text, document: p:d}}\n"
        "entries:\n- {id: 'p:a(1)', type: Indicator, sign: s, label: {en: x, sr-latn: [y, z]},\n"
        "   status: done, due: 2006-01-02, encoded: false, offset: P1Y, parts: [{type: T, address: q}],\n"
        "   evidence: [{address: one}, {address: two, role: note}]}\n"
    )
    record = load_record(path, context)
    assert record.problems == []
    dataset = rdflib.Dataset()
    dataset.parse(data=seen[-1], format="json-ld")
    other = {line for line in dataset.serialize(format="nquads").splitlines() if line}
    assert other == set(record.nquads.decode().splitlines())


def test_a_graph_may_be_spread_over_two_files(context, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_text(f"graph: actors\nentries: [{{id: {name}, type: Body}}]")
    first, second = (load_record(tmp_path / name, context) for name in ("a", "b"))
    assert first.graph == second.graph == GRAPH + "actors"
    assert first.nquads != second.nquads


def test_the_projects_context_can_be_read():
    context = Context.load(build_dir() / "context.jsonld")
    assert (context.id_key, context.type_key) == ("id", "type")
    assert {"evidence", "order", "label"} <= set(context.terms)


def test_the_example_of_the_manual_is_a_record(tmp_path):
    context = Context.load(build_dir() / "context.jsonld")
    manual = (build_dir() / "FORMAT.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```yaml\n(.*?)^```", manual, re.DOTALL | re.MULTILINE)
    assert examples
    for example in examples:
        path = tmp_path / "example.yaml"
        path.write_text(example, encoding="utf-8")
        assert load_record(path, context).problems == []
