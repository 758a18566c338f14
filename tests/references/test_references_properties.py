"""What holds for every text: no crash, no overlap, and whatever is printed is found again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thbgraph.references import find, index, resolve, short_names

YEARS = st.integers(1999, 2014)
SINCE_2015 = st.integers(2015, 2030)
NUMBERS = st.integers(1, 1998)
PIECES = st.sampled_from(
    [
        "Article ", "18", "(4)", " of ", "the ", "Directive ", "2011/36/EU", ", ", "and ",
        "Protocol to prevent ", "('", "')", "OJ L 101", ", 15.4.2011", "COM(2012) ", "286", "A/RES/",
        "55/25", "hereinafter ", "\"", "this ", "annex ", "\n", " thereof", "16626/06 ", "REV 2", "(a)",
        " to ", "resolution ", "No ", "(EU) ", "–", "’", "Europol ", "point ",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_citations_stand_in_order_apart(text: str) -> None:
    end = 0
    for reference in find(text, short_names=short_names(text)):
        assert end <= reference.start < reference.end <= len(text)
        assert reference.text == text[reference.start : reference.end]
        end = reference.end


@given(
    kind=st.sampled_from([("Directive", "L"), ("Framework Decision", "F"), ("Decision", "D")]),
    year=YEARS,
    number=NUMBERS,
)
@settings(deadline=None)
def test_an_act_printed_by_year_and_number_is_found_and_resolved(
    kind: tuple[str, str], year: int, number: int
) -> None:
    word, letter = kind
    domain = {"L": "EC", "F": "JHA", "D": "EC"}[letter]
    celex = f"3{year}{letter}{number:04}"
    (found,) = find(f"Under Article 7(2) of {word} {year}/{number}/{domain} they act.")
    assert (found.celex, found.address) == (celex, "art. 7(2)")
    assert resolve(found, index([(celex, "urn:act")])) == "urn:act"


@given(year=YEARS, number=NUMBERS)
@settings(deadline=None)
def test_a_regulation_printed_by_number_and_year_is_found(year: int, number: int) -> None:
    (found,) = find(f"Regulation (EC) No {number}/{year}")
    assert found.celex == f"3{year}R{number:04}"


@given(year=SINCE_2015, number=st.integers(1, 9999))
@settings(deadline=None)
def test_a_regulation_since_2015_is_found_by_year_and_number(year: int, number: int) -> None:
    (found,) = find(f"Regulation (EU) {year}/{number} applies")
    assert (found.celex, found.eli) == (
        f"3{year}R{number:04}",
        f"http://data.europa.eu/eli/reg/{year}/{number}/oj",
    )


@given(series=st.sampled_from([("COM", "DC"), ("SWD", "SC"), ("JOIN", "JC")]), year=YEARS, number=NUMBERS)
@settings(deadline=None)
def test_a_document_of_the_commission_is_found(series: tuple[str, str], year: int, number: int) -> None:
    (found,) = find(f"see {series[0]}({year}) {number} final.")
    assert found.celex == f"5{year}{series[1]}{number:04}"


@given(
    issue=st.integers(1, 400),
    day=st.integers(1, 31),
    month=st.integers(1, 12),
    year=YEARS,
    page=st.integers(1, 999),
)
@settings(deadline=None)
def test_a_place_in_the_official_journal_is_found(
    issue: int, day: int, month: int, year: int, page: int
) -> None:
    printed = f"OJ C {issue}, {day}.{month}.{year}, p. {page}"
    (found,) = find(f"({printed})")
    assert found.oj == printed


@given(number=st.integers(2100, 99999), revision=st.integers(1, 9), year=st.integers(0, 24))
@settings(deadline=None)
def test_a_council_document_is_found_with_its_revision(number: int, revision: int, year: int) -> None:
    (found,) = find(f"document {number}/{revision}/{year:02} REV {revision} ENFOPOL 7")
    assert found.council == f"{number}/{revision}/{year:02} REV {revision}"


@pytest.mark.parametrize(
    "unit",
    [
        "a", "(", " ", "\n", "1/", "9", "A ", "'A ", "('the A", "Article 1, ", "Article 1 and ",
        "point (a) of ", "E/", "http://", "the Directive ", "Convention on a, b, c, ", "hereinafter \"A",
        "10000/06 REV 2 CRIMORG 71 ", "2002/629/JHA ", "this Directive ",
    ],
)  # fmt: skip
def test_long_junk_does_not_hide_the_citation_behind_it(unit: str) -> None:
    junk = unit * (120_000 // len(unit))
    found = find(junk + "\n\n. See Regulation (EU) 2016/794.")
    assert found[-1].celex == "32016R0794"
