"""Fixtures: a server on loopback, an empty corpus, a client that does not sleep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus_server import Server, serving

from thbgraph.corpus import Client, Corpus, Limits

LIMITS = Limits(connect=2, read=0.5, whole=30, attempts=3, back_off=0.5, pause=0, allow_private=True)


class Sleeper:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving() as one:
        yield one


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "home" / "corpus")


@pytest.fixture
def sleeper() -> Sleeper:
    return Sleeper()


@pytest.fixture
def client(sleeper: Sleeper) -> Client:
    return Client(LIMITS, sleeper.sleep, sleeper.clock)


@pytest.fixture
def limits() -> Limits:
    return LIMITS
