"""The stored queries of a folder, by name, each read when it is first asked for."""

from __future__ import annotations

from thbgraph.catalogue.query import StoredQuery
from thbgraph.errors import UnknownQueryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Catalogue"]


class Catalogue:
    """The questions one can ask by name; a mapping from names to StoredQuery, in alphabetical order."""

    def __init__(self, folder: Path) -> None:
        """Take the `.rq` files of a folder; nothing is read yet."""
        self._folder = folder
        self._read: dict[str, StoredQuery] = {}

    def names(self) -> list[str]:
        """Return the names of all queries."""
        return sorted(path.stem for path in self._folder.glob("*.rq"))

    def __getitem__(self, name: str) -> StoredQuery:
        """Return a query; UnknownQueryError, with the nearest names, where there is none."""
        query = self._read.get(name)
        if query is None:
            query = self._read[name] = self._load(name)
        return query

    def _load(self, name: str) -> StoredQuery:
        # The name is checked against the folder's listing only when the file cannot be read: this keeps a
        # path such as ../x from being taken, and the usual call from listing the folder.
        if name.replace("-", "").replace("_", "").isalnum():
            path = self._folder / f"{name}.rq"
            if path.is_file():
                return StoredQuery.load(path)
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
