"""Records: YAML-LD files, checked strictly and turned into quads by one JSON-LD context."""

from __future__ import annotations

from thbgraph.records.check import check
from thbgraph.records.context import Context
from thbgraph.records.place import Place
from thbgraph.records.reader import load_record
from thbgraph.records.record import CACHE_VERSION, Record
from thbgraph.records.terms import Terms, ontology_files

__all__ = [
    "CACHE_VERSION",
    "Context",
    "Place",
    "Record",
    "Terms",
    "check",
    "load_record",
    "ontology_files",
]
