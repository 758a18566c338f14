"""The corpus: a user's own copies of documents, and those fetched from their official addresses."""

from thbgraph.corpus.client import Client
from thbgraph.corpus.errors import CorpusError
from thbgraph.corpus.fetch import Fetched, fetch
from thbgraph.corpus.library import Added, Copy, Corpus, Origin
from thbgraph.corpus.limits import USER_AGENT, Limits
from thbgraph.corpus.verify import Verdict, Verifier, describe, verifier_for
from thbgraph.corpus.wanted import Wanted, wanted_of

__all__ = [
    "USER_AGENT",
    "Added",
    "Client",
    "Copy",
    "Corpus",
    "CorpusError",
    "Fetched",
    "Limits",
    "Origin",
    "Verdict",
    "Verifier",
    "Wanted",
    "describe",
    "fetch",
    "verifier_for",
    "wanted_of",
]
