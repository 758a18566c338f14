"""What the fuzzing of the readers begins with: small documents of our own, and the signs they are made of."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "documents"))
from document_builders import ACTIONS, BULLETS, DIRECTIVE, FOOTNOTES, REPORT
from test_formats import AKOMA_NTOSO, FORMEX, HTML, MARKDOWN, PAGES, pdf
from test_pdf_tables import FIRST, LAST, REST, printed

__all__ = ["SEEDS", "TOKENS", "as_file"]

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BODY = f"""<w:document {_WORD}><w:body><w:p><w:pPr><w:pStyle w:val="S"/></w:pPr><w:r><w:t>Article 1</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Tulips</w:t><w:tab/><w:br/>
<w:footnoteReference w:id="5"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"""
_NOTES = f'<w:footnotes {_WORD}><w:footnote w:id="5"><w:p><w:r><w:t>May.</w:t></w:r></w:p></w:footnote></w:footnotes>'
_NUMBERING = f"""<w:numbering {_WORD}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">
<w:abstractNumId w:val="0"/></w:num></w:numbering>"""
_STYLES = f'<w:styles {_WORD}><w:style w:styleId="S"><w:basedOn w:val="S"/></w:style></w:styles>'
_PARTS = ("document", "footnotes", "numbering", "styles")
_BETWEEN = b"\f"  # no sign of XML, so it parts the four without being in them


def as_file(kind: str, data: bytes) -> bytes:
    """Give the file that a fuzzed input stands for: of DOCX the parts are fuzzed, as a changed archive is refused."""
    if kind != "docx" or data.startswith(b"PK"):
        return data
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in zip(_PARTS, data.split(_BETWEEN), strict=False):
            file.writestr(f"word/{name}.xml", content)
    return buffer.getvalue()


_WORD_PARTS = _BETWEEN.join(part.encode() for part in (_BODY, _NOTES, _NUMBERING, _STYLES))
_TEXTS = [text.encode() for text in (DIRECTIVE, ACTIONS, REPORT, BULLETS, FOOTNOTES)]

SEEDS: dict[str, list[bytes]] = {
    "text": _TEXTS,
    "markdown": [MARKDOWN.encode(), *_TEXTS],
    "html": [HTML.encode()],
    "formex": [FORMEX.encode()],
    "akoma-ntoso": [AKOMA_NTOSO.encode()],
    "docx": [_WORD_PARTS, as_file("docx", _WORD_PARTS)],
    "pdf": [pdf(*PAGES), pdf(PAGES[0]), printed(FIRST, [*REST, *LAST])],
}

_SIGNS = [
    "\n", "\t", " ", "(1)", "(a)", "i)", "1. ", "II.", "Article 1", "Article 99a", "ANNEX", "Whereas:", "—", "- ",
    "*", "(*)", "[footnoteRef:1]", "[1: ", "]", "⁵", "¹²", "|", "Objective\tAction\tState\t", "a)\tb\tc", "Done at",
    "HAS ADOPTED", "THE COUNCIL,", "Having regard to", "CHAPTER I", "\ufeff", "\r", "\x0b", "\u2028", "\x85", ". .",
]  # fmt: skip
_MARKUP = [
    "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE", "<!ENTITY a 'b'>", "&amp;", "&a;", "&#0;", "&#x110000;", "&#xD800;",
    "<?", "?>", "/>", "</", "=", "'", '"',
]  # fmt: skip
_HTML = [
    "<table>", "</table>", "<tr>", "<td>", "<sup>", "</sup>", "<a href='#ntr1'>", "</a>", "<script>", "</script>",
    "<p>", "<li>", "<br>", "<h1>", "<head>", "<body>", "class='oj-note'", "class='oj-super'", "&nbsp;",
]  # fmt: skip
_FORMEX = [
    "<NOTE>",
    "</NOTE>",
    "<TBL>",
    "<ROW>",
    "<CELL>",
    "<TI.ART>",
    "<NO.P>",
    '<QUOT.START CODE="2018"/>',
    "<P>",
]
_AKOMA = [
    "<authorialNote marker='9'>",
    "</authorialNote>",
    "<num>",
    "</num>",
    "<table>",
    "<tr>",
    "<td>",
    "<recital>",
]
_DOCX = [
    "<w:tbl>", "<w:tr>", "<w:tc>", "<w:p>", "</w:p>", "<w:r>", "<w:t>", 'w:val="99999"', 'w:val="-1"', "%1", "%9",
    "<w:footnoteReference/>", "upperLetter", "lowerRoman", "bullet", "\f",
]  # fmt: skip
_PDF = [
    "obj", "endobj", "stream", "endstream", "<<", ">>", "[", "]", "/Kids", "/Count", "/Length", "/Filter",
    "/FlateDecode", "/ASCIIHexDecode", "/LZWDecode", "/Contents", "/Resources", "/Font", "/ToUnicode", "/Encoding",
    "/Differences", "xref", "trailer", "startxref", "/Prev", "/Root", "/Pages", "/Encrypt", "0 R", "1 0 R", "9 0 R",
    "BT", "ET", "Tj", "TJ", "Tm", "Td", "T*", "'", "cm", "q", "Q", "Do", "Tf", "-1", "1e99", "null", "(", ")", "BI",
    "ID", "EI", "/XObject", "/Form",
]  # fmt: skip

TOKENS: dict[str, list[bytes]] = {
    kind: [sign.encode() for sign in signs]
    for kind, signs in {
        "text": _SIGNS,
        "markdown": [*_SIGNS, "**", "###", "---\n", "[^1]", "[^1]: ", "](", "```", "|---|"],
        "html": [*_SIGNS, *_MARKUP, *_HTML],
        "formex": [*_SIGNS, *_MARKUP, *_FORMEX],
        "akoma-ntoso": [*_SIGNS, *_MARKUP, *_AKOMA],
        "docx": [*_MARKUP, *_DOCX],
        "pdf": _PDF,
    }.items()
}
