"""A build that is killed leaves the former graph whole, and the next build as if nothing had happened."""

import subprocess
import sys

import pytest
from small_data import PLAN, data_folder, write

from thbgraph.errors import StoreError
from thbgraph.graph.hashing import hash_of_store
from thbgraph.graph.store import open_current
from thbgraph.pipeline import STAGES, build
from thbgraph.pipeline.lock import build_lock

KILLED_AT = """
import os, signal
from pathlib import Path
from thbgraph.pipeline import build, former
former._LARGE = {large}
def progress(stage, done, total):
    if stage == {stage!r}:
        os.kill(os.getpid(), signal.SIGKILL)
build(data=Path({data!r}), home=Path({home!r}), progress=progress)
"""


def build_and_die(data, home, stage, large=10**9):
    program = KILLED_AT.format(data=str(data), home=str(home), stage=stage, large=large)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == -9, done.stderr


@pytest.mark.parametrize("stage", STAGES)
def test_former_graph_answers_and_the_next_build_succeeds(tmp_path, stage):
    data, home = data_folder(tmp_path / "data"), tmp_path / "home"
    before = build(data=data, home=home)
    write(data, "build/records/documents/plan.yaml", PLAN.replace("Part one", "Part 1"))
    build_and_die(data, home, stage, large=0)
    served = open_current(home)
    assert hash_of_store(served.store) == served.manifest["contentHash"]
    if stage != "tidy":  # by then the new release is being served
        assert served.manifest["contentHash"] == before.content_hash
    after = build(data=data, home=home)
    assert after.content_hash == build(data=data, home=tmp_path / "other").content_hash
    assert hash_of_store(open_current(home).store) == after.content_hash
    if after.published:
        left = [
            path.name
            for path in [*home.glob("*"), *home.glob("*/*")]
            if path.name.startswith(".") or path.suffix == ".part"
        ]
        assert left == []


@pytest.mark.parametrize("stage", ["load", "stage", "serve"])
def test_first_build_that_is_killed_publishes_nothing(tmp_path, stage):
    data, home = data_folder(tmp_path / "data"), tmp_path / "home"
    build_and_die(data, home, stage)
    with pytest.raises(StoreError):
        open_current(home)
    assert build(data=data, home=home).published


def test_failing_progress_leaves_no_half_release(tmp_path):
    data, home = data_folder(tmp_path / "data"), tmp_path / "home"

    def progress(stage, done, total):
        if stage == "publish":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(data=data, home=home, progress=progress)
    assert list((home / "releases").iterdir()) == []


def test_second_build_at_the_same_time_is_refused(tmp_path):
    data, home = data_folder(tmp_path / "data"), tmp_path / "home"
    with build_lock(home), pytest.raises(StoreError, match="another build"):
        build(data=data, home=home)
    assert build(data=data, home=home).published


def test_home_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="cannot be written"):
        build(data=data_folder(tmp_path / "data"), home=tmp_path / "file")
