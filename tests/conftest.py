"""What the tests share: the folders of the project and the reference copies beside it."""

import os
from pathlib import Path

import pytest

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
