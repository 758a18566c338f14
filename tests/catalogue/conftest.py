"""Fixtures: the small graph, published once for all tests of this folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import thbgraph

sys.path.insert(0, str(Path(__file__).parents[1] / "catalogue"))

import small_graph


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
