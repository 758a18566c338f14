"""Precision and recall on the reference copies, held where the shared folder is at hand."""

from pathlib import Path

import pytest

from thbgraph.documents import read
from thbgraph.references.measure import Fact, Measured, annotated, facts, main, measure, total

ANNOTATED = Path(__file__).parent / "annotated"
FILES = sorted(ANNOTATED.glob("*.json"))
FOLDERS = ("corpus", "texts", "texts/context")


@pytest.fixture(scope="module")
def measured(shared: Path) -> dict[str, Measured]:
    found = {}
    for path in FILES:
        wanted = annotated(path)
        copy = next(c for folder in FOLDERS if (c := shared / folder / wanted.document).is_file())
        found[path.name] = measure(wanted.document, wanted.facts, facts(read(copy), wanted.begin, wanted.end))
    return found


def test_all_documents_together_reach_98_percent(measured: dict[str, Measured]) -> None:
    whole = total(list(measured.values()))
    assert whole.precision >= 0.98
    assert whole.recall >= 0.98


@pytest.mark.parametrize(
    ("document", "precision", "recall"),
    [
        ("000_4b0383c7a19997ba.json", 1.0, 1.0),
        ("001_758b1078b4e8da4c.json", 1.0, 0.92),
        ("002_18805ec9f08eb572.json", 1.0, 0.98),
        ("003_183b489e1517843d.json", 1.0, 1.0),
        ("004_e9affe3924297813.json", 0.96, 0.96),
        ("cepol_regulation_2015_2219.en.json", 1.0, 1.0),
        ("council_decision_2015_2071_ilo_p29.en.json", 0.97, 0.97),
        ("directive_2004_81_ec.en.json", 1.0, 1.0),
        ("fra_regulation_168_2007.en.json", 0.94, 0.96),
        ("framework_decision_2009_948_conflicts_of_jurisdiction.en.json", 1.0, 0.95),
        ("regulation_2019_1240_immigration_liaison_officers.en.json", 1.0, 1.0),
    ],
)
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
