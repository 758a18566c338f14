"""The order of two values that SPARQL cannot compare, as the reference implementation has it.

SHACL (4.5.3, 4.5.4) reports a pair of values that SPARQL's `<` does not order. pySHACL, the reference here,
orders some of them: strings and IRIs by their text, ill-typed literals by their lexical form, literals of
different datatypes by the IRI of the datatype. It is followed, so that verdicts are the same; an ill-typed
date is reported by sh:datatype, which belongs on every property that sh:lessThan compares.
"""

from __future__ import annotations

import pyoxigraph as ox

from thbgraph.validation.literals import is_well_typed
from thbgraph.validation.report import Term
from thbgraph.validation.vocabulary import RDF, XSD

__all__ = ["precedes"]

_TEXTS = frozenset({XSD + "string", RDF + "langString"})
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "float", "double"))


def precedes(one: Term, other: Term, or_equal: bool) -> bool:
    """Tell whether a value comes before another, given that SPARQL's own comparison does not say so."""
    if _is_text(one) != _is_text(other):
        return False
    if _is_text(one):
        return _before(_text(one), _text(other), or_equal)
    if not isinstance(one, ox.Literal) or not isinstance(other, ox.Literal):
        return False
    kinds = (one.datatype.value, other.datatype.value)
    well_typed = all(is_well_typed(term.value, kind) for term, kind in zip((one, other), kinds, strict=True))
    if well_typed and (kinds[0] == kinds[1] or _NUMBERS.issuperset(kinds)):
        return False  # SPARQL can compare these, and has
    if kinds[0] == kinds[1]:
        return _before(one.value, other.value, or_equal)
    return kinds[0] < kinds[1]


def _is_text(term: Term) -> bool:
    return isinstance(term, ox.NamedNode) or (isinstance(term, ox.Literal) and term.datatype.value in _TEXTS)


def _text(term: Term) -> str:
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal)) else str(term)


def _before(one: str, other: str, or_equal: bool) -> bool:
    return one <= other if or_equal else one < other
