"""Evidence: a passage kept as its fingerprint, found again in any copy of its document."""

from thbgraph.evidence.fingerprint import Fingerprint, figures, fingerprint

__all__ = ["Fingerprint", "figures", "fingerprint"]
