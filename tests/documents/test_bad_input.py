"""Files that cannot be read: one line that names the file and the reason, in bounded time and memory."""

from __future__ import annotations

import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from document_builders import ACTIONS, DIRECTIVE, archive, document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_formats import AKOMA_NTOSO, FORMEX, HTML, MARKDOWN, PAGES, pdf

from thbgraph.documents import KINDS, Document, DocumentError, read
from thbgraph.errors import ThbgraphError

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENTITIES = '<!DOCTYPE ACT [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\xef\xbb\xbf", "empty"),
        (b"\x00\x01\x02\x03text", "binary"),
        (bytes(range(1, 32)) * 10, "binary"),
        (b"\x89PNG\r\n\x1a\n0000", "PNG"),
        ("Article 1 – Prävention".encode("utf-16"), "UTF-16"),
        ("Article 1 – Prävention".encode("utf-16-le"), "UTF-16"),
        ("Article 1 – Prävention".encode("cp1252"), "Windows-1252"),
        ("Prävention".encode("latin-1"), "ISO-8859-1"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"PK\x03\x04truncated", "ZIP"),
        (archive(other="<a/>"), "no Word document"),
        (archive(word__document="<a"), "not well-formed"),
        (archive(word__document=ENTITIES + f"<w:document {WORD}/>"), "entities"),
        (archive(word__document=f"<w:document {WORD}>" + " " * 20_000_000 + "</w:document>"), "zip bomb"),
        (b"%PDF-1.7\nnothing behind", "PDF"),
        (pdf(*PAGES)[:400], "PDF"),
        (pdf(*PAGES, password="secret"), "password"),
        (pdf([]), "without text"),
        (FORMEX.replace("<ACT>", ENTITIES + "<ACT>").encode(), "entities"),
        (FORMEX.replace("Tulips", "&nowhere;").encode(), "not well-formed"),
        (FORMEX[:-40].encode(), "not well-formed"),
        (("<ACT>" + "<P>" * 5000 + "x" + "</P>" * 5000 + "</ACT>").encode(), "not well-formed"),
        (b"<html><body><p> </p></body></html>", "no text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_in_one_line(tmp_path, content, reason):
    with pytest.raises(DocumentError) as caught:
        document(tmp_path, content)
    assert reason in caught.value.message
    assert str(tmp_path) in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.exit_code == 7


def test_the_error_is_one_of_the_tree():
    assert issubclass(DocumentError, ThbgraphError)


def test_a_missing_file_a_folder_and_an_unknown_kind_are_refused(tmp_path):
    with pytest.raises(DocumentError, match="no such file"):
        read(tmp_path / "missing")
    with pytest.raises(DocumentError, match="no such file"):
        read(tmp_path)
    with pytest.raises(DocumentError, match="not a kind"):
        document(tmp_path, DIRECTIVE, kind="papyrus")


def test_an_encrypted_member_of_an_archive_is_refused(tmp_path):
    content = bytearray(archive(word__document=f"<w:document {WORD}/>"))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + place] |= 1
    with pytest.raises(DocumentError, match="password"):
        document(tmp_path, bytes(content))


def test_a_file_larger_than_any_legal_document_is_refused_unread(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(DocumentError, match="larger than"):
        read(path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_is_forced_wrongly_is_an_error_or_a_document(tmp_path, kind):
    for content in (DIRECTIVE.encode(), b"\x00\x01", pdf(*PAGES), archive(a="<a/>")):
        read_or_refuse(tmp_path, content, kind)


PIECES = [
    "\n", "\t", " ", "(1)", "(a)", "i)", "1. ", "II.", "Article 1", "Article 99a", "ANNEX", "Whereas:",
    "—", "- ", "*", "[footnoteRef:1]", "[1: ", "]", "[^1]", "[^1]: ", "<p>", "</p>", "<table>", "<tr>",
    "<td>", "</table>", "<sup>", "</sup>", "<a href='#ntr1'>", "</a>", "<!--", "-->", "<script>", "&amp;",
    "&#0;", "&#x110000;", "⁵", "¹²", "|", "Objective\tAction\t", "a)\tb\tc", "**", "###", "---\n",
    "Done at", "HAS ADOPTED", "THE COUNCIL,", "Having regard to", "CHAPTER I", "x", "X ", ". .", "\ufeff",
    "\r", "\x0c", "<ACT>", "<![CDATA[", "]]>", "é", "𝔸",
]  # fmt: skip


def assert_sound(doc: Document) -> None:
    assert len(doc.offsets) == len(doc.text)
    assert all(0 <= offset < len(doc.source) for offset in doc.offsets)
    for part in doc.walk():
        assert 0 <= part.start <= part.end <= len(doc.text)
        assert all(0 <= mark.start <= mark.end <= len(doc.source) for mark in part.notes)
    for address in {part.address for part in doc.walk() if part.address}:
        assert all(part.address == address for part in doc.find(address))


def read_or_refuse(folder, content: bytes, kind: str | None) -> None:
    refusal = None
    try:
        assert_sound(document(folder, content, kind=kind))
    except DocumentError as error:
        refusal = error.message
    assert refusal is None or "\n" not in refusal


FOUND_BY_FUZZING = {
    "an action without letter or text": ACTIONS.replace("a) Gardeners to buy <u>cans</u>.", ""),
    "a row without objective or action": ACTIONS.replace(
        "1. To water tulips.\ta) Gardeners to buy <u>cans</u>.", "\t"
    ),
    "capitals that could be parted in many ways": "1. The " + "ANNEX" * 60 + "x,, . . y\n",
    "a marker that is no number": AKOMA_NTOSO.replace('marker="7"', 'marker="%7"'),
    "a raised and a plain figure": MARKDOWN.replace("[^1]", "[^⁵1]"),
}


@pytest.mark.parametrize("name", FOUND_BY_FUZZING)
def test_what_fuzzing_found_stays_mended(tmp_path, name):
    assert_sound(document(tmp_path, FOUND_BY_FUZZING[name]))


FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)


@FUZZ
@given(content=st.binary(max_size=300), kind=st.sampled_from([None, *KINDS]))
def test_any_bytes_are_a_document_or_an_error(tmp_path, content, kind):
    read_or_refuse(tmp_path, content, kind)


@FUZZ
@given(
    content=st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    kind=st.sampled_from([None, "text", "markdown", "html", "formex"]),
)
def test_any_mixture_of_signs_is_a_document_or_an_error(tmp_path, content, kind):
    read_or_refuse(tmp_path, content.encode("utf-8"), kind)


@FUZZ
@given(data=st.data())
def test_a_damaged_file_is_a_document_or_an_error(tmp_path, data):
    whole = data.draw(
        st.sampled_from(
            [
                pdf(*PAGES),
                archive(word__document=f"<w:document {WORD}/>"),
                HTML.encode(),
                FORMEX.encode(),
                DIRECTIVE.encode(),
            ]
        )
    )
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    read_or_refuse(tmp_path, whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:], None)


HOSTILE = {
    "unclosed notes": ("[footnoteRef:1] ", "[1: "),
    "notes": ("[footnoteRef:1] ", "[1: <u>a</u>] "),
    "unclosed comments": ("<html>", "<!-- <p "),
    "unclosed tags": ("<html><body>", "<p"),
    "unclosed marks": ("<html><body>a", "<sup>"),
    "nested tables": ("<html><body>x", "<table><tr><td>"),
    "nested points": ("Article 1\nx\n", "(a)\n(i)\n(aa)\n(1)\n"),
    "labels only": ("", "(a)\n"),
    "articles only": ("", "Article 1\n"),
    "bars": ("a", "|"),
    "tabs": ("a", "\t"),
    "cells": ("", "a\t"),
    "rows": ("", "a\tb\tc\n"),
    "stars": ("", "*a"),
    "brackets": ("", "["),
    "raised figures": ("", "x¹"),
    "bracketed figures": ("Done at\n(1)  a\n", "x (1)"),
    "words of one line": ("", "word "),
    "one long word": ("", "wwww"),
    "full stops": ("", ". "),
    "capitals": ("a ", "BBBB"),
    "headings": ("", "I. A\n"),
    "figures": ("", "1. A1\n"),
    "references": ("<html><body>", "&amp;"),
    "bullets": ("", "- b\n - c\n"),
}


def work(folder: Path, content: str | bytes) -> int:
    """The number of calls that reading a file makes."""
    path = folder / "copy"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(path)
    except DocumentError:
        pass
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_work_in_proportion_to_its_length(tmp_path, name):
    head, piece = HOSTILE[name]
    work(tmp_path, head + piece * 10)  # what is loaded once is not counted below
    assert work(tmp_path, head + piece * 6000) <= 3.3 * work(tmp_path, head + piece * 2000) + 2000


def test_a_line_of_ten_megabytes_is_read(tmp_path):
    doc = document(tmp_path, "Article 1\n" + "The gardeners water tulips. " * 400_000)
    assert len(doc.text) > 10_000_000
    assert doc.offsets[-1] == len(doc.text) - 1


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    content = archive(word__document=b" " * 60_000_000)
    assert len(content) < 100_000
    tracemalloc.start()
    try:
        with pytest.raises(DocumentError, match="zip bomb"):
            document(tmp_path, content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000
    assert zipfile.is_zipfile(tmp_path / "copy")
