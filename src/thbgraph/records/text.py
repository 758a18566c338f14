"""From the bytes of a file to text that YAML may read: UTF-8, spaces and line ends, nothing else invisible.

YAML counts NEL, LS and PS as line ends and editors do not; a tab is legal in some places and an error in
others; a byte order mark hides in the first key. None is ever needed in a record, so all are refused where
they stand, before the parser can give a less helpful answer.
"""

from __future__ import annotations

import re

from thbgraph.records.place import WHOLE_FILE, Place, Problems

__all__ = ["CONTROL", "MAX_BYTES", "decode"]

MAX_BYTES = 16 * 2**20
"""The largest record file that is read; a document of 16 MiB of YAML would be some ten thousand pages."""

_MAX_REPORTED = 20

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""Characters that no value may hold, even when escaped: controls except the line feed, and noncharacters."""

_REFUSED = re.compile(f"(?!\r\n){CONTROL.pattern}")


def decode(data: bytes, problems: Problems) -> str | None:
    """Return the text of a file, or None where it is not text that YAML may read; problems say why."""
    if len(data) > MAX_BYTES:
        problems.add(
            WHOLE_FILE,
            "",
            f"the file has more than {MAX_BYTES} bytes",
            "split it: two record files may share one graph",
        )
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        problems.add(
            Place(data.count(b"\n", 0, error.start) + 1, column),
            "",
            f"byte 0x{data[error.start]:02X} is not UTF-8",
            "save the file as UTF-8 (without a byte order mark)",
        )
        return None
    if text.startswith("\ufeff"):
        problems.add(
            Place(1, 1), "", "the file begins with a byte order mark", "save it as UTF-8 without one"
        )
        text = text[1:]
    return text if _printable(text, problems) else None


def _printable(text: str, problems: Problems) -> bool:
    found = 0
    for match in _REFUSED.finditer(text):
        found += 1
        if found > _MAX_REPORTED:
            problems.add(
                WHOLE_FILE,
                "",
                f"more than {_MAX_REPORTED} tabs or control characters",
                "is this a text file?",
            )
            break
        start = text.rfind("\n", 0, match.start()) + 1
        place = Place(text.count("\n", 0, match.start()) + 1, match.start() - start + 1)
        if match[0] == "\t":
            problems.add(place, "", "a tab", "use spaces: YAML indents with spaces only")
        else:
            code = f"U+{ord(match[0]):04X}"
            problems.add(
                place, "", f"the control character {code}", "delete it; it does not show in most editors"
            )
    return not found
