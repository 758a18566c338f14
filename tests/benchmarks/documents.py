"""How long reading takes: a directive of our own making, at 1, 10 and 100 times its size, of each text kind.

    python tests/benchmarks/documents.py

Time in proportion to size shows as the same number of megabytes a second in every row.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "documents"))
from document_builders import ACTIONS, DIRECTIVE, FOOTNOTES

from thbgraph.documents import read

SENTENCE = (
    "Member States shall take the measures that tulips, roses and moles need in every garden of the Union. "
)


def directive(articles: int) -> str:
    """A directive with as many articles of three paragraphs and three points."""
    points = "".join(f"({letter})\n{SENTENCE}\n" for letter in "abc")
    body = "".join(
        f"Article {number}\nSubject matter\n1.   {SENTENCE * 3}\n2.   {SENTENCE}:\n{points}3.   {SENTENCE}\n"
        for number in range(1, articles + 1)
    )
    head, _, tail = DIRECTIVE.partition("CHAPTER I")
    return head + body + tail[tail.index("Done at") :]


def page(articles: int) -> str:
    """The same as HTML."""
    lines = "".join(f"<p>{line}</p>\n" for line in directive(articles).splitlines())
    return f"<html><body>\n{lines}</body></html>"


def main() -> None:
    """Print a row for each kind and size."""
    makers = {
        "text": lambda scale: directive(60 * scale),
        "html": lambda scale: page(60 * scale),
        "table": lambda scale: ACTIONS * (80 * scale),
        "notes": lambda scale: FOOTNOTES * (120 * scale),
    }
    print(f"{'kind':8}{'size':>12}{'seconds':>10}{'MB/s':>8}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy"
        for kind, make in makers.items():
            for scale in (1, 10, 100):
                path.write_text(make(scale), encoding="utf-8")
                begun = time.perf_counter()
                read(path)
                seconds = time.perf_counter() - begun
                size = path.stat().st_size
                print(f"{kind:8}{size:12,}{seconds:10.3f}{size / seconds / 1e6:8.2f}")


if __name__ == "__main__":
    main()
