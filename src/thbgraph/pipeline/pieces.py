"""What one file gives to the graph, from its reading to the inference over all of them."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Piece"]


@dataclass
class Piece:
    """What one file asserts in its graph, as canonical N-Triples lines.

    `name` is the file's, or `ontology`; `files` are all that it was read from; `places` are the lines of the
    file on which its ids are defined. `local` is what follows from the piece by itself.
    """

    name: str
    files: list[str]
    graph: str
    triples: list[str]
    places: dict[str, int] = field(default_factory=dict)
    local: list[str] = field(default_factory=list)
