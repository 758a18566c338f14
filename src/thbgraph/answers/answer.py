"""An answer: the rows of a query with the question, the graph they come from, and the forms they leave in."""

from __future__ import annotations

from thbgraph.answers.rows import LABEL, Layout, Row
from thbgraph.errors import ThbgraphError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from os import PathLike
    from typing import Any

    from pyoxigraph import QuerySolutions, Store

    from thbgraph.answers.absence import Absence
    from thbgraph.answers.rows import Solution
    from thbgraph.answers.source import Source
    from thbgraph.answers.statements import Statements
    from thbgraph.catalogue.block import Term
    from thbgraph.catalogue.query import StoredQuery

__all__ = ["Answer"]

# How many rows a notebook or an interactive session shows before it says that there are more.
_ROWS_SHOWN = 60


class Answer:
    """Rows of Python values that print as a table, iterate, and turn into other formats.

    `columns` are the variables of the query. `citation` is the line to cite the answer with; `absence` says,
    for an answer without rows, which of three things that means.
    """

    def __init__(
        self,
        solutions: QuerySolutions,
        store: Store,
        source: Source,
        query: StoredQuery | None = None,
        parameters: Mapping[str, Sequence[str]] | None = None,
        terms: Mapping[str, Sequence[Term]] | None = None,
        told: Sequence[str] = (),
    ) -> None:
        """Take the engine's solutions.

        For a stored query, `query`, `parameters` (as people read them) and `terms` say what was asked, and
        `told` what to say of how it was understood, a sentence each.
        """
        self.layout = Layout([variable.value for variable in solutions.variables])
        self.solutions: list[Solution] = list(solutions)
        self.query = query
        self._store = store
        self._source = source
        self._parameters = parameters or {}
        self._terms = terms or {}
        self._check = ""
        self._told = " ".join(told)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, which are the variables of the query."""
        return self.layout.columns

    @property
    def rows(self) -> list[Row]:
        """All rows."""
        return list(self)

    @property
    def citation(self) -> str:
        """The line that the answer is cited with."""
        return self._source.citation(self.query.question if self.query else "", self._parameters)

    @property
    def absence(self) -> Absence | None:
        """Why there are no rows, for a stored query: none found, not encoded, or unknown; None where there are."""
        if self.solutions or self.query is None:
            return None
        from thbgraph.answers.absence import why_empty

        return why_empty(self._store, self.query, self._terms)

    @property
    def note(self) -> str:
        """What to know of the answer in one line: whom it was asked of, why it has no rows, what a check gave."""
        if self.solutions:
            known = " ".join(filter(None, (self._check, self._unchecked_law())))
        else:
            known = str(self.absence) if self.query else self._source.absence()
        return " ".join(filter(None, (self._told, known)))

    def _unchecked_law(self) -> str:
        """Return what to know where the date asked for is later than the law was checked."""
        if self.query is None or not self.query.as_of:
            return ""
        from thbgraph.answers.absence import later_than_checked

        shown = (term for solution in self.solutions for term in solution)
        return later_than_checked(self._store, self.query, self._terms, shown)

    @property
    def closing(self) -> str:
        """The line that closes a table: the citation, after the note where there is one."""
        note = self.note
        return f"{note} {self.citation}" if note else self.citation

    def headings(self) -> list[str]:
        """Return the headings of the columns that people see."""
        described = self.query.columns if self.query else {}
        names = [self.layout.columns[place] for place in self.layout.shown]
        known = {"basis": "Evidence"} if self._check else {}
        return [described[name].heading if name in described else known.get(name, name) for name in names]

    def __len__(self) -> int:
        return len(self.solutions)

    def __iter__(self) -> Iterator[Row]:
        layout = self.layout
        return (Row(layout, solution) for solution in self.solutions)

    def __getitem__(self, place: int | slice) -> Any:
        """Return a row by its place, or a list of rows by a slice."""
        if isinstance(place, slice):
            return [Row(self.layout, solution) for solution in self.solutions[place]]
        return Row(self.layout, self.solutions[place])

    def __str__(self) -> str:
        import shutil

        from thbgraph.answers.table import plain

        return plain(self, width=shutil.get_terminal_size((110, 24)).columns, limit=_ROWS_SHOWN)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        """Return the answer as an HTML table, which notebooks show."""
        from thbgraph.answers.html import html

        return html(self, limit=_ROWS_SHOWN)

    def only(self, *columns: str) -> Answer:
        """Show only these columns, in this order, in every format, and return the answer itself.

        A column that has a label brings it along. UsageError where there is no column of a name.
        """
        self.layout.choose(columns)
        return self

    def checked(self, corpus: str | PathLike[str] | None = None) -> Answer:
        """Check the evidence behind the rows against copies of the documents, and return the answer itself.

        `corpus` is the folder with the copies, by default that of `thbgraph corpus`. The column `basis`, added
        where the query has none, then says of each row in every format: checked, pointed, unchecked or not
        found (thbgraph.answers.checking); `note` counts them. UsageError where the folder is none, or the rows
        do not show where their passages stand.
        """
        from pathlib import Path

        from thbgraph import data
        from thbgraph.answers.checking import BASIS, check_rows

        if corpus is None and not (data.home() / "corpus").is_dir():
            raise UsageError(
                "no copies are kept", "keep yours with: thbgraph corpus add FILE; or name a folder"
            )
        chosen = self.layout.given and [self.columns[place] for place in self.layout.shown]
        done = check_rows(self, self._store, data.home() / "corpus" if corpus is None else Path(corpus))
        self.layout, self.solutions, self._check = Layout(done.columns), done.solutions, done.note
        if chosen:
            labels = {BASIS: BASIS, BASIS + LABEL: BASIS}
            self.layout.choose([*(labels.get(name, name) for name in chosen), BASIS])
        return self

    def to(self, format: str) -> str:
        """Return the answer as text: table, csv, tsv, json, markdown, ttl (the statements behind it)."""
        if format == "table":
            from thbgraph.answers.table import plain

            return plain(self)
        if format in ("ttl", "nt"):
            return self.statements().to(format)
        from thbgraph.answers.formats import WRITERS

        if format not in WRITERS:
            raise UsageError(f"unknown format {format!r}", f"choose one of table, {', '.join(WRITERS)}, ttl")
        return WRITERS[format](self)

    def statements(self) -> Statements:
        """Return the statements behind the rows of a stored query, with the evidence that they hang on.

        These are the asserted triples about the things in the query's key column, and about every other thing
        in a row that has evidence of its own. UsageError where the answer is to a query of one's own.
        """
        if self.query is None or not self.query.key:
            raise UsageError(
                "a table has no Turtle form", "ask with CONSTRUCT or DESCRIBE, or take csv, tsv or json"
            )
        from thbgraph.answers.statements import behind

        return behind(self.solutions, self.layout.places[self.query.key], self._store)

    def to_pandas(self) -> Any:
        """Return the rows as a pandas DataFrame; ThbgraphError where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise ThbgraphError("pandas is not installed", 'run: pip install "thbgraph[pandas]"') from error
        return pandas.DataFrame([tuple(row) for row in self], columns=list(self.columns))
