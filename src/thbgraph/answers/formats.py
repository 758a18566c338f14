"""The formats in which rows leave for other programs: csv, tsv, json, markdown.

csv follows RFC 4180 (lines end in CR LF; a field with a comma, quote or line end is quoted). tsv has one
line a row; tab, line ends and backslash are written \\t, \\n, \\r and \\\\. Both give every column of the
query, IRIs in full. json is an array of objects with the columns as keys, numbers and booleans typed, null
for no value. markdown is a table for a document: what people see, and the line to cite it with.
"""

from __future__ import annotations

from pyoxigraph import Literal

from thbgraph.answers.terms import NUMERIC, lexical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from thbgraph.answers.answer import Answer
    from thbgraph.answers.terms import AnyTerm

__all__ = ["WRITERS", "csv", "json", "markdown", "tsv"]

_TSV = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def csv(answer: Answer) -> str:
    """Return the rows as comma-separated values (RFC 4180)."""
    columns, rows = _chosen(answer)
    lines = [",".join(map(_quoted, columns))]
    lines += [",".join([_quoted(lexical(term)) for term in row]) for row in rows]
    return "\r\n".join(lines) + "\r\n"


def _chosen(answer: Answer) -> tuple[Sequence[str], Iterable[Iterable[AnyTerm | None]]]:
    """Return the columns that go out and the rows with just these; the engine's own rows where all do."""
    given = answer.layout.given
    if given is None:
        return answer.columns, answer.solutions
    columns = [answer.columns[place] for place in given]
    return columns, ([solution[place] for place in given] for solution in answer.solutions)


def _quoted(text: str) -> str:
    if '"' in text or "," in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def tsv(answer: Answer) -> str:
    """Return the rows as tab-separated values, one line each."""
    columns, solutions = _chosen(answer)
    lines = ["\t".join(columns)]
    lines += ["\t".join([lexical(term).translate(_TSV) for term in row]) for row in solutions]
    return "\n".join(lines) + "\n"


def json(answer: Answer) -> str:
    """Return the rows as a JSON array, one object a line."""
    from json import dumps

    def text(value: str) -> str:
        return dumps(value, ensure_ascii=False)

    columns, solutions = _chosen(answer)
    keys = [text(column) for column in columns]
    rows = []
    for solution in solutions:
        pairs = zip(keys, solution, strict=True)
        rows.append("{" + ", ".join(f"{key}: {_json_value(term, text)}" for key, term in pairs) + "}")
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def _json_value(term: AnyTerm | None, text: Callable[[str], str]) -> str:
    """Write numbers from their own text, so that a decimal is neither rounded nor stripped of its zeros."""
    if term is None:
        return "null"
    if isinstance(term, Literal):
        datatype = term.datatype.value
        if datatype.endswith("#boolean") and term.value in ("true", "false"):
            return term.value
        if datatype in NUMERIC and _is_json_number(term.value):
            return term.value
    return text(lexical(term))


def _is_json_number(number: str) -> bool:
    import re

    # RFC 8259, section 6: no plus sign, no leading zeros, digits on both sides of the point.
    return re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", number) is not None


def markdown(answer: Answer) -> str:
    """Return what people see of the rows as a Markdown table, with the line to cite it with."""
    from thbgraph.answers.table import cells

    def row(texts: list[str]) -> str:
        return "| " + " | ".join(_escaped(text) for text in texts) + " |"

    headings = answer.headings()
    lines = [row(headings), "| " + " | ".join("---" for _ in headings) + " |"]
    if not answer.solutions:
        lines = []
    lines += [row(texts) for texts in cells(answer)]
    lines += ["", _escaped(answer.closing)] if lines else [_escaped(answer.closing)]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """Return a text whose characters mean themselves in GitHub-flavoured Markdown."""
    for mark in "\\|`*_<[":
        text = text.replace(mark, "\\" + mark)
    return text


WRITERS: dict[str, Callable[[Answer], str]] = {"csv": csv, "tsv": tsv, "json": json, "markdown": markdown}
