"""A builder: a record from a few lines of YAML, under the small context of record_context.py."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from record_context import SOURCE

from thbgraph.records import Context, Record, load_record

Load = Callable[..., Record]


@pytest.fixture(scope="session")
def context() -> Context:
    return Context(SOURCE)


@pytest.fixture
def load(context: Context, tmp_path: Path) -> Load:
    def from_text(text: str | bytes, name: str = "record.yaml") -> Record:
        data = text if isinstance(text, bytes) else textwrap.dedent(text).lstrip("\n").encode()
        path = tmp_path / name
        path.write_bytes(data)
        return load_record(path, context, name=name)

    return from_text
