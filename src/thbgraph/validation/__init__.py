"""SHACL validation: shapes compiled to SPARQL on the embedded store, with pySHACL as reference and fallback.

`Shapes` reads shapes, `validate` checks a store, `affected` and `revalidate` check what a change can have
touched.
"""

from __future__ import annotations

from thbgraph.validation.incremental import affected, affected_by_shape, revalidate
from thbgraph.validation.report import Report, Result
from thbgraph.validation.shapes import Shapes
from thbgraph.validation.validate import validate

__all__ = ["Report", "Result", "Shapes", "affected", "affected_by_shape", "revalidate", "validate"]
