"""The same records give the same bytes, whatever the seed, the time, the locale or the order of files."""

import os
import shutil
import subprocess
import sys

from small_data import data_folder

PROGRAM = """
import sys
from pathlib import Path
from thbgraph.pipeline import build
print(build(data=Path(sys.argv[1]), home=Path(sys.argv[2])).content_hash)
"""


def built(data, home, **environment):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(data), str(home)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    release = home / "releases" / (home / "current").read_text().strip()
    return done.stdout.strip(), (release / "graph.nq").read_bytes()


def copied_backwards(data, to):
    """Copy a folder file by file in the opposite order, with other times."""
    for path in sorted((path for path in data.rglob("*") if path.is_file()), reverse=True):
        target = to / path.relative_to(data)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        os.utime(target, (0, 0))
    return to


def test_builds_agree_byte_for_byte(tmp_path):
    data = data_folder(tmp_path / "data")
    one = built(data, tmp_path / "one", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    other = copied_backwards(data, tmp_path / "copy" / "elsewhere")
    two = built(
        other, tmp_path / "two", PYTHONHASHSEED="77", TZ="Pacific/Auckland", LC_ALL="C.UTF-8", PYTHONUTF8="0"
    )
    assert one == two
    assert one[1].count(b"\n") > 200


def test_line_ends_of_another_system_do_not_change_the_content(tmp_path):
    data = data_folder(tmp_path / "data")
    one = built(data, tmp_path / "one")
    shutil.copytree(data, tmp_path / "copy")
    for path in (tmp_path / "copy").rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert built(tmp_path / "copy", tmp_path / "two") == one
