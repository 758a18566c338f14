"""Which addresses of the web may be asked: http and https, and public machines only.

A record, or a server's redirect, must not make this machine ask a router, a cloud's metadata service or another
machine of its own network. A name is resolved once, its addresses are judged, and the connection goes to one of
these, so that a second answer of the name server changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from thbgraph.corpus.errors import CorpusError, PassingError

__all__ = ["Target", "check_address", "resolve"]

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4096
# What is legal in a path or a query and not to be escaped again (RFC 3986).
_LEGAL = "!#$%&'()*+,/:;=?@[]~"


class Target(NamedTuple):
    """An address taken apart: what is asked of which host; `host` is as it is resolved, without brackets."""

    address: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """The host as HTTP names it (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def asked(self) -> str:
        """The address as a proxy is asked for it: in ASCII, without fragment."""
        return f"{self.scheme}://{self.host_header}{self.path}"


def check_address(address: str) -> Target:
    """Take an address apart; CorpusError where it is not an http or https address with a host."""
    hint = "an official address is https://host/path"
    if len(address) > _LONGEST:
        raise CorpusError(f"{address[:60]}…", "the address is too long", hint)
    try:
        parts = urlsplit(address)
        scheme, port = parts.scheme.lower(), parts.port
        host = (parts.hostname or "").rstrip(".")
        if not host.isascii():
            host = host.encode("idna").decode()
    except ValueError as error:
        raise CorpusError(address, "not a web address", hint) from error
    if scheme not in _PORTS:
        raise CorpusError(address, f"{scheme or 'no scheme'} is not asked, only http and https", hint)
    if not host or parts.username is not None or parts.password is not None:
        raise CorpusError(address, "the address has no host, or a password in it", hint)
    path = quote(parts.path or "/", safe=_LEGAL)
    if parts.query:
        path += "?" + quote(parts.query, safe=_LEGAL)
    return Target(address, scheme, host, port if port is not None else _PORTS[scheme], path)


def resolve(target: Target, *, allow_private: bool = False) -> list[str]:
    """Return the addresses of a host on the Internet, in the order to try them.

    Raises CorpusError where one of them is not public, PassingError where the name is not resolved.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = f"the host cannot be found ({error.strerror if isinstance(error, OSError) else error})"
        raise PassingError(target.address, reason, "check the connection to the Internet") from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    private = next((one for one in addresses if not _is_public(one)), None)
    if private and not allow_private:
        reason = f"{private} is not a public address"
        raise CorpusError(target.address, reason, "--allow-private asks it nevertheless")
    return addresses


def _is_public(address: str) -> bool:
    """Tell whether an IP address is public, also the IPv4 one that an IPv6 one carries."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(ip.packed[-4:])
        if inner is not None:
            return _is_public(str(inner))
    return ip.is_global and not ip.is_multicast


# RFC 6052: an IPv4 address in the last four bytes.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
