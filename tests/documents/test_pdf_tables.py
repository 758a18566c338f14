"""Tables of a PDF: rows known by where their cells stand, across page breaks, and nothing else taken for a row."""

from __future__ import annotations

import re

from document_builders import addresses, document, text_at
from test_formats import pdf

HEADER = [
    (60, 700, 10, "Objective"),
    (160, 700, 10, "Action"),
    (260, 700, 10, "Timetable"),
    (360, 700, 10, "State"),
]
FIRST = [
    (60, 740, 10, "1. WATERING"), *HEADER,
    (60, 660, 10, "1. To water"), (60, 648, 10, "tulips."), (160, 660, 10, "a) Gardeners to buy"),
    (160, 648, 10, "cans of tin."), (260, 660, 10, "March 2030"), (360, 660, 10, "Cans were bought, and some"),
    (160, 620, 10, "b) Gardeners to fill"), (160, 608, 10, "cans and to"), (260, 620, 10, "Ongoing"),
    (360, 620, 10, "Cans were"), (360, 608, 10, "filled as far as"),
]  # fmt: skip
REST = [(160, 760, 10, "carry them."), (360, 760, 10, "water went."), (360, 748, 10, "It went far.")]
LAST = [(160, 720, 10, "c) Moles to dig."), (260, 720, 10, "2031"), (360, 720, 10, "Moles dig.")]


def printed(*pages: list[tuple[int, int, int, str]]) -> bytes:
    """A PDF of pages of (x, y, size, text), brackets escaped."""
    return pdf(
        *([(x, y, size, re.sub(r"([()])", r"\\\1", text)) for x, y, size, text in page] for page in pages)
    )


def test_cells_of_a_pdf_have_their_addresses(tmp_path):
    doc = document(tmp_path, printed(FIRST))
    assert addresses(doc, "row") == ["action 1.1(a)", "action 1.1(b)"]
    assert text_at(doc, "action 1.1(a), objective") == "1. To water tulips."
    assert text_at(doc, "action 1.1(a), action") == "a) Gardeners to buy cans of tin."
    assert text_at(doc, "action 1.1(a), state of play") == "Cans were bought, and some"
    assert text_at(doc, "action 1.1(b), timetable") == "Ongoing"


def test_a_row_that_a_page_break_cuts_in_two_is_put_together(tmp_path):
    doc = document(tmp_path, printed(FIRST, [*REST, *LAST]))
    assert addresses(doc, "row") == ["action 1.1(a)", "action 1.1(b)", "action 1.1(c)"]
    assert text_at(doc, "action 1.1(b), action") == "b) Gardeners to fill cans and to carry them."
    assert (
        text_at(doc, "action 1.1(b), state of play") == "Cans were filled as far as water went. It went far."
    )
    assert text_at(doc, "action 1.1(b), timetable") == "Ongoing"


def test_a_header_that_comes_again_on_the_next_page_is_read_once(tmp_path):
    again = [(x, 780, size, text) for x, _, size, text in HEADER]
    doc = document(tmp_path, printed(FIRST, [*again, *REST, *LAST]))
    assert addresses(doc, "area") == ["area 1"]
    assert text_at(doc, "action 1.1(b), action").endswith("carry them.")


def test_a_new_row_at_the_head_of_a_page_stays_one(tmp_path):
    doc = document(tmp_path, printed(FIRST, LAST))
    assert addresses(doc, "row") == ["action 1.1(a)", "action 1.1(b)", "action 1.1(c)"]
    assert text_at(doc, "action 1.1(b), timetable") == "Ongoing"


def test_a_label_in_front_of_its_text_is_no_table(tmp_path):
    points = [(60, 700, 10, "Article 1"), (60, 680, 10, "1."), (90, 680, 10, "Gardeners shall water:")]
    points += [(60, 660, 10, "(a)"), (90, 660, 10, "tulips;"), (60, 640, 10, "(b)"), (90, 640, 10, "roses.")]
    doc = document(tmp_path, printed(points))
    assert text_at(doc, "art. 1(1)(b)") == "(b) roses."
    assert addresses(doc, "row", "table") == []


def test_a_figure_in_a_cell_of_its_own_is_no_note_mark(tmp_path):
    rows = [
        cell
        for y in (700, 680, 660)
        for cell in ((60, y, 10, f"Tulips of year {y}"), (260, y, 8, "3"), (360, y, 10, "many"))
    ]
    doc = document(tmp_path, printed(rows))
    assert text_at(doc, "table 1, row 2, cell 2") == "3"
