"""From records to a published graph: load, infer, describe, validate, publish."""

from __future__ import annotations

from thbgraph.pipeline.build import STAGES, BuildResult, build

__all__ = ["STAGES", "BuildResult", "build"]
