"""The stored queries of a folder, by name, each read when it is first asked for.

Paths are plain text here: pathlib would cost a query from the shell more than all that this module does.
"""

# ruff: noqa: PTH123, PTH208

from __future__ import annotations

import os

from thbgraph.catalogue.query import StoredQuery
from thbgraph.errors import UnknownQueryError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Catalogue"]


_ENDING = ".rq"


def _is_query(file_name: str) -> bool:
    return file_name.endswith(_ENDING) and not file_name.startswith(".")


class Catalogue:
    """The questions one can ask by name; a mapping from names to StoredQuery, in alphabetical order."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Take the `.rq` files of a folder; nothing is read yet."""
        self._folder = os.fspath(folder)
        self._read: dict[str, StoredQuery] = {}

    def names(self) -> list[str]:
        """Return the names of all queries."""
        try:
            files = os.listdir(self._folder)
        except OSError as error:
            raise UsageError(
                f"{self._folder} holds no stored queries: {error.strerror}",
                "give the folder that has queries/ as THBGRAPH_DATA, or unset THBGRAPH_DATA",
            ) from error
        return sorted(name.removesuffix(_ENDING) for name in files if _is_query(name))

    def __getitem__(self, name: str) -> StoredQuery:
        """Return a query; UnknownQueryError, with the nearest names, where there is none."""
        query = self._read.get(name)
        if query is None:
            query = self._read[name] = self._load(name)
        return query

    def _load(self, name: str) -> StoredQuery:
        if name in self.names():
            with open(f"{self._folder}/{name}{_ENDING}", encoding="utf-8") as file:
                return StoredQuery(name, file.read())
        from difflib import get_close_matches

        near = get_close_matches(name, self.names(), n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "`thbgraph query` lists the stored queries"
        raise UnknownQueryError(f"there is no stored query {name!r}", hint)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def __len__(self) -> int:
        return len(self.names())

    def __contains__(self, name: object) -> bool:
        return name in self.names()

    def values(self) -> list[StoredQuery]:
        """Return all queries."""
        return [self[name] for name in self.names()]

    def listing(self) -> list[dict[str, object]]:
        """Return what `thbgraph query --format json` prints: plain values, one dict a query."""
        return [
            {
                "name": query.name,
                "summary": query.summary,
                "question": query.question,
                "tags": list(query.tags),
                "parameters": [
                    {
                        "name": parameter.name,
                        "type": parameter.type,
                        "required": parameter.required,
                        "default": parameter.default,
                        "example": parameter.example,
                    }
                    for parameter in query.parameters.values()
                ],
            }
            for query in self.values()
        ]

    def __repr__(self) -> str:
        width = max((len(name) for name in self), default=0)
        return "\n".join(f"{query.name.ljust(width)}  {query.summary}" for query in self.values())
