"""Did you mean: the nearest known word to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["did_you_mean"]


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a question with the one to three nearest known words, or `otherwise` where none is near."""
    folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    near = get_close_matches(word.casefold(), folded, n=3, cutoff=0.7)
    if not near:
        return otherwise
    *others, last = (f"`{folded[match]}`" for match in near)
    return f"did you mean {', '.join(others)} or {last}?" if others else f"did you mean {last}?"
