"""The forms in which an answer leaves: table, csv, tsv, json, markdown, html, ttl, DataFrame."""

from __future__ import annotations

import csv
import io
import json
import sys

import pyoxigraph as ox
import pytest

import thbgraph
from thbgraph.answers.table import draw, fitted, plain

AWKWARD = (
    'VALUES (?thing ?thingLabel ?n) { (thbd:x "a,b|*c*\\n<i>\\"q\\"\\t\\\\" 1.50)'
    ' (thbd:y "\\u001b[31mred\\u009b\\u202e" true) (thbd:z UNDEF UNDEF) }'
)


@pytest.fixture
def awkward(graph) -> thbgraph.Answer:
    return graph.sparql(f"SELECT ?thing ?thingLabel ?n {{ {AWKWARD} }}")


@pytest.fixture
def actions(graph) -> thbgraph.Answer:
    return graph.ask("actions-of", actor="Europol")


@pytest.fixture
def nothing(graph) -> thbgraph.Answer:
    return graph.ask("actions-of", actor="Poland")


ID = "https://w3id.org/thbgraph/id/"
LABEL = 'a,b|*c*\n<i>"q"\t\\'
COMMAND = "\x1b[31mred\x9b\u202e"
DATA = "(thbgraph data 0.1.0, content hash 0123456789ab)"
CITATION = f"What was this body to do, and by when? [actor = Europol] {DATA}"


def test_csv_is_read_back_by_a_csv_reader(awkward):
    text = awkward.to("csv")

    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == [
        ["thing", "thingLabel", "n"],
        [ID + "x", LABEL, "1.5"],
        [ID + "y", COMMAND, "true"],
        [ID + "z", "", ""],
    ]
    assert text.endswith("\r\n")


def test_tsv_has_one_line_a_row(awkward):
    lines = awkward.to("tsv").split("\n")

    assert lines[0] == "thing\tthingLabel\tn"
    assert lines[1] == f'{ID}x\ta,b|*c*\\n<i>"q"\\t\\\\\t1.5'
    assert len(lines) == 5


def test_json_is_typed(awkward):
    assert json.loads(awkward.to("json")) == [
        {"thing": ID + "x", "thingLabel": LABEL, "n": 1.5},
        {"thing": ID + "y", "thingLabel": COMMAND, "n": True},
        {"thing": ID + "z", "thingLabel": None, "n": None},
    ]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("12345678901234567890.10", "12345678901234567890.1"),
        ("1e0", '"1e0"'),
        ('"INF"^^xsd:double', '"INF"'),
        ('"+7"^^xsd:integer', "7"),
        ('"many"^^xsd:integer', '"many"'),
        ('"2006-12-14"^^xsd:date', '"2006-12-14"'),
        ("false", "false"),
    ],
)
def test_json_number_is_not_rounded(graph, term, text):
    answer = graph.sparql(f"SELECT ?x {{ VALUES ?x {{ {term} }} }}").to("json")

    if term == "1e0":
        assert json.loads(answer) == [{"x": 1.0}]
    else:
        assert answer == f'[\n{{"x": {text}}}\n]\n'


def test_json_of_nothing_is_an_empty_array(nothing):
    assert nothing.to("json") == "[]\n"


def test_markdown_escapes_what_would_be_markup(awkward):
    lines = awkward.to("markdown").split("\n")

    assert lines[0] == "| thing | n |"
    assert lines[2] == '| a,b\\|\\*c\\* \\<i>"q" \\\\ | 1.5 |'
    assert lines[4] == "| thbd:z |  |"
    assert lines[6].startswith("thbgraph data 0.1.0")


def test_table_shows_headings_labels_and_the_citation(actions):
    assert actions.to("table").split("\n") == [
        "Action                  Due         Document        Place",
        "----------------------  ----------  --------------  --------",
        'Train | the "trainers"  2006-06-30  Plan of action  action 1',
        "Share data                          Plan of action  action 2",
        "",
        CITATION,
        "",
    ]


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_control_characters_are_made_visible(awkward, form):
    text = awkward.to(form)

    assert "\N{REPLACEMENT CHARACTER}[31mred\N{REPLACEMENT CHARACTER}".replace("[", "") in text.replace(
        "\\[", ""
    ).replace("[", "")
    assert not {"\x1b", "\x9b", "\u202e", "\t"} & set(text)


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_nothing_found_is_one_line(nothing, form):
    text = nothing.to(form).replace("\\", "")

    assert text == (
        "None found: the document encoded in full for norms has none: Plan of action."
        f" What was this body to do, and by when? [actor = Poland] {DATA}\n"
    )


def test_nothing_found_is_told_apart(actions, nothing):
    assert actions.absence is None
    assert (nothing.absence.kind, nothing.note) == (
        "none found",
        "None found: the document encoded in full for norms has none: Plan of action.",
    )


def test_html_escapes_and_gives_the_iri(awkward):
    text = awkward._repr_html_()

    assert f'<td title="{ID}x">a,b|*c* &lt;i&gt;&quot;q&quot; \\</td>' in text
    assert "<i>" not in text
    assert "\x1b" not in text
    assert "<th>thing</th><th>n</th>" in text


def test_html_of_nothing_is_a_paragraph(nothing):
    assert nothing._repr_html_().startswith("<p>None found: the document encoded in full for norms has none")


def test_turtle_has_the_things_and_their_evidence(actions):
    triples = {str(quad.triple) for quad in ox.parse(actions.to("ttl"), format=ox.RdfFormat.TURTLE)}
    subjects = {triple.split(" ", 1)[0] for triple in triples}

    assert subjects == {f"<{ID}plan/{name}>" for name in ("1", "1/e1", "2", "2/e1")}
    assert any("dueDate" in triple for triple in triples)


def test_turtle_leaves_out_what_was_inferred(actions):
    assert "thb:Norm" not in actions.to("ttl")


def test_turtle_is_in_a_fixed_order(graph):
    both = {graph.ask("actions-of", actor=["Europol", "Eurojust"]).to("ttl") for _ in range(3)}
    turned = graph.ask("actions-of", actor=["Eurojust", "Europol"]).to("ttl")

    assert both == {turned}


def test_ntriples_are_the_same_statements(actions):
    turtle = {str(quad.triple) for quad in ox.parse(actions.to("ttl"), format=ox.RdfFormat.TURTLE)}
    ntriples = {str(quad.triple) for quad in ox.parse(actions.to("nt"), format=ox.RdfFormat.N_TRIPLES)}

    assert turtle == ntriples


def test_own_table_has_no_turtle(awkward):
    with pytest.raises(thbgraph.UsageError, match="no Turtle form"):
        awkward.to("ttl")


def test_unknown_format_raises(actions):
    with pytest.raises(thbgraph.UsageError, match="unknown format 'xml'"):
        actions.to("xml")


def test_dataframe_has_the_columns_and_values(actions):
    frame = actions.to_pandas()

    assert list(frame.columns) == list(actions.columns)
    assert frame["address"].tolist() == ["action 1", "action 2"]
    assert frame["norm"].tolist() == [f"{ID}plan/1", f"{ID}plan/2"]


def test_dataframe_of_nothing_has_the_columns(nothing):
    assert list(nothing.to_pandas().columns) == list(nothing.columns)


def test_missing_pandas_is_a_clear_error(actions, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(thbgraph.ThbgraphError, match="pandas is not installed") as raised:
        actions.to_pandas()

    assert raised.value.hint == 'run: pip install "thbgraph[pandas]"'


def test_answer_is_a_sequence_of_rows(actions):
    assert len(actions) == 2
    assert [row.address for row in actions] == ["action 1", "action 2"]
    assert actions[-1].normLabel == "Share data"
    assert actions[0].norm.label == 'Train | the "trainers"'
    assert [row.address for row in actions] == [row.address for row in actions.rows]


def test_long_answers_are_cut_for_the_screen_only(graph):
    answer = graph.sparql("SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o")
    hidden = len(answer) - 60

    assert f"… and {hidden} more rows" in str(answer)
    assert f"… and {hidden} more rows" in answer._repr_html_()
    assert "more rows" not in answer.to("table")
    assert repr(answer) == str(answer)


def test_wide_tables_are_wrapped_to_the_screen(actions, monkeypatch):
    monkeypatch.setenv("COLUMNS", "48")

    lines = str(actions).splitlines()

    assert max(map(len, lines)) <= 48
    assert "trainers" in str(actions)


def test_rows_stand_one_below_the_other_where_columns_do_not_fit(actions, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")

    assert str(actions).splitlines()[:9] == [
        'Train | the "trainers"',
        "  Due       2006-06-30",
        "  Document  Plan of action",
        "  Place     action 1",
        "",
        "Share data",
        "  Document  Plan of action",
        "  Place     action 2",
        "",
    ]


def test_drawn_rows_stand_one_below_the_other_where_columns_do_not_fit(actions, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    file = io.StringIO()

    draw(actions, file)

    assert file.getvalue().startswith('Train | the "trainers"\n  Due       2006-06-30\n')


def test_numbers_stand_to_the_right(graph):
    lines = graph.ask("actions-by-body").to("table").splitlines()

    assert lines[2].endswith("       2")


@pytest.mark.parametrize(
    ("widths", "room", "fit"),
    [
        ([5, 5], 20, [5, 5]),
        ([5, 50], 30, [5, 25]),
        ([40, 50], 60, [30, 30]),
        ([50, 50, 4], 24, [10, 10, 4]),
        ([50, 50], 4, [6, 6]),
    ],
)
def test_widest_columns_give_way(widths, room, fit):
    assert fitted(widths, room) == fit


def test_drawn_table_takes_markup_in_the_data_literally(graph):
    answer = graph.sparql('SELECT ?x { VALUES ?x { "[red]x[/red]" "\\u001b[2J" } }')
    file = io.StringIO()

    draw(answer, file)

    assert "[red]x[/red]" in file.getvalue()
    assert "\x1b" not in file.getvalue()
    assert "thbgraph data 0.1.0" in file.getvalue()


def test_drawn_table_of_nothing_is_the_line(nothing):
    file = io.StringIO()

    draw(nothing, file)

    assert file.getvalue().startswith(
        "None found: the document encoded in full for norms has none: Plan of action."
    )


def test_plain_table_takes_a_limit(actions):
    assert "… and 1 more rows" in plain(actions, limit=1)


def test_chosen_columns_go_out_in_every_format_with_their_labels(awkward: thbgraph.Answer) -> None:
    awkward.only("n", "thing")
    rows = list(csv.reader(io.StringIO(awkward.to("csv"))))
    assert rows[0] == ["n", "thing", "thingLabel"]
    assert rows[1][1:] == [ID + "x", LABEL]
    assert awkward.to("tsv").splitlines()[0] == "n\tthing\tthingLabel"
    assert list(json.loads(awkward.to("json"))[1]) == ["n", "thing", "thingLabel"]
    assert awkward.headings() == ["n", "thing"]


def test_choosing_an_unknown_column_raises_and_names_the_columns(awkward: thbgraph.Answer) -> None:
    with pytest.raises(thbgraph.UsageError) as caught:
        awkward.only("nope")
    assert "'nope'" in caught.value.message
    assert "thingLabel" in caught.value.hint
