"""The help of stored queries: what one answers, what it takes, what its columns mean, how to call it."""

from __future__ import annotations

import shlex
import shutil
from textwrap import fill

TYPE_CHECKING = False
if TYPE_CHECKING:
    from thbgraph.catalogue.query import Parameter, StoredQuery

__all__ = ["QUERY_HELP", "example_command", "query_help"]

QUERY_HELP = """\
usage: thbgraph query [--format table|json]
       thbgraph query NAME --help
       thbgraph query NAME [--PARAMETER VALUE ...] [--columns A,B,...]
                           [--checked | --corpus DIR]
                           [--format table|csv|tsv|json|markdown|ttl]

Lists the stored queries, explains one, or runs one.

A thing is named by its label ("Europol"; case, accents and punctuation do not
matter), its prefixed name (thbd:actor/eu/europol) or its IRI. A date is
2006-12-14, or 2006-12, 2006, "end of 2006". A parameter that takes several
values is repeated. --columns shows only some columns, in the order given.
--as-of is the date of every query that is asked at a date. Queries that join
with the EU's public data go online; --service URL asks a mirror instead.

--checked looks the passages behind the rows up in the copies that you keep
(thbgraph corpus add, thbgraph corpus fetch), --corpus DIR in the copies in a
folder of yours. The column basis (Evidence) then says of each row, in every
format:
  checked    every passage was found, at most with other note marks
  pointed    an address is given; no copy of the document is at hand
  unchecked  it rests on a named source whose text is not held
  not found  a passage is missing in the copy, ambiguous, or elsewhere in it
The line below a table counts the rows; for csv, tsv and json it goes to
standard error. `thbgraph show` and `thbgraph evidence check` say more.

formats:
  table      for the eye; the last line is how to cite the answer
  csv, tsv   every column, things by IRI and by label
  json       an array with an object for each row
  markdown   a table to paste into a document
  ttl        the statements behind the rows, with their evidence, as Turtle
"""


def query_help(query: StoredQuery) -> str:
    """Return the help of one stored query."""
    blocks = [
        f"usage: thbgraph query {query.name} [--PARAMETER VALUE ...] [--columns A,B,...]"
        " [--checked | --corpus DIR] [--format FORMAT]",
        _wrapped(query.question, ""),
        _wrapped(query.summary, ""),
    ]
    if query.parameters:
        blocks.append("\n".join(["parameters:", *map(_parameter, query.parameters.values())]))
    columns = [
        f"  {column.name} ({column.heading})\n{_wrapped(column.meaning, '      ')}"
        for column in query.columns.values()
    ]
    blocks.append("\n".join(["columns:", *columns]))
    if query.derived_from:
        blocks.append(f"counted from: thbgraph query {query.derived_from}")
    if query.tags:
        blocks.append(f"tags: {', '.join(query.tags)}")
    blocks.append(f"example:\n  {example_command(query)}")
    return "\n\n".join(blocks) + "\n"


def _parameter(parameter: Parameter) -> str:
    notes = [parameter.type]
    notes += ["required"] if parameter.required else []
    notes += ["may be repeated"] if parameter.several else []
    notes += [f"default: {parameter.default}"] if parameter.default is not None else []
    lines = [f"  {parameter.option} ({', '.join(notes)})", _wrapped(parameter.description, "      ")]
    if parameter.example:
        lines.append(f"      for example: {parameter.option} {shlex.quote(parameter.example)}")
    return "\n".join(line for line in lines if line)


def example_command(query: StoredQuery) -> str:
    """Return a command that runs a query with the examples of its required parameters, or of its first."""
    parameters = list(query.parameters.values())
    shown = [parameter for parameter in parameters if parameter.required and parameter.example]
    shown = shown or [parameter for parameter in parameters if parameter.example][:1]
    words = [f"{parameter.option} {shlex.quote(parameter.example)}" for parameter in shown]
    return " ".join(["thbgraph query", query.name, *words])


def _wrapped(text: str, indent: str) -> str:
    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    return fill(text, width, initial_indent=indent, subsequent_indent=indent) if text else ""
