"""How well citations are found: precision and recall against annotations made by hand, each error listed.

    python -m thbgraph.references.measure --annotations tests/references/annotated --corpus DIR [DIR …]

An annotation file names its document and lists, in reading order, the address of the part, the first eight
words printed and the number that the citation stands for (`Reference.identifier`). A citation counts as found
where all three agree; a wrong number is an error of precision and of recall alike. `from` and `to` are the
words at which the annotated stretch begins and ends; without them it is the whole document.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from thbgraph.documents import Document, read
from thbgraph.errors import ThbgraphError, UsageError
from thbgraph.references.documents import find_in
from thbgraph.references.reference import even

__all__ = ["Annotation", "Fact", "Measured", "annotated", "facts", "main", "measure", "total"]

_WORDS = 8


class Fact(NamedTuple):
    """What is compared of one citation."""

    at: str
    text: str
    number: str


class Annotation(NamedTuple):
    """The citations of one document, or of the stretch of it between two strings of words."""

    document: str
    facts: list[Fact]
    begin: str = ""
    end: str = ""


class Measured(NamedTuple):
    """The figures of one document; `missed` were annotated and not found, `wrong` found and not annotated."""

    document: str
    right: int
    missed: list[Fact]
    wrong: list[Fact]

    @property
    def precision(self) -> float:
        """The share of the citations found that are right; 1 where none was found."""
        return self.right / (self.right + len(self.wrong)) if self.right or self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the citations annotated that were found; 1 where none is annotated."""
        return self.right / (self.right + len(self.missed)) if self.right or self.missed else 1.0


def annotated(path: Path) -> Annotation:
    """Read an annotation file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    listed = [Fact(r["at"], r["text"], r["number"]) for r in data["references"]]
    return Annotation(data["document"], listed, data.get("from", ""), data.get("to", ""))


def facts(document: Document, begin: str = "", end: str = "") -> list[Fact]:
    """Give the citations found in a document, or between two strings of words, as they are annotated.

    Raises `ValueError` where the document does not have these words.
    """
    first = document.text.index(begin)
    last = document.text.index(end, first) if end else len(document.text)
    return [
        Fact(document.part_at(r.start).address, " ".join(even(r.text).split()[:_WORDS]), r.identifier)
        for r in find_in(document)
        if first <= r.start < last
    ]


def measure(name: str, wanted: Iterable[Fact], found: Iterable[Fact]) -> Measured:
    """Compare two lists of citations; one printed twice in a part counts twice."""
    expected, actual = Counter(wanted), Counter(found)
    missed, wrong = expected - actual, actual - expected
    return Measured(name, (expected & actual).total(), sorted(missed.elements()), sorted(wrong.elements()))


def total(parts: Sequence[Measured]) -> Measured:
    """Sum up the figures of several documents."""
    missed = [fact for part in parts for fact in part.missed]
    wrong = [fact for part in parts for fact in part.wrong]
    return Measured("all", sum(part.right for part in parts), missed, wrong)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures of every annotated document that is in the corpus; 0 unless none is."""
    parser = argparse.ArgumentParser(prog="python -m thbgraph.references.measure", description=__doc__)
    parser.add_argument("--annotations", type=Path, required=True, help="the folder of the annotation files")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="the folders of the documents")
    options = parser.parse_args(argv)
    try:
        _print(_measured(options.annotations, options.corpus))
    except (ThbgraphError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _measured(annotations: Path, folders: Sequence[Path]) -> list[Measured]:
    parts = []
    for path in sorted(annotations.glob("*.json")):
        wanted = annotated(path)
        for copy in [folder / wanted.document for folder in folders if (folder / wanted.document).is_file()][
            :1
        ]:
            found = facts(read(copy), wanted.begin, wanted.end)
            parts.append(measure(wanted.document, wanted.facts, found))
    if not parts:
        raise UsageError(f"no document of {annotations} is in {', '.join(map(str, folders))}")
    return parts


def _print(parts: list[Measured]) -> None:
    for part in (*parts, total(parts)):
        print(
            f"{part.document}: precision {part.precision:.1%}, recall {part.recall:.1%}, "
            f"{part.right} right, {len(part.missed)} missed, {len(part.wrong)} wrong"
        )
        for sign, errors in (("missed", part.missed), ("wrong", part.wrong)):
            for fact in errors if part.document != "all" else ():
                print(f"  {sign}: {fact.at or 'no address'}: {fact.text} -> {fact.number or 'no number'}")


if __name__ == "__main__":
    sys.exit(main())
