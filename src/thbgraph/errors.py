"""The errors of thbgraph, all in one tree.

ThbgraphError                 exit code 1
├── UsageError                exit code 2   a wrong word on the command line or in a call
│   ├── UnknownQueryError                   no stored query of that name
│   ├── ParameterError                      a parameter is missing, unknown, ambiguous or ill-typed
│   └── QuerySyntaxError                    SPARQL that does not parse
├── RecordError               exit code 3   the records cannot be read as they stand; carries every problem
├── GateError                 exit code 4   the graph was refused by a SHACL Violation; nothing was published
├── StoreError                exit code 5   the published graph is missing, damaged or in use
├── UnsupportedShapeError     exit code 6   a shape that neither engine may skip in silence
├── UnsupportedAxiomError     exit code 6   an axiom that the inference does not support (graph.tbox)
├── DocumentError             exit code 7   a document that cannot be read (documents.errors)
├── CorpusError               exit code 9   a copy that cannot be kept or fetched (corpus.errors)
└── ServiceError              exit code 10  another endpoint that a stored query joins with does not answer

Exit code 8 is no error of thbgraph: `thbgraph evidence check` ran and found evidence that is wrong.

An error's message is one line that says what is wrong and where; `hint` is one line that says how to mend it.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing, dataclasses and collections.abc would double the start of the command line
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "GateError",
    "ParameterError",
    "Problem",
    "QuerySyntaxError",
    "RecordError",
    "ServiceError",
    "StoreError",
    "ThbgraphError",
    "UnknownQueryError",
    "UnsupportedShapeError",
    "UsageError",
]


class ThbgraphError(Exception):
    """The root of all errors that thbgraph raises on purpose, so that a caller can catch exactly these."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ThbgraphError):
    """A word on the command line or an argument of a call that cannot be taken."""

    exit_code = 2


class UnknownQueryError(UsageError):
    """No stored query has the name that was asked for."""


class ParameterError(UsageError):
    """A parameter of a stored query is missing, unknown, ambiguous or of the wrong type."""


class QuerySyntaxError(UsageError):
    """A SPARQL query that does not parse, or does what a read-only graph refuses."""


class Problem:
    """One thing wrong in one record: where it stands, what it is, how to mend it.

    `line` and `column` count from 1; 0 where the problem concerns the whole file. Problems sort by place.
    """

    __slots__ = ("column", "file", "hint", "key", "line", "message")

    def __init__(self, file: str, line: int, column: int, key: str, message: str, hint: str) -> None:
        self.file = file
        self.line = line
        self.column = column
        self.key = key
        self.message = message
        self.hint = hint

    def _order(self) -> tuple[str, int, int, str, str, str]:
        return (self.file, self.line, self.column, self.key, self.message, self.hint)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and self._order() == other._order()

    def __lt__(self, other: Problem) -> bool:
        return self._order() < other._order()

    def __hash__(self) -> int:
        return hash(self._order())

    def __repr__(self) -> str:
        return f"Problem{self._order()!r}"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        return f"{place}:{key} {self.message}. {self.hint}".rstrip()


class RecordError(ThbgraphError):
    """Records that cannot be read as they stand; `problems` has every one found, not the first only."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        count = len(self.problems)
        super().__init__(
            f"{count} problem{'s' if count != 1 else ''} in the records; nothing was published",
            "mend the lines above and build again; build/FORMAT.md says what each key means",
        )


class GateError(ThbgraphError):
    """The graph was refused: SHACL found Violations. `report` is the validation report.

    `places` has the file and line of each node that a record defines, by its IRI.
    """

    exit_code = 4

    def __init__(self, message: str, report: object, hint: str = "") -> None:
        super().__init__(message, hint)
        self.report = report
        self.places: dict[str, str] = {}


class StoreError(ThbgraphError):
    """The published graph is missing, damaged or being written by another build."""

    exit_code = 5


class UnsupportedShapeError(ThbgraphError):
    """A SHACL feature that the compiled validator does not support and was told not to hand on."""

    exit_code = 6


class ServiceError(ThbgraphError):
    """Another endpoint, with which a stored query joins the graph, does not answer."""

    exit_code = 10
