"""Which addresses are asked: http and https, public machines only."""

from __future__ import annotations

import socket

import pytest

from thbgraph.corpus import CorpusError
from thbgraph.corpus.errors import PassingError
from thbgraph.corpus.guard import check_address, resolve


@pytest.mark.parametrize(
    ("address", "host", "port", "path", "header"),
    [
        ("https://eur-lex.example/eli/dir/2011/36/oj", "eur-lex.example", 443, "/eli/dir/2011/36/oj", None),
        ("HTTP://X.example:8080?q=a b#part", "x.example", 8080, "/?q=a%20b", "x.example:8080"),
        ("https://x.example:443/a%20b/ć", "x.example", 443, "/a%20b/%C4%87", "x.example"),
        ("http://[2001:db8::1]/", "2001:db8::1", 80, "/", "[2001:db8::1]"),
        ("https://bücher.example/", "xn--bcher-kva.example", 443, "/", None),
        ("https://x.example./", "x.example", 443, "/", None),
    ],
)
def test_address_is_taken_apart(address, host, port, path, header):
    target = check_address(address)

    assert (target.host, target.port, target.path) == (host, port, path)
    assert target.host_header == (header or host)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://x.example/a",
        "data:text/plain,a",
        "x.example/a",
        "//x.example/a",
        "https:///a",
        "https://user:secret@x.example/",
        "https://x.example:99999/",
        "https://[::1/",
        "https://x.example/" + "a" * 5000,
        "https://" + "é" * 70 + ".example/",
        "",
    ],
)
def test_other_addresses_are_refused(address):
    with pytest.raises(CorpusError):
        check_address(address)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[ff02::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:a00:1::]",
        "2130706433",
        "0x7f.1",
    ],
)
def test_private_machine_is_refused_unless_allowed(number):
    target = check_address(f"http://{number}/latest/meta-data")

    with pytest.raises(CorpusError, match=r"is not a public address") as raised:
        resolve(target)

    assert "--allow-private" in raised.value.hint
    assert resolve(target, allow_private=True)


def found(*numbers):
    return lambda *args, **options: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in numbers
    ]


def test_public_machine_is_asked(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", found("93.184.216.34", "93.184.216.34", "2606:4700::1111"))

    assert resolve(check_address("https://x.example/")) == ["93.184.216.34", "2606:4700::1111"]


def test_one_private_number_among_public_ones_is_enough_to_refuse(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", found("93.184.216.34", "10.0.0.7"))

    with pytest.raises(CorpusError, match=r"https://x\.example/: 10\.0\.0\.7 is not a public address"):
        resolve(check_address("https://x.example/"))


def test_name_that_is_not_found_may_be_found_later(monkeypatch):
    def nothing(*args, **options):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nothing)

    with pytest.raises(PassingError, match=r"cannot be found \(Name or service not known\)"):
        resolve(check_address("https://x.example/"))
