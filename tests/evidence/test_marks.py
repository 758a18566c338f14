"""Copies that print the marks of their notes as plain digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thbgraph.evidence import fingerprint
from thbgraph.evidence.letters import Letters
from thbgraph.evidence.marks import MarkedText


def found(text: str, passage: str) -> list[str]:
    print_ = fingerprint(passage)
    spans = MarkedText(Letters(text), []).find([print_]).get((print_.length, print_.digest), [])
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "passage", "shown"),
    [
        ("Lamps burn.3 They are bright.", "Lamps burn. They are bright.", "Lamps burn.3 They are bright"),
        ("The lamps¹ burn.", "The lamps burn.", "The lamps¹ burn"),
        ("The lamps (12) burn.", "The lamps burn.", "The lamps (12) burn"),
        ("The lamps[4] burn.", "The lamps burn.", "The lamps[4] burn"),
        ("The lamps 4 burn.", "The lamps burn.", "The lamps 4 burn"),
        ("They burnt in 2006.3 With oil.", "They burnt in 2006. With oil.", "They burnt in 2006.3 With oil"),
        (
            "Under Article 2(1) lamps (2) burn.",
            "Under Article 2(1) lamps burn.",
            "Under Article 2(1) lamps (2) burn",
        ),
        (
            "No 1053/2013 (9) and No 1 (2) burn.",
            "No 1053/2013 and No 1 burn",
            "No 1053/2013 (9) and No 1 (2) burn",
        ),
        ("The lamps4 of 2030 burn.", "of 2030 burn", "of 2030 burn"),
        ("The lamps (4) (99) burn.", "(99) burn", "99) burn"),
        ("Ships of 2030 saw lamps4 burn.", "Ships of 2030 saw lamps", "Ships of 2030 saw lamps"),
        ("Lamp 20139 burns.", "Lamp 2013 burns.", "Lamp 20139 burns"),
        ("Some 2,2 2 lamps, 2.6 m tall", "Some 2 lamps, 2.6 m tall", "Some 2,2 2 lamps, 2.6 m tall"),
    ],
)
def test_passage_is_found_without_the_marks(text, passage, shown):
    assert found(f"Before. {text} After that.", passage) == [shown]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Some 2006 lamps burn.", "Some lamps burn."),
        ("Some 26 lamps of 30 burn.", "Some 26 lamps of 31 burn."),
        ("Some 26 lamps burnt.", "Some 26 lamps burn."),
        ("", "Some 26 lamps burn."),
    ],
)
def test_other_differences_are_not_taken_for_marks(text, passage):
    assert found(text, passage) == []


WORDS = st.sampled_from(
    ["lamps", "burn", "oil.", "Article 2(1)", "in 2030", "2.6 m", "26", "No 1", "harbour,"]
)
MARKS = st.sampled_from(["", "", "", " (3)", " (26)", "7", "[1]", " 12", "\u00b9"])


@given(st.lists(st.tuples(WORDS, MARKS), min_size=2, max_size=5))
def test_passage_is_found_whatever_marks_stand_in_it(tokens):
    passage = " ".join(word for word, _ in tokens)
    # A mark that stands right behind a decimal fraction or a bracket cannot be told from another figure.
    printed = " ".join(
        word + (mark if word[-1].isalpha() or word[-1] in ".," else "") for word, mark in tokens
    )

    assert found(f"Ships sail by night, {printed} and so on.", passage)
