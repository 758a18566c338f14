"""What a fingerprint keeps of a passage, and what leaves no trace in it."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thbgraph.evidence import figures, fingerprint
from thbgraph.evidence.fingerprint import letters_of
from thbgraph.evidence.letters import Letters


def test_fingerprint_is_length_and_first_digits_of_sha256_of_letters_and_digits():
    print_ = fingerprint("Every lamp, in 2030!")

    assert print_.length == 15
    assert print_.digest == sha256(b"everylampin2030").hexdigest()[:32]
    assert print_.figures == "2030"


@pytest.mark.parametrize(
    "other",
    [
        "the masters’ “lamps” – all 2 of them",
        'THE MASTERS\' "LAMPS" - ALL 2 OF THEM',
        "the mas-\nters' «lamps»\n\tall 2\u00a0of them",
        "the mas\u00adters lamps (all 2 of them)",
        "the ｍasters lamps all ２ of them",
    ],
)
def test_layout_quotes_dashes_case_and_hyphens_leave_no_trace(other):
    assert fingerprint(other) == fingerprint("the masters' 'lamps' - all 2 of them")


def test_composed_and_decomposed_letters_are_the_same():
    assert fingerprint("Coimisiún") == fingerprint("Coimisiu\u0301n")


def test_ligatures_are_their_letters():
    assert letters_of("ﬁlled oﬃce") == "filledoffice"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.6 %", "2.6"),
        ("26 lamps", "26"),
        ("1 000 or 1,000 or 1.000", "1 000 1,000 1.000"),
        ("OJ L 101, 15.4.2011.", "101 15.4.2011"),
        ("no figure", ""),
        ("2.", "2"),
    ],
)
def test_figures_keep_their_decimal_marks(text, expected):
    assert figures(text) == expected


def test_figures_tell_apart_what_the_digest_cannot():
    assert fingerprint("2.6").digest == fingerprint("26").digest
    assert fingerprint("2.6") != fingerprint("26")


def test_passage_without_letters_has_no_length():
    assert fingerprint("— …").length == 0


@given(st.text(max_size=60))
def test_letters_with_places_are_the_letters_of_the_fingerprint(text):
    letters = Letters(text)

    assert letters.text == letters_of(text)
    assert len(letters.places) == len(letters.text)
    assert list(letters.places) == sorted(letters.places)


@given(st.text(alphabet="aé e\u0301ﬁ’ß—2½\u00ad\n™", max_size=20))
def test_letters_of_joined_marks_and_ligatures_are_kept(text):
    assert Letters(text).text == letters_of(text)


@given(st.text(alphabet="ab 2.\n", max_size=30), st.data())
def test_span_of_letters_is_the_stretch_they_were_taken_from(text, data):
    letters = Letters(text)
    if not len(letters):
        return
    start = data.draw(st.integers(0, len(letters) - 1))
    length = data.draw(st.integers(1, len(letters) - start))
    first, after = letters.span(start, length)

    assert letters_of(text[first:after]) == letters.text[start : start + length]
    assert letters.within((first, after)) == (start, start + length)


def test_left_out_stretches_leave_no_letters():
    letters = Letters("lamps3 burn", without=[(5, 6)])

    assert letters.text == "lampsburn"
    assert letters.span(0, 9) == (0, 11)
    assert letters.at_words(0, 5)
    assert not letters.at_words(0, 4)
