"""Each way in which a file can be bad, for every kind of document that it applies to."""

from __future__ import annotations

import io
import zipfile
from itertools import count

import docx
import pypdf
import pytest
from document_builders import DIRECTIVE, archive, document
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject
from test_bad_input import ENTITIES, WORD, read_or_refuse, work
from test_formats import AKOMA_NTOSO, FORMEX, HTML, MARKDOWN, PAGES, pdf

from thbgraph.documents import KINDS, DocumentError, read
from thbgraph.documents import pdf as pdf_reader

TEXTS = {
    "text": DIRECTIVE,
    "markdown": MARKDOWN,
    "html": HTML,
    "formex": FORMEX,
    "akoma-ntoso": AKOMA_NTOSO,
}


def word() -> bytes:
    buffer = io.BytesIO()
    file = docx.Document()
    file.add_paragraph("Tulips grow.")
    file.save(buffer)
    return buffer.getvalue()


def refusal(folder, content: bytes, kind: str | None = None) -> str:
    """The one line that refuses a file: it names the file and gives the reason."""
    with pytest.raises(DocumentError) as caught:
        document(folder, content, kind=kind)
    message = caught.value.message
    assert message == f"{folder / 'copy'}: {caught.value.reason}"
    assert "\n" not in message
    return caught.value.reason


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_an_empty_file_is_refused_as_any_kind(tmp_path, kind):
    assert refusal(tmp_path, b"", kind) == "the file is empty"
    assert refusal(tmp_path, b" \n\0", kind) == "the file is empty"


@pytest.mark.parametrize(
    ("kind", "reason"), [*((kind, "binary") for kind in TEXTS), ("docx", "ZIP"), ("pdf", "PDF")]
)
def test_a_binary_file_is_refused_as_any_kind(tmp_path, kind, reason):
    assert reason in refusal(tmp_path, b"\x01\0\x02\x03" * 100, kind)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize(
    ("encoding", "reason"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
        ("latin-1", "8859"),
    ],
)
def test_another_encoding_is_named_for_every_kind_of_text(tmp_path, kind, encoding, reason):
    sign = "“Prävention”" if encoding == "cp1252" else "Prävention"
    text = TEXTS[kind].replace("ulips", "ulips " + sign, 3)
    content = text.encode(encoding, "ignore")
    for forced in (None, kind):
        assert reason in refusal(tmp_path, content, forced)


def test_the_declaration_of_an_encoding_is_not_believed(tmp_path):
    text = FORMEX.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')
    assert "Tulips ü <grow>" in document(tmp_path, text.replace("Tulips", "Tulips ü")).text


@pytest.mark.parametrize("kind", ["formex", "akoma-ntoso"])
def test_xml_cut_off_anywhere_behind_its_root_is_refused(tmp_path, kind):
    content = TEXTS[kind].encode()
    for share in (0.3, 0.6, 0.99):
        assert "not well-formed" in refusal(tmp_path, content[: int(len(content) * share)], kind)


def test_a_word_file_cut_off_anywhere_is_refused(tmp_path):
    content = word()
    assert document(tmp_path, content).kind == "docx"
    for share in (0.1, 0.5, 0.9, 0.999):
        assert "ZIP" in refusal(tmp_path, content[: int(len(content) * share)])


def test_a_pdf_cut_off_is_refused_or_read_as_far_as_its_pages_go(tmp_path):
    content = pdf(*PAGES)
    for share in (0.05, 0.2, 0.5, 0.8, 0.95):
        read_or_refuse(tmp_path, content[: int(len(content) * share)], "pdf")


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_lenient_text_cut_off_is_read_as_far_as_it_goes(tmp_path, kind):
    whole = TEXTS[kind]
    assert document(tmp_path, whole[: int(len(whole) * 0.8)], kind=kind).text


def test_a_pdf_that_only_its_owner_may_change_is_read(tmp_path):
    writer = pypdf.PdfWriter(io.BytesIO(pdf(*PAGES)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert "shall water all the tulips" in document(tmp_path, buffer.getvalue()).text


def test_a_pdf_whose_encryption_needs_a_package_says_so(tmp_path, monkeypatch):
    from pypdf.errors import DependencyError

    def lacking(*_: object) -> None:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(pypdf.PdfReader, "decrypt", lacking)
    assert refusal(tmp_path, pdf(*PAGES, password="secret")) == "encrypted with AES"


@pytest.mark.parametrize("kind", ["html", "formex", "akoma-ntoso"])
def test_declared_entities_are_refused_and_never_fetched(tmp_path, kind):
    (tmp_path / "secret").write_text("secret words")
    for entity in (
        f'<!ENTITY a SYSTEM "{tmp_path / "secret"}">',
        '<!ENTITY % a "x">',
        '<!ENTITY a "&b;&b;">',
    ):
        content = f"<!DOCTYPE a [{entity}]>" + TEXTS[kind].removeprefix('<?xml version="1.0"?>')
        content = content.replace('<?xml version="1.0" encoding="UTF-8"?>', "").replace("ulips", "ulips &a;")
        assert "entities" in refusal(tmp_path, content.encode(), kind)


def test_an_external_document_type_is_not_fetched(tmp_path):
    (tmp_path / "a.dtd").write_text("<!ENTITY a 'secret words'>")
    content = FORMEX.replace("<ACT>", f'<!DOCTYPE ACT SYSTEM "{tmp_path / "a.dtd"}"><ACT>').replace(
        "grow", "gr&a;ow"
    )
    assert "secret" not in document(tmp_path, content, kind="formex").text


def test_entities_of_a_word_file_in_utf_16_are_refused(tmp_path):
    content = f'<?xml version="1.0" encoding="UTF-16"?>{ENTITIES}<w:document {WORD}/>'.encode("utf-16")
    assert "entities" in refusal(tmp_path, archive(word__document=content))


def test_a_word_file_with_a_false_size_is_refused(tmp_path):
    body = f"<w:document {WORD}>" + "<w:p/>" * 5000 + "</w:document>"
    content = archive(word__document=body)
    false = content.replace(len(body).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert false != content
    assert "ZIP" in refusal(tmp_path, false)


def test_an_archive_of_very_many_files_is_refused_unread(tmp_path):
    content = archive(**{f"a{number}": "" for number in range(10_001)})
    assert "zip bomb" in refusal(tmp_path, content)


LONG = "ulips " + "abcdefghi " * 1_010_000


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
def test_a_line_of_ten_megabytes_is_read_in_lenient_text(tmp_path, kind):
    doc = document(tmp_path, TEXTS[kind].replace("ulips", LONG, 1), kind=kind)
    assert len(doc.text) > 10_000_000


@pytest.mark.parametrize("kind", ["formex", "akoma-ntoso"])
def test_a_line_of_ten_megabytes_is_refused_in_xml(tmp_path, kind):
    assert "too long" in refusal(tmp_path, TEXTS[kind].replace("ulips", LONG, 1).encode(), kind)


def test_a_line_of_ten_megabytes_is_refused_in_a_word_file(tmp_path):
    # Stored as it is, for a line that packs well is refused as a zip bomb before.
    body = f"<w:document {WORD}><w:body><w:p><w:r><w:t>{LONG}</w:t></w:r></w:p></w:body></w:document>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("word/document.xml", body)
    assert "too long" in refusal(tmp_path, buffer.getvalue())


@pytest.mark.parametrize(("kind", "tag"), [("formex", "P"), ("akoma-ntoso", "content")])
def test_deep_xml_is_refused(tmp_path, kind, tag):
    content = f"<{tag}>" * 10_000 + "x" + f"</{tag}>" * 10_000
    assert "not well-formed" in refusal(tmp_path, content.encode(), kind)


def test_deep_word_files_are_refused(tmp_path):
    body = f"<w:document {WORD}>" + "<w:tbl>" * 10_000 + "</w:tbl>" * 10_000 + "</w:document>"
    assert "not well-formed" in refusal(tmp_path, archive(word__document=body))


def test_deep_html_lists_and_brackets_are_read(tmp_path):
    assert document(tmp_path, "<html><body>" + "<div><ul><li>" * 20_000 + "x", kind="html").text == "x"
    assert document(tmp_path, "x " + "(" * 50_000 + "\n" + "> " * 5_000, kind="markdown").text


# PDF: what a page unpacks to, and how long its content takes.


def page_of(content: bytes, *, pages: int = 1, objects: int = 0) -> bytes:
    """A PDF whose pages share one content, packed, with a number of other objects."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    stream = DecodedStreamObject()
    stream.set_data(content)
    reference = writer._add_object(stream.flate_encode())
    fonts = DictionaryObject({NameObject("/F1"): font})
    for _ in range(pages):
        page = writer.add_blank_page(600, 840)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = reference
    for number in range(objects):
        writer._add_object(NumberObject(number))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


WORDS = b"BT /F1 12 Tf 1 0 0 1 72 700 Tm (Tulips grow.) Tj ET "


def test_a_pdf_page_that_unpacks_without_measure_is_refused(tmp_path):
    content = page_of(WORDS + b" " * 40_000_000)
    assert len(content) < 100_000
    assert "Limit" in refusal(tmp_path, content)


def test_a_pdf_page_of_too_many_operators_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(pdf_reader._LIMITS, "stream_parsing_work_maximum_count", 1000)
    assert "maximum number" in refusal(tmp_path, page_of(WORDS + b"q Q " * 1000))


def test_a_pdf_page_that_takes_too_long_is_left_in_the_middle(tmp_path, monkeypatch):
    clock = count()
    monkeypatch.setattr(pdf_reader.time, "monotonic", lambda: next(clock))
    assert "takes more than" in refusal(tmp_path, page_of(WORDS + b"q Q " * 1000))
    assert next(clock) < 200


def test_a_pdf_of_too_many_pages_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_reader, "_MOST_PAGES", 5)
    assert "more than 5 pages" in refusal(tmp_path, page_of(WORDS, pages=6))


def test_a_pdf_of_thousands_of_tiny_objects_is_read(tmp_path):
    assert document(tmp_path, page_of(WORDS, objects=10_000)).text == "Tulips grow."


@pytest.mark.parametrize("step", [(0, -12), (12, 0), (12, -12)])
def test_places_of_a_hostile_pdf_take_work_in_proportion(tmp_path, step):
    def scattered(number: int) -> bytes:
        places = (f"1 0 0 1 {at * step[0]} {at * step[1]} Tm (x) Tj " for at in range(number))
        return page_of(b"BT /F1 12 Tf " + "".join(places).encode() + b"ET")

    work(tmp_path, scattered(10))  # what is loaded once is not counted below
    assert work(tmp_path, scattered(3000)) <= 3.5 * work(tmp_path, scattered(1000)) + 2000


@pytest.mark.parametrize("content", [b"[" * 20_000, b"<<" * 20_000, b"(" * 20_000, b"BI ID " * 5_000])
def test_deep_pdf_content_is_bounded(tmp_path, content):
    read_or_refuse(tmp_path, page_of(WORDS + content), "pdf")


def test_nothing_is_written_beside_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "copy").write_bytes(page_of(WORDS)[:300])
    with pytest.raises(DocumentError):
        read(tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
