"""A short run of the fuzzing in tests/fuzz, the same one each time, and what longer runs found."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from thbgraph.documents import KINDS

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "fuzz"))
from attempts import TooLongError, fault, mutations

RUNS = 60
LONGEST = 20  # seconds: a machine that is busy is no find, a read that never ends is


@pytest.mark.parametrize("kind", KINDS)
def test_changed_documents_are_documents_or_errors(tmp_path, kind):
    inputs = list(islice(mutations(kind, Random(3)), RUNS))
    faults = [(data, error) for data in inputs if (error := fault(tmp_path / "copy", kind, data, LONGEST))]
    assert len(inputs) == RUNS
    assert faults == []


def test_any_other_exception_and_a_read_that_never_ends_are_found(tmp_path, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise KeyError("a")

    def endless(*_: object, **__: object) -> None:
        while True:
            pass

    for reader, expected in ((broken, KeyError), (endless, TooLongError)):
        monkeypatch.setattr("attempts.read", reader)
        assert isinstance(fault(tmp_path / "copy", "text", b"x", 0.05), expected)
