"""Markdown, HTML, Formex, Akoma Ntoso, DOCX and PDF: one structure whatever the file."""

from __future__ import annotations

import io

import docx
import pypdf
import pytest
from document_builders import DIRECTIVE, addresses, archive, document, text_at
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

HTML = """<!DOCTYPE html>
<html><head><title>Gazette</title><style>p { margin: 0 }</style><script>if (1 < 2) { "</p>" }</script></head><body>
<p class="oj-hd-date">1.2.2030</p><p class="oj-hd-oj">L 1/1</p>
<p class="oj-doc-ti">DIRECTIVE 2030/1/EU</p><p class="oj-doc-ti">on tulips</p>
<p class="oj-normal">THE COUNCIL OF THE EUROPEAN UNION,</p>
<p>Having regard to the opinion of the gardeners <a id="ntc1" href="#ntr1">(<span class="oj-super">1</span>)</a>,</p>
<p>Whereas:</p>
<table><tbody><tr><td><p>(1)</p></td>
<td><p>Tulips &amp; roses grow on 3&nbsp;m<sup>2</sup>.</p></td></tr></tbody></table>
<p>HAS ADOPTED THIS DIRECTIVE:</p>
<p class="oj-ti-art">Article 1</p><p class="oj-sti-art">Subject</p>
<p>1.&nbsp;&nbsp;&nbsp;Member States shall water tulips:</p>
<table><tr><td>(a)</td><td>daily;</td></tr></table>
<table><tr><td>(b)</td><td>on the 4<sup>th</sup> day.</td></tr></table>
<table><tr><th>Kind</th><th>Water</th><th>Sun</th></tr><tr><td>Rose</td><td>much</td><td>more</td></tr></table>
<p class="oj-note"><a id="ntr1" href="#ntc1">(<span class="oj-super">1</span>)</a>&nbsp;&nbsp;OJ C 1, p. 1.</p>
</body></html>"""

FORMEX = """<?xml version="1.0" encoding="UTF-8"?>
<ACT><BIB.INSTANCE><NO.DOC>2030/1</NO.DOC></BIB.INSTANCE><TITLE><TI><P>DIRECTIVE 2030/1/EU</P></TI></TITLE>
<PREAMBLE><PREAMBLE.INIT><P>THE COUNCIL OF THE EUROPEAN UNION,</P></PREAMBLE.INIT>
<GR.VISA><VISA>Having regard to gardens<NOTE NOTE.ID="E1"><P>OJ C 1, p. 1.</P></NOTE>,</VISA></GR.VISA>
<GR.CONSID><GR.CONSID.INIT>Whereas:</GR.CONSID.INIT>
<CONSID><NP><NO.P>(1)</NO.P><TXT>Tulips <![CDATA[<grow>]]>.</TXT></NP></CONSID></GR.CONSID>
<PREAMBLE.FINAL><P>HAS ADOPTED THIS DIRECTIVE:</P></PREAMBLE.FINAL></PREAMBLE>
<ENACTING.TERMS><ARTICLE IDENTIFIER="001"><TI.ART>Article 1</TI.ART><STI.ART><P>Subject</P></STI.ART>
<PARAG><NO.PARAG>1.</NO.PARAG><ALINEA><P>Member States shall
<QUOT.START CODE="2018"/>water<QUOT.END CODE="2019"/>:</P>
<LIST><ITEM><NP><NO.P>(a)</NO.P><TXT>daily;</TXT></NP></ITEM>
<ITEM><NP><NO.P>(b)</NO.P><TXT>at night.</TXT></NP></ITEM></LIST>
</ALINEA></PARAG></ARTICLE></ENACTING.TERMS></ACT>"""

AKOMA_NTOSO = """<?xml version="1.0"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta><identification/></meta>
<preface><longTitle><p>Act on tulips</p></longTitle></preface>
<preamble><formula><p>THE COUNCIL,</p></formula><recitals>
<recital><num>(1)</num><p>Tulips grow.</p></recital></recitals></preamble>
<body><article><num>Article 1</num><heading>Subject</heading>
<paragraph><num>1.</num><content>
<p>States shall water<authorialNote marker="7"><p>See there.</p></authorialNote>:</p></content>
<list><point><num>(a)</num><content><p>daily;</p></content></point></list></paragraph>
</article></body></act></akomaNtoso>"""

MARKDOWN = """---
title: 'Protocol'
---
####Protocol on tulips

Preamble The States Parties to this Protocol, *Declaring* that [tulips](http://example.org/t) grow[^1], have agreed so.
###I

####General Provisions

### Article  1

####Use of terms

1.  **Each** Party shall:

a) water; and

b) dig.

###II

####Final Provisions

### Article  2

This ends.

[^1]: Every spring.
"""


def test_html_is_read_with_notes_layout_tables_and_true_tables(tmp_path):
    doc = document(tmp_path, HTML)
    assert doc.kind == "html"
    assert addresses(doc, "recital", "article") == ["recital 1", "art. 1"]
    assert text_at(doc, "recital 1") == "(1) Tulips & roses grow on 3\xa0m2."
    assert text_at(doc, "art. 1(1)(b)") == "(b) on the 4th day."
    assert text_at(doc, "table 1, row 2, cell 2") == "much"
    assert text_at(doc, "citation 1") == "Having regard to the opinion of the gardeners ,"
    assert text_at(doc, "fn. 1") == "OJ C 1, p. 1."
    assert text_at(doc, "title") == "DIRECTIVE 2030/1/EU on tulips"


def test_a_character_that_html_only_names_stands_where_its_name_begins(tmp_path):
    doc = document(tmp_path, HTML)
    at = doc.offsets[doc.text.index("& roses")]
    assert doc.source[at : at + 5] == "&amp;"


def test_formex_is_read_with_notes_and_quotation_marks(tmp_path):
    doc = document(tmp_path, FORMEX)
    assert doc.kind == "formex"
    assert text_at(doc, "recital 1") == "(1) Tulips <grow>."
    assert text_at(doc, "art. 1(1)(b)") == "(b) at night."
    assert text_at(doc, "art. 1(1)").startswith("1. Member States shall ‘water’:")
    assert text_at(doc, "citation 1") == "Having regard to gardens,"
    assert text_at(doc, "fn. 1") == "OJ C 1, p. 1."
    assert "2030/1\n" not in doc.text


def test_akoma_ntoso_is_read_with_notes_and_their_markers(tmp_path):
    doc = document(tmp_path, AKOMA_NTOSO)
    assert doc.kind == "akoma-ntoso"
    assert text_at(doc, "recital 1") == "(1) Tulips grow."
    assert text_at(doc, "art. 1(1)(a)") == "(a) daily;"
    assert text_at(doc, "fn. 7") == "See there."
    assert text_at(doc, "title") == "Act on tulips"


def test_markdown_is_read_without_its_signs(tmp_path):
    doc = document(tmp_path, MARKDOWN)
    assert doc.kind == "markdown"
    assert addresses(doc, "article", "section") == ["section I", "art. 1", "section II", "art. 2"]
    assert text_at(doc, "art. 1(1)(b)") == "b) dig."
    assert text_at(doc, "preamble, para. 1").endswith("Declaring that tulips grow, have agreed so.")
    assert text_at(doc, "fn. 1") == "Every spring."
    assert "*" not in doc.text


def test_word_files_are_read_with_the_numbers_that_word_writes(tmp_path):
    file = docx.Document()
    for text in ("Article 1", "Subject", "1. States shall water:"):
        file.add_paragraph(text)
    file.add_paragraph("daily;", style="List Bullet")
    file.add_paragraph("at night.", style="List Bullet")
    file.add_paragraph("Article 2")
    file.add_paragraph("Duties")
    file.add_paragraph("States dig.", style="List Number")
    file.add_paragraph("States plant.", style="List Number")
    table = file.add_table(1, 3)
    for cell, text in zip(table.rows[0].cells, ("one", "two", "three"), strict=True):
        cell.text = text
    buffer = io.BytesIO()
    file.save(buffer)
    doc = document(tmp_path, buffer.getvalue())
    assert doc.kind == "docx"
    assert text_at(doc, "art. 1(1), bullet 2") == "• at night."
    assert text_at(doc, "art. 2(2)").startswith("2. States plant.")
    assert text_at(doc, "table 1, row 1, cell 3") == "three"


def test_footnotes_of_word_files_are_parts(tmp_path):
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"""<w:document {word}><w:body><w:p><w:r><w:t>1. Tulips are watered daily</w:t></w:r>
      <w:r><w:footnoteReference w:id="5"/></w:r><w:r><w:t>, and dug.</w:t></w:r>
      <w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p></w:body></w:document>"""
    note = '<w:footnote w:id="5"><w:p><w:r><w:t>In May.</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {word}>{note}</w:footnotes>"
    doc = document(tmp_path, archive(word__document=body, word__footnotes=notes))
    assert text_at(doc, "fn. 1") == "In May."
    assert doc.text.startswith("1. Tulips are watered daily, and dug.")
    assert "gone" not in doc.text


def pdf(*pages: list[tuple[int, int, int, str]], password: str = "") -> bytes:
    """A PDF of pages of (x, y, size, text)."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    for lines in pages:
        page = writer.add_blank_page(600, 840)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        content = DecodedStreamObject()
        content.set_data(
            "\n".join(
                f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, size, text in lines
            ).encode()
        )
        page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


PAGES = (
    [(72, 800, 9, "Gazette of Tulips 1"), (72, 770, 12, "Article 1"), (72, 750, 12, "Subject"),
     (72, 730, 12, "1. Member States shall water all the tulips"), (330, 735, 7, "1"), (340, 730, 12, "and the"),
     (72, 64, 7, "1"), (80, 60, 9, "OJ C 1, p. 1."), (300, 30, 9, "1")],
    [(72, 800, 9, "Gazette of Tulips 2"), (72, 770, 12, "Roses as well as the moles of the gardens daily"),
     (72, 750, 12, "and at night."), (300, 30, 9, "2")],
    [(72, 800, 9, "Gazette of Tulips 3"), (72, 770, 12, "2. They shall report."), (300, 30, 9, "3")],
)  # fmt: skip


def test_pdf_is_read_without_page_headers_and_with_its_notes(tmp_path):
    doc = document(tmp_path, pdf(*PAGES))
    assert doc.kind == "pdf"
    assert text_at(doc, "fn. 1") == "OJ C 1, p. 1."
    assert text_at(doc, "art. 1(1)") == (
        "1. Member States shall water all the tulips and the "
        "Roses as well as the moles of the gardens daily and at night."
    )
    assert text_at(doc, "art. 1(2)") == "2. They shall report."
    assert "Gazette" not in doc.text


def test_the_kind_can_be_forced(tmp_path):
    doc = document(tmp_path, HTML, kind="text")
    assert doc.kind == "text"
    assert document(tmp_path, DIRECTIVE, kind="markdown").kind == "markdown"


def test_the_name_of_a_file_does_not_matter(tmp_path):
    assert document(tmp_path, HTML, name="copy.pdf").kind == "html"
    assert document(tmp_path, pdf(*PAGES), name="copy.txt").kind == "pdf"


@pytest.mark.parametrize("content", [HTML, FORMEX, AKOMA_NTOSO, MARKDOWN])
def test_offsets_point_into_the_file_as_read(tmp_path, content):
    doc = document(tmp_path, content)
    named = [
        (character, doc.source[offset])
        for character, offset in zip(doc.text, doc.offsets, strict=True)
        if not character.isspace() and doc.source[offset] != character
    ]
    assert all(source in "&<" for _, source in named)
