"""Downloads one address into a part file, over as many attempts as it takes and is decent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import IO, TYPE_CHECKING

from thbgraph.corpus.client import Answer, Client
from thbgraph.corpus.errors import CorpusError, PassingError
from thbgraph.corpus.part import Part, Seen

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Watch", "download"]

Watch = Callable[[int, int], None]
"""Called with the bytes that came so far and the bytes expected, 0 where that is not known."""

_BLOCK = 64 * 1024
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_AGAIN = "run it again: it goes on where it stopped"


def download(client: Client, address: str, part: Part, watch: Watch) -> None:
    """Fill a part file with what is at an address; what it holds already is gone on with.

    Raises CorpusError where it cannot be had. The part stays behind for a later run where the connection broke
    off or the run was interrupted; what cannot be gone on with is removed.
    """
    limits = client.limits
    end = client.clock() + limits.whole
    for attempt in range(1, limits.attempts + 1):
        try:
            with client.get(address, lambda hop: _resuming(part, hop)) as answer:
                _take(answer, part, client, end, watch)
            return
        except PassingError as error:
            if attempt == limits.attempts:
                reason = f"{error.reason}, after {attempt} attempts"
                raise CorpusError(error.place, reason, error.hint) from error
            wait = limits.back_off * 2 ** (attempt - 1) if error.wait is None else error.wait
            if wait > limits.longest_wait or client.clock() + wait > end:
                asked = f", and asks to wait {error.wait:,.0f} s" if error.wait else ""
                raise CorpusError(error.place, error.reason + asked, "try again later") from error
            client.sleep(wait)


def _resuming(part: Part, address: str) -> dict[str, str]:
    """Return the headers that ask for the rest of what came so far (RFC 9110, 14.2 and 13.1.5)."""
    validator = part.resumes(address)
    return {"Range": f"bytes={part.size}-", "If-Range": validator} if validator else {}


def _take(answer: Answer, part: Part, client: Client, end: float, watch: Watch) -> None:
    """Write the body of an answer behind what came so far, or in its place."""
    if answer.response.status == 416:
        part.discard()
        raise PassingError(answer.address, "what came earlier is no part of the document any more", wait=0)
    total, resumed = _expected(answer, part)
    came = 0
    if total <= client.limits.largest:
        with part.go_on() if resumed else part.begin(_seen(answer)) as file:
            try:
                came = _write(answer, file, part.size, total, client, end, watch)
            except OSError as error:
                raise part.unwritable(error) from error
    if max(came, total) > client.limits.largest:
        part.discard()
        reason = f"larger than {client.limits.largest / 2**20:,.0f} MB, which no legal document is"
        raise CorpusError(answer.address, reason, "check the officialAddress in its record")
    if not came:
        part.discard()
        raise PassingError(answer.address, "the server sent an empty document", "try again later")


def _write(
    answer: Answer, file: IO[bytes], came: int, total: int, client: Client, end: float, watch: Watch
) -> int:
    """Write what comes, as it comes, so that an interrupted run loses nothing; return the size so far."""
    # read1 gives what is there: read would wait for a whole block from a server that sends one byte a minute.
    while came <= client.limits.largest and (block := answer.response.read1(_BLOCK, decode_content=True)):
        file.write(block)
        file.flush()
        came += len(block)
        watch(came, total)
        if client.clock() > end:
            raise CorpusError(answer.address, f"not finished after {client.limits.whole:,.0f} s", _AGAIN)
    return came


def _expected(answer: Answer, part: Part) -> tuple[int, bool]:
    """Return the size of the whole, 0 where it is not known, and whether the answer is the rest of the part.

    PassingError for a part of the document that was not asked for.
    """
    headers = answer.response.headers
    if answer.response.status == 206:
        found = _RANGE.fullmatch(headers.get("Content-Range", "").strip())
        if not found or not part.resumes(answer.address) or int(found[1]) != part.size:
            part.discard()
            raise PassingError(answer.address, "the server sent another part than asked for", wait=0)
        return 0 if found[2] == "*" else int(found[2]), True
    length = headers.get("Content-Length", "")
    return int(length) if length.isdigit() and not _is_encoded(headers) else 0, False


def _is_encoded(headers: Mapping[str, str]) -> bool:
    return headers.get("Content-Encoding", "").strip().lower() not in ("", "identity")


def _seen(answer: Answer) -> Seen:
    headers = answer.response.headers
    validator = "" if _is_encoded(headers) else _validator(headers)
    return Seen(
        answer.address, validator, headers.get("Content-Type", ""), headers.get("Content-Disposition", "")
    )


def _validator(headers: Mapping[str, str]) -> str:
    """Return the strong validator of an answer, '' where it has none (RFC 9110, 8.8).

    A date counts only where it lies a minute back: the document may have changed twice within a second.
    """
    tag = headers.get("ETag", "")
    if tag:
        return tag if tag.startswith('"') else ""
    modified = headers.get("Last-Modified", "")
    try:
        age = parsedate_to_datetime(headers.get("Date", "")) - parsedate_to_datetime(modified)
    except (ValueError, TypeError):
        # No date, no valid one, or one of the two without its zone.
        return ""
    return modified if age >= timedelta(minutes=1) else ""
