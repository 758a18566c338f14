"""DOCX into text: the form that conversions of Word files have, notes as `[footnoteRef:7]` and `[7: …]`.

The parts are read with lxml and not with python-docx, which gives neither the texts of footnotes nor the numbers
that Word writes in front of paragraphs (ISO/IEC 29500-1, 17.9 and 17.11). Rows become lines with tabs.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thbgraph.documents.errors import DocumentError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["text_of_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST_PART = 64 * 1024 * 1024
_LARGEST_RATIO = 200
_MOST_MEMBERS = 10_000
_MEMBER = b"PK\x01\x02"  # begins each entry of the directory of an archive
_SPACES = re.compile(r"\s+")
_PLACE = re.compile(r"%(\d)")
_BREAKS = {_W + "tab": " ", _W + "br": " ", _W + "cr": " ", _W + "noBreakHyphen": "-"}
_NOT_TEXT = (_W + "delText", _W + "instrText", _FALLBACK)


def text_of_docx(path: Path, data: bytes) -> str:
    """Give the text of a Word file; raise `DocumentError` where it is broken, protected or a zip bomb."""
    if data.count(_MEMBER) > _MOST_MEMBERS:
        raise DocumentError(path, f"an archive of more than {_MOST_MEMBERS} files: a zip bomb")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {
                name: _part(path, archive, name) for name in ("document", "footnotes", "numbering", "styles")
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise DocumentError(path, f"a broken ZIP archive: {str(error).splitlines()[0]}") from error
    body = parts["document"]
    if body is None:
        raise DocumentError(path, "a ZIP archive, but no Word document")
    reader = _Reader(parts["footnotes"], _Numbering(parts["numbering"], parts["styles"]))
    return "\n".join(reader.lines(body))


def _part(path: Path, archive: zipfile.ZipFile, name: str) -> _Element | None:
    try:
        info = archive.getinfo(f"word/{name}.xml")
    except KeyError:
        return None
    if info.flag_bits & 1:
        raise DocumentError(path, "protected with a password", "save it without password")
    if info.file_size > _LARGEST_PART or info.file_size > _LARGEST_RATIO * max(info.compress_size, 4096):
        raise DocumentError(path, f"word/{name}.xml unpacks to {info.file_size} bytes: a zip bomb")
    with archive.open(info) as part:
        content = part.read(info.file_size + 1)
    return _parsed(path, name, content)


def _parsed(path: Path, name: str, content: bytes) -> _Element:
    from lxml import etree

    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise DocumentError(path, "declares entities, which are never expanded here")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "cannot be parsed").splitlines()[0]
        raise DocumentError(path, f"word/{name}.xml is not well-formed: {reason}") from error
    if root.getroottree().docinfo.doctype:  # in an encoding in which the bytes above look otherwise
        raise DocumentError(path, "declares entities, which are never expanded here")
    return root


class _Reader:
    def __init__(self, footnotes: _Element | None, numbering: _Numbering) -> None:
        notes = [] if footnotes is None else footnotes.findall(_W + "footnote")
        self.notes = {note.get(_W + "id", ""): note for note in notes}
        self.numbering = numbering
        self.cited: list[str] = []

    def lines(self, document: _Element) -> Iterator[str]:
        """Give the paragraphs and rows in order; a table within a table is read as part of its cell."""
        for block in document.iter(_W + "p", _W + "tr"):
            if any(above.tag == _W + "tr" for above in block.iterancestors()):
                continue
            cited = len(self.cited)
            if block.tag == _W + "tr":
                line = "\t".join(self.cell(cell) for cell in block.iter(_W + "tc"))
            else:
                line = self.paragraph(block)
            yield line + "".join(self.note(number) for number in range(cited + 1, len(self.cited) + 1))

    def cell(self, cell: _Element) -> str:
        return " ".join(filter(None, (self.paragraph(paragraph) for paragraph in cell.iter(_W + "p"))))

    def paragraph(self, paragraph: _Element) -> str:
        text = self.text(paragraph)
        label = self.numbering.label(paragraph) if text else ""
        return f"{label} {text}" if label else text

    def text(self, paragraph: _Element) -> str:
        pieces: list[str] = []
        for element in paragraph.iter(_W + "t", _W + "footnoteReference", *_BREAKS):
            if any(above.tag in _NOT_TEXT for above in element.iterancestors()):
                continue
            if element.tag == _W + "t":
                pieces.append(element.text or "")
            elif element.tag == _W + "footnoteReference":
                self.cited.append(element.get(_W + "id", ""))
                pieces.append(f"[footnoteRef:{len(self.cited)}]")
            else:
                pieces.append(_BREAKS[str(element.tag)])
        return _SPACES.sub(" ", "".join(pieces)).strip()

    def note(self, number: int) -> str:
        note = self.notes.get(self.cited[number - 1])
        texts = (
            []
            if note is None
            else ["".join(t.text or "" for t in p.iter(_W + "t")) for p in note.iter(_W + "p")]
        )
        return f" [{number}: {_SPACES.sub(' ', ' '.join(texts)).strip()}]"


class _Numbering:
    """The numbers that Word puts in front of paragraphs."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        abstract: dict[str, dict[int, _Element]] = {}
        self.levels: dict[str, dict[int, _Element]] = {}
        if numbering is not None:
            for definition in numbering.findall(_W + "abstractNum"):
                levels = {_whole(level.get(_W + "ilvl")): level for level in definition.findall(_W + "lvl")}
                abstract[definition.get(_W + "abstractNumId", "")] = levels
            for number in numbering.findall(_W + "num"):
                self.levels[number.get(_W + "numId", "")] = abstract.get(_value(number, "abstractNumId"), {})
        found = [] if styles is None else styles.findall(_W + "style")
        self.styles = {style.get(_W + "styleId", ""): style for style in found}
        self.counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: _Element) -> str:
        """Give the number of a paragraph as printed, a bullet sign, or ''."""
        number, depth = self._place(paragraph)
        level = self.levels.get(number, {}).get(depth)
        if level is None:
            return ""
        if _value(level, "numFmt") == "bullet":
            return "•"
        counts = self.counts.setdefault(number, {})
        counts[depth] = counts.get(depth, _whole(_value(level, "start") or "1") - 1) + 1
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]
        return _PLACE.sub(lambda m: self._figure(number, int(m[1]) - 1), _value(level, "lvlText"))

    def _figure(self, number: str, depth: int) -> str:
        level = self.levels[number].get(depth)
        count = self.counts[number].get(depth, 1)
        return _printed(count, "decimal" if level is None else _value(level, "numFmt"))

    def _place(self, paragraph: _Element) -> tuple[str, int]:
        """Find the list and the depth of a paragraph: in itself, else in its style or what that is based on."""
        holder: Any = paragraph
        style = _value(paragraph, "pPr/pStyle")
        for _ in range(10):
            number = _value(holder, "pPr/numPr/numId")
            if number:
                return number, _whole(_value(holder, "pPr/numPr/ilvl") or "0")
            holder = self.styles.get(style)
            if holder is None:
                break
            style = _value(holder, "basedOn")
        return "", 0


def _value(element: _Element, path: str) -> str:
    found = element.find("/".join(_W + step for step in path.split("/")))
    return "" if found is None else found.get(_W + "val", "")


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


def _printed(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * (1 + (count - 1) // 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    return str(count)


def _roman(count: int) -> str:
    signs = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, sign in signs:
        text += sign * (count // value)
        count %= value
    return text
