"""Bytes of a file into text, or a reason of one line why not; and what kind of document they are."""

from __future__ import annotations

import re
from pathlib import Path

from thbgraph.documents.errors import DocumentError

__all__ = ["BINARY_KINDS", "LARGEST", "as_text", "kind_of_bytes", "kind_of_text", "load"]

LARGEST = 64 * 1024 * 1024
BINARY_KINDS = ("docx", "pdf")

_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_FOREIGN = {
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive", b"BZh": "a bzip2 archive", b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7z archive", b"\x7fELF": "a program", b"{\\rtf": "an RTF document",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|table|span)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6}[ \t]*[^\s#]|\[\^\w+\]:|```)|\A---\n(?s:.){0,4000}?^---$", re.MULTILINE)
_CLOSING = re.compile(r"</(?:p|div|table|body|html)\s*>", re.IGNORECASE)
_LOOKED_AT = 20_000


def load(path: Path) -> bytes:
    """Read a file of at most 64 MB; raise `DocumentError` where it cannot be read, is empty or too large."""
    try:
        if not path.is_file():
            raise DocumentError(path, "there is no such file")
        if path.stat().st_size > LARGEST:
            raise DocumentError(path, f"larger than {LARGEST // 2**20} MB, which no legal document is")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(path, error.strerror or "cannot be read") from error
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf"):
        raise DocumentError(path, "the file is empty")
    return data


def kind_of_bytes(path: Path, data: bytes) -> str:
    """Recognise PDF and DOCX by their first bytes; '' for text; raise for what is neither."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.startswith(_OLE):
        raise DocumentError(
            path, "a password-protected or pre-2007 Office file", "save it as DOCX without password"
        )
    for magic, name in _FOREIGN.items():
        if data.startswith(magic):
            raise DocumentError(path, f"{name}, not a document that can be read here")
    return ""


def as_text(path: Path, data: bytes) -> str:
    """Decode UTF-8, with or without byte order mark; raise and name the encoding seen where it is another.

    The mark stays in the text, so that offsets count as in the file read with UTF-8.
    """
    for bom, name in _BOMS.items():
        if data.startswith(bom):
            raise DocumentError(path, f"encoded in {name}, not in UTF-8", "convert it to UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 (byte {error.start}); it looks like {_guess(data)}"
        raise DocumentError(path, reason, "convert it to UTF-8") from error
    if "\0" in text or len(_CONTROL.findall(text[:_LOOKED_AT])) > min(len(text), _LOOKED_AT) // 50:
        raise DocumentError(path, "a binary file, not a document")
    return text


def _guess(data: bytes) -> str:
    sample = data[:_LOOKED_AT]
    if sample.count(0) > len(sample) // 5:
        return "UTF-16 without byte order mark"
    if 0 in sample:
        return "a binary file"
    return "Windows-1252" if any(0x80 <= byte < 0xA0 for byte in sample) else "ISO-8859-1"


def kind_of_text(text: str) -> str:
    """Recognise the kind of a text document from its beginning: markup by its root, Markdown by its marks."""
    head = text[:_LOOKED_AT].lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        found = _ROOT.search(head)
        root = found[1].lower() if found else ""
        if root == "akomantoso":
            return "akoma-ntoso"
        if head.startswith("<?xml") and root != "html":
            return "formex"
        if root.upper() in (
            "ACT",
            "CONS.ACT",
            "ANNEX",
            "GENERAL",
            "DECISION",
            "TREATY",
            "AGR",
            "OTHER",
            "LETTER",
        ):
            return "formex"
        if _HTML.match(head) or _CLOSING.search(head):
            return "html"
    if _HTML.search(head) and re.search(r"<(?:html|body)\b", head, re.IGNORECASE):
        return "html"
    return "markdown" if _MARKDOWN.search(head) else "text"
