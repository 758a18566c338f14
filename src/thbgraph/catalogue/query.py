"""A stored query as it is read from its file: what it answers, what it takes, what its columns mean.

queries/README.md is the contract of the file; `thbgraph.catalogue.check` holds a query to all of it. Reading
checks no more than what the use of a query rests on, because it happens at every call.
"""

from __future__ import annotations

from thbgraph.catalogue import block, header
from thbgraph.errors import QuerySyntaxError
from thbgraph.names import PREFIXES, expand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["LITERAL_TYPES", "THING_TYPES", "Column", "Parameter", "StoredQuery"]

# The class a value must belong to where the header names none.
THING_TYPES = {
    "actor": "thb:Actor",
    "document": "thb:Document",
    "entity": "thb:Entity",
    "instrument": "thb:Instrument",
    "state": "thb:State",
    "statement": "thb:Statement",
    "status": "skos:Concept",
    "system": "thb:System",
    "topic": "skos:Concept",
    "concept": "skos:Concept",
    "provision": "thb:Provision",
}
LITERAL_TYPES = ("boolean", "date", "integer", "string")

_KEYS = frozenset(
    (
        *("summary", "question", "tags", "key", "columns", "parameters"),
        *("as_of", "evidence", "derived_from", "kinds", "gaps", "service", "join"),
    ),
)
_PARAMETER_KEYS = frozenset(
    ["name", "type", "class", "required", "several", "default", "example", "description", "day"],
)


class Column:
    """A column of the answer: its variable, the heading people see, and what it means."""

    __slots__ = ("heading", "meaning", "name")

    def __init__(self, name: str, heading: str, meaning: str) -> None:
        self.name = name
        self.heading = heading
        self.meaning = meaning


class Parameter:
    """What a stored query takes: a thing of a class, or a literal.

    `class_iri` is the class or concept scheme that a thing must belong to, empty for literals; `default` and
    `example` are written as a caller would write them; `day` is `first` or `last`, the day that a month or a
    year stands for.
    """

    __slots__ = (
        "class_iri",
        "day",
        "default",
        "description",
        "example",
        "name",
        "required",
        "several",
        "type",
    )

    def __init__(self, name: str, type_: str, class_iri: str) -> None:
        self.name = name
        self.type = type_
        self.class_iri = class_iri
        self.required = False
        self.several = False
        self.default: str | None = None
        self.example = ""
        self.description = ""
        self.day = "last"

    @property
    def option(self) -> str:
        """The parameter as an option of the command line."""
        return "--" + self.name.replace("_", "-")


class StoredQuery:
    """One question that the graph answers, under its name."""

    __slots__ = (
        "_after",
        "_before",
        "as_of",
        "columns",
        "derived_from",
        "evidence",
        "gaps",
        "join",
        "key",
        "kinds",
        "name",
        "parameters",
        "question",
        "service",
        "summary",
        "tags",
        "text",
        "variables",
    )

    def __init__(self, name: str, text: str) -> None:
        """Read a query from the text of its file; QuerySyntaxError where it is not one."""
        where = f"queries/{name}.rq"
        head = header.read(text, where)
        fields = _Fields(head, _KEYS, where)
        self.name = name
        self.text = text
        self.summary = fields.text("summary")
        self.question = fields.text("question")
        self.tags: tuple[str, ...] = tuple(str(tag) for tag in fields.items("tags"))
        self.key = fields.text("key", "")
        self.as_of = fields.text("as_of", "")
        self.derived_from = fields.text("derived_from", "")
        self.service = fields.text("service", "")
        self.join = fields.text("join", "")
        self.evidence: tuple[str, ...] = tuple(str(name) for name in fields.items("evidence"))
        self.kinds: tuple[str, ...] = tuple(str(kind) for kind in fields.items("kinds"))
        self.gaps: tuple[str, ...] = tuple(str(gap) for gap in fields.items("gaps"))
        self.columns: Mapping[str, Column] = _columns(head.get("columns", {}), where)
        self.parameters: Mapping[str, Parameter] = _parameters(fields.items("parameters"), where)
        self._split(where)

    def _split(self, where: str) -> None:
        """Cut the text at the VALUES block, once, so that a call only joins."""
        found = block.find(self.text)
        self.variables: tuple[str, ...] = ()
        self._before, self._after = self.text, ""
        if len(found) == 1:
            start, end, self.variables = found[0]
            self._before, self._after = self.text[:start], self.text[end:]
        if len(found) > 1 or set(self.variables) != set(self.parameters):
            raise QuerySyntaxError(
                f"{where}: the query needs one VALUES block with exactly its parameters"
                f" ({', '.join(self.parameters) or 'none'})",
                "write `VALUES (?a ?b) { (UNDEF UNDEF) }` once, with a variable for every parameter",
            )

    def parameter_named(self, name: str) -> str:
        """Return the parameter that a caller's word means: itself, or for `as_of` the date of the question."""
        return self.as_of if name == "as_of" and self.as_of else name

    def fill(self, terms: Mapping[str, Sequence[block.Term]]) -> str:
        """Return the SPARQL text with the parameters' terms in place of the empty block."""
        return self._before + block.write(self.variables, terms) + self._after


class _Fields:
    """The keys of one mapping of a header, each taken with the type it must have."""

    def __init__(self, values: Mapping[str, object], known: frozenset[str], where: str) -> None:
        self.values = values
        self.where = where
        unknown = sorted(set(values) - known)
        if unknown:
            raise self.error(f"has the unknown key {unknown[0]!r}")

    def error(self, what: str) -> QuerySyntaxError:
        return QuerySyntaxError(
            f"{self.where}: the header {what}", "queries/README.md says what a header may hold"
        )

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if value is None or isinstance(value, (list, dict, bool)):
            raise self.error(f"needs a text as {key!r}")
        return str(value)

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"needs true or false as {key!r}")
        return value

    def items(self, key: str) -> list[object]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.error(f"needs a list as {key!r}")
        return value


def _columns(value: object, where: str) -> dict[str, Column]:
    columns = {}
    for name, entry in value.items() if isinstance(value, dict) else ():
        if not isinstance(entry, dict):
            raise QuerySyntaxError(f"{where}: column {name!r} needs a heading and a meaning")
        fields = _Fields(entry, frozenset(("heading", "meaning")), f"{where}: column {name!r}")
        columns[name] = Column(name, fields.text("heading"), fields.text("meaning"))
    return columns


def _parameters(entries: Sequence[object], where: str) -> dict[str, Parameter]:
    parameters: dict[str, Parameter] = {}
    for entry in entries:
        if not isinstance(entry, dict):
            raise QuerySyntaxError(f"{where}: a parameter needs a name and a type")
        fields = _Fields(entry, _PARAMETER_KEYS, f"{where}: parameter {entry.get('name')!r}")
        parameter = _parameter(fields)
        if parameter.name in parameters:
            raise fields.error("repeats a parameter")
        parameters[parameter.name] = parameter
    return parameters


def _parameter(fields: _Fields) -> Parameter:
    type_ = fields.text("type")
    if type_ not in THING_TYPES and type_ not in LITERAL_TYPES:
        raise fields.error(f"has the unknown type {type_!r}")
    curie = fields.text("class", THING_TYPES.get(type_, ""))
    if curie and (type_ in LITERAL_TYPES or curie.partition(":")[0] not in PREFIXES):
        raise fields.error(f"cannot have the class {curie!r}")
    parameter = Parameter(fields.text("name"), type_, expand(curie) if curie else "")
    parameter.required = fields.flag("required")
    parameter.several = fields.flag("several")
    parameter.default = fields.text("default") if "default" in fields.values else None
    parameter.example = fields.text("example", "")
    parameter.description = fields.text("description", "")
    parameter.day = fields.text("day", "last")
    return parameter
