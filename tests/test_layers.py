"""Imports go one way: faces, pipeline and catalogue, graph and validation, records, names."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "thbgraph"
# Higher rooms may import from lower ones and from their own.
RANK = {
    **dict.fromkeys(("__about__", "names", "errors", "data", "locking", "turtle"), 0),
    **dict.fromkeys(("records", "documents", "references"), 1),
    **dict.fromkeys(("graph", "validation"), 2),
    **dict.fromkeys(("evidence", "quality"), 3),
    **dict.fromkeys(("pipeline", "catalogue", "corpus"), 4),
    "answers": 5,
    **dict.fromkeys(("api", "__init__"), 6),
    **dict.fromkeys(("cli", "__main__"), 7),
}


def room(name: str) -> str:
    return name.split(".")[1] if name.count(".") else "__init__"


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "thbgraph":
            names = [f"thbgraph.{a.name}" for a in node.names] if node.module == "thbgraph" else [node.module]
            found |= {room(name) for name in names}
        elif isinstance(node, ast.Import):
            found |= {room(a.name) for a in node.names if a.name.split(".")[0] == "thbgraph"}
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert own in RANK, f"{own} is a new room: give it its place in this test"
    for other in imports(path):
        assert RANK[other] <= RANK[own], f"{own} imports {other}, which stands above it"


def test_modules_stay_small() -> None:
    """About a hundred lines is typical and three hundred is a lot; a longer one says why in this list."""
    long = {
        p.name: n
        for p in PACKAGE.rglob("*.py")
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
