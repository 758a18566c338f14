"""Who owes what against trafficking in human beings, EU and UN, with the passage behind every statement.

    import thbgraph

    graph = thbgraph.open()
    graph.queries                                    # the stored queries
    graph.ask("actions-of", actor="Europol")         # rows that print, iterate and turn into a DataFrame
    graph.sparql("SELECT …")                         # a query of one's own

    thbgraph.build()                                 # records -> validated, published graph

Everything is loaded when it is first used: importing the package costs next to nothing. All errors descend
from ThbgraphError; thbgraph.errors has the tree.
"""

from __future__ import annotations

from thbgraph.__about__ import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from thbgraph.answers.answer import Answer
    from thbgraph.answers.rows import Row
    from thbgraph.answers.statements import Statements
    from thbgraph.answers.terms import Iri
    from thbgraph.api import Graph, build, open, validate
    from thbgraph.errors import (
        GateError,
        ParameterError,
        Problem,
        QuerySyntaxError,
        RecordError,
        ServiceError,
        StoreError,
        ThbgraphError,
        UnknownQueryError,
        UnsupportedShapeError,
        UsageError,
    )

__all__ = [
    "Answer",
    "GateError",
    "Graph",
    "Iri",
    "ParameterError",
    "Problem",
    "QuerySyntaxError",
    "RecordError",
    "Row",
    "ServiceError",
    "Statements",
    "StoreError",
    "ThbgraphError",
    "UnknownQueryError",
    "UnsupportedShapeError",
    "UsageError",
    "__version__",
    "build",
    "open",
    "validate",
]

_HOMES = {
    "Answer": "thbgraph.answers.answer",
    "Graph": "thbgraph.api",
    "Iri": "thbgraph.answers.terms",
    "Row": "thbgraph.answers.rows",
    "Statements": "thbgraph.answers.statements",
    "build": "thbgraph.api",
    "open": "thbgraph.api",
    "validate": "thbgraph.api",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module 'thbgraph' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES.get(name, "thbgraph.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
