"""Asks HermiT, a reasoner for all of OWL 2 DL, whether axioms and data can be true together."""

from __future__ import annotations

import io
import re
import shutil

import owlready2
import pytest
from owlready2.reasoning import OwlReadyInconsistentOntologyError, sync_reasoner_hermit

__all__ = ["is_consistent", "needs_java", "unsatisfiable_classes"]

needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="HermiT needs Java, and there is no `java` on the path"
)

# OWL 2 has no xsd:date, xsd:duration, xsd:gYear and the like, and HermiT stops at the first of them.
# Their literals become plain strings for it: what it looks for are contradictions of classes, and the
# ontology gives such values no range narrower than rdfs:Literal. SHACL checks the datatypes.
_FOREIGN_DATATYPE = re.compile(
    r"\^\^<http://www\.w3\.org/2001/XMLSchema#"
    r"(?:date|duration|dayTimeDuration|yearMonthDuration|gDay|gMonth|gMonthDay|gYear|gYearMonth|time)>"
)


def for_hermit(ntriples: str) -> str:
    """Return N-Triples in which literals of datatypes that OWL 2 has not are plain strings."""
    return _FOREIGN_DATATYPE.sub("", ntriples)


def is_consistent(ntriples: str) -> bool:
    """Tell whether the axioms and facts in N-Triples have a model."""
    try:
        _reason(ntriples)
    except OwlReadyInconsistentOntologyError:
        return False
    return True


def unsatisfiable_classes(ntriples: str) -> set[str]:
    """Return the named classes that nothing could belong to; the axioms must be consistent."""
    return {entity.iri for entity in _reason(ntriples).inconsistent_classes()} - {str(owlready2.Nothing.iri)}


def _reason(ntriples: str) -> owlready2.World:
    world = owlready2.World()
    ontology = world.get_ontology("https://w3id.org/thbgraph/reasoning#")
    ontology.load(fileobj=io.BytesIO(for_hermit(ntriples).encode()), format="ntriples")
    sync_reasoner_hermit(world, debug=0)
    return world
