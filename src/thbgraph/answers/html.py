"""An answer as an HTML table, for notebooks."""

from __future__ import annotations

from html import escape

from thbgraph.answers.safe import one_line
from thbgraph.answers.table import cells
from thbgraph.answers.terms import lexical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from thbgraph.answers.answer import Answer

__all__ = ["html"]


def html(answer: Answer, limit: int | None = None) -> str:
    """Return the answer as a table whose things carry their IRI as a tooltip; every text is escaped."""
    closing = f"<p>{escape(one_line(answer.closing))}</p>"
    if not answer.solutions:
        return closing
    head = "".join(f"<th>{escape(heading)}</th>" for heading in answer.headings())
    labels = answer.layout.labels
    rows = []
    for solution, texts in zip(answer.solutions, cells(answer, limit), strict=False):
        row = ""
        for place, text in zip(answer.layout.shown, texts, strict=True):
            title = f' title="{escape(one_line(lexical(solution[place])))}"' if place in labels else ""
            row += f"<td{title}>{escape(text)}</td>"
        rows.append(f"<tr>{row}</tr>")
    hidden = len(answer) - len(rows)
    more = f"<p>… and {hidden} more rows</p>" if hidden else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>{more}{closing}"
