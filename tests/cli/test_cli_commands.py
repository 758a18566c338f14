"""The command line in process: what it prints where, and the exit codes."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest
import small_graph

from thbgraph import api
from thbgraph.__about__ import __version__
from thbgraph.cli import main
from thbgraph.errors import GateError, Problem, RecordError

ID = "https://w3id.org/thbgraph/id/"


@pytest.fixture
def run(home, capsys):
    """Run a command and return exit code, standard output and standard error."""

    def command(*words: str) -> tuple[int, str, str]:
        code = main(words)
        return code, *capsys.readouterr()

    return command


class Terminal(io.StringIO):
    """A standard output that somebody watches."""

    def isatty(self) -> bool:
        return True


def watched(*words: str, monkeypatch) -> str:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("TERM", "dumb")
    assert main(words) == 0
    return terminal.getvalue()


# --- the list of queries and their help


def test_query_lists_the_stored_queries(run):
    code, out, err = run("query")

    assert (code, err) == (0, "")
    assert "actions-of       What a body was to do.\n" in out


def test_query_list_as_json_is_the_documented_array(run):
    _, out, _ = run("query", "--format", "json")
    listed = json.loads(out)

    assert [set(entry) for entry in listed] == [{"name", "summary", "question", "tags", "parameters"}] * 2
    assert set(listed[1]["parameters"][0]) == {"name", "type", "required", "default", "example"}


def test_query_list_has_no_other_format(run):
    assert run("query", "--format", "csv")[0] == 2


@pytest.mark.parametrize("words", [["query", "actions-of", "--help"], ["query", "-h", "actions-of"]])
def test_help_of_a_query_says_what_it_takes_and_gives(run, words):
    code, out, _ = run(*words)

    assert code == 0
    for part in (
        "What was this body to do, and by when?",
        "--actor (actor, required, may be repeated)",
        "for example: --date 'end of 2006'",
        "due (Due)",
        "The last day: of the action.",
        "thbgraph query actions-of --actor Europol",
    ):
        assert part in out


def test_help_of_a_count_names_the_list_behind_it(run):
    assert "counted from: thbgraph query actions-of" in run("query", "actions-by-body", "--help")[1]


def test_help_of_query_is_understood_without_a_name(run):
    assert run("query", "--help")[1].startswith("usage: thbgraph query")


# --- running a stored query


@pytest.mark.parametrize(
    "words",
    [
        ["--actor", "Europol", "--format", "csv"],
        ["--actor=europol", "--format=csv"],
        ["--format", "csv", "--actor", "thbd:actor/europol"],
    ],
)
def test_parameters_are_options(run, words):
    code, out, err = run("query", "actions-of", *words)

    assert (code, err) == (0, "")
    assert [line.split(",")[0] for line in out.splitlines()] == ["norm", f"{ID}plan/1", f"{ID}plan/2"]


def test_parameter_is_repeated_for_several_values(run):
    _, out, _ = run("query", "actions-of", "--actor", "Europol", "--actor", "Commission", "--format", "json")

    assert [row["address"] for row in json.loads(out)] == ["action 1", "action 2", "action 3"]


def test_date_is_taken_as_people_write_it(run):
    _, out, _ = run("query", "actions-of", "--actor", "europol", "--date", "end of 2006", "--format", "json")

    assert [row["address"] for row in json.loads(out)] == ["action 1"]


def test_table_closes_with_the_citation(run):
    _, out, err = run("query", "actions-of", "--actor", "europol")

    assert out.endswith("[actor = Europol] (thbgraph data 0.1.0, content hash 0123456789ab)\n")
    assert err == ""


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_nothing_found_is_said_beside_the_data(run, form):
    code, out, err = run("query", "actions-of", "--actor", "Poland", "--format", form)

    assert code == 0
    assert "Nothing" not in out
    assert err == "None found: the document encoded in full for norms has none: Plan of action.\n"


def test_nothing_found_in_a_table_is_the_answer(run):
    code, out, err = run("query", "actions-of", "--actor", "Poland")

    assert (code, err) == (0, "")
    assert out.startswith("None found: the document encoded in full for norms has none: Plan of action. ")


def test_turtle_of_a_stored_query(run):
    assert "thb:dueDate" in run("query", "actions-of", "--actor", "europol", "--format", "ttl")[1]


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        (["query", "actionsof"], "no stored query 'actionsof'", "did you mean actions-of"),
        (["query", "actions-of"], "actions-of needs --actor", '--actor "Europol"'),
        (["query", "actions-of", "--aktor", "x"], "no parameter 'aktor'", "did you mean --actor?"),
        (["query", "actions-of", "--actor"], "--actor needs a value", "--actor=VALUE"),
        (["query", "actions-of", "Europol"], "unexpected word 'Europol'", "--name VALUE"),
        (["query", "actions-of", "-x"], "unexpected word '-x'", "for example"),
        (["query", "--actor", "x"], "--actor is given before a query is named", "for example"),
        (["query", "actions-of", "--actor", "Europool"], "called 'Europool'", "did you mean Europol?"),
        (["query", "actions-of", "--actor", "EC"], "'EC' may mean", "prefixed name"),
        (["query", "actions-of", "--actor", "Europol", "--date", "soon"], "not a date", "2006-12-14"),
        (["query", "actions-of", "--format", "xls"], "unknown format 'xls'", "table, csv"),
        (["bulid"], "invalid choice: 'bulid'", "thbgraph --help"),
        (["build", "--ful"], "unrecognized arguments: --ful", "--help"),
        (["sparql"], "give one query", "for example"),
        (["sparql", "ASK {}", "-f", "x"], "give one query", "for example"),
        (["sparql", "SELECT"], "does not parse", None),
        (["sparql", "DROP ALL"], "read only", "thbgraph build"),
        (["sparql", "ASK { SERVICE <http://x.example/> {} }"], "SERVICE is refused", "other machine"),
        (["sparql", "SELECT ?s { ?s ?p ?o }", "--format", "nt"], "no Turtle form", "CONSTRUCT"),
        (["sparql", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"], "no csv form", "ttl, nt, jsonld"),
        (["completion", "tcsh"], "invalid choice: 'tcsh'", "thbgraph completion --help"),
    ],
)
def test_wrong_word_is_one_line_and_a_hint(run, words, error, hint):
    code, out, err = run(*words)
    lines = err.splitlines()

    assert (code, out) == (2, "")
    assert re.fullmatch(r"thbgraph: error: .+", lines[0])
    assert error in lines[0]
    if hint is None:
        assert len(lines) == 1
    else:
        assert lines[1].startswith("hint: ")
        assert hint in err


def test_control_characters_of_the_caller_do_not_reach_the_terminal(run):
    _, _, err = run("query", "actions-of", "--actor", "\x1b[2Jx\nthbgraph: error: forged")

    assert "\x1b" not in err
    assert len(err.splitlines()) == 1


# --- the other commands


def test_sparql_from_argument_file_and_standard_input(run, tmp_path, monkeypatch):
    text = "SELECT ?s { ?s a thb:State }"
    (tmp_path / "q.rq").write_text(text)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    answers = [
        run("sparql", *words, "--format", "csv")
        for words in ([text], ["-f", str(tmp_path / "q.rq")], ["--file", str(tmp_path / "q.rq")], ["-"])
    ]

    assert answers == [(0, f"s\r\n{ID}actor/poland\r\n", "")] * 4


def test_sparql_table_names_the_data(run):
    assert run("sparql", "SELECT ?s { ?s a thb:State }")[1].endswith(
        "\n\nthbgraph data 0.1.0, content hash 0123456789ab\n"
    )


def test_sparql_ask_and_construct(run):
    assert run("sparql", "ASK { ?s a thb:State }")[1] == "true\n"
    assert run("sparql", "ASK { ?s a thb:Nope }", "--format", "json")[1] == "false\n"
    assert run("sparql", "CONSTRUCT { ?s a thb:State } { ?s a thb:State }", "--format", "nt")[1] == (
        f"<{ID}actor/poland> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        " <https://w3id.org/thbgraph/ontology#State> .\n"
    )
    assert "thbd:actor" in run("sparql", "DESCRIBE thbd:actor\\/poland")[1]


def test_missing_file_is_an_error_of_the_system(run, tmp_path):
    code, out, err = run("sparql", "-f", str(tmp_path / "none.rq"))

    assert (code, out) == (1, "")
    assert err.endswith("none.rq: No such file or directory\n")


def test_query_that_is_not_utf8_is_refused(run, tmp_path):
    (tmp_path / "q.rq").write_bytes(b"SELECT \xff")

    assert run("sparql", "-f", str(tmp_path / "q.rq"))[0] == 2


def test_stats_count_by_graph_and_class(run):
    _, out, _ = run("stats", "--format", "json")
    rows = json.loads(out)
    triples = {row["graph"]: row["count"] for row in rows if row["what"] == "triples"}
    plans = {row["what"]: row["count"] for row in rows if str(row["name"]).endswith("#PlannedAction")}

    assert triples[f"{ID}graph/inferred"] == 2
    assert sum(triples.values()) == len(small_graph.quads())
    assert plans == {"things recorded": 3, "things in all, with what follows": 3}


def test_coverage_of_a_part_needs_its_document(run):
    assert run("coverage", "--part", "action 1")[0] == 2


def test_cite_gives_the_whole_hash(run):
    for form in ("text", "bibtex"):
        code, out, _ = run("cite", "--format", form)

        assert code == 0
        assert small_graph.CONTENT_HASH in out
        assert "0.1.0" in out


def test_version(run):
    assert run("--version") == (0, f"thbgraph {__version__}\n", "")


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]])
def test_help_names_commands_and_exit_codes(run, words):
    code, out, err = run(*words)

    assert (code, err) == (0, "")
    for word in (
        "build",
        "query",
        "sparql",
        "validate",
        "stats",
        "cite",
        "completion",
        "130",
        "THBGRAPH_HOME",
    ):
        assert word in out


@pytest.mark.parametrize("command", ["build", "sparql", "validate", "stats", "cite", "completion"])
def test_every_command_has_help(run, command):
    code, out, _ = run(command, "--help")

    assert code == 0
    assert out.startswith(f"usage: thbgraph {command}")


@pytest.mark.parametrize("words", [["query", "actions-of", "--actor", "Europol"], ["stats"], ["cite"]])
def test_graph_that_was_never_built_is_exit_code_5(run, monkeypatch, tmp_path, words):
    monkeypatch.setenv("THBGRAPH_HOME", str(tmp_path / "empty"))

    code, out, err = run(*words)

    assert (code, out) == (5, "")
    assert "thbgraph build" in err


# --- building


class Built:
    """What pipeline.build returns, as far as the command line looks at it."""

    def __init__(self, published: bool) -> None:
        self.published = published
        self.counts = {"a": 1000, "b": 234}


def build_with(monkeypatch, outcome):
    def build(progress, **options):
        progress("load", 1, 2)
        progress("validate", 0, 0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(api, "build", build)


def test_build_says_what_was_built_and_what_to_try(run, monkeypatch):
    build_with(monkeypatch, Built(True))
    code, out, err = run("build")

    assert (code, err) == (0, "")
    assert re.match(r"Published 1,234 triples from 1 document in \d+\.\d s \(thbgraph data 0\.1\.0, ", out)
    assert out.endswith("\nTry: thbgraph query actions-of --actor Europol\n")


def test_build_without_changes_says_so(run, monkeypatch):
    build_with(monkeypatch, Built(False))

    assert run("build")[1].startswith("Nothing has changed since the last build (thbgraph data 0.1.0")


def test_bad_records_are_all_listed(run, monkeypatch):
    problems = [Problem("b.yaml", 3, 1, "due", "is no date", ""), Problem("a.yaml", 1, 1, "", "is empty", "")]
    build_with(monkeypatch, RecordError(problems))
    code, out, err = run("build")

    assert (code, out) == (3, "")
    assert err.splitlines()[:3] == [
        "a.yaml:1: is empty.",
        "b.yaml:3: due: is no date.",
        "thbgraph: error: 2 problems in the records; nothing was published",
    ]


def test_refused_graph_shows_the_report(run, monkeypatch):
    from thbgraph.validation.report import Report

    build_with(monkeypatch, GateError("the graph was refused", Report([]), "mend it"))
    code, _, err = run("build")

    assert code == 4
    assert err.splitlines() == [
        "thbgraph: error: the graph was refused",
        "hint: mend it",
    ]


def test_interrupted_build_is_130(run, monkeypatch):
    def interrupted(**options):
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "build", interrupted)

    assert run("build") == (130, "", "")


def test_progress_is_shown_on_a_terminal_and_cleared(run, monkeypatch):
    build_with(monkeypatch, Built(True))
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    run("build")

    assert terminal.getvalue() == "\rload 1/2\x1b[K\rvalidate\x1b[K\r\x1b[K"


# --- terminals, pipes and processes


def test_terminal_gets_a_drawn_table(home, monkeypatch):
    out = watched("query", "actions-of", "--actor", "Europol", monkeypatch=monkeypatch)

    assert 'Train | the "trainers"' in out
    assert "───" in out
    assert "content hash 0123456789ab" in " ".join(out.split())


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "markdown"])
def test_data_cannot_steer_the_terminal(home, monkeypatch, form):
    text = 'SELECT ?x { VALUES ?x { "\\u001b[2J\\u009b\\u202e" } }'
    out = watched("sparql", text, "--format", form, monkeypatch=monkeypatch)

    assert not {"\x1b", "\x9b", "\u202e"} & set(out)


def process(code: str, *words: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **options,
    )


RUN = "import sys; from thbgraph.cli import main; code = main()"
HEAVY = "rdflib pyshacl networkx pandas rich yaml SPARQLWrapper argparse dataclasses"
LOADED = f"; print(sorted(set('{HEAVY}'.split()) & set(sys.modules)), file=sys.stderr); sys.exit(code)"


@pytest.mark.parametrize(
    ("code", "words", "loaded"),
    [
        ("import sys, thbgraph; code = 0", [], []),
        (RUN, ["--help"], ["argparse"]),
        (RUN, ["query", "actions-of", "--actor", "Europol", "--format", "csv"], []),
        (RUN, ["query", "actions-of", "--actor", "Europol"], []),
        (RUN, ["query", "actions-of", "--help"], []),
        (RUN, ["query"], []),
    ],
)
def test_start_loads_nothing_heavy(home, code, words, loaded):
    done = process(code + LOADED, *words)

    assert (done.returncode, done.stderr.strip()) == (0, str(loaded))


def test_module_is_the_command(home):
    done = subprocess.run(
        [sys.executable, "-m", "thbgraph", "query", "actions-of", "--actor", "Poland", "--format", "csv"],
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0
    assert done.stdout == b"norm,normLabel,due,document,documentLabel,address\r\n"
    assert (
        done.stderr
        == f"None found: the document encoded in full for norms has none: Plan of action.{os.linesep}".encode()
    )


def test_exit_code_is_that_of_the_process(home):
    assert process(RUN + "; sys.exit(code)", "query", "nope").returncode == 2


def test_output_is_utf8_whatever_the_locale(home):
    done = subprocess.run(
        [sys.executable, "-m", "thbgraph", "sparql", "SELECT ?x { VALUES ?x { 'é' } }", "--format", "csv"],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )

    assert done.stdout == "x\r\né\r\n".encode()


def test_closed_pipe_is_quiet(home):
    command = [
        sys.executable,
        "-m",
        "thbgraph",
        "sparql",
        "SELECT * { ?a ?b ?c . ?d ?e ?f }",
        "--format",
        "csv",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        first = running.stdout.readline()
        running.stdout.close()
        errors = running.stderr.read()

    assert (first, errors, running.returncode) == (b"a,b,c,d,e,f\r\n", b"", 0)


# --- odd surroundings


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_a_closed_stream_is_no_error(run, monkeypatch, closed):
    monkeypatch.setattr(sys, closed, None)
    code = main(["sparql", "SELECT (1 AS ?x) {}"])
    getattr(sys, closed).close()

    assert code == 0


def test_with_standard_error_closed_an_error_does_not_go_to_standard_output(run, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stderr", None)
    code = main(["query", "nosuch"])
    sys.stderr.close()

    assert code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(os.name == "nt", reason="pipes of a POSIX shell")
def test_an_error_into_a_closed_pipe_keeps_its_exit_code(home):
    command = [sys.executable, "-m", "thbgraph", "query", "nosuch"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stderr=writer, check=False)
    os.close(writer)

    assert done.returncode == 2


def test_a_query_file_with_a_byte_order_mark_is_read(run, tmp_path):
    path = tmp_path / "own.rq"
    path.write_text("\ufeffSELECT (1 AS ?x) {}", encoding="utf-8")

    assert run("sparql", "-f", str(path), "--format", "csv") == (0, "x\n1\n".replace("\n", "\r\n"), "")


def test_columns_without_a_query_are_refused(run):
    code, _, err = run("query", "--columns", "norm")

    assert code == 2
    assert "--columns is given before a query is named" in err


def test_a_data_folder_without_queries_says_so(run, monkeypatch, tmp_path):
    monkeypatch.setenv("THBGRAPH_DATA", str(tmp_path))
    code, _, err = run("query")

    assert code == 2
    assert "holds no stored queries" in err
    assert "THBGRAPH_DATA" in err


def test_a_refused_graph_names_the_places_of_its_violations_alone(run, monkeypatch):
    from pyoxigraph import NamedNode

    from thbgraph.validation.report import Report, Result
    from thbgraph.validation.vocabulary import VIOLATION, WARNING

    def result(severity, message):
        node = NamedNode(ID + "norm/1")
        return Result(node, "", None, "urn:shape", "urn:constraint", severity, message)

    report = Report([result(VIOLATION, "It has no bearer."), result(WARNING, "It has no label.")])
    error = GateError("the graph was refused: 1 Violation", report)
    error.places = {ID + "norm/1": "build/records/a.yaml:12"}
    build_with(monkeypatch, error)
    code, _, err = run("build")

    assert code == 4
    assert "  focus  thbd:norm/1\n  place  build/records/a.yaml:12\n" in err
    assert "It has no label" not in err


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_a_query_that_the_engine_is_busy_with(home):
    endless = (
        "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
    )
    busy = subprocess.Popen([sys.executable, "-m", "thbgraph", "sparql", endless])
    try:
        time.sleep(2)
        assert busy.poll() is None
        busy.send_signal(signal.SIGINT)
        assert busy.wait(timeout=20) in (-signal.SIGINT, 130)
    finally:
        busy.kill()


def test_the_list_of_queries_keeps_within_a_terminal(home, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    lines = watched("query", monkeypatch=monkeypatch).splitlines()[:-2]

    assert max(map(len, lines)) <= 40
    assert any(line.startswith("actions-of ") for line in lines)


def test_the_help_of_query_keeps_within_80_columns(run):
    assert max(map(len, run("query", "--help")[1].splitlines())) <= 80
