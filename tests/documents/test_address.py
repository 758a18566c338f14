"""Addresses: one grammar, printed and parsed both ways, in the order of the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thbgraph.documents.address import CELLS, NOUNS, Address, AddressError, Step

LABELS = st.from_regex(r"[0-9]{1,3}[a-z]?|[a-z]{1,2}|[IVX]{1,4}", fullmatch=True)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    noun = draw(st.sampled_from(NOUNS))
    number = ".".join(draw(st.lists(LABELS, max_size=2)))
    labels = draw(st.lists(LABELS, max_size=3)) if number else []
    return Step(noun, number, tuple(labels))


ADDRESSES = st.lists(steps(), min_size=1, max_size=3).map(lambda found: Address(tuple(found)))


@given(ADDRESSES)
def test_a_printed_address_parses_to_itself(address):
    assert Address.parse(str(address)) == address


@given(ADDRESSES, ADDRESSES)
def test_of_two_addresses_one_is_before_the_other_or_both_are_equal(one, other):
    assert [one < other, other < one, one == other].count(True) == 1


@given(ADDRESSES, ADDRESSES, ADDRESSES)
def test_order_is_transitive(one, other, third):
    first, second, last = sorted([one, other, third])
    assert first <= second <= last
    assert first <= last


@given(ADDRESSES, steps())
def test_an_address_contains_itself_and_what_lies_within_it(address, step):
    assert address.contains(address)
    assert address.contains(address / step)
    assert not (address / step).contains(address)


@given(ADDRESSES, ADDRESSES)
def test_two_addresses_do_not_contain_each_other(one, other):
    assert not (one.contains(other) and other.contains(one)) or one == other


@given(st.text(max_size=60))
def test_any_text_parses_or_is_refused_by_name(text):
    try:
        address = Address.parse(text)
    except AddressError:
        return
    assert Address.parse(str(address)) == address


@pytest.mark.parametrize(
    "printed",
    [
        "art. 18(4)", "recital 11", "point 3(a)", "annex, section 13, bullet 2", "action 5.1(e)",
        "action 5.1(e), state of play", "objective 5.1", "area 5", "para. 63", "fn. 5", "point 1", "title", "fn. *",
        "annex I, art. 3(a)", "art. 4(2)(a)(iv)", "section II.A", "action 5.1(a), objective", "art. 2(1), subpara. 2",
    ],
)  # fmt: skip
def test_canonical_addresses_print_as_they_were_written(printed):
    assert str(Address.parse(printed)) == printed


@pytest.mark.parametrize(
    ("spelling", "printed"),
    [
        ("Article 18 (4)", "art. 18(4)"), ("recital (11)", "recital 11"), ("Paragraph 63", "para. 63"),
        ("footnote 5", "fn. 5"), ("Annex I, Article 3 (a)", "annex I, art. 3(a)"), ("ART. 5", "art. 5"),
        ("annex ,section 3,indent 2", "annex, section 3, bullet 2"),
        ("action 5.1(e), timescale", "action 5.1(e), timetable"),
    ],
)  # fmt: skip
def test_longer_spellings_are_taken(spelling, printed):
    assert str(Address.parse(spelling)) == printed


@pytest.mark.parametrize(
    "text", ["", "18(4)", "art. 18(4", "arty 3", "art. 1,", "art. ß", "article 5 of it", "x" * 500]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(AddressError):
        Address.parse(text)


def test_addresses_sort_as_the_document_runs():
    printed = [
        "title", "citation 2", "recital 2", "recital 11", "art. 2", "art. 2(1)", "art. 2(1)(a)", "art. 2(1)(b)(iv)",
        "art. 2(1)(b)(ix)", "art. 2(2)", "art. 2(10)", "art. 2a", "art. 10", "para. 9", "para. 10", "point 3",
        "point 3(a)", "area 5", "objective 5.1", "action 5.1(a)", "action 5.1(a), objective",
        "action 5.1(a), state of play", "action 5.1(b)", "objective 5.2", "objective 5.10", "annex",
        "annex, section 9", "annex, section 13",
        "annex, section 13, bullet 2", "annex IV", "annex IX", "fn. 5", "fn. 12",
    ]  # fmt: skip
    assert [str(address) for address in sorted(map(Address.parse, reversed(printed)))] == printed


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("art. 18", "art. 18(4)"), ("annex, section 13", "annex, section 13, bullet 2"), ("area 5", "action 5.1(e)"),
        ("objective 5.1", "action 5.1(e), state of play"), ("section II", "section II.A, para. 3"),
        ("annex", "annex, section 1"),
    ],
)  # fmt: skip
def test_a_whole_contains_its_parts(outer, inner):
    assert Address.parse(outer).contains(Address.parse(inner))


@pytest.mark.parametrize(
    ("one", "other"),
    [("art. 1", "art. 18"), ("art. 18(4)", "art. 18"), ("action 5.1(e)", "objective 5.1"), ("area 5", "art. 5"),
     ("area 5", "area 51"), ("annex, section 1", "section 1")],
)  # fmt: skip
def test_neighbours_do_not_contain_each_other(one, other):
    assert not Address.parse(one).contains(Address.parse(other))


def test_the_cells_of_an_action_are_in_the_order_of_the_columns():
    cells = [Address.parse(f"action 1.1(a), {cell}") for cell in CELLS]
    assert sorted(cells) == cells
