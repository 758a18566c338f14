"""The evidence behind the rows of an answer, checked against copies: what a row then says of its ground.

A row shows the document and the address of its passage. Behind it stand the statements of the row, or of what is
linked with a thing in the row (the membership of a State, the report on a norm), that have evidence there; all
their pieces count, the chapeau too. One word says what came of them, the worst of:

    not found   a passage is missing in the copy, ambiguous, or elsewhere in a copy that is the same otherwise
    unchecked   it rests on a named source whose text is not held
    pointed     an address is given, and no copy is at hand or no fingerprint is recorded
    checked     every passage was found in a copy
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from thbgraph.answers.terms import lexical
from thbgraph.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Store

    from thbgraph.answers.answer import Answer
    from thbgraph.answers.rows import Solution
    from thbgraph.evidence.check import Finding
    from thbgraph.evidence.copies import Copy
    from thbgraph.evidence.pieces import Piece

__all__ = ["BASIS", "WORDS", "Checked", "check_rows"]

BASIS = "basis"
"""The column that says what the evidence of a row rests on."""
WORDS = ("not found", "unchecked", "pointed", "checked")
"""What it says of checked rows, the worst first."""

_PLACE = ("document", "address")
_FURTHER = "Address"
"""A column such as statusAddress gives the place of what is reported on a thing in the row."""


class Checked:
    """What came of a check: the columns, the rows with their words, and the line that counts them."""

    __slots__ = ("columns", "note", "solutions")

    def __init__(self, columns: list[str], solutions: list[Solution], note: str) -> None:
        self.columns = columns
        self.solutions = solutions
        self.note = note


def check_rows(answer: Answer, store: Store, corpus: Path) -> Checked:
    """Check the evidence behind the rows of an answer against the copies in a folder, each read once.

    UsageError where the rows do not show where their passages stand, or the folder is none.
    """
    from thbgraph.evidence.copies import copies_in

    _require_place(answer)
    copies, refused = copies_in(corpus)
    grounds = _Grounds(store)
    behind = [list(grounds.behind(answer.columns, solution)) for solution in answer.solutions]
    verdicts = grounds.verdicts({piece for pieces in behind for piece in pieces}, copies)
    words = [min((verdicts[piece] for piece in pieces), key=WORDS.index, default="") for pieces in behind]
    columns = [column for column in answer.columns if column != BASIS + "Label"]
    if BASIS not in columns:
        columns.append(BASIS)
    places = answer.layout.places
    solutions: list[Solution] = [
        tuple(_term(word) if column == BASIS else solution[places[column]] for column in columns)
        for solution, word in zip(answer.solutions, words, strict=True)
    ]
    return Checked(columns, solutions, _note(words, corpus, len(copies), len(refused)))


def _require_place(answer: Answer) -> None:
    if not set(_PLACE) <= set(answer.columns):
        query = answer.query
        hint = "ask for the columns document and address"
        if query is not None and query.derived_from:
            hint = f"check what was counted: {query.derived_from}"
        raise UsageError("the rows do not show where their passages stand", hint)


def _term(word: str) -> Literal | None:
    return Literal(word) if word else None


def _note(words: Sequence[str], corpus: Path, copies: int, refused: int) -> str:
    """Return the line that says how many rows were checked, and what of the others."""
    known = [word for word in words if word]
    rows = "row" if len(known) == 1 else "rows"
    read = f"{copies:,} {'copy' if copies == 1 else 'copies'}"
    counted = f"{known.count('checked'):,} of {len(known):,} {rows} checked against {read} in {corpus}"
    others = [f"{known.count(word):,} {word}" for word in WORDS[:-1] if word in known]
    unread = [f"{refused:,} {'file' if refused == 1 else 'files'} not read"] if refused else []
    return f"Evidence: {'; '.join([counted, *others, *unread])}."


class _Grounds:
    """The evidence of a graph by statement and by place."""

    def __init__(self, store: Store) -> None:
        from thbgraph.evidence.pieces import pieces_of

        self._store = store
        self._pieces = pieces_of(store, described=False)
        self._by_statement: dict[str, list[Piece]] = {}
        self._at: dict[str, dict[str, list[Piece]]] = {}
        for piece in self._pieces:
            self._by_statement.setdefault(piece.statement, []).append(piece)
            self._at.setdefault(piece.address, {}).setdefault(piece.statement, []).append(piece)

    def behind(self, columns: Sequence[str], solution: Solution) -> Iterator[Piece]:
        """Give the pieces of evidence that a row rests on, some of them more than once."""
        row = dict(zip(columns, solution, strict=True))
        things = [term for term in solution if isinstance(term, NamedNode)]
        document = lexical(row["document"])
        at = self._at.get(lexical(row["address"]), {})
        here = {
            statement: found
            for statement, pieces in at.items()
            if (found := [piece for piece in pieces if piece.document == document])
        }
        if grounded := self._of(things, here):
            for statement in grounded:
                yield from self._by_statement[statement]
        else:
            # The row tells of the passage itself, or counts what stands in it.
            for pieces in here.values():
                yield from pieces
        for column, term in row.items():
            if column.endswith(_FURTHER) and term is not None:
                for statement in self._linked(things, self._at.get(lexical(term), {})):
                    yield from self._by_statement[statement]

    def _of(self, things: Sequence[NamedNode], statements: Mapping[str, object]) -> list[str]:
        """Return those of some statements that are in the row; else those that are linked with a thing in it."""
        own = [thing.value for thing in things if thing.value in statements]
        return own or self._linked(things, statements)

    def _linked(self, things: Sequence[NamedNode], statements: Mapping[str, object]) -> list[str]:
        return [
            statement for statement in statements if any(self._touch(thing, statement) for thing in things)
        ]

    def _touch(self, thing: NamedNode, statement: str) -> bool:
        other = NamedNode(statement)
        to, from_ = ((other, None, thing), (thing, None, other))
        return any(next(self._store.quads_for_pattern(*pattern), None) for pattern in (to, from_))

    def verdicts(self, wanted: set[Piece], copies: Sequence[Copy]) -> dict[Piece, str]:
        """Return the word for each piece.

        A copy is known by all the passages of its document, and so is whether it is laid out otherwise; the
        documents that no row rests on are left alone.
        """
        from thbgraph.evidence.check import check_pieces
        from thbgraph.evidence.pieces import sources_of

        documents = {piece.document for piece in wanted}
        pieces = [piece for piece in self._pieces if piece.document in documents]
        found: dict[Piece, str] = {}
        for finding in check_pieces(pieces, copies, sources_of(self._store)):
            # The first finding is that of the best copy; what a further copy lacks comes behind.
            found.setdefault(finding.piece, _word(finding))
        return found


def _word(finding: Finding) -> str:
    from thbgraph.evidence.check import Verdict

    verdict = finding.verdict
    if verdict is Verdict.UNCHECKED:
        return "unchecked"
    if finding.piece.print is None or verdict is Verdict.NO_COPY:
        return "pointed"
    return "checked" if verdict.is_resolved and not finding.is_wrong else "not found"
