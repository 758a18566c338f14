"""Fixtures: the small graph, published once a session, for the folders whose tests ask it."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_graph

import thbgraph


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the home folder and the data folder."""
    folder = tmp_path_factory.mktemp("small")
    small_graph.publish(folder / "home")
    return folder / "home", small_graph.write_queries(folder / "data")


@pytest.fixture
def home(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the small graph the one that is served, and return its home folder."""
    monkeypatch.setenv("THBGRAPH_HOME", str(places[0]))
    monkeypatch.setenv("THBGRAPH_DATA", str(places[1]))
    return places[0]


@pytest.fixture
def graph(home: Path) -> thbgraph.Graph:
    return thbgraph.open()
