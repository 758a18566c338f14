"""Where the data lies: ontology, shapes, records and queries, in a checkout and in an installed wheel.

In a checkout they are the top-level folders; the wheel carries the same folders inside the package. The
published graph lies in THBGRAPH_HOME where that is set; else beside the checkout's data in `.thbgraph/`, or in
the user's data folder for an installed wheel.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["build_dir", "home", "in_checkout", "ontology_dir", "queries_dir", "root", "shapes_dir"]

_PACKAGE = Path(__file__).parent


def in_checkout() -> bool:
    """Tell whether the package runs from a checkout, where the data lies two folders up."""
    return not (_PACKAGE / "_data").is_dir()


def root() -> Path:
    """Return the folder that holds ontology/, shapes/, build/ and queries/; THBGRAPH_DATA overrides it."""
    override = os.environ.get("THBGRAPH_DATA")
    if override:
        return Path(override)
    return _PACKAGE.parent.parent if in_checkout() else _PACKAGE / "_data"


def ontology_dir() -> Path:
    """Return the folder of the OWL ontology, its vocabularies and alignments."""
    return root() / "ontology"


def shapes_dir() -> Path:
    """Return the folder of the SHACL shapes."""
    return root() / "shapes"


def build_dir() -> Path:
    """Return the folder of the records, the JSON-LD context and the inference rules."""
    return root() / "build"


def queries_dir() -> Path:
    """Return the folder of the stored SPARQL queries."""
    return root() / "queries"


def home() -> Path:
    """Return the folder of the published graph and the build's cache; it need not exist yet."""
    override = os.environ.get("THBGRAPH_HOME")
    if override:
        return Path(override)
    if in_checkout():
        return root() / ".thbgraph"
    from platformdirs import user_data_path

    return user_data_path("thbgraph", appauthor=False)
