"""Plain-text conversions: the legal structure shows through all the noise."""

from __future__ import annotations

from itertools import pairwise

import pytest
from document_builders import (
    ACTIONS,
    BULLETS,
    DIRECTIVE,
    FOOTNOTES,
    REPORT,
    addresses,
    document,
    parts,
    text_at,
)


def test_a_directive_gives_its_recitals_articles_paragraphs_and_points(tmp_path):
    doc = document(tmp_path, DIRECTIVE)
    assert doc.kind == "text"
    assert addresses(doc, "recital") == ["recital 1", "recital 2"]
    assert addresses(doc, "article") == ["art. 1", "art. 2", "art. 2a"]
    assert addresses(doc, "point") == ["art. 2(1)(a)", "art. 2(1)(b)", "art. 2(1)(b)(i)", "art. 2(1)(b)(ii)"]
    assert text_at(doc, "art. 2(2)") == "2.   Member States shall report."
    assert text_at(doc, "recital 2") == "(2) Roses need less."
    assert text_at(doc, "art. 2(1), subpara. 2") == "They shall do so in person."
    assert text_at(doc, "art. 1, subpara. 2") == "It covers all gardens."


def test_the_title_is_what_stands_before_the_preamble_without_page_headers(tmp_path):
    doc = document(tmp_path, DIRECTIVE)
    title = text_at(doc, "title")
    assert title.startswith("DIRECTIVE 2030/1/EU")
    assert title.endswith("on the watering of tulips")
    assert "Official Journal" not in doc.text


def test_a_mention_of_an_article_at_the_start_of_a_line_is_no_heading(tmp_path):
    doc = document(tmp_path, DIRECTIVE)
    assert "Article 2 of Directive 2001/1/EC is repealed." in text_at(doc, "art. 2a")


def test_citations_are_counted(tmp_path):
    doc = document(tmp_path, DIRECTIVE)
    assert addresses(doc, "citation") == ["citation 1", "citation 2", "citation 3"]


def test_notes_of_the_official_journal_are_parts_and_their_marks_leave_the_text(tmp_path):
    doc = document(tmp_path, DIRECTIVE)
    assert addresses(doc, "footnote") == ["fn. 1", "fn. 2"]
    assert text_at(doc, "fn. 2") == "OJ L 9, 9.9.2009, p. 9."
    assert text_at(doc, "citation 2") == "Having regard to the opinion of the gardeners,"
    assert text_at(doc, "recital 1") == "(1) Tulips need water. They need it daily."
    (mark,) = doc.find("recital 1")[0].notes
    assert (mark.label, doc.source[mark.start : mark.end]) == ("2", " (2)")
    assert doc.text[: mark.at].endswith("Tulips need water")


def test_figures_in_brackets_that_are_no_note_marks_stay(tmp_path):
    doc = document(tmp_path, DIRECTIVE)
    assert "Article 82(1) thereof" in doc.text
    assert "point (2) of Article 7" in doc.text


def test_the_table_of_actions_gives_each_action_and_each_cell_its_address(tmp_path):
    doc = document(tmp_path, ACTIONS)
    assert addresses(doc, "area") == ["area 1", "area 2"]
    assert addresses(doc, "objective") == ["objective 1.1", "objective 1.2", "objective 2.1"]
    assert addresses(doc, "row") == ["action 1.1(a)", "action 1.1(b)", "action 1.2(a)", "action 2.1(a)"]
    assert text_at(doc, "action 1.1(a), action") == "a) Gardeners to buy cans."
    assert text_at(doc, "action 1.1(a), responsible party") == "Gardeners / Council"
    assert text_at(doc, "action 1.2(a), assessment tool") == "Debate."
    assert text_at(doc, "action 2.1(a), timetable") == "End of 2030"
    assert text_at(doc, "action 2.1(a), state of play") == "Moles dig."


def test_an_empty_cell_is_no_part(tmp_path):
    assert document(tmp_path, ACTIONS).find("action 1.1(b), state of play") == []


def test_an_objective_is_carried_over_to_the_rows_below_it(tmp_path):
    doc = document(tmp_path, ACTIONS)
    assert text_at(doc, "action 1.1(b), objective") == "1. To water tulips."
    assert doc.find("action 1.1(b), objective")[0].start == doc.find("action 1.1(a), objective")[0].start
    assert doc.part_at(doc.find("action 1.1(b), objective")[0].start).address == "action 1.1(a), objective"


def test_rulings_and_tags_are_not_in_the_text_of_a_table(tmp_path):
    doc = document(tmp_path, ACTIONS)
    assert "--" not in doc.text
    assert "<" not in doc.text


def test_the_heading_above_the_table_is_its_title(tmp_path):
    doc = document(tmp_path, ACTIONS)
    assert len(doc.find("title")) == 1
    assert [part.kind for part in doc.find("table, title")] == ["title", "title"]


def test_paragraphs_that_run_through_a_report_are_cited_without_their_section(tmp_path):
    doc = document(tmp_path, REPORT)
    assert addresses(doc, "section") == [
        "section I",
        "section II",
        "section II.A",
        "section II.B",
        "section III",
    ]
    numbered = [address for address in addresses(doc, "paragraph") if "subpara" not in address]
    assert numbered == [f"para. {number}" for number in range(1, 12)]
    assert text_at(doc, "para. 4, subpara. 2") == "They were dug as well."


def test_a_sentence_broken_by_a_page_is_whole_again(tmp_path):
    doc = document(tmp_path, REPORT)
    assert "described here at some length. They were many." in text_at(doc, "para. 1")


def test_raised_figures_are_note_marks_but_square_metres_are_not(tmp_path):
    doc = document(tmp_path, REPORT)
    assert addresses(doc, "footnote") == ["fn. *", "fn. 1", "fn. 2"]
    assert text_at(doc, "para. 2") == "2. Replies came from all gardens."
    assert [mark.label for mark in doc.find("para. 2")[0].notes] == ["2"]
    assert "20 m² were lost" in text_at(doc, "para. 5")


def test_tags_left_over_by_a_conversion_are_note_marks_or_nothing(tmp_path):
    doc = document(
        tmp_path, "1. Some 3 m<sup>2</sup> of <u>tulips</u><sup>1</sup> grow <sup>here.\n\n¹ In <i>May</i>.\n"
    )
    assert text_at(doc, "point 1") == "1. Some 3 m2 of tulips grow here."
    assert text_at(doc, "fn. 1") == "In May."


def test_a_table_of_another_kind_has_rows_and_cells(tmp_path):
    doc = document(tmp_path, REPORT)
    assert text_at(doc, "table 1, row 2, cell 1") == "I. Introduction"
    assert "|" not in doc.text


def test_bullets_that_lost_their_number_get_it_back(tmp_path):
    doc = document(tmp_path, BULLETS)
    assert text_at(doc, "point 2") == "- Welcomes the approach;"
    assert text_at(doc, "point 3(b)") == "- (b) dig;"


def test_sections_of_an_annex_have_bullets_within_bullets(tmp_path):
    doc = document(tmp_path, BULLETS)
    assert addresses(doc, "section") == ["annex, section 1", "annex, section 2"]
    assert text_at(doc, "annex, section 1, bullet 2, bullet 1") == "- cans of tin which must not be rusty;"
    assert text_at(doc, "annex, section 2, bullet 1") == "— Moles should be asked."
    assert text_at(doc, "annex, section 1").endswith("cans of wood.")


def test_paragraphs_without_number_are_counted_in_what_holds_them(tmp_path):
    doc = document(tmp_path, BULLETS)
    assert text_at(doc, "declaration, para. 1").endswith("to water tulips.")
    assert text_at(doc, "fn. *") == "This text is available in Tulip only."


def test_notes_inside_the_running_text_are_set_apart(tmp_path):
    doc = document(tmp_path, FOOTNOTES)
    assert addresses(doc, "footnote") == ["fn. 1", "fn. 2", "fn. 3"]
    assert text_at(doc, "section I, para. 1") == "Tulips are watered under the Watering Directive (‘the WD’)."
    assert text_at(doc, "fn. 1").endswith("http://gardens.example.org/a[1].")
    assert text_at(doc, "section I, bullet 1") == "· in spring;"
    assert "bookmark" not in doc.text


def test_a_bullet_of_a_few_words_before_a_paragraph_is_a_heading(tmp_path):
    doc = document(tmp_path, FOOTNOTES)
    assert [doc.text_of(part) for part in parts(doc, "heading")][-1] == "· By hand"
    assert text_at(doc, "section I.1, para. 2") == "Hands were wet."


def test_a_text_run_together_in_one_line_is_taken_apart_at_its_numbers(tmp_path):
    filler = "The gardeners water and dig and water again, whatever the season may be. " * 12
    doc = document(tmp_path, f"Answer of the gardener (1 May 2030) 1. First. {filler}2. Second. {filler}")
    assert addresses(doc, "point") == ["point 1", "point 2"]
    assert text_at(doc, "title") == "Answer of the gardener (1 May 2030)"


def test_a_note_without_mark_printed_into_the_sentence_is_set_apart(tmp_path):
    doc = document(
        tmp_path,
        "1. Tulips have grown worldwide Garden State Report 2030. . Roses have not.\n2. Moles dig.\n",
    )
    assert text_at(doc, "point 1") == "1. Tulips have grown worldwide. Roses have not."
    assert text_at(doc, "fn. 1") == "Garden State Report 2030."


def test_figures_glued_to_a_word_are_marks_where_a_note_bears_the_number(tmp_path):
    doc = document(tmp_path, "1. Tulips grow fast1 and well2.\n\n1 In May.\n2 In June.\n")
    assert text_at(doc, "point 1") == "1. Tulips grow fast and well."
    assert text_at(doc, "fn. 2") == "In June."


def test_a_recital_that_lost_its_number_gets_it_back(tmp_path):
    lost = DIRECTIVE.replace("(2)\nRoses need less.", "Roses need less.\n(3)\nMoles need none.")
    assert text_at(document(tmp_path, lost), "recital 2") == "Roses need less."


def test_lines_broken_at_a_width_are_joined(tmp_path):
    paragraph = (
        "Member States shall take the measures that are necessary to make sure that\n"
        "Tulips and roses are watered every day by gardeners who hold a licence and a\n"
        "Can of the kind that the Annex describes, and they shall report to the\nCommission.\n"
    )
    doc = document(tmp_path, f"Article 1\nWatering\n1. {paragraph}2. {paragraph}3. {paragraph}4. {paragraph}")
    assert addresses(doc, "paragraph") == ["art. 1(1)", "art. 1(2)", "art. 1(3)", "art. 1(4)"]
    assert "make sure that Tulips and roses" in text_at(doc, "art. 1(1)")


def test_points_of_a_second_list_are_cited_with_their_subparagraph(tmp_path):
    doc = document(
        tmp_path,
        "Article 1\nBodies\n1. Gardeners shall work with:\n(a)\nmoles;\n(b)\nbees.\n"
        "They may also work with the following:\n(a)\nants;\n(b)\nbirds.\n",
    )
    assert addresses(doc, "point") == [
        "art. 1(1)(a)", "art. 1(1)(b)", "art. 1(1), subpara. 2(a)", "art. 1(1), subpara. 2(b)",
    ]  # fmt: skip


def test_a_correlation_table_makes_no_articles(tmp_path):
    table = "ANNEX\nCORRELATION TABLE\nDirective 2001/1/EC\nThis Directive\n" + "".join(
        f"Article {number}\nArticle {number + 1}\n" for number in range(1, 6)
    )
    doc = document(tmp_path, DIRECTIVE + table + "Article 7\n—\n")
    assert len(addresses(doc, "article")) == 3


@pytest.mark.parametrize("sample", [ACTIONS, BULLETS, DIRECTIVE, FOOTNOTES, REPORT])
def test_every_character_stands_in_the_source_where_its_offset_says(tmp_path, sample):
    doc = document(tmp_path, sample)
    assert len(doc.offsets) == len(doc.text)
    for character, offset in zip(doc.text, doc.offsets, strict=True):
        assert doc.source[offset] == character or character.isspace()


@pytest.mark.parametrize("sample", [ACTIONS, BULLETS, DIRECTIVE, FOOTNOTES, REPORT])
def test_children_stand_within_their_parent_in_order(tmp_path, sample):
    doc = document(tmp_path, sample)
    for part in doc.walk():
        own = [child for child in part.children if child.kind != "cell"]
        assert all(part.start <= child.start <= child.end <= part.end for child in own)
        assert all(one.end <= other.start for one, other in pairwise(own))


def test_a_byte_order_mark_counts_in_offsets_and_is_not_in_the_text(tmp_path):
    doc = document(tmp_path, "\ufeffArticle 1\nTulips grow.\n")
    assert doc.text.startswith("Article 1")
    assert doc.offsets[0] == 1


def test_windows_line_ends_are_read_as_line_ends(tmp_path):
    doc = document(tmp_path, DIRECTIVE.replace("\n", "\r\n"))
    assert addresses(doc, "article") == ["art. 1", "art. 2", "art. 2a"]
    assert "\r" not in doc.text


def test_a_note_mark_at_the_start_of_a_broken_line_is_no_point(tmp_path):
    body = (
        "Member States shall take the measures that are needed to water, as laid down\n"
        "(1) in the Water Act, all the tulips of all the gardens of the Union, and they\n"
        "shall not forget the roses, which need water too, though less, as we know.\n"
    )
    notes = "Done at Brussels.\n(1)  OJ L 1, p. 1.\n"
    doc = document(tmp_path, "Article 1\nWatering\n" + "".join(f"{n}. {body}" for n in range(1, 5)) + notes)
    assert addresses(doc, "paragraph", "point") == ["art. 1(1)", "art. 1(2)", "art. 1(3)", "art. 1(4)"]
    assert "as laid down in the Water Act" in text_at(doc, "art. 1(1)")


def test_bullets_below_at_least_are_nested_where_their_indent_is_lost(tmp_path):
    doc = document(tmp_path, "ANNEX\n1. Cans\n- Cans should be at least:\n- full;\n- clean.\n- Roses wait.\n")
    assert addresses(doc, "bullet") == [
        "annex, section 1, bullet 1",
        "annex, section 1, bullet 1, bullet 1",
        "annex, section 1, bullet 1, bullet 2",
        "annex, section 1, bullet 2",
    ]
