"""From records to a published graph: load, infer, describe, validate, publish, each in a module of its own."""

from __future__ import annotations

from thbgraph.pipeline.build import STAGES, BuildResult, build

__all__ = ["STAGES", "BuildResult", "build"]
