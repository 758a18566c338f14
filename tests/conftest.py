"""What the tests share: the folders of the project and the reference copies beside it."""

import os
from pathlib import Path

import pytest

import thbgraph

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference copies: THBGRAPH_SHARED, else the folder `shared` beside the checkout."""
    folder = Path(os.environ.get("THBGRAPH_SHARED") or PROJECT.parent / "shared")
    if not (folder / "vocabularies").is_dir():
        pytest.skip(f"the reference copies are not at {folder}; set THBGRAPH_SHARED to their folder")
    return folder


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the graph built from the project's own records, once a session."""
    return Path(thbgraph.build(home=tmp_path_factory.mktemp("home")).path)


@pytest.fixture(scope="session")
def graph(release: Path) -> thbgraph.Graph:
    """The project's own graph, open for questions."""
    return thbgraph.open(release.parent.parent)
