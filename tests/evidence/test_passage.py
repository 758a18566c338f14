"""Marking a passage for a record."""

from __future__ import annotations

import evidence_builders as builders
import pytest
import yaml

from thbgraph.errors import UsageError
from thbgraph.evidence import fingerprint
from thbgraph.evidence.passage import by_address, by_words


@pytest.fixture
def copy(tmp_path):
    return builders.copy_of(tmp_path)


def test_words_give_the_block_with_the_smallest_address(copy):
    (marked,) = by_words(copy, "Captains shall obey the lamps")
    (block,) = yaml.safe_load(marked.block())

    assert block == {
        "address": "art. 3(1)",
        "fingerprint": fingerprint("Captains shall obey the lamps").digest,
        "fingerprintLength": 25,
    }


def test_first_and_last_words_stand_for_the_passage(copy):
    for words in ("Captains may … narrow", "captains MAY ... is narrow."):
        (marked,) = by_words(copy, words)

        assert marked.print == fingerprint(
            "Captains may ask for a further lamp where the entrance is narrow."
        )


def test_each_occurrence_is_marked_with_its_number(copy):
    marked = by_words(copy, "They shall report once a year")

    assert [(one.address, one.occurrence, one.of) for one in marked] == [
        ("art. 2(1)", 1, 2),
        ("art. 3(1)", 2, 2),
    ]
    assert "occurrence: 2" in marked[1].block()


def test_figures_are_written_where_there_are_any(copy):
    (marked,) = by_words(copy, "Ships were lost in … all cases")

    assert yaml.safe_load(marked.block())[0]["figures"] == "2.6"


def test_figures_tell_occurrences_apart(tmp_path):
    copy = builders.copy_of(
        tmp_path, builders.LAW.replace("Subject matter", "Some 26 % in store\nSome 2.6 % in store")
    )

    assert [(one.print.figures, one.of) for one in by_words(copy, "some 26 % in store")] == [
        ("26", 1),
        ("2.6", 1),
    ]


def test_address_gives_the_whole_part(copy):
    (marked,) = by_address(copy, "Article 2 (2) (a)")

    assert marked.address == "art. 2(2)(a)"
    assert marked.print.length >= fingerprint("half of them filled with oil").length


def test_address_with_an_apostrophe_is_quoted():
    from thbgraph.evidence.passage import quoted

    assert yaml.safe_load(quoted("it's")) == "it's"


@pytest.mark.parametrize(
    "words", ["Captains shall fear", "aptains shall", "Captains may … oil", "—", "… narrow", "Captains …"]
)
def test_words_that_are_not_there_are_refused(copy, words):
    with pytest.raises(UsageError):
        by_words(copy, words)


@pytest.mark.parametrize("address", ["art. 9", "somewhere"])
def test_address_that_is_not_there_is_refused(copy, address):
    with pytest.raises(UsageError):
        by_address(copy, address)
