"""One row of an answer, cheap to make and converted only where it is looked at.

A row wraps the engine's own solution, so that an answer of a hundred thousand rows costs hardly more than the
engine's iteration; a value becomes a Python value when it is asked for.
"""

from __future__ import annotations

from thbgraph.answers.terms import lexical, python_value
from thbgraph.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import QuerySolution

    from thbgraph.answers.terms import AnyTerm, Value

    # A row as the engine gives it, or its terms once a column was changed.
    Solution = QuerySolution | tuple[AnyTerm | None, ...]

__all__ = ["LABEL", "Layout", "Row"]

# By convention a query that gives ?actor gives its label as ?actorLabel; people then see one column.
LABEL = "Label"


class Layout:
    """The columns of an answer: their names, places, and which of them is the label of which.

    `shown` are the places of what people see, `given` those that go to programs where some were chosen.
    """

    __slots__ = ("columns", "given", "labels", "places", "shown")

    def __init__(self, columns: Sequence[str]) -> None:
        """Take the names of the columns in the order of the query."""
        self.columns = tuple(columns)
        self.places = {name: place for place, name in enumerate(self.columns)}
        self.labels = {
            place: self.places[name + LABEL]
            for name, place in self.places.items()
            if name + LABEL in self.places
        }
        hidden = set(self.labels.values())
        self.shown = tuple(place for place in range(len(self.columns)) if place not in hidden)
        self.given: tuple[int, ...] | None = None

    def choose(self, names: Sequence[str]) -> None:
        """Show only some columns, in this order; UsageError where the answer has none of a name."""
        for name in names:
            if name not in self.places:
                raise UsageError(f"the answer has no column {name!r}", f"it has {', '.join(self.columns)}")
        self.shown = tuple(dict.fromkeys(self.places[name] for name in names))
        # Each column once: in JSON a key that stands twice in an object is no longer a value of its own.
        self.given = tuple(
            dict.fromkeys(
                place
                for chosen in self.shown
                for place in (chosen, *((self.labels[chosen],) if chosen in self.labels else ()))
            )
        )


class Row:
    """A row: like a tuple by place, and by name as an attribute or key.

    Values are str, int, float, bool, decimal.Decimal, datetime.date, datetime.datetime, Iri, or None where
    the row has none.
    """

    __slots__ = ("_layout", "_solution")

    def __init__(self, layout: Layout, solution: Solution) -> None:
        """Wrap a solution whose variables are the layout's columns."""
        self._layout = layout
        self._solution = solution

    def _value(self, place: int) -> Value:
        label = self._layout.labels.get(place)
        term = self._solution[place]
        return python_value(term, "" if label is None else lexical(self._solution[label]))

    def __getitem__(self, key: int | str) -> Value:
        """Return a value by place or by the column's name; IndexError or KeyError where there is none."""
        if isinstance(key, str):
            return self._value(self._layout.places[key])
        return self._value(range(len(self))[key])

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_"):  # such as __deepcopy__, asked of a row that has no layout yet
            raise AttributeError(name)
        place = self._layout.places.get(name)
        if place is None:
            raise AttributeError(f"the row has no column {name!r}; it has {', '.join(self._layout.columns)}")
        return self._value(place)

    def __len__(self) -> int:
        return len(self._layout.columns)

    def __iter__(self) -> Iterator[Value]:
        if not self._layout.labels:
            return map(python_value, self._solution)
        return map(self._value, range(len(self._layout.columns)))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, (Row, tuple)) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._layout.columns]

    def __repr__(self) -> str:
        pairs = zip(self._layout.columns, self, strict=True)
        return f"Row({', '.join(f'{name}={value!r}' for name, value in pairs)})"

    def as_dict(self) -> dict[str, Value]:
        """Return the row as a dict from column to value."""
        return dict(zip(self._layout.columns, self, strict=True))
