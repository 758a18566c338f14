"""Bodies change their names and hand their tasks on: a question about the old one is asked of the new one too.

A name that a body no longer bears finds the body all the same, and the answer says so; a body that another
took over from is asked for together with its successors.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from thbgraph.catalogue.binding import values_of
from thbgraph.catalogue.evaluate import select
from thbgraph.names import PREFIXES, THB

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Store

    from thbgraph.catalogue.binding import Bound
    from thbgraph.catalogue.query import StoredQuery

__all__ = ["follow"]

_ACTOR = "urn:x-thbgraph:actor"
_LABEL = f"<{PREFIXES['skos']}prefLabel>"
_SUCCESSORS = f"""
SELECT ?former ?successor ?label ?until WHERE {{
  <{_ACTOR}> <{THB}isSucceededBy>* ?before .
  ?before <{THB}isSucceededBy> ?successor ; {_LABEL} ?former .
  ?successor {_LABEL} ?label .
  OPTIONAL {{ ?before <{THB}until> ?until }}
}}
ORDER BY (!BOUND(?until)) ?until ?former ?label
"""
_NAMES = f"""
SELECT ?name ?until WHERE {{
  <{_ACTOR}> <{THB}hasNaming> ?naming .
  ?naming <{THB}name> ?name ; <{THB}until> ?until .
}}
ORDER BY ?until
"""


def follow(query: StoredQuery, given: Mapping[str, object], bound: Bound, store: Store) -> list[str]:
    """Add to the actors asked for those that took over from them; return what to tell of it, a sentence each."""
    told: list[str] = []
    for parameter in query.parameters.values():
        if parameter.type not in ("actor", "entity"):
            continue
        asked = {str(word).casefold() for word in values_of(given.get(parameter.name))}
        known = list(
            zip(bound.terms.get(parameter.name, ()), bound.shown.get(parameter.name, ()), strict=True)
        )
        for term, label in known:
            if isinstance(term, NamedNode):
                told += _former_names(store, term, label, asked)
                told += _successors(store, parameter.name, term, bound)
    return told


def _former_names(store: Store, actor: NamedNode, label: str, asked: set[str]) -> Iterator[str]:
    for name, until in select(store, _NAMES.replace(_ACTOR, actor.value)):
        if name.value.casefold() in asked - {label.casefold()}:
            yield f"{name.value} is the name that {label} bore until {until.value}."


def _successors(store: Store, name: str, actor: NamedNode, bound: Bound) -> Iterator[str]:
    for former, successor, label, until in select(store, _SUCCESSORS.replace(_ACTOR, actor.value)):
        bound.add(name, successor, label.value)
        when = f" on {until.value}" if until else ""
        yield f"{former.value} was succeeded by {label.value}{when}; both are asked for."
