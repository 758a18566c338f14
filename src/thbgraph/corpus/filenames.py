"""File names that come from elsewhere, made safe to write on any system.

A name in a Content-Disposition header (RFC 6266) or an address is a stranger's: it may climb out of its folder,
hide itself, or be a device on Windows.
"""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["name_of_answer", "safe_name"]

_LONGEST = 120
"""In bytes of UTF-8: file systems allow 255, and the name of a copy shares its path with a digest."""
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_FORBIDDEN = '<>:"|?*'
_EXTENSIONS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/xhtml+xml": ".html",
    "application/xml": ".xml",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/xml": ".xml",
}


def safe_name(name: str) -> str:
    """Return a file name without folders, control characters, leading dots or names of devices; never empty."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(
        "_" if sign in _FORBIDDEN else sign
        for sign in last
        if unicodedata.category(sign)[0] not in "CZ" or sign == " "
    )
    kept = kept.strip(" .")
    stem, dot, extension = kept.rpartition(".")
    if not dot or len(extension) > 10:
        stem, dot, extension = kept, "", ""
    if stem.partition(".")[0].strip().lower() in _DEVICES:
        stem = "_" + stem
    room = _LONGEST - len((dot + extension).encode())
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(" .")
    return (stem + dot + extension) if stem else f"copy{dot}{extension}"


def name_of_answer(headers: Mapping[str, str], address: str) -> str:
    """Return the safe name of a file that a server sent: as the server calls it, else from the address.

    A name without extension gets that of the content type, so that other programs open it.
    """
    from pathlib import PurePosixPath
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(address)
    last = PurePosixPath(unquote(parts.path)).name
    name = safe_name(_disposition(headers.get("Content-Disposition", "")) or last or parts.hostname or "copy")
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    extension = _EXTENSIONS.get(kind, "")
    known = name.lower().endswith(tuple({*_EXTENSIONS.values(), ".htm"}))
    return name if known or not extension else safe_name(name + extension)


def _disposition(value: str) -> str:
    """Return the file name in a Content-Disposition header, '' where it gives none."""
    from email.message import Message

    message = Message()
    # A header that was cut over several lines must not become several headers here.
    message["Content-Disposition"] = " ".join(value.split())
    return message.get_filename("") if value else ""
