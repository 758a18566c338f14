"""`thbgraph evidence check`, `thbgraph evidence mark` and `thbgraph show`: passages and the copies they stand in."""

from __future__ import annotations

from thbgraph.cli.output import emit_text
from thbgraph.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from thbgraph.evidence.check import Finding, Report
    from thbgraph.evidence.copies import Copy

__all__ = ["WRONG", "add_arguments", "run"]

WRONG = 8
"""The exit code where a piece of evidence does not stand in a copy as the record says."""

_CHECK_FORMATS = ("table", "jsonl")
_CORPUS = "the folder with your copies of the documents; by default that of `thbgraph corpus`"


def add_arguments(evidence: ArgumentParser, show: ArgumentParser) -> None:
    """Say what the two commands take."""
    verbs = evidence.add_subparsers(
        dest="verb", metavar="VERB", required=True, title="verbs", parser_class=type(evidence)
    )
    text = "check every piece of evidence against your copies of the documents"
    check = verbs.add_parser("check", help=text, description=text.capitalize() + ".", allow_abbrev=False)
    check.add_argument("--corpus", metavar="DIR", help=_CORPUS)
    check.add_argument("--strict", action="store_true", help="a document without a copy is an error, too")
    check.add_argument("--format", choices=_CHECK_FORMATS, default="table")
    text = "find a passage in a copy and print the block of evidence for a record"
    mark = verbs.add_parser("mark", help=text, description=text.capitalize() + ".", allow_abbrev=False)
    mark.add_argument("file", metavar="FILE", help="a copy of the document")
    found_by = mark.add_mutually_exclusive_group()
    found_by.add_argument("--words", help="the words of the passage, or its first and last: 'first … last'")
    found_by.add_argument("--address", help="the address of the passage, such as 'art. 18(4)'")
    mark.add_argument("--kind", help="the kind of the file, where it is not recognised")
    show.add_argument("statement", metavar="STATEMENT", help="a label, a prefixed name or an IRI")
    show.add_argument("--corpus", metavar="DIR", help=_CORPUS)


def run(options: Namespace) -> int:
    """Run one of the commands and return its exit code."""
    if options.command == "show":
        from thbgraph.cli.show import show

        return show(options.statement, _folder(options))
    return _check(options) if options.verb == "check" else _mark(options)


def _folder(options: Namespace) -> Path:
    from pathlib import Path

    from thbgraph import data

    return Path(options.corpus) if options.corpus else data.home() / "corpus"


def _check(options: Namespace) -> int:
    import sys

    from thbgraph import api
    from thbgraph.answers.safe import one_line
    from thbgraph.evidence.check import Verdict, check

    report = check(api.open().store, _folder(options))
    for line in report.unread:
        print(one_line(f"not read: {line}"), file=sys.stderr)
    emit_text(_as_lines(report) if options.format == "jsonl" else _as_table(report))
    wrong = any(finding.is_wrong for finding in report.findings)
    lacking = any(finding.verdict is Verdict.NO_COPY for finding in report.findings)
    return WRONG if wrong or (options.strict and lacking) else 0


def _as_lines(report: Report) -> str:
    """Return one JSON object a line for each finding (https://jsonlines.org)."""
    from json import dumps

    return "".join(dumps(_as_object(finding), ensure_ascii=False) + "\n" for finding in report.findings)


def _as_object(finding: Finding) -> dict[str, str | int | None]:
    piece = finding.piece
    start, end = finding.in_file or (None, None)
    return {
        "statement": piece.statement,
        "class": piece.kind,
        "label": piece.label,
        "role": piece.role,
        "document": piece.document,
        "file": str(finding.copy.path) if finding.copy else None,
        "address": piece.address,
        "start": start,
        "end": end,
        "verdict": finding.verdict.value,
    }


def _as_table(report: Report) -> str:
    """Return a line for each copy and verdict with its count, then the pieces that are not as they should be."""
    from collections import Counter

    counts: Counter[tuple[str, str, str]] = Counter()
    wrong = []
    for finding in report.findings:
        source = report.sources.get(finding.piece.document)
        name = (source.label if source else "") or finding.piece.document
        file = finding.copy.path.name if finding.copy else "-"
        counts[name, file, finding.verdict.value] += 1
        if finding.is_wrong:
            wrong.append((finding, name, file))
    rows = [("Document", "Copy", "Verdict", "Pieces")]
    rows += [(*key, f"{count:,}") for key, count in sorted(counts.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    for finding, name, file in wrong:
        piece = finding.piece
        lines += [
            "",
            f"{finding.verdict.value}: {piece.address or 'no address'} ({piece.role}), {name}, {file}",
            f"  {piece.kind} {piece.statement}",
        ]
        lines += [f"  {text}" for text in (piece.label, finding.note) if text]
    lines += ["", f"{len(report.findings):,} pieces of evidence, {len(wrong):,} of them wrong.", ""]
    return "\n".join(lines)


def _mark(options: Namespace) -> int:
    from pathlib import Path

    from thbgraph.documents import KINDS, read
    from thbgraph.evidence.copies import Copy
    from thbgraph.evidence.passage import by_address, by_words

    if options.kind is not None and options.kind not in KINDS:
        raise UsageError(f"unknown kind {options.kind!r}", f"choose one of {', '.join(KINDS)}")
    copy = Copy(read(Path(options.file), kind=options.kind))
    if options.words is None and options.address is None:
        emit_text(_addresses(copy))
        return 0
    marked = by_address(copy, options.address) if options.words is None else by_words(copy, options.words)
    lines = []
    for passage in marked:
        which = f", {passage.occurrence} of {passage.of}" if passage.of > 1 else ""
        lines.append(f"# {copy.path.name}, line {copy.line_of(passage.span)}{which}\n{passage.block()}\n")
    emit_text("".join(lines))
    return 0


_OPENING_WORDS = 60


def _addresses(copy: Copy) -> str:
    """Return every address of a copy with the words its part begins with."""
    lines = []
    for part in copy.document.walk():
        if part.address:
            words = " ".join(
                copy.document.text[part.start : min(part.end, part.start + _OPENING_WORDS)].split()
            )
            lines.append(f"{part.address}\t{words}\n")
    return "".join(lines)
