"""The published graph that an answer comes from, in the words in which an answer is cited."""

from __future__ import annotations

from thbgraph.names import PREFIXES, THB, shorten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thbgraph.graph.store import Published

__all__ = ["Source"]

# Enough of the content hash to tell graphs apart in a footnote; the manifest has the whole.
_HASH_SHOWN = 12

_DOCUMENTS = f"""
SELECT ?document (MIN(?name) AS ?label) WHERE {{
  ?document <{THB}isEncoded> true .
  OPTIONAL {{ ?document <{PREFIXES["skos"]}prefLabel> ?name FILTER(lang(?name) = "en") }}
}}
GROUP BY ?document
ORDER BY ?label ?document
"""


class Source:
    """Version, content hash and encoded documents of a published graph; read only when they are shown."""

    __slots__ = ("_published",)

    def __init__(self, published: Published) -> None:
        """Take the published graph, whose manifest has the version and the content hash."""
        self._published = published

    @property
    def version(self) -> str:
        """The version of the data."""
        versions = self._published.manifest.get("versions")
        return str(versions.get("thbgraph", "")) if isinstance(versions, dict) else ""

    @property
    def content_hash(self) -> str:
        """The hash of the graph's content, whole."""
        return str(self._published.manifest.get("contentHash", ""))

    def documents(self) -> list[str]:
        """Return the labels of the documents whose statements are in the graph."""
        from thbgraph.answers.terms import lexical
        from thbgraph.catalogue.evaluate import select

        rows = select(self._published.store, _DOCUMENTS)
        return [lexical(row[1]) or shorten(lexical(row[0])) for row in rows]

    def __str__(self) -> str:
        return f"thbgraph data {self.version}, content hash {self.content_hash[:_HASH_SHOWN]}"

    def absence(self) -> str:
        """Return the line for an answer without rows: that nothing was found, and where it was looked for."""
        documents = self.documents()
        if not documents:
            return "Nothing found: no document is encoded yet."
        noun = "document" if len(documents) == 1 else "documents"
        return f"Nothing found in the {len(documents)} encoded {noun}: {'; '.join(documents)}."

    def citation(self, question: str, parameters: Mapping[str, Sequence[str]]) -> str:
        """Return the line that an answer is cited with: the question, what was asked for, and this graph."""
        given = "; ".join(f"{name} = {', '.join(shown)}" for name, shown in parameters.items())
        asked = f"{question} [{given}]" if given else question
        return f"{asked} ({self})" if asked else str(self)
