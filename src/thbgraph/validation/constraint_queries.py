"""SPARQL-based constraints (SHACL 5): one query for all focus nodes where that is safe, else one for each.

SHACL pre-binds $this: the query means what it would mean with the focus node written in its place. One query
for all of them means the same if the focus nodes are joined in wherever $this is used in an expression, and
if nothing counts, cuts or regroups the rows across focus nodes. `read()` looks at where the variables stand
and decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pyoxigraph as ox

from thbgraph.errors import UnsupportedShapeError
from thbgraph.validation.paths import path_text
from thbgraph.validation.report import Term
from thbgraph.validation.shapes import Shape, Shapes
from thbgraph.validation.tokens import Token, tokens
from thbgraph.validation.vocabulary import OWL, RDF, RDF_TYPE, RDFS, SH

__all__ = ["ConstraintQuery", "read"]

_FORBIDDEN = {"MINUS", "VALUES", "SERVICE"}  # SHACL 5.2.1
_AGGREGATES = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
_TERMS = {"iri", "name", "variable", "string", "number", "blank"}


@dataclass
class ConstraintQuery:
    """A query of a SPARQL-based constraint, taken apart at the places where it is rewritten.

    `body` is the content of the outermost group, `projection` what stands between SELECT and it, `tail` what
    follows. `together` tells whether one query may serve all focus nodes; `aggregates` whether it counts, so
    that a row repeated would matter. `mentions` holds every IRI in the body, `any_predicate` tells of a
    variable in the place of a predicate, and `classes` maps the places of class names after rdf:type to their
    IRIs.
    """

    prologue: str
    distinct: bool
    projection: list[Token]
    body: list[Token]
    tail: list[Token]
    together: bool = True
    aggregates: bool = False
    any_predicate: bool = False
    mentions: set[str] = field(default_factory=set)
    classes: dict[int, str] = field(default_factory=dict)
    messages: tuple[ox.Literal, ...] = ()


def read(shapes: Shapes, shape: Shape, node: Term) -> ConstraintQuery:
    """Read the constraint at a node of the shapes graph (the value of sh:sparql).

    Raises UnsupportedShapeError where there is no sh:select, or where it holds what SHACL forbids (MINUS,
    VALUES, SERVICE, `AS ?this`) or what is not supported ($shapesGraph, `?failure`).
    """
    selects = [s.value for s in shapes.objects(node, SH + "select") if isinstance(s, ox.Literal)]
    if len(selects) != 1:
        raise UnsupportedShapeError(f"the SPARQL constraint of {shape.name} needs exactly one sh:select")
    names = _prefixes(shapes, node)
    query = _split(shape, tokens(selects[0]), names)
    query.messages = tuple(m for m in shapes.objects(node, SH + "message") if isinstance(m, ox.Literal))
    _survey(query, names)
    return query


def _prefixes(shapes: Shapes, node: Term) -> dict[str, str]:
    names = {"rdf": RDF, "rdfs": RDFS, "owl": OWL}  # as pySHACL does, for shapes that leave them out
    for holder in shapes.objects(node, SH + "prefixes"):
        declared = shapes.objects(holder, SH + "declare")
        if not declared:
            declared = [d for ontology in shapes.ontologies for d in shapes.objects(ontology, SH + "declare")]
        for declaration in declared:
            prefix, namespace = (shapes.objects(declaration, SH + part) for part in ("prefix", "namespace"))
            if len(prefix) != 1 or len(namespace) != 1:
                raise UnsupportedShapeError(f"{declaration} needs one sh:prefix and one sh:namespace")
            names[getattr(prefix[0], "value", "")] = getattr(namespace[0], "value", "")
    return names


def _split(shape: Shape, parts: list[Token], names: dict[str, str]) -> ConstraintQuery:
    found: list[Token] = []
    index = 0
    while index < len(parts) and parts[index].upper == "PREFIX":
        names[parts[index + 1].text.rstrip(":")] = parts[index + 2].text[1:-1]
        index += 3
    for part in parts[index:]:
        if part.upper in _FORBIDDEN:
            raise UnsupportedShapeError(
                f"a SPARQL constraint of {shape.name} uses {part.upper}",
                "SHACL 5.2.1 forbids it in constraints",
            )
        if part.variable in ("shapesGraph", "failure"):
            raise UnsupportedShapeError(f"a SPARQL constraint of {shape.name} uses {part.text}")
        if part.variable == "this" and found and found[-1].upper == "AS":
            raise UnsupportedShapeError(f"a SPARQL constraint of {shape.name} binds $this anew")
        if part.variable == "currentShape":
            part = Token("iri", str(shape.node))
        elif part.text in ("$PATH", "?PATH"):
            if shape.path is None:
                raise UnsupportedShapeError(
                    f"a SPARQL constraint of {shape.name} uses $PATH but has no sh:path"
                )
            found.extend(tokens(path_text(shape.path)))
            continue
        found.append(part)
    texts = [part.text for part in found]
    if not found or found[0].upper != "SELECT" or "{" not in texts:
        raise UnsupportedShapeError(f"the sh:select of {shape.name} is not a SELECT query")
    start, end = texts.index("{"), len(texts) - 1 - texts[::-1].index("}")
    head = [part for part in found[1:start] if part.upper != "WHERE"]
    distinct = bool(head) and head[0].upper in ("DISTINCT", "REDUCED")
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(names.items()))
    return ConstraintQuery(
        prologue, distinct, head[1:] if distinct else head, found[start + 1 : end], found[end + 1 :]
    )


def _survey(query: ConstraintQuery, names: dict[str, str]) -> None:
    """Find out what a query does, token by token, with a stack of the groups and brackets that are open."""
    query.mentions = {_resolved(part, names) for part in query.body if part.kind in ("iri", "name")}
    query.aggregates = any(
        part.upper in _AGGREGATES for part in [*query.projection, *query.body, *query.tail]
    )
    if query.tail:
        grouped = query.tail[0].upper == "GROUP" and any(
            p.variable == "this" for p in query.tail[: _having(query)]
        )
        only_group = not {part.upper for part in query.tail} & {"LIMIT", "OFFSET", "ORDER"}
        query.together = grouped and only_group
    elif query.aggregates:
        query.together = False
    stack: list[str] = []
    place = 0  # in a triple: 0 subject, 1 predicate, 2 object
    expecting = ""
    for index, part in enumerate(query.body):
        word = part.upper
        inside = bool(stack) and stack[-1] not in _GROUPS
        if part.text == "{":
            stack.append(expecting or "GROUP")
            expecting, place = "", 0
        elif part.text in ("}", ")"):
            while stack and stack.pop() not in ({"(", "BIND("} if part.text == ")" else _GROUPS):
                pass
            place = 0 if part.text == "}" or not inside else place
        elif part.text == "(":
            stack.append("BIND(" if expecting == "BIND" else "(")
            expecting = ""
        elif word in ("OPTIONAL", "EXISTS", "BIND", "GRAPH", "UNION", "FILTER"):
            expecting = {"UNION": "GROUP", "FILTER": ""}.get(word, word)
        elif word == "SELECT":
            query.together = False
        elif part.text in (".", ";", ","):
            place = {".": 0, ";": 1, ",": 2}[part.text]
        elif not inside and (part.kind in _TERMS or part.text == "a"):
            _triple_term(query, names, index, place)
            if not (place == 1 and _path_goes_on(query.body, index)):
                place = min(place + 1, 2) if expecting != "GRAPH" else place
        if part.variable == "this" and not _safe(stack):
            query.together = False


_GROUPS = {"GROUP", "OPTIONAL", "EXISTS", "GRAPH"}


def _safe(stack: list[str]) -> bool:
    """Tell whether $this means the same here when the focus nodes are joined in at the start of the query.

    In a triple of any group it does: groups are joined. In an expression it must be bound by what surrounds
    it: directly in the query, in a filter of an OPTIONAL directly in the query, and in EXISTS within those.
    """
    expression = next((i for i, kind in enumerate(stack) if kind in ("(", "BIND(", "EXISTS")), None)
    if expression is None:
        return True
    around = stack[:expression]
    if stack[expression] == "BIND(":
        return not around
    return around in ([], ["OPTIONAL"]) and "SELECT" not in stack


def _triple_term(query: ConstraintQuery, names: dict[str, str], index: int, place: int) -> None:
    part = query.body[index]
    if place == 1 and part.kind == "variable":
        query.any_predicate = True
    elif place == 2 and part.kind in ("iri", "name") and _resolved(query.body[index - 1], names) == RDF_TYPE:
        query.classes[index] = _resolved(part, names)


def _path_goes_on(body: list[Token], index: int) -> bool:
    after = body[index + 1].text if index + 1 < len(body) else ""
    return after in ("/", "|") or (after in ("*", "+", "?") and body[index + 2].text in ("/", "|"))


def _resolved(part: Token, names: dict[str, str]) -> str:
    if part.text == "a":
        return RDF_TYPE
    if part.kind == "iri":
        return part.text[1:-1]
    prefix, _, local = part.text.partition(":")
    return names.get(prefix, prefix + ":") + local


def _having(query: ConstraintQuery) -> int:
    return next((i for i, part in enumerate(query.tail) if part.upper == "HAVING"), len(query.tail))
