"""Find the thing that a caller means: by its IRI, its prefixed name, or what people call it."""

from __future__ import annotations

from pyoxigraph import NamedNode

from thbgraph.catalogue.evaluate import select
from thbgraph.errors import ParameterError
from thbgraph.names import PREFIXES, THBD, expand, shorten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyoxigraph import Store

    from thbgraph.graph.labels import LabelIndex

__all__ = ["ThingFinder"]

_BELONGS = """
ASK {{
  {{ <{iri}> <{rdf}type>/<{rdfs}subClassOf>* <{class_iri}> }}
  UNION {{ <{iri}> <{skos}inScheme> <{class_iri}> }}
}}
"""
_LABEL = """
SELECT ?label {{ <{iri}> <{skos}prefLabel>|<{rdfs}label> ?label }} ORDER BY (lang(?label) != 'en') ?label
"""


class ThingFinder:
    """Finds things of one published graph, which does not change: what was found once is remembered."""

    def __init__(self, store: Store, release: str) -> None:
        """Take the graph's store and the folder with its index of labels, opened when first needed."""
        self._store = store
        self._release = release
        self._index: LabelIndex | None = None
        self._found: dict[tuple[str, str], tuple[str, str]] = {}

    @property
    def index(self) -> LabelIndex:
        """The index of labels."""
        if self._index is None:
            from thbgraph.graph.labels import FILE, LabelIndex

            self._index = LabelIndex(f"{self._release}/{FILE}")
        return self._index

    def find(self, text: str, class_iri: str) -> tuple[str, str]:
        """Return the IRI and the label of the one thing of a class (or concept scheme) that a text means.

        Raises ParameterError where the text means no such thing, or several.
        """
        key = (str(text), class_iri)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(str(text).strip(), class_iri)
        return found

    def _find(self, text: str, class_iri: str) -> tuple[str, str]:
        iri = _as_iri(text) or self._as_id(text)
        if iri is None:
            thing = self.index.resolve(text, class_iri)
            return thing.iri, thing.label
        if not self._ask(_BELONGS, iri, class_iri):
            known = self._knows(iri)
            kind = self.index.label(class_iri) or shorten(class_iri)
            what = f"is of another kind than {kind}" if known else "is not in the graph"
            raise ParameterError(f"{shorten(iri)} {what}", "give a label instead")
        rows = select(self._store, _fill(_LABEL, iri, class_iri))
        for row in rows:
            return iri, row[0].value
        return iri, shorten(iri)

    def _as_id(self, text: str) -> str | None:
        """Return the IRI of an id as records write it (`actor/eu/europol`); numbers such as 16633/06 are labels."""
        if "/" not in text or " " in text:
            return None
        try:
            iri = NamedNode(THBD + text).value
        except ValueError:
            return None
        return iri if self._knows(iri) else None

    def _knows(self, iri: str) -> bool:
        return bool(self._store.query(f"ASK {{ <{iri}> ?p ?o }}", use_default_graph_as_union=True))

    def _ask(self, query: str, iri: str, class_iri: str) -> bool:
        return bool(self._store.query(_fill(query, iri, class_iri), use_default_graph_as_union=True))


def _fill(query: str, iri: str, class_iri: str) -> str:
    return query.format(
        iri=iri, class_iri=class_iri, rdf=PREFIXES["rdf"], rdfs=PREFIXES["rdfs"], skos=PREFIXES["skos"]
    )


def _as_iri(text: str) -> str | None:
    """Return the IRI that a text is or abbreviates, None where it is a label."""
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//") and " " not in local:
        text = expand(text)
    elif not text.startswith(("http://", "https://", "urn:")):
        return None
    try:
        # The term checks the IRI, so that what goes into the text of a query cannot end it.
        return NamedNode(text).value
    except ValueError as error:
        raise ParameterError(f"{text!r} is not an IRI", str(error)) from error
