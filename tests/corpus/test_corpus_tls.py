"""Secure connections: the certificate must be valid for the name, though the connection goes to a number."""

from __future__ import annotations

import ssl

import pytest
import trustme
from corpus_server import body, serving

from thbgraph.corpus import CorpusError
from thbgraph.corpus.download import download
from thbgraph.corpus.part import Part

TEXT = b"Article 1\n"


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """An authority that this machine trusts."""
    one = trustme.CA()
    one.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    for name in ("https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("thbgraph.corpus.client.resolve", lambda *args, **options: ["127.0.0.1"])
    return one


def fetched(client, tmp_path, authority, certified, asked):
    """Download from a server with a certificate for one name, asked for by another."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(certified).configure_cert(context)
    with serving(context) as server:
        server.serve("/a", body(TEXT))
        address = f"https://{asked}:{server.port}/a"
        part = Part(tmp_path / "parts", address)
        download(client, address, part, lambda came, total: None)
        assert server.headers("Host") == [f"{asked}:{server.port}"]
        return part.path.read_bytes()


@pytest.mark.parametrize("name", ["documents.example", "127.0.0.1"])
def test_valid_certificate_is_accepted(client, tmp_path, authority, name):
    assert fetched(client, tmp_path, authority, name, name) == TEXT


def test_certificate_of_another_name_is_refused(client, tmp_path, authority, sleeper):
    with pytest.raises(CorpusError, match=r"no secure connection .*documents\.example"):
        fetched(client, tmp_path, authority, "other.example", "documents.example")
    assert sleeper.slept == []


def test_certificate_of_the_number_is_not_one_of_the_name(client, tmp_path, authority):
    with pytest.raises(CorpusError, match="no secure connection"):
        fetched(client, tmp_path, authority, "127.0.0.1", "documents.example")


def test_certificate_of_an_unknown_authority_is_refused(client, tmp_path, authority):
    with pytest.raises(CorpusError, match="no secure connection"):
        fetched(client, tmp_path, trustme.CA(), "documents.example", "documents.example")
