"""Fetches documents from their official addresses into the corpus, each verified before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from thbgraph.corpus.client import Client
from thbgraph.corpus.download import download
from thbgraph.corpus.errors import CorpusError
from thbgraph.corpus.filenames import name_of_answer
from thbgraph.corpus.library import Copy, Corpus, Origin
from thbgraph.corpus.lock import fetch_lock
from thbgraph.corpus.part import Part
from thbgraph.corpus.verify import Verifier
from thbgraph.corpus.wanted import Wanted

__all__ = ["Fetched", "Watcher", "fetch"]

Watcher = Callable[[str, int, int], None]
"""Called with the label of what is fetched, the bytes that came, and the bytes expected, 0 where not known."""

_MEND = "mend its officialAddress in its record, or keep a right copy with: thbgraph corpus add FILE"


class Fetched(NamedTuple):
    """What came of one document: its copy and a word on it; the errors of the addresses that did not have it.

    `copy` is None where none had it; `is_new` is False where the corpus had the same content before.
    """

    wanted: Wanted
    copy: Copy | None = None
    is_new: bool = False
    verdict: str = ""
    errors: tuple[CorpusError, ...] = ()


def fetch(
    wanted: Iterable[Wanted],
    corpus: Corpus,
    verify: Verifier,
    client: Client,
    *,
    again: bool = False,
    watcher: Watcher | None = None,
) -> Iterator[Fetched]:
    """Fetch documents one after the other, and give what came of each as soon as it is known.

    The addresses of a document are tried in their order until one has it. What the corpus has a fetched copy of
    is not asked for, unless `again`; no address is asked twice. A document that cannot be had does not keep the
    others from being fetched. CorpusError where another process fetches into the corpus, or it is damaged.
    """
    with fetch_lock(corpus.parts):
        run = _Run(corpus, verify, client, watcher)
        if not again:
            for copy in corpus.copies():
                run.remember(copy)
        for one in wanted:
            yield run.fetch(one)


class _Run:
    """One run over several documents, which remembers what was fetched from where."""

    def __init__(self, corpus: Corpus, verify: Verifier, client: Client, watcher: Watcher | None) -> None:
        self._corpus = corpus
        self._verify = verify
        self._client = client
        self._watcher = watcher
        self._of_document: dict[str, Copy] = {}
        self._from_address: dict[str, tuple[Copy, Origin]] = {}

    def remember(self, copy: Copy) -> None:
        if copy.origins and copy.is_whole:
            for origin in copy.origins:
                self._of_document[origin.document] = copy
                self._from_address[origin.address] = copy, origin

    def fetch(self, wanted: Wanted) -> Fetched:
        if wanted.iri in self._of_document:
            return Fetched(wanted, self._of_document[wanted.iri], verdict="fetched before")
        errors = []
        for address in wanted.addresses:
            try:
                result = self._from(address, wanted)
            except CorpusError as error:
                errors.append(error)
                continue
            if result.copy is not None:
                self.remember(result.copy)
            return result._replace(errors=tuple(errors))
        return Fetched(wanted, errors=tuple(errors))

    def _from(self, address: str, wanted: Wanted) -> Fetched:
        if address in self._from_address:
            copy, origin = self._from_address[address]
            verdict = self._judged(copy.path, address, wanted)
            added = self._corpus.add(copy.path, name=copy.name, origin=origin._replace(document=wanted.iri))
            return Fetched(wanted, added.copy, added.is_new, verdict)
        part = Part(self._corpus.parts, address)
        try:
            download(self._client, address, part, lambda came, total: self._watch(wanted, came, total))
        except CorpusError:
            if not part.seen.validator:
                # It cannot be gone on with.
                part.discard()
            raise
        try:
            return self._kept(part, address, wanted)
        finally:
            part.discard()

    def _kept(self, part: Part, address: str, wanted: Wanted) -> Fetched:
        verdict = self._judged(part.path, address, wanted)
        seen = part.seen
        headers = {"Content-Type": seen.content_type, "Content-Disposition": seen.disposition}
        added = self._corpus.add(
            part.path,
            name=name_of_answer(headers, seen.address),
            origin=Origin(wanted.iri, address, seen.content_type),
        )
        return Fetched(wanted, added.copy, added.is_new, verdict)

    def _judged(self, path: Path, address: str, wanted: Wanted) -> str:
        """Return what the fingerprints say; CorpusError where they say that it is another document."""
        verdict = self._verify(path, wanted.documents)
        if verdict.is_wrong:
            raise CorpusError(address, verdict.text, _MEND)
        return verdict.text

    def _watch(self, wanted: Wanted, came: int, total: int) -> None:
        if self._watcher is not None:
            self._watcher(wanted.label, came, total)
