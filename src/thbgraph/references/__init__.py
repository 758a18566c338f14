"""References: legal citations in plain text, recognised and led back to what they cite.

`find` gives every citation with its numbers derived (CELEX, ELI, OJ, UN symbol, Council number, address),
`short_names` the names that a document defines for itself, `resolve` the IRI of a citation in the graph.
"""

from thbgraph.references.finding import find
from thbgraph.references.reference import Reference
from thbgraph.references.resolving import index, resolve
from thbgraph.references.shortnames import short_names

__all__ = ["Reference", "find", "index", "resolve", "short_names"]
