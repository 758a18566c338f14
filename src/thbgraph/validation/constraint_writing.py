"""Writes a SPARQL-based constraint as a query that can be asked: for all focus nodes together, or for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pyoxigraph as ox

from thbgraph.names import shorten
from thbgraph.validation.constraint_queries import ConstraintQuery
from thbgraph.validation.report import Term
from thbgraph.validation.tokens import Token, joined

__all__ = ["alone", "fill", "together", "widen"]


def together(query: ConstraintQuery, pattern: str, root: str, focus: str) -> str:
    """Return one query for all focus nodes that `pattern` binds to `focus`, the stand-in for $this."""
    shown = " ".join(dict.fromkeys([root, focus]))
    chosen = joined(_renamed(_without_this(query.projection), focus))
    tail = joined(_renamed(query.tail, focus)).replace("GROUP BY", f"GROUP BY {shown}", 1)
    head = "*" if chosen == "*" else f"{shown} {chosen}"
    focus_nodes = f"{{ SELECT DISTINCT {shown} {{ {pattern}}} }}"
    body = joined(_renamed(query.body, focus))
    return f"{query.prologue}SELECT DISTINCT {head} {{ {focus_nodes} {body} }} {tail}"


def alone(query: ConstraintQuery, node: Term) -> str:
    """Return the query with one focus node written in the place of $this."""
    chosen = joined(_written(_without_this(query.projection), node)) or "(1 AS ?thb_row)"
    body = joined(_select_something(_written(query.body, node)))
    distinct = "DISTINCT " if query.distinct else ""
    return f"{query.prologue}SELECT {distinct}{chosen} {{ {body} }} {joined(_written(query.tail, node))}"


def widen(query: ConstraintQuery, widened: dict[int, tuple[str, list[str]]]) -> ConstraintQuery:
    """Return the query with class names widened to subclasses.

    `widened` maps the place of a class name in the body to a new variable and the classes it may be. They are
    listed at the start of the group that the name stands in, where they join with what follows; within EXISTS
    they are a filter instead, since there the instance is known and its few types are looked up.
    """
    out = [Token("word", "")]
    groups = [(0, False)]
    for index, part in enumerate(query.body):
        out.append(part)
        if part.text == "{":
            groups.append((len(out) - 1, groups[-1][1] or query.body[index - 1].upper == "EXISTS"))
        elif part.text == "}":
            groups.pop()
        elif index in widened:
            variable, classes = widened[index]
            start, exists = groups[-1]
            out[-1] = Token("variable", variable)
            out[start] = Token("sign", out[start].text + _choice(variable, classes, exists))
    return replace(query, body=out)


def fill(template: str, bindings: Mapping[str, Term]) -> str:
    """Return a message with `{?name}` and `{$name}` replaced by a row's values, prefixed where possible."""
    for name, value in bindings.items():
        shown = (
            shorten(value.value) if isinstance(value, ox.NamedNode) else getattr(value, "value", str(value))
        )
        template = template.replace(f"{{?{name}}}", shown).replace(f"{{${name}}}", shown)
    return template


def _choice(variable: str, classes: list[str], as_filter: bool) -> str:
    named = [f"<{iri}>" for iri in classes]
    if as_filter:
        return f" FILTER({variable} IN ({', '.join(named)})) "
    return f" VALUES {variable} {{ {' '.join(named)} }} "


def _renamed(parts: list[Token], focus: str) -> list[Token]:
    return [Token("variable", focus) if part.variable == "this" else part for part in parts]


def _without_this(projection: list[Token]) -> list[Token]:
    """Leave $this out of a projection where it stands by itself; within an expression it stays."""
    head = [Token("word", "SELECT"), *projection]
    keep = (not (part.variable == "this" and _clause(head, i) == "SELECT") for i, part in enumerate(head))
    return [part for part, kept in zip(head, keep, strict=True) if kept][1:]


def _written(parts: list[Token], node: Term) -> list[Token]:
    """Write a term in the place of $this, wherever it stands."""
    out: list[Token] = []
    for index, part in enumerate(parts):
        clause = _clause(parts, index) if part.variable == "this" else ""
        if part.variable != "this":
            out.append(part)
        elif clause == "BOUND":
            out[-2:] = [Token("word", "(true")]
        elif clause == "GROUP":
            out.append(Token("word", f"({node} AS ?thb_this)"))
        elif clause != "SELECT":  # a term cannot be selected, and it is known anyway
            out.append(Token("iri", str(node)))
    return out


def _clause(parts: list[Token], index: int) -> str:
    """Return the clause a variable stands in: BOUND, SELECT, GROUP, or "" for a pattern or an expression."""
    if index > 1 and parts[index - 1].text == "(" and parts[index - 2].upper == "BOUND":
        return "BOUND"
    depth = 0
    for part in reversed(parts[:index]):
        depth += {")": 1, "(": -1}.get(part.text, 0)
        if depth < 0 or part.text in ("{", "}", "."):
            return ""
        if part.upper in ("SELECT", "GROUP"):
            return part.upper
        if part.upper in ("HAVING", "ORDER", "FILTER", "BIND"):
            return ""
    return ""


def _select_something(parts: list[Token]) -> list[Token]:
    """Give a nested SELECT that has lost its only variable one of its own."""
    out: list[Token] = []
    for index, part in enumerate(parts):
        out.append(part)
        after = [p.upper for p in parts[index + 1 : index + 3]]
        if part.upper == "SELECT" and (
            after[:1] in (["WHERE"], ["{"]) or (after[1:] in (["WHERE"], ["{"]) and after[0] == "DISTINCT")
        ):
            if after[0] == "DISTINCT":
                continue
            out.append(Token("word", "(1 AS ?thb_row)"))
        elif part.upper == "DISTINCT" and after[:1] in (["WHERE"], ["{"]):
            out.append(Token("word", "(1 AS ?thb_row)"))
    return out
