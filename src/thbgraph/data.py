"""Where the data lies: ontology, shapes, records and queries, in a checkout and in an installed wheel.

In a checkout they are the top-level folders; the wheel carries the same folders inside the package. The
published graph lies in THBGRAPH_HOME where that is set; else beside the checkout's data in `.thbgraph/`, or
in the user's data folder for an installed wheel.

A query from the shell needs two of these folders only, and pathlib costs it more than reading both: those two
there are as plain text too, and pathlib is loaded by whoever wants a Path.
"""

# ruff: noqa: PTH100, PTH111, PTH112, PTH118, PTH120

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "build_dir",
    "home",
    "home_path",
    "in_checkout",
    "ontology_dir",
    "queries_dir",
    "queries_path",
    "root",
    "shapes_dir",
]

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def in_checkout() -> bool:
    """Tell whether the package runs from a checkout, where the data lies two folders up."""
    return not os.path.isdir(os.path.join(_PACKAGE, "_data"))


def root() -> Path:
    """Return the folder that holds ontology/, shapes/, build/ and queries/; THBGRAPH_DATA overrides it."""
    from pathlib import Path

    return Path(_root_path())


def _root_path() -> str:
    override = os.environ.get("THBGRAPH_DATA")
    if override:
        return override
    return os.path.dirname(os.path.dirname(_PACKAGE)) if in_checkout() else os.path.join(_PACKAGE, "_data")


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


def queries_path() -> str:
    """Return `queries_dir()` as plain text."""
    return os.path.join(_root_path(), "queries")


def home() -> Path:
    """Return the folder of the published graph and the build's cache; it need not exist yet."""
    from pathlib import Path

    return Path(home_path())


def home_path() -> str:
    """Return `home()` as plain text."""
    override = os.environ.get("THBGRAPH_HOME")
    if override:
        return override
    if in_checkout():
        return os.path.join(_root_path(), ".thbgraph")
    if sys.platform == "linux" and "XDG_DATA_HOME" not in os.environ:
        # What platformdirs gives here; its import takes as long as opening the graph and asking it.
        return os.path.expanduser("~/.local/share/thbgraph")
    from platformdirs import user_data_dir

    return user_data_dir("thbgraph", appauthor=False)
