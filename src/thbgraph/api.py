"""The Python face: open the published graph, ask it stored questions and one's own."""

from __future__ import annotations

from thbgraph import data
from thbgraph.answers.answer import Answer
from thbgraph.answers.source import Source
from thbgraph.catalogue.binding import bind
from thbgraph.catalogue.evaluate import evaluate, select
from thbgraph.catalogue.finder import ThingFinder
from thbgraph.catalogue.folder import Catalogue
from thbgraph.catalogue.succession import follow
from thbgraph.errors import UsageError
from thbgraph.names import PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike
    from typing import Any

    import pyoxigraph as ox

    from thbgraph.answers.statements import Statements
    from thbgraph.graph.store import Published
    from thbgraph.pipeline.build import BuildResult, Progress
    from thbgraph.validation.report import Report

__all__ = ["Graph", "build", "open", "validate"]


class Graph:
    """One published graph, open for questions; it stays as it is while builds publish others."""

    def __init__(self, published: Published, queries: Catalogue) -> None:
        """Take an open release and the stored queries; `thbgraph.open()` is the usual way here."""
        self._published = published
        self.queries = queries
        self.source = Source(published)
        self._finder = ThingFinder(published.store, published.path)

    @property
    def store(self) -> ox.Store:
        """The engine's own store, read only."""
        return self._published.store

    @property
    def manifest(self) -> dict[str, Any]:
        """What the build says of this graph: version, content hash, sizes."""
        return self._published.manifest

    def find(self, text: str, class_iri: str) -> tuple[str, str]:
        """Return the IRI and label of the one thing of a class that a text means; ParameterError if none."""
        return self._finder.find(text, class_iri)

    def names_starting(self, text: str, class_iri: str) -> list[str]:
        """Return the labels of a class that begin like a text, case and accents aside."""
        return self._finder.index.starting(text, class_iri)

    def ask(self, name: str, /, *, service: str | None = None, **parameters: object) -> Answer:
        """Return the rows of a stored query.

        Parameters are given by name: a label ("Europol"), a prefixed name or IRI, a date, a number, or a list
        of them where the query takes several; `as_of` is the date of any query that is asked at a date. A
        body that another took over from is asked for with its successors, and the answer's note says so.
        A query that joins the graph with another endpoint asks that of its header, or `service`. Raises
        UnknownQueryError or ParameterError, which say what was meant, or ServiceError.
        """
        query = self.queries[name]
        if service is not None and not query.service:
            raise UsageError(f"{name} joins with no other endpoint", "leave out --service")
        bound = bind(query, parameters, self._finder)
        told = follow(query, parameters, bound, self.store)
        if query.service:
            from thbgraph.catalogue.federated import select_joined

            solutions = select_joined(self.store, query, bound.terms, service)
        else:
            solutions = select(self.store, query.fill(bound.terms))
        return Answer(solutions, self.store, self.source, query, bound.shown, bound.terms, told)

    def export(self, profile: str) -> Statements:
        """Return the part of the graph that another standard covers, in the standard's words.

        `profile` is `eli`, `cpov`, `rrmv`, `dcat` or `skos`; UsageError for any other.
        """
        from thbgraph.answers.statements import Statements
        from thbgraph.catalogue.profiles import construct

        return Statements(construct(data.queries_dir() / "profiles", profile, self.store))

    def dump(self) -> str:
        """Return the whole graph as N-Quads, one line a statement, sorted."""
        from pyoxigraph import RdfFormat

        quads = self.store.dump(format=RdfFormat.N_QUADS)
        assert quads is not None  # bytes are returned because no output is named
        return "".join(sorted(quads.decode().splitlines(keepends=True)))

    def sparql(self, text: str) -> Answer | Statements | bool:
        """Return what a SPARQL query of one's own finds in the union of all graphs.

        SELECT gives an Answer, CONSTRUCT and DESCRIBE give Statements, ASK a bool. The prefixes of
        thbgraph.names are declared beforehand. QuerySyntaxError where the query does not parse, would change
        the graph, or calls SERVICE.
        """
        from pyoxigraph import QueryBoolean, QuerySolutions

        from thbgraph.answers.statements import Statements
        from thbgraph.catalogue.own import refuse_unsafe

        refuse_unsafe(text)
        result = evaluate(self.store, text, PREFIXES)
        if isinstance(result, QuerySolutions):
            return Answer(result, self.store, self.source)
        if isinstance(result, QueryBoolean):
            return bool(result)
        return Statements(result)

    def __repr__(self) -> str:
        return f"<thbgraph.Graph: {self.source}>"


def open(home: str | PathLike[str] | None = None) -> Graph:
    """Open the published graph; StoreError where nothing has been built yet.

    `home` is the folder of the published graph, by default that of this installation (or THBGRAPH_HOME).
    """
    from thbgraph.graph.store import open_current

    return Graph(open_current(data.home_path() if home is None else home), Catalogue(data.queries_path()))


def build(
    *, home: PathLike[str] | None = None, progress: Progress | None = None, full: bool = False
) -> BuildResult:
    """Build, validate and publish the graph from its records; nothing is published where it is refused.

    `progress` is called with a stage, how much of it is done and how much there is; `full` takes nothing from
    former builds. Raises RecordError, GateError or StoreError.
    """
    from pathlib import Path

    from thbgraph import pipeline

    return pipeline.build(home=None if home is None else Path(home), progress=progress, full=full)


def validate(*, progress: Progress | None = None) -> Report:
    """Check the records and the graph just as a build does, publish nothing, and return the gate's report.

    Raises RecordError, or GateError where the graph would be refused.
    """
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from thbgraph import pipeline

    # A build into a folder of its own is the same gate, and leaves the published graph alone.
    with TemporaryDirectory(prefix="thbgraph-") as folder:
        return pipeline.build(home=Path(folder), progress=progress, full=True).report
