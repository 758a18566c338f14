"""How far two readings agree: pairs within an address, and figures that can be worked out by hand."""

import json
from pathlib import Path

import pytest

from thbgraph.quality.agreement import Statement, compare, main, pairs, read, table


def norm(address: str, kind: str = "Recommendation", *bearers: str, value: str = "") -> Statement:
    return Statement(address, kind, frozenset(bearers), value)


def test_statements_are_paired_within_their_address_only():
    assert pairs([norm("para. 1")], [norm("para. 2")]) == []


def test_statements_are_paired_within_their_group_only():
    assert pairs([norm("para. 1")], [norm("para. 1", "Measure")]) == []


def test_the_pairs_agree_as_well_as_they_can():
    left = [norm("para. 1", "Permission", "a"), norm("para. 1", "Obligation", "b")]
    right = [norm("para. 1", "Obligation", "b"), norm("para. 1", "Permission", "a")]

    assert set(pairs(left, right)) == {(left[0], right[1]), (left[1], right[0])}


def test_figures_pair_by_their_value():
    left = [norm("para. 1", "Observation", value="12"), norm("para. 1", "Observation", value="13")]

    assert set(pairs(left, left[:0] + left[1:])) == {(left[1], left[1])}


def test_found_counts_what_both_have():
    (line,) = compare([norm("para. 1"), norm("para. 2"), norm("para. 3")], [norm("para. 1")])

    assert (line.first, line.second, line.both, line.found_f1) == (3, 1, 1, 0.5)


def test_bearers_are_judged_one_by_one():
    (line,) = compare([norm("para. 1", "Obligation", "a", "b")], [norm("para. 1", "Obligation", "a", "c")])

    assert line.bearer_f1 == 0.5
    assert line.kind_share == 1.0


def test_alpha_is_one_where_all_agree_and_zero_at_chance():
    same = [norm(f"para. {i}", kind) for i, kind in enumerate(("Obligation", "Permission"))]
    (agreed,) = compare(same, same)
    mixed = [
        norm(f"para. {i}", kind)
        for i, kind in enumerate(("Obligation", "Obligation", "Permission", "Permission"))
    ]
    other = [
        norm(f"para. {i}", kind)
        for i, kind in enumerate(("Obligation", "Permission", "Obligation", "Permission"))
    ]
    (chance,) = compare(mixed, other)

    assert agreed.kind_alpha == 1.0
    # Two of four pairs agree; of 8 answers 4 are of each kind, so 4 * 4 * 2 of 8 * 7 pairs would differ by chance.
    assert chance.kind_alpha == pytest.approx(1 - (4 / 8) / (32 / 56))


def test_without_choice_there_is_no_alpha():
    (line,) = compare([norm("para. 1")], [norm("para. 1")])

    assert line.kind_alpha is None


@pytest.mark.parametrize(
    "line", ["no json", "[]", '{"kind": "Norm"}', '{"kind": "Poem", "address": "para. 1"}']
)
def test_a_wrong_line_is_named(tmp_path, line, capsys):
    (tmp_path / "x.a.jsonl").write_text(line + "\n")
    (tmp_path / "x.b.jsonl").write_text("")

    assert main([str(tmp_path)]) == 2
    assert "x.a.jsonl:1" in capsys.readouterr().err


def test_the_page_on_quality_has_the_figures_of_the_readings(project: Path, capsys):
    main([])

    assert capsys.readouterr().out in (project / "docs" / "quality.md").read_text(encoding="utf-8")


def test_readings_hold_no_text(project: Path):
    folder = project / "docs" / "quality" / "readings"
    files = sorted(folder.glob("*.jsonl"))
    known = {"address", "kind", "bearers", "basis", "strength", "status", "value", "coopKind", "standing"}

    assert len(files) == 18
    for path in files:
        assert read(path)
        for line in path.read_text(encoding="utf-8").splitlines():
            assert set(json.loads(line)) <= known


def test_a_table_has_a_line_a_group():
    lines = compare([norm("para. 1"), norm("para. 1", "Measure")], [])

    assert len(table([("x", line) for line in lines]).splitlines()) == 4
