"""What only all records together show: unknown references and ids defined twice."""

from __future__ import annotations

from thbgraph.names import THB, THBV
from thbgraph.records import check

KNOWN = {f"{THB}Norm", f"{THB}Body", f"{THB}PlannedAction", f"{THBV}status/done", f"{THBV}status/delayed"}


def rows(problems):
    return [(p.file, p.line, p.column, p.key, p.message, p.hint) for p in problems]


def test_references_to_records_vocabulary_graphs_and_the_web_are_taken(load):
    records = [
        load("""
            graph: x
            entries:
            - {id: n, type: Norm, status: done, bearer: [actor/a, http://example.org/b], partOf: graph/actors}
            """),
        load("graph: actors\nentries: [{id: actor/a, type: Body}]", "b.yaml"),
    ]
    assert [record.problems for record in records] == [[], []]
    assert check(records, KNOWN) == []


def test_an_unknown_id_suggests_the_near_one_of_another_file(load):
    records = [
        load("graph: x\nentries:\n- id: n\n  type: Norm\n  bearer: [actor/eu/europool]"),
        load("graph: actors\nentries: [{id: actor/eu/europol, type: Body}]", "b.yaml"),
    ]
    assert rows(check(records, KNOWN)) == [
        (
            "record.yaml", 5, 12, "bearer",
            "the id `actor/eu/europool` is not defined in any record or vocabulary",
            "did you mean `actor/eu/europol`?",
        )
    ]  # fmt: skip


def test_an_id_in_the_wrong_folder_suggests_the_right_one(load):
    record = load("graph: x\nentries: [{id: actor/eu/europol, type: Body, partOf: actor/europol}]")
    assert [p.hint for p in check([record], KNOWN)] == ["did you mean `actor/eu/europol`?"]


def test_an_unknown_id_with_nothing_near_says_what_to_do(load):
    record = load("graph: x\nentries: [{id: a, type: Body, partOf: zzz/yyy}]")
    assert [p.hint for p in check([record], KNOWN)] == ["define it in a record, or correct the id"]


def test_an_unknown_type_suggests_the_class(load):
    record = load("graph: x\nentries:\n- {id: a, type: PlanedAction}")
    assert rows(check([record], KNOWN)) == [
        (
            "record.yaml", 3, 17, "type",
            "the class `PlanedAction` is not defined in any record or vocabulary",
            "did you mean `PlannedAction`?",
        )
    ]  # fmt: skip


def test_an_unknown_word_suggests_one_of_its_own_vocabulary(load):
    record = load("graph: x\nentries:\n- {id: a, type: Norm, status: delaid}")
    assert rows(check([record], KNOWN)) == [
        (
            "record.yaml", 3, 31, "status",
            "the word `delaid` is not defined in any record or vocabulary",
            "did you mean `delayed`?",
        )
    ]  # fmt: skip


def test_a_class_counted_but_unknown_is_found(load):
    record = load("graph: x\nexpect: {Nrom: 0}\nentries: [{id: a, type: Norm}]")
    assert [(p.line, p.column, p.hint) for p in check([record], KNOWN)] == [(2, 10, "did you mean `Norm`?")]


def test_a_class_with_defaults_but_unknown_is_found(load):
    record = load("graph: x\ndefaults: {Nrom: {address: y}}\nentries: [{id: a, type: Norm}]")
    assert [(p.line, p.column, p.hint) for p in check([record], KNOWN)] == [(2, 12, "did you mean `Norm`?")]


def test_an_id_of_two_files_is_reported_at_the_later_with_both_places(load):
    first = load("graph: x\nentries:\n- id: a\n  type: Norm", "1.yaml")
    second = load("graph: y\nentries:\n\n- id: a\n  type: Norm", "2.yaml")
    expected = [
        (
            "2.yaml", 4, 7, "id",
            "the id <https://w3id.org/thbgraph/id/a> is defined already in 1.yaml on line 3",
            "give one of them another id, or make one entry of the two",
        )
    ]  # fmt: skip
    assert rows(check([first, second], KNOWN)) == expected
    assert rows(check([second, first], KNOWN)) == expected


def test_ids_of_a_file_with_problems_are_still_known_to_the_others(load):
    broken = load("graph: x\nentries: [{id: a, type: Norm, due: soon}]", "1.yaml")
    sound = load("graph: y\nentries: [{id: b, type: Norm, partOf: a}]", "2.yaml")
    assert [p.key for p in broken.problems] == ["due"]
    assert check([broken, sound], KNOWN) == []


def test_a_word_of_another_vocabulary_is_not_suggested_but_named(load):
    record = load("graph: x\nentries:\n- {id: a, type: Norm, status: convention}")
    (problem,) = check([record], KNOWN | {f"{THBV}instrument-kind/convention"})

    assert problem.hint == "it is a word of instrument-kind; choose one of status"


def test_a_count_of_the_whole_graph_misses_a_file_that_is_gone(load):
    first = load("graph: x\nexpectGraph: {Body: 2}\nentries: [{id: a, type: Body}]")
    second = load("graph: x\nentries: [{id: b, type: Body}]", "b.yaml")
    other = load("graph: y\nentries: [{id: c, type: Body}]", "c.yaml")
    assert check([first, second, other], KNOWN) == []
    assert rows(check([first, other], KNOWN)) == [
        (
            "record.yaml", 2, 15, "Body",
            "2 of type Body are expected in all files of the graph, 1 are there",
            "look whether a file is missing, or correct the count",
        )
    ]  # fmt: skip


def test_a_count_of_the_whole_graph_survives_the_cache(load):
    record = load("graph: x\nexpectGraph: {Body: 2}\nentries: [{id: a, type: Body}]")
    assert check([type(record).restore(record.dump())], KNOWN) == check([record], KNOWN) != []
