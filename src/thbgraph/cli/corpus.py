"""`thbgraph corpus add`, `list` and `fetch`: the copies of documents that evidence is checked against."""

from __future__ import annotations

import sys

from thbgraph.cli.output import emit_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from thbgraph.api import Graph
    from thbgraph.corpus import Copy, Corpus, Fetched, Wanted
    from thbgraph.corpus.verify import Described
    from thbgraph.errors import ThbgraphError

__all__ = ["add_arguments", "run"]

_LABEL = 50
_LIST_FORMATS = ("table", "jsonl")


def add_arguments(corpus: ArgumentParser) -> None:
    """Say what the verbs take."""
    verbs = corpus.add_subparsers(
        dest="verb", metavar="VERB", required=True, title="verbs", parser_class=type(corpus)
    )
    text = "keep copies of your own"
    add = verbs.add_parser("add", help=text, description=text.capitalize() + ".", allow_abbrev=False)
    add.add_argument("files", metavar="FILE", nargs="+", help="a copy of a document, in any format")
    text = "list the copies, and which document each is recognised as"
    listed = verbs.add_parser("list", help=text, description=text.capitalize() + ".", allow_abbrev=False)
    listed.add_argument("--format", choices=_LIST_FORMATS, default="table")
    text = "fetch public documents from their official addresses"
    fetch = verbs.add_parser("fetch", help=text, description=text.capitalize() + ".", allow_abbrev=False)
    fetch.add_argument(
        "documents",
        metavar="DOCUMENT",
        nargs="*",
        help="a document or instrument: a label, a prefixed name or an IRI; all by default",
    )
    fetch.add_argument("--again", action="store_true", help="also what was fetched before")
    fetch.add_argument(
        "--allow-private",
        action="store_true",
        help="also from machines of your own network, such as a mirror",
    )


def run(options: Namespace) -> int:
    """Run one of the verbs and return its exit code."""
    from thbgraph import data
    from thbgraph.corpus import Corpus

    corpus = Corpus(data.home() / "corpus")
    if options.verb == "add":
        return _add(options.files, corpus)
    if options.verb == "list":
        return _list(options.format, corpus)
    return _fetch(options, corpus)


def _add(files: list[str], corpus: Corpus) -> int:
    import os
    from pathlib import Path

    from thbgraph.corpus import CorpusError
    from thbgraph.documents import DocumentError, read

    code = 0
    for file in files:
        shown = os.fsencode(file).decode("utf-8", "replace")
        try:
            copy, is_new = corpus.add(Path(file))
        except CorpusError as error:
            # The other files are kept nevertheless.
            code = _report(error)
            continue
        word = "Kept" if is_new else f"There already, as {copy.name}"
        _say(f"{word}: {shown}")
        try:
            read(copy.path)
        except DocumentError as error:
            _say(f"It can show no passage, though: {error.message}")
    return code


def _list(format: str, corpus: Corpus) -> int:
    from thbgraph import api
    from thbgraph.corpus import describe
    from thbgraph.errors import StoreError

    store, labels = None, {}
    try:
        store = api.open().store
    except StoreError:
        # Copies may be kept before the first build; they are not recognised then.
        pass
    else:
        from thbgraph.evidence.pieces import sources_of

        labels = {iri: source.label or iri for iri, source in sources_of(store).items()}
    copies = corpus.copies()
    whole = {copy.path: copy.is_whole for copy in copies}
    described = describe([path for path, is_whole in whole.items() if is_whole], store)
    if format == "jsonl":
        emit_text("".join(_as_lines(copies, described)))
        return 0
    if not copies:
        emit_text(f"No copies in {corpus.folder}.\nKeep one with: thbgraph corpus add FILE\n")
        return 0
    emit_text(_as_table(copies, described, labels, corpus))
    return 0


def _as_lines(copies: Iterable[Copy], described: dict[Path, Described]) -> Iterator[str]:
    """Give one JSON object a line for each copy (https://jsonlines.org); `kind` is null for a damaged one."""
    from json import dumps

    for copy in copies:
        what = described.get(copy.path)
        entry = {
            "file": str(copy.path),
            "name": copy.name,
            "kind": what.kind if what else None,
            "size": copy.size,
            "sha256": copy.sha256,
            "added": copy.added,
            "documents": list(what.documents) if what else [],
            "origins": [origin._asdict() for origin in copy.origins],
        }
        yield dumps(entry, ensure_ascii=False) + "\n"


def _as_table(
    copies: list[Copy], described: dict[Path, Described], labels: dict[str, str], corpus: Corpus
) -> str:
    from shlex import quote

    from thbgraph.answers.safe import one_line

    rows = [("Name", "Kind", "Size", "Recognised as")]
    for copy in copies:
        what = described.get(copy.path)
        documents = "; ".join(labels.get(iri, iri) for iri in what.documents) if what else ""
        kind = what.kind if what else "damaged"
        rows.append((one_line(copy.name), kind, f"{copy.size:,}", one_line(documents) or "-"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_row(row, widths) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    noun = "copy" if len(copies) == 1 else "copies"
    lines += [
        "",
        f"{len(copies)} {noun}, sizes in bytes.",
        f"Check the evidence: thbgraph evidence check --corpus {quote(str(corpus.folder))}",
        "",
    ]
    return "\n".join(lines)


def _row(row: tuple[str, str, str, str], widths: list[int]) -> str:
    name, kind, size, documents = row
    cells = (name.ljust(widths[0]), kind.ljust(widths[1]), size.rjust(widths[2]), documents)
    return "  ".join(cells)


def _fetch(options: Namespace, corpus: Corpus) -> int:
    from thbgraph import api
    from thbgraph.cli.build import Progress
    from thbgraph.corpus import Client, Limits, fetch, verifier_for

    graph = api.open()
    wanted = _wanted(graph, options.documents)
    if not wanted:
        _say("No document of the graph has an official address.")
        return 0
    progress = Progress()
    client = Client(Limits(allow_private=options.allow_private))
    code = 0
    try:
        for result in fetch(
            wanted,
            corpus,
            verifier_for(graph.store),
            client,
            again=options.again,
            watcher=lambda label, came, total: progress(_stage(label), _kilo(came), _kilo(total)),
        ):
            progress.clear()
            code = _outcome(result) or code
    finally:
        progress.clear()
    return code


def _stage(label: str) -> str:
    """Return the words of the progress line, short enough for a terminal."""
    from thbgraph.answers.safe import one_line

    return f"{one_line(label)[:_LABEL]}, kB:"


def _kilo(size: int) -> int:
    """Return bytes in kB, rounded up, so that 0 stays what is not known."""
    return -(-size // 1000)


def _wanted(graph: Graph, texts: list[str]) -> list[Wanted]:
    """Return what is to be fetched: all, or what the texts mean; ParameterError or CorpusError for a wrong one."""
    from thbgraph.corpus import CorpusError, wanted_of

    known = wanted_of(graph.store)
    if not texts:
        return list(known.values())
    found = {}
    for text in texts:
        iri, label = _find(graph, text)
        if iri not in known:
            hint = "keep a copy of your own with: thbgraph corpus add FILE"
            raise CorpusError(label, "the graph has no official address of it", hint)
        found[iri] = known[iri]
    return list(found.values())


def _find(graph: Graph, text: str) -> tuple[str, str]:
    from thbgraph.errors import ParameterError
    from thbgraph.names import THB

    try:
        return graph.find(text, THB + "Document")
    except ParameterError as error:
        try:
            return graph.find(text, THB + "Instrument")
        except ParameterError:
            raise error from None


def _outcome(result: Fetched) -> int:
    """Say what came of one document, and return the exit code that follows from it."""
    label, copy = result.wanted.label, result.copy
    if copy is None:
        return max(map(_report, result.errors))
    for error in result.errors:
        # Another address had it; this one is to be mended nevertheless.
        _note(error)
    word = "kept" if result.is_new else "there already"
    what = result.verdict if result.verdict == "fetched before" else f"{word}, {result.verdict}"
    _say(f"{label}: {what} ({copy.name}, {copy.size:,} bytes)")
    return 0


def _say(text: str) -> None:
    """Write a line at once: the next one may take a while."""
    from thbgraph.answers.safe import one_line

    emit_text(one_line(text) + "\n")
    sys.stdout.flush()


def _note(error: ThbgraphError) -> None:
    from thbgraph.answers.safe import one_line

    print(f"note: {one_line(error.message)}", file=sys.stderr)


def _report(error: ThbgraphError) -> int:
    """Write an error as the command line does, and return its exit code: others are still to come."""
    from thbgraph.answers.safe import one_line

    print(f"thbgraph: error: {one_line(error.message)}", file=sys.stderr)
    if error.hint:
        print(f"hint: {one_line(error.hint)}", file=sys.stderr)
    return error.exit_code
