"""Precision and recall on the reference copies, held where the shared folder is at hand."""

from pathlib import Path

import pytest

from thbgraph.documents import read
from thbgraph.references.measure import Fact, Measured, annotated, facts, main, measure, total

ANNOTATED = Path(__file__).parent / "annotated"
FILES = sorted(ANNOTATED.glob("*.json"))


@pytest.fixture(scope="module")
def measured(shared: Path) -> dict[str, Measured]:
    found = {}
    for path in FILES:
        wanted = annotated(path)
        copy = next(
            c
            for c in (shared / "corpus" / wanted.document, shared / "texts" / wanted.document)
            if c.is_file()
        )
        found[path.stem[:3]] = measure(
            wanted.document, wanted.facts, facts(read(copy), wanted.begin, wanted.end)
        )
    return found


def test_all_documents_together_reach_97_percent(measured: dict[str, Measured]) -> None:
    whole = total(list(measured.values()))
    assert whole.precision >= 0.99
    assert whole.recall >= 0.97


@pytest.mark.parametrize(
    ("document", "precision", "recall"),
    [
        ("000", 1.0, 1.0), ("001", 1.0, 0.92), ("002", 1.0, 0.98), ("003", 1.0, 1.0), ("004", 0.96, 0.96),
        ("dir", 1.0, 1.0), ("cep", 1.0, 0.95),
    ],
)  # fmt: skip
def test_no_document_falls_behind(
    document: str, precision: float, recall: float, measured: dict[str, Measured]
) -> None:
    assert measured[document].precision >= precision
    assert measured[document].recall >= recall


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_annotations_print_at_most_eight_words(path: Path) -> None:
    assert max(len(fact.text.split()) for fact in annotated(path).facts) <= 8


def test_a_wrong_number_is_missed_and_wrong() -> None:
    figures = measure(
        "x",
        [Fact("art. 1", "Directive 1999/1/EC", "31999L0001")],
        [Fact("art. 1", "Directive 1999/1/EC", "")],
    )
    assert (figures.right, len(figures.missed), len(figures.wrong)) == (0, 1, 1)
    assert (figures.precision, figures.recall) == (0.0, 0.0)


def test_the_command_lists_each_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text(
        "1. Directive 2011/36/EU applies, and so does the treaty of old.\n", encoding="utf-8"
    )
    (tmp_path / "note.json").write_text(
        '{"document": "note.txt", "references": ['
        '{"at": "point 1", "text": "Directive 2011/36/EU", "number": "32011L0036"},'
        '{"at": "point 1", "text": "treaty of old", "number": ""}]}',
        encoding="utf-8",
    )
    assert main(["--annotations", str(tmp_path), "--corpus", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "note.txt: precision 100.0%, recall 50.0%, 1 right, 1 missed, 0 wrong" in printed
    assert "missed: point 1: treaty of old -> no number" in printed


def test_a_corpus_without_the_documents_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--annotations", str(ANNOTATED), "--corpus", str(tmp_path)]) == 1
    assert "no document of" in capsys.readouterr().err
