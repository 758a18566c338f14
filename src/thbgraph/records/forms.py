"""The forms of a single value: text, a value of a datatype, text by language."""

from __future__ import annotations

from typing import Any

from thbgraph.records.context import Term
from thbgraph.records.place import Problems
from thbgraph.records.values import LANGUAGE_TAG, check_value
from thbgraph.records.yamltree import Broken, Mapping, Node, Scalar, Sequence

__all__ = ["Forms"]


class Forms:
    """Reads scalars and language maps, and notes what is wrong with them."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def scalar(self, value: Node, key: str) -> str | None:
        """Return the text of a scalar; None, with a problem noted, where it is empty or not a scalar."""
        if not isinstance(value, Scalar):
            if not isinstance(value, Broken):
                what = "list" if isinstance(value, Sequence) else "block"
                hint = "write the value after the colon"
                self.problems.add(value, key, f"a {what} stands where `{key}` needs one value", hint)
            return None
        text = value.text
        if value.is_null or not text.strip():
            self.problems.add(value, key, f"`{key}` is empty", "give a value or delete the key")
            return None
        if text != text.strip():
            hint = "delete the spaces, or write `>-` or `|-` so that the line end is left out"
            self.problems.add(value, key, f"the text of `{key}` begins or ends with white space", hint)
        return text

    def text(self, value: Node, key: str) -> str | None:
        """Return a text; what YAML reads as a number or truth value would be one in RDF, and is a problem."""
        text = self.scalar(value, key)
        if text is not None and isinstance(value, Scalar) and value.reads_as != "text":
            hint = f"write '{text}' in quotes: the key holds text"
            self.problems.add(value, key, f"`{text}` reads as a {value.reads_as}", hint)
        return text

    def typed(self, value: Node, term: Term) -> str | None:
        """Return the lexical form of a value of the key's datatype."""
        text = self.scalar(value, term.name)
        wrong = None if text is None else check_value(term.datatype, text)
        if wrong is not None:
            self.problems.add(value, term.name, *wrong)
        return text

    def by_language(self, value: Node, key: str) -> dict[str, Any] | None:
        """Return a map of language tags to a text or a list of texts."""
        if not isinstance(value, Mapping):
            if not isinstance(value, Broken):
                hint = f"write `{key}: {{en: …}}`, a language tag and its text or texts"
                self.problems.add(value, key, f"the text of `{key}` has no language tag", hint)
            return None
        if not value.items:
            self.problems.add(
                value, key, f"`{key}` has no text in any language", "give a text or delete the key"
            )
        out: dict[str, Any] = {}
        for tag, (at, text) in value.items.items():
            if not LANGUAGE_TAG.fullmatch(tag):
                hint = "use a BCP 47 tag such as en, fr or sr-Latn"
                self.problems.add(at, key, f"`{tag}` is not a language tag", hint)
            if isinstance(text, Sequence):
                self.check_list(text, key)
                out[tag] = [self.text(item, key) for item in text.items]
            else:
                out[tag] = self.text(text, key)
        return out

    def check_list(self, value: Sequence, key: str) -> None:
        """Note an empty list and values that stand in it twice, which RDF would swallow."""
        if not value.items:
            self.problems.add(value, key, f"the list of `{key}` is empty", "give a value or delete the key")
        seen = set()
        for item in value.items:
            if isinstance(item, Scalar):
                if item.text in seen:
                    self.problems.add(item, key, f"`{item.text}` stands twice in the list", "keep one")
                seen.add(item.text)
