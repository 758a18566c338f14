"""Finding passages of which only the fingerprint is known."""

from __future__ import annotations

import evidence_builders as builders
from hypothesis import given
from hypothesis import strategies as st

from thbgraph.evidence import fingerprint
from thbgraph.evidence.letters import Letters
from thbgraph.evidence.search import Key, Reach, find


def key(words: str) -> Key:
    print_ = fingerprint(words)
    return print_.length, print_.digest


LETTERS = Letters(builders.LAW)
WORDS = builders.LAW.split()


@given(st.integers(0, len(WORDS) - 1), st.integers(1, 40))
def test_every_stretch_of_words_is_found(start, count):
    wanted = key(" ".join(WORDS[start : start + count]))
    if wanted[0]:
        assert wanted in find(LETTERS, [wanted], Reach.WORDS)


def test_sentence_is_found_among_clauses():
    wanted = key("Captains shall obey the lamps")

    assert find(LETTERS, [wanted], Reach.CLAUSES) == find(LETTERS, [wanted])


def test_words_within_a_clause_are_found_among_words_only():
    wanted = key("obey the")

    assert find(LETTERS, [wanted], Reach.CLAUSES) == {}
    assert wanted in find(LETTERS, [wanted], Reach.WORDS)


def test_stretch_that_begins_or_ends_within_a_word_is_not_found():
    assert find(LETTERS, [key("tains shall obey"), key("Captains shall obey the lamp")]) == {}


def test_passage_is_found_anywhere_where_words_have_run_together():
    letters = Letters("Captainsshallobeythelamps,andaskforafurtherlamp")
    wanted = key("shall obey the lamps")

    assert find(letters, [wanted], Reach.WORDS) == {}
    assert find(letters, [wanted]) == {wanted: [8]}


def test_all_occurrences_are_found_in_order():
    wanted = key("They shall report once a year")
    places = find(LETTERS, [wanted])[wanted]

    assert len(places) == 2
    assert places == sorted(places)


def test_word_is_not_found_within_a_longer_one():
    wanted = key("lamp")
    stands = builders.LAW.count("lamp") - builders.LAW.count("lamps")

    assert len(find(LETTERS, [wanted])[wanted]) == stands


def test_what_is_not_there_is_left_out():
    wanted = [key("Captains shall obey the lamp"), key("x" * 10_000), (0, key("")[1])]

    assert find(LETTERS, wanted) == {}


def test_many_are_found_at_once():
    wanted = {key(words) for words, _, _ in builders.PASSAGES}

    assert find(LETTERS, wanted).keys() == wanted


def test_text_beyond_ascii_is_searched_like_any_other():
    letters = Letters("Coimisiún na hÉireann; the commission. Daß es geht.")
    wanted = [key("Coimisiún na hÉireann"), key("dass es geht")]

    assert find(letters, wanted).keys() == set(wanted)
