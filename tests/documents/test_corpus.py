"""The reference copies: each document gives the parts that it is known to have."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from document_builders import addresses, parts, text_at

from thbgraph.documents import Document, read

read_once = cache(read)


@pytest.fixture
def corpus(shared: Path) -> Path:
    folder = shared / "corpus"
    if not folder.is_dir():
        pytest.skip(
            f"the five documents are not at {folder}; set THBGRAPH_SHARED to the folder that holds them"
        )
    return folder


@pytest.fixture
def texts(shared: Path) -> Path:
    folder = shared / "texts"
    if not folder.is_dir():
        pytest.skip(
            f"the reference texts are not at {folder}; set THBGRAPH_SHARED to the folder that holds them"
        )
    return folder


def only(folder: Path, pattern: str) -> Document:
    (path,) = folder.glob(pattern)
    return read_once(path)


def numbered(noun: str, last: int) -> list[str]:
    return [f"{noun} {number}" for number in range(1, last + 1)]


def test_the_answer_of_2007_has_four_points_and_two_notes_printed_into_its_sentences(corpus):
    doc = only(corpus, "000_*")
    assert addresses(doc, "point") == numbered("point", 4)
    assert addresses(doc, "footnote") == ["fn. 1", "fn. 2"]
    assert text_at(doc, "title").endswith("(25 October 2007)")


def test_the_conclusions_of_2003_have_six_points_and_the_declaration_an_annex_of_19_sections(corpus):
    doc = only(corpus, "001_*")
    points = addresses(doc, "point")
    assert [point for point in points if "(" not in point] == numbered("point", 6)
    assert [point for point in points if "(" in point] == [
        "point 3(a)", "point 3(b)", "point 6(a)", "point 6(b)", "point 6(c)", "point 6(d)",
    ]  # fmt: skip
    assert addresses(doc, "section") == [f"annex, section {number}" for number in range(1, 20)]
    assert len(doc.find("annex, section 13, bullet 2")) == 1
    assert addresses(doc, "paragraph")[:10] == [f"declaration, para. {number}" for number in range(1, 11)]
    assert addresses(doc, "footnote") == ["fn. *"]


def test_document_16633_06_has_eight_areas_and_47_actions_with_their_cells(corpus):
    doc = only(corpus, "002_*")
    rows = addresses(doc, "row")
    assert addresses(doc, "area") == numbered("area", 8)
    assert len(addresses(doc, "objective")) == 17
    assert len(rows) == len(set(rows)) == 47
    assert addresses(doc, "point") == ["point 1", "point 2"]
    letters = "abcdefghi"
    for objective in addresses(doc, "objective"):
        number = objective.removeprefix("objective ")
        own = [row for row in rows if row.startswith(f"action {number}(")]
        assert own == [f"action {number}({letter})" for letter in letters[: len(own)]]
    for row in rows:
        assert len(doc.find(f"{row}, objective")) == len(doc.find(f"{row}, action")) == 1


def test_only_the_last_action_of_document_16633_06_has_no_other_cells(corpus):
    doc = only(corpus, "002_*")
    cells = ("timetable", "responsible party", "assessment tool", "state of play")
    for row in addresses(doc, "row"):
        found = [cell for cell in cells if doc.find(f"{row}, {cell}")]
        assert len(found) == (0 if row == "action 8.1(c)" else 4)


def test_the_report_of_2018_has_six_sections_and_26_footnotes_out_of_its_text(corpus):
    doc = only(corpus, "003_*")
    assert [a for a in addresses(doc, "section") if "." not in a] == [
        f"section {n}" for n in ("I", "II", "III", "IV", "V", "VI")
    ]
    assert len(addresses(doc, "section")) == 18
    assert addresses(doc, "footnote") == numbered("fn.", 26)
    assert [mark.label for part in doc.walk() for mark in part.notes] == [
        str(number) for number in range(1, 27)
    ]
    assert "footnoteRef" not in doc.text
    assert "bookmark" not in doc.text


def test_the_report_of_2008_has_paragraphs_1_to_93_and_11_footnotes(corpus):
    doc = only(corpus, "004_*")
    found = [address for address in addresses(doc, "paragraph") if address and "subpara" not in address]
    assert found == numbered("para.", 93)
    assert addresses(doc, "footnote") == ["fn. *", *numbered("fn.", 11)]
    assert not any(character in doc.text for character in "¹²³⁴⁵⁶⁷⁸⁹⁰")


ACTS = {
    "directive_2011_36_eu.en.txt": (36, 25, 17),
    "directive_2004_81_ec.en.txt": (22, 19, 5),
    "europol_regulation_2016_794.en.txt": (76, 77, 28),
    "eurojust_regulation_2018_1727.en.txt": (74, 82, 29),
    "frontex_ebcg_regulation_2019_1896.en.txt": (133, 124, 48),
    "cepol_regulation_2015_2219.en.txt": (26, 42, 14),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_of_the_union_has_its_recitals_articles_and_notes(texts, name):
    recitals, articles, notes = ACTS[name]
    doc = read_once(texts / name)
    assert addresses(doc, "recital") == numbered("recital", recitals)
    assert [a for a in addresses(doc, "article") if a.startswith("art.")] == numbered("art.", articles)
    assert addresses(doc, "footnote") == numbered("fn.", notes)
    assert [mark.label for part in doc.walk() for mark in part.notes] == [str(n) for n in range(1, notes + 1)]


def test_the_consolidated_directive_has_the_articles_that_were_put_in(texts):
    found = addresses(only(texts, "directive_2011_36_eu.consolidated*"), "article")
    assert len(found) == 30
    assert {"art. 11a", "art. 18a", "art. 18b", "art. 19a", "art. 19b"} <= set(found)


@pytest.mark.parametrize(
    ("name", "articles"), [("palermo_protocol_2000.en.md", 20), ("coe_convention_cets197_2005.en.md", 47)]
)
def test_a_convention_in_markdown_has_its_articles(texts, name, articles):
    doc = read_once(texts / name)
    assert doc.kind == "markdown"
    assert addresses(doc, "article") == numbered("art.", articles)


def test_the_decision_on_the_protocol_has_the_protocol_in_its_annex(texts):
    doc = only(texts, "council_decision_2006_619*protocol.en.txt")
    found = addresses(doc, "article")
    assert found[:3] == numbered("art.", 3)
    assert found[3:] == [f"annex I, art. {number}" for number in range(1, 21)]


def test_every_reference_copy_is_read_and_every_character_stands_where_its_offset_says(corpus, texts):
    paths = [
        p
        for folder in (corpus, texts, texts / "context")
        for p in folder.iterdir()
        if p.suffix in (".txt", ".md")
    ]
    assert len(paths) > 40
    for path in paths:
        doc = read_once(path)
        assert doc.source == path.read_bytes().decode("utf-8")
        taken = "".join(map(doc.source.__getitem__, doc.offsets))
        assert all(one == other or one in "\n\t " for one, other in zip(doc.text, taken, strict=True))


def test_no_part_of_the_directive_but_its_notes_stands_after_the_signatures(texts):
    doc = read_once(texts / "directive_2011_36_eu.en.txt")
    (signature,) = parts(doc, "signature")
    behind = [part.kind for part in doc.root.children if part.start >= signature.end]
    assert set(behind) == {"footnote"}
