"""Every kind of problem in one file: where it is found, what it says and how to mend it."""

from __future__ import annotations

import os

import pytest
import yaml

from thbgraph.records import load_record
from thbgraph.records.place import MAX_PROBLEMS
from thbgraph.records.text import MAX_BYTES
from thbgraph.records.yamltree import MAX_DEPTH

HEAD = "graph: x\nentries:\n- id: a\n  type: Norm\n"  # what follows stands on line 5, as keys of the entry

# what it is: (text, line, column, key, part of the message, part of the hint)
IN_A_BLOCK = {
    "an unknown key suggests the near one": (
        "  lable: {en: x}",
        5,
        3,
        "lable",
        "`lable` is unknown",
        "`label`",
    ),
    "an unknown key with nothing near names the manual": ("  zzz: 1", 5, 3, "zzz", "unknown", "FORMAT.md"),
    "a key of an inner context is unknown outside": (
        "  role: text",
        5,
        3,
        "role",
        "unknown here",
        "FORMAT.md",
    ),
    "a key that stands twice names the first line": (
        "  due: 2006-01-01\n  due: 2006-01-02",
        6,
        3,
        "due",
        "first on line 5",
        "several values are a list",
    ),
    "a type without a capital suggests the class": (
        "  partOf: {type: provision}",
        5,
        18,
        "type",
        "`provision` is not a type",
        "`Provision`",
    ),
    "a type that is no word": (
        "  partOf: {type: Two words}",
        5,
        18,
        "type",
        "`Two words`",
        "such as Obligation",
    ),
    "an empty list of types": (
        "  partOf: {type: []}",
        5,
        18,
        "type",
        "list of `type` is empty",
        "give a value",
    ),
    "a nested block without a type": ("  partOf: {address: x}", 5, 11, "type", "no type", "under `defaults`"),
    "an id with spaces": ("  partOf: a b", 5, 11, "partOf", "`a b` is not an id", "actor/eu/europol"),
    "an id with two slashes": ("  partOf: a//b", 5, 11, "partOf", "`a//b`", "single slashes"),
    "an id that climbs": ("  partOf: a/../b", 5, 11, "partOf", "`a/../b`", "single slashes"),
    "an id with a character that IRIs refuse": ("  partOf: 'a<b'", 5, 11, "partOf", "`a<b`", "letters"),
    "a web address with a space": (
        "  partOf: http://x/a b",
        5,
        11,
        "partOf",
        "not a web address",
        "without spaces",
    ),
    "a blank node": ("  partOf: _:b", 5, 11, "partOf", "prefix `_`", "whole path"),
    "an unknown prefix": ("  partOf: skso:x", 5, 11, "partOf", "prefix `skso`", "`skos`"),
    "an unknown prefix with nothing near": (
        "  partOf: q:x",
        5,
        11,
        "partOf",
        "prefix `q`",
        "under `prefixes`",
    ),
    "a date that the calendar lacks": ("  due: 2006-02-30", 5, 8, "due", "`2006-02-30`", "2006-12-31"),
    "a date in another order": ("  due: 31.12.2006", 5, 8, "due", "not a date", "year-month-day"),
    "a wrong decimal": ("  value: 2,6", 5, 10, "value", "`2,6` is not a decimal", "2.6"),
    "a decimal that a store would rewrite": (
        "  value: 2.60",
        5,
        10,
        "value",
        "`2.60`",
        "without closing zeros",
    ),
    "a wrong truth value": ("  encoded: yes", 5, 12, "encoded", "`yes`", "true or false"),
    "a wrong duration": ("  offset: 18 months", 5, 11, "offset", "`18 months`", "P18M"),
    "an integer with leading zeros": (
        "  partOf: {type: T, order: 007}",
        5,
        28,
        "order",
        "`007` is not a whole number",
        "leading zeros",
    ),
    "text that reads as a number": ("  address: 5", 5, 12, "address", "reads as a number", "'5' in quotes"),
    "text that reads as a truth value": ("  address: true", 5, 12, "address", "truth value", "in quotes"),
    "a word with spaces where one of a vocabulary is needed": (
        "  status: not done",
        5,
        11,
        "status",
        "`not done` is not a word",
        "one word",
    ),
    "a word that JSON-LD reads as a key": (
        "  status: label",
        5,
        11,
        "status",
        "`label` is a key of the context",
        "its own IRI",
    ),
    "text without its language": ("  label: Text", 5, 10, "label", "no language tag", "label: {en: …}"),
    "a list of texts without their language": ("  label: [a]", 5, 10, "label", "no language tag", "{en: …}"),
    "a malformed language tag": (
        "  label: {english-language: x}",
        5,
        11,
        "label",
        "`english-language`",
        "BCP 47",
    ),
    "no language at all": ("  label: {}", 5, 10, "label", "no text in any language", "delete the key"),
    "an empty text": ("  label: {en: ''}", 5, 15, "label", "`label` is empty", "delete the key"),
    "a key without a value": ("  due:", 5, 7, "due", "`due` is empty", "delete the key"),
    "a text that ends in a line end": ("  address: |\n    a", 5, 12, "address", "white space", "`|-`"),
    "an empty list": ("  bearer: []", 5, 11, "bearer", "list of `bearer` is empty", "delete the key"),
    "a value that stands twice in a list": ("  bearer: [b, b]", 5, 15, "bearer", "stands twice", "keep one"),
    "a list inside a list": ("  bearer: [[b]]", 5, 12, "bearer", "a list stands where", "after the colon"),
    "a block where text is needed": (
        "  address: {a: b}",
        5,
        12,
        "address",
        "holds a block",
        "text after the colon",
    ),
    "a block where a word is needed": (
        "  status: {a: b}",
        5,
        11,
        "status",
        "holds a block",
        "word of a vocabulary",
    ),
    "a block inside a language": (
        "  label: {en: {a: b}}",
        5,
        15,
        "label",
        "a block stands",
        "after the colon",
    ),
    "a scalar where a block is needed": ("  evidence: x", 5, 13, "evidence", "is not a block", "indented"),
    "a list under a key that takes one value": (
        "  due: [2006-01-01]",
        5,
        8,
        "due",
        "takes one value",
        "keep one",
    ),
    "blocks under a key that takes one": (
        "  deadline: [{type: D}, {type: D}]",
        5,
        13,
        "deadline",
        "takes one value",
        "keep one",
    ),
    "an escape that is half a character": ('  address: "\\ud800"', 5, 15, "", "malformed YAML", "quotes"),
    "a web address with a port of letters": (
        "  partOf: http://x:port/",
        5,
        11,
        "partOf",
        "not a web address",
        "browser",
    ),
    "a web address with two fragments": (
        "  partOf: http://x/#a#b",
        5,
        11,
        "partOf",
        "not a web address",
        "browser",
    ),
    "a web address without a host": ("  partOf: http:///x", 5, 11, "partOf", "not a web address", "browser"),
    "an order given by hand": (
        "  evidence: [{type: E, order: 3}]",
        5,
        24,
        "order",
        "place in the list",
        "delete the key",
    ),
    "a nested id that is defined already": (
        "  partOf: {id: a, type: T}",
        5,
        16,
        "id",
        "defined already on line 3",
        "another id",
    ),
    "an anchor": ("  address: &x text", 5, 12, "", "an anchor (&x)", "`defaults`"),
    "a tag": ("  address: !!str text", 5, 12, "", "a tag (tag:yaml.org,2002:str)", "delete it"),
    "a merge key": ("  <<: {due: 2006-01-01}", 5, 3, "", "a merge key", "`defaults`"),
    "a key that is a list": ("  ? [a]\n  : b", 5, 5, "", "a key that is not a word", "key: value"),
    "a key that is nothing": ("  ~: b", 5, 3, "", "a key that is not a word", "key: value"),
    "an escaped control character": ('  address: "a\\0b"', 5, 12, "", "U+0000", "only \\n"),
    "an entry that is no block": ("- b", 5, 3, "entries", "an entry is not a block", "- id: "),
    "an entry without an id": ("- type: Norm", 5, 3, "id", "no id", "`id: `"),
    "an entry without a type": ("- id: b", 5, 3, "type", "no type", "such as Obligation"),
    "an id in the namespace of the ontology": (
        "- {id: thb:Norm, type: T}",
        5,
        8,
        "id",
        "cannot define <https://w3id.org/thbgraph/ontology#Norm>",
        "ontology/",
    ),
    "text where the defaults show that a block is meant": (
        "  deadline: June 2006\ndefaults: {deadline: {type: D}}",
        5,
        13,
        "deadline",
        "is not a block",
        "indented",
    ),
    "evidence that is an id": ("  evidence: a/evidence_1", 5, 13, "evidence", "is not a block", "indented"),
    "an id that two entries have": (
        "- {id: a, type: T}",
        5,
        8,
        "id",
        "defined already on line 3",
        "another id",
    ),
    "an unknown key at the top": ("entires: []", 5, 1, "entires", "not a key of the top", "`entries`"),
    "a count that is not met": (
        "expect: {Norm: 2}",
        5,
        10,
        "Norm",
        "2 of type Norm are expected, 1",
        "the count",
    ),
    "a count of nothing": (
        "expect: {Power: 1}",
        5,
        10,
        "Power",
        "1 of type Power are expected, 0",
        "the count",
    ),
    "a count that is no number": ("expect: {Norm: one}", 5, 16, "Norm", "is not a number", "digits"),
    "a count of something that is no class": (
        "expect: {label: 1}",
        5,
        10,
        "label",
        "is not a class",
        "Obligation",
    ),
    "counts that are no block": ("expect: 3", 5, 1, "expect", "`expect` is not a block", "indented"),
    "a prefix without a slash": ("prefixes: {p: doc}", 5, 15, "p", "does not end with a slash", "`doc/`"),
    "a prefix with a bad path": ("prefixes: {p: a b/}", 5, 15, "p", "`a b` is not an id", "letters"),
    "a prefix that the context uses": (
        "prefixes: {skos: doc/}",
        5,
        12,
        "skos",
        "in the context",
        "another word",
    ),
    "a prefix of strange letters": ("prefixes: {P: doc/}", 5, 12, "P", "cannot be a prefix", "small letters"),
    "a default under a key that takes none": (
        "defaults: {evidenc: {}}",
        5,
        12,
        "evidenc",
        "not a key that holds blocks",
        "`evidence`",
    ),
    "a default that is no block": ("defaults: {Norm: x}", 5, 12, "Norm", "are not a block", "indented"),
    "an unknown key in a default that no block takes": (
        "defaults: {Power: {lable: {en: x}}}",
        5,
        20,
        "lable",
        "`lable` is unknown",
        "`label`",
    ),
    "a default id": ("defaults: {Norm: {id: x}}", 5, 19, "id", "cannot be a default", "its own id"),
}

IN_A_FILE = {
    "malformed YAML": ("graph: x\nentries: [\n", 3, 1, "", "malformed YAML", "brackets"),
    "a tab": ("graph: x\n\tentries: []\n", 2, 1, "", "a tab", "spaces"),
    "a null byte": ("graph: x\x00\n", 1, 9, "", "U+0000", "delete it"),
    "a line separator that editors do not count": ("graph: x\u2028\n", 1, 9, "", "U+2028", "delete it"),
    "bytes that are not UTF-8": (
        b"graph: x\n# \xe4\n",
        2,
        3,
        "",
        "0xE4 is not UTF-8",
        "save the file as UTF-8",
    ),
    "a byte order mark": ("\ufeff" + HEAD, 1, 1, "", "byte order mark", "without"),
    "an empty file": ("", 0, 0, "", "empty", "graph and entries"),
    "a file that is a list": ("- a\n", 0, 0, "", "not a block of keys", "graph and entries"),
    "a second document": (HEAD + "---\na: b\n", 5, 1, "", "a second document", "file of its own"),
    "a directive": ("%YAML 1.1\n---\n" + HEAD, 1, 1, "", "a YAML directive", "begins with %"),
    "a file without a graph": ("entries: [{id: a, type: T}]\n", 1, 1, "graph", "missing", "`graph:`"),
    "a file without entries": ("graph: x\n", 1, 1, "entries", "missing", "`entries:`"),
    "entries that are no list": ("graph: x\nentries: {a: b}\n", 2, 1, "entries", "not a list", "- id: "),
    "a graph that the build makes": (
        HEAD.replace("x", "inferred"),
        1,
        8,
        "graph",
        "made by the build",
        "actors",
    ),
    "a graph without a usable name": (HEAD.replace("x", "a/b"), 1, 8, "graph", "no usable name", "one word"),
    "nesting without end": (
        "a: " + "[" * 100 + "\n",
        1,
        3 + MAX_DEPTH,
        "",
        "levels of nesting",
        "entry of its own",
    ),
    "a file too large": (b"#" * (MAX_BYTES + 1), 0, 0, "", "more than", "split it"),
}


@pytest.mark.parametrize("case", IN_A_BLOCK.values(), ids=IN_A_BLOCK)
def test_a_problem_in_a_block_is_found_where_it_stands(load, case):
    text, *expected = case
    assert_only_problem(load(HEAD + text + "\n"), expected)


@pytest.mark.parametrize("case", IN_A_FILE.values(), ids=IN_A_FILE)
def test_a_problem_of_the_file_is_found_where_it_stands(load, case):
    text, *expected = case
    assert_only_problem(load(text if isinstance(text, bytes) else text.encode()), expected)


def assert_only_problem(record, expected):
    line, column, key, message, hint = expected
    assert [(p.file, p.line, p.column, p.key) for p in record.problems] == [
        ("record.yaml", line, column, key)
    ]
    (problem,) = record.problems
    assert message in problem.message
    assert hint in problem.hint
    assert "\n" not in str(problem)
    assert record.nquads == b""


def test_the_parser_in_python_finds_the_same_problems(load, monkeypatch):
    text = HEAD + "  lable: &x {en: x}\n  due: soon\n- !t b\n- *x\n"
    expected = load(text).problems
    assert len(expected) == 6
    monkeypatch.setattr("thbgraph.records.yamltree._Events", yaml.SafeLoader)
    assert load(text).problems == expected
    (problem,) = load("graph: x\nentries: [\n").problems
    assert problem.message.startswith("malformed YAML")


def test_an_alias_is_refused_beside_its_anchor(load):
    record = load(HEAD + "  address: &x text\n- id: b\n  type: T\n  address: *x\n")
    assert [(p.line, p.column, p.message) for p in record.problems] == [
        (5, 12, "an anchor (&x) is not allowed in a record"),
        (8, 12, "an alias (*x) is not allowed in a record"),
    ]


def test_all_problems_of_a_file_are_found_in_one_run(load):
    record = load(
        "graph: a b\nentries:\n- id: a\n  typ: Norm\n- id: a\n  type: Norm\n  due: soon\n  lable: x\n"
    )
    assert [(p.line, p.key) for p in record.problems] == [
        (1, "graph"), (3, "type"), (4, "typ"), (5, "id"), (7, "due"), (8, "lable"),
    ]  # fmt: skip


def test_a_fault_in_the_defaults_is_one_problem_however_many_blocks_take_it(load):
    record = load("""
        graph: x
        defaults: {Norm: {due: soon}}
        entries:
        - {id: a, type: Norm}
        - {id: b, type: Norm}
        """)
    assert [(p.line, p.key) for p in record.problems] == [(2, "due")]


def test_blocks_below_one_without_an_id_are_still_checked(load):
    record = load("""
        graph: x
        entries:
        - type: Norm
          partOf: {type: T, due: soon}
        - type: Norm
          partOf: {type: T, due: later}
        """)
    assert [(p.line, p.key) for p in record.problems] == [(3, "id"), (4, "due"), (5, "id"), (6, "due")]
    assert record.defined == {}


def test_a_missing_file_a_folder_and_a_pipe_are_problems(context, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path, message in (
        (tmp_path / "none.yaml", "cannot be read: No such file"),
        (tmp_path, "not a file"),
        (tmp_path / "pipe", "not a file"),
        (tmp_path / "nul\0", "cannot be read"),
    ):
        (problem,) = load_record(path, context).problems
        assert (problem.file, problem.line) == (str(path), 0)
        assert message in problem.message


def test_a_message_that_quotes_a_long_text_is_one_short_line(load):
    (problem,) = load(HEAD + "  due: |-\n" + "    word word\n" * 5000).problems
    assert problem.message.startswith("`word word word")
    assert problem.message.endswith("word word` is not a date of the calendar")
    assert len(str(problem)) < 500


def test_a_file_that_is_wrong_throughout_is_not_read_to_its_end(load):
    record = load(HEAD + "".join(f"  wrong{n}: x\n" for n in range(5000)))
    assert len(record.problems) == MAX_PROBLEMS + 1
    assert record.problems[0].message == f"more than {MAX_PROBLEMS - 1} problems; what follows was not read"
    assert [p.line for p in record.problems[1:4]] == [5, 6, 7]


def test_a_file_of_control_characters_is_not_reported_byte_by_byte(load):
    assert len(load(b"\x01" * 100_000).problems) < 30
