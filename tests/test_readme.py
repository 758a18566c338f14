"""The README tells the truth: its answer is the product's, its commands exist, its links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

import thbgraph
from thbgraph.cli import main

PROJECT = Path(__file__).resolve().parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
ANSWER = re.compile(r"<!-- answer: (thbgraph [^\n]*) -->\n(.*?)\n?<!-- end of answer -->", re.DOTALL)
COMMANDS = sorted(set(re.findall(r"`(thbgraph query [a-z][^`]*)`", README)))


@pytest.fixture
def at_home(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THBGRAPH_HOME", str(release.parent.parent))


def run(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(shlex.split(command)[1:]) == 0
    return capsys.readouterr().out


@pytest.mark.usefixtures("at_home")
def test_answer_of_the_readme_is_the_products(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = ANSWER.findall(README)
    command, shown = found
    answer = run(command, capsys)
    # The content hash changes with every record; the README shows the one of its day.
    without_hash = re.compile(r"content hash [0-9a-f]{12}")
    assert without_hash.sub("", shown.strip()) == without_hash.sub("", answer.strip())


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("command", [c for c in COMMANDS if "NAME" not in c])
def test_commands_of_the_readme_give_answers(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = command.split(" (")[0]
    answer = run(command, capsys)
    assert "content hash" in answer
    assert not any(word in answer for word in ("None found", "Not encoded", "Unknown: "))


def test_own_query_of_the_readme_runs(graph: thbgraph.Graph) -> None:
    (query,) = re.findall(r"thbgraph sparql '([^']*)'", README)
    reports = graph.sparql("SELECT ?report { ?report a thb:StatusReport }")
    assert sum(row.n for row in graph.sparql(query)) == len(reports) > 47


@pytest.mark.parametrize(
    "page", sorted(PROJECT.glob("*.md")) + sorted(PROJECT.glob("*/*.md")), ids=lambda p: p.name
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_the_readme_has_the_two_commands_of_the_setup() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert [block.startswith("python3 -m venv .venv && ") for block in blocks] == [True, True]
