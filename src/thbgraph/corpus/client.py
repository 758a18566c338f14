"""One GET at a time, with the manners that a public server may expect (RFC 9110).

Redirects are followed here and not in the library, for each hop is checked; so are attempts, for each goes on
where the former one broke off.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from thbgraph.corpus.errors import CorpusError, PassingError
from thbgraph.corpus.guard import Target, check_address, resolve
from thbgraph.corpus.limits import USER_AGENT, Limits

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool, Timeout

__all__ = ["Answer", "Client"]

_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (408, 425, 429, 500, 502, 503, 504)


class Answer:
    """A response whose body is not read yet, and the address it came from after redirects."""

    def __init__(self, address: str, response: BaseHTTPResponse) -> None:
        self.address = address
        self.response = response


class Client:
    """Asks one host after another, pausing between two requests to the same; `sleep` and `clock` are for tests."""

    def __init__(
        self,
        limits: Limits,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits
        self.sleep = sleep
        self.clock = clock
        self._last: dict[str, float] = {}

    @contextmanager
    def get(self, address: str, headers_for: Callable[[str], dict[str, str]]) -> Iterator[Answer]:
        """Give the answer to a GET after redirects, and close its connection behind it.

        `headers_for` is asked at each hop for what is sent beside the usual headers. Raises PassingError where
        another attempt may help and CorpusError where it will not. The status is 200, 206 or 416: others are raised.
        """
        for _ in range(self.limits.redirects + 1):
            with self._asked(address, headers_for(address)) as response:
                if response.status not in _REDIRECTS:
                    _check_status(address, response)
                    yield Answer(address, response)
                    return
                address = _next(address, response)
        raise CorpusError(address, f"more than {self.limits.redirects} redirects", "open it in a browser")

    @contextmanager
    def _asked(self, address: str, headers: dict[str, str]) -> Iterator[BaseHTTPResponse]:
        from urllib3.exceptions import HTTPError

        target = check_address(address)
        self._pause(target.host)
        response = None
        try:
            response = self._send(address, target, headers)
            yield response
        except HTTPError as error:
            raise _as_error(address, error) from error
        finally:
            if response is not None:
                # Not drained: what is left of a body nobody wants may be large.
                response.close()
            self._last[target.host] = self.clock()

    def _pause(self, host: str) -> None:
        last = self._last.get(host)
        wait = 0.0 if last is None else last + self.limits.pause - self.clock()
        if wait > 0:
            self.sleep(wait)

    def _send(self, address: str, target: Target, headers: dict[str, str]) -> BaseHTTPResponse:
        import urllib3
        from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

        sent = {
            "Host": target.host_header,
            "User-Agent": USER_AGENT,
            "Accept": "*/*",
            # A part of a compressed answer could not be resumed.
            "Accept-Encoding": "identity",
            **headers,
        }
        timeout = urllib3.Timeout(connect=self.limits.connect, read=self.limits.read)
        proxy = _proxy_of(target)
        try:
            numbers = resolve(target, allow_private=self.limits.allow_private)
        except PassingError:
            # Behind a proxy names of the world often are not resolved; the proxy does it.
            if not proxy:
                raise
            numbers = []
        if proxy:
            manager = urllib3.ProxyManager(proxy, timeout=timeout)
            return manager.urlopen(
                "GET", target.asked, headers=sent, redirect=False, retries=False, preload_content=False
            )
        failure: Exception | None = None
        for number in numbers:
            try:
                return _pool(number, target, timeout).urlopen(
                    "GET", target.path, headers=sent, redirect=False, retries=False, preload_content=False
                )
            except (ConnectTimeoutError, NewConnectionError) as error:
                failure = error
        raise _as_error(address, failure)


def _pool(number: str, target: Target, timeout: Timeout) -> HTTPConnectionPool:
    """Return the connections to one number of a host, whose certificate must be that of the name."""
    import urllib3

    if target.scheme == "http":
        return urllib3.HTTPConnectionPool(number, target.port, timeout=timeout)
    return urllib3.HTTPSConnectionPool(number, target.port, timeout=timeout, server_hostname=target.host)


def _proxy_of(target: Target) -> str:
    """Return the proxy that the system or the environment sets for a host, '' where there is none."""
    proxy = getproxies().get(target.scheme, "")
    return "" if not proxy or proxy_bypass(target.host) else proxy


def _next(address: str, response: BaseHTTPResponse) -> str:
    location = response.headers.get("Location", "")
    if not location:
        raise CorpusError(address, f"a redirect ({response.status}) to nowhere")
    with suppress(UnicodeError):
        # Bytes above 127 come as Latin-1 in headers (RFC 9110, 5.5), but are UTF-8 in practice.
        location = location.encode("latin-1").decode("utf-8")
    following = urljoin(address, location)
    check_address(following)
    return urlsplit(following)._replace(fragment="").geturl()


def _check_status(address: str, response: BaseHTTPResponse) -> None:
    status = response.status
    if status in (200, 206, 416):
        return
    reason = f"the server answers {status} {response.reason or ''}".rstrip()
    if status in _PASSING:
        wait = _retry_after(response.headers.get("Retry-After", ""))
        raise PassingError(address, reason, "try again later", wait=wait)
    if status in (404, 410):
        raise CorpusError(address, reason, "the document has moved: mend its officialAddress in its record")
    hint = "open it in a browser and keep it with: thbgraph corpus add FILE"
    raise CorpusError(address, reason, hint)


def _retry_after(value: str) -> float | None:
    """Return the seconds a server asks to wait (RFC 9110, 10.2.3), None where it does not say."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


def _as_error(address: str, error: Exception | None) -> CorpusError:
    """Return what happened to a connection in words that are not a library's."""
    from urllib3 import exceptions as raised

    # A failing proxy wraps what failed.
    inner = getattr(error, "original_error", None) or error
    if isinstance(inner, raised.SSLError):
        why = getattr(inner.args[0] if inner.args else None, "verify_message", "") or "TLS fails"
        return CorpusError(
            address, f"no secure connection ({why})", "check the clock and the certificates here"
        )
    if isinstance(inner, raised.NewConnectionError):
        cause = inner.__cause__ or inner.__context__
        why = cause.strerror if isinstance(cause, OSError) and cause.strerror else "refused"
        return PassingError(address, f"no connection ({why})", "check the connection, and try again later")
    if isinstance(inner, raised.TimeoutError):
        return PassingError(address, "the server takes too long to answer", "try again later")
    if isinstance(inner, raised.LocationValueError):
        return CorpusError(address, "not a web address")
    if isinstance(inner, raised.DecodeError):
        return CorpusError(address, "the answer is compressed and broken")
    return PassingError(address, "the connection broke off", "run it again: it goes on where it stopped")
