"""Completion in the shell: what is offered, and that bash asks for it and quotes what it gets."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from thbgraph.cli import main
from thbgraph.cli.complete import candidates


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["q"], ["query"]),
        (["--v"], ["--version"]),
        (["query", "actions-o"], ["actions-of"]),
        (
            ["query", "actions-of", "--"],
            ["--actor", "--date", "--checked", "--columns", "--corpus", "--format", "--help"],
        ),
        (["query", "actions-of", "--actor", "euroj"], ["Eurojust"]),
        (["query", "actions-of", "--actor", "european c"], ["European Commission", "European Community"]),
        (["query", "actions-of", "--actor=pol"], ["--actor=Poland"]),
        (["query", "actions-of", "--actor", "=", "pol"], ["Poland"]),
        (["query", "actions-of", "--actor", "Europol", "--date", ""], ["end of 2006"]),
        (["query", "actions-of", "--format", "m"], ["markdown"]),
        (["query", "nope", "--"], []),
        (["stats", "--format", "ta"], ["table"]),
        (["cite", "--format", ""], ["text", "bibtex"]),
        (["completion", "z"], ["zsh"]),
        (["build", "-"], ["--full", "--help"]),
    ],
)
def test_candidates(home, words, offered):
    assert candidates(words) == offered


def test_all_commands_are_offered(home):
    assert candidates([""])[:3] == ["build", "query", "sparql"]


def test_without_a_graph_all_but_labels_is_completed(home, monkeypatch, tmp_path):
    monkeypatch.setenv("THBGRAPH_HOME", str(tmp_path))

    assert candidates(["query", "actions-of", "--actor", "E"]) == []
    assert candidates(["query", "actions-of", "--a"]) == ["--actor"]


def test_candidates_are_printed_one_a_line(home, capsys):
    assert main(["_complete", "query", ""]) == 0

    assert capsys.readouterr().out == "actions-by-body\nactions-of\n--format\n--help\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_of_every_shell_asks_the_hidden_command(capsys, shell):
    assert main(["completion", shell]) == 0

    assert "thbgraph _complete" in capsys.readouterr().out


def bash() -> str:
    found = shutil.which("bash")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("thbgraph qu", ["query"]),
        ("thbgraph query actions-of --actor euroj", ["Eurojust"]),
        ("thbgraph query actions-of --actor european\\ c", ["European\\ Commission", "European\\ Community"]),
    ],
)
def test_bash_completes(home, tmp_path, capsys, line, offered):
    main(["completion", "bash"])
    command = tmp_path / "thbgraph"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m thbgraph "$@"\n')
    command.chmod(0o755)
    words = " ".join(f"'{word}'" for word in line.replace("\\ ", "_").split())
    script = (
        capsys.readouterr().out
        + f"COMP_WORDS=({words.replace('_', ' ')}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))\n"
        + '_thbgraph; printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        [bash(), "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )

    assert (done.stdout.splitlines(), done.stderr) == (offered, "")


def test_columns_are_completed_one_after_the_other(home):
    assert candidates(["query", "actions-of", "--columns", "nor"]) == ["norm"]
    assert candidates(["query", "actions-of", "--columns", "norm,nor"]) == ["norm,norm"]
