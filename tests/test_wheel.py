"""The wheel carries the data, and gives the same graph and commands as the checkout, anywhere."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from thbgraph.cli.commands import COMMANDS


@pytest.fixture(scope="module")
def wheel(project, tmp_path_factory):
    """Build the wheel of this checkout with what is installed, without the network."""
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--quiet",
    ]
    run([*command, "--wheel-dir", str(out), str(project)], cwd=out)
    (path,) = out.glob("thbgraph-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel into an environment of its own, which borrows the dependencies of this one."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = Path(sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)}))
    borrowed = "\n".join(dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]))
    (site / "borrowed.pth").write_text(borrowed + "\n")
    options = ["--no-deps", "--no-index", "--ignore-installed", "--quiet"]
    run([sys.executable, "-m", "pip", "--python", str(python), "install", *options, str(wheel)], cwd=place)
    return Installed(python, tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("empty"))


class Installed:
    """The commands of the installed wheel, run from an empty folder that is not the checkout."""

    def __init__(self, python, home, cwd):
        self.python, self.home, self.cwd = python, home, cwd

    def __call__(self, *arguments):
        """Run the command `thbgraph` as a user would, and return what it writes."""
        return run([str(self.python.with_name("thbgraph")), *arguments], cwd=self.cwd, home=self.home)

    def run_python(self, program):
        """Run a program with the interpreter of the environment."""
        return run([str(self.python), "-c", program], cwd=self.cwd, home=self.home)


def run(command, *, cwd, home=None):
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("THBGRAPH_", "PYTHONPATH"))
    }
    if home is not None:
        kept["THBGRAPH_HOME"] = str(home)
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=kept)
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


def test_every_data_file_of_the_checkout_travels_in_the_wheel(project, wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    folders = ("ontology", "shapes", "build", "queries")
    files = [
        path.relative_to(project)
        for folder in folders
        for path in (project / folder).rglob("*")
        if path.is_file()
    ]
    assert len(files) > 50
    assert {f"thbgraph/_data/{path.as_posix()}" for path in files} <= names
    assert "thbgraph/py.typed" in names


def test_tests_and_private_files_do_not_travel(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    roots = {name.split("/")[0] for name in names}
    assert {root for root in roots if not root.startswith("thbgraph")} == set()
    assert [name for name in names if "__pycache__" in name] == []


def test_installed_package_is_the_wheels_own(installed):
    where = installed.run_python(
        "import thbgraph, thbgraph.data as d; print(thbgraph.__file__, d.root(), sep='\\n')"
    )
    package, data = (Path(line) for line in where.split("\n")[:2])
    assert package.is_relative_to(installed.python.parent.parent)
    assert data == package.parent / "_data"


def test_wheel_builds_the_same_content_as_the_checkout(project, installed, tmp_path):
    installed("build")
    program = (
        "from thbgraph import data; from thbgraph.graph.store import open_current; "
        "print(open_current(data.home()).manifest['contentHash'])"
    )
    from_wheel = installed.run_python(program).strip()
    from_checkout = tmp_path / "checkout"
    checkout = (
        f"import sys; sys.path.insert(0, {str(project / 'src')!r}); from pathlib import Path; "
        f"from thbgraph.pipeline import build; "
        f"print(build(data=Path({str(project)!r}), home=Path({str(from_checkout)!r})).content_hash)"
    )
    assert run([sys.executable, "-c", checkout], cwd=tmp_path).strip() == from_wheel


def test_installed_commands_answer_outside_the_checkout(installed):
    installed("build")
    queries = json.loads(installed("query", "--format", "json"))
    assert len(queries) >= 10
    rows = json.loads(installed("sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--format", "json"))
    assert rows
    assert "thbgraph" in installed("--version")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(installed, command):
    assert f"thbgraph {command}" in installed(command, "--help")
