"""A report sorts, prints and decides the gate the same in every run, and no rdflib is imported for it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from shacl_builders import shapes_of, store_of

from thbgraph.validation import validate
from thbgraph.validation.literals import is_well_typed

SHAPES = shapes_of(
    "ex:S sh:targetClass ex:Norm ; sh:property ex:A, ex:B, ex:C . "
    "ex:A sh:path ex:a ; sh:minCount 1 ; sh:message 'Give an a.'@en, 'Ein a.'@de . "
    "ex:B sh:path ex:b ; sh:maxCount 0 ; sh:severity sh:Warning . "
    "ex:C sh:path ex:c ; sh:datatype xsd:date ; sh:severity sh:Info ."
)


def test_gate_is_open_where_there_is_no_violation() -> None:
    report = validate(store_of("ex:x a ex:Norm ; ex:a 1 ; ex:b 1 ; ex:c 1 ."), SHAPES)
    assert report.conforms
    assert (len(report.violations), len(report.warnings), len(report.infos)) == (0, 1, 1)


def test_results_are_sorted_worst_first_and_the_message_is_the_english_one() -> None:
    report = validate(store_of("ex:y a ex:Norm ; ex:b 1 ; ex:c 1 . ex:x a ex:Norm ; ex:b 1 ."), SHAPES)
    assert not report.conforms
    assert [(result.severity[-4:], str(result.focus)[-2]) for result in report.results] == [
        ("tion", "x"),
        ("tion", "y"),
        ("ning", "x"),
        ("ning", "y"),
        ("Info", "y"),
    ]
    assert report.results[0].message == "Give an a."


def test_text_shows_message_focus_path_value_and_the_counts() -> None:
    text = validate(store_of("ex:x a ex:Norm ; ex:a 1 ; ex:c 1 ."), SHAPES).text()
    assert text.splitlines() == [
        "Info: the value is not a well-formed literal of datatype <http://www.w3.org/2001/XMLSchema#date>",
        "  focus  http://example.org/x",
        "  path   http://example.org/c",
        '  value  "1"^^<http://www.w3.org/2001/XMLSchema#integer>',
        "  shape  http://example.org/C (DatatypeConstraintComponent)",
        "0 Violations, 0 Warnings, 1 Info",
    ]


def test_one_result_reached_from_two_targets_is_reported_once() -> None:
    shapes = shapes_of(
        "ex:S sh:targetClass ex:Norm ; sh:property [ sh:path ex:p ; sh:property ex:Q ] . "
        "ex:Q sh:path ex:q ; sh:minCount 1 ."
    )
    report = validate(store_of("ex:x a ex:Norm ; ex:p ex:z . ex:y a ex:Norm ; ex:p ex:z ."), shapes)
    assert [str(result.focus) for result in report.results] == ["<http://example.org/z>"]
    assert len(report.found) == 2


@pytest.mark.parametrize(
    ("lexical", "datatype", "expected"),
    [
        ("2024-02-29", "date", True),
        ("2023-02-29", "date", False),
        ("-0044-03-15", "date", True),
        ("12024-02-29", "date", True),
        ("24-02-29", "date", False),
        ("2006-01-15T24:00:00", "dateTime", True),
        ("2006-01-15T25:00:00", "dateTime", False),
        ("2006-01-15", "dateTime", False),
        ("P", "duration", False),
        ("P1DT", "duration", False),
        ("-P1DT1.5S", "duration", True),
        ("256", "unsignedByte", False),
        ("-1", "nonNegativeInteger", False),
        ("٣", "integer", False),
        ("INF", "double", True),
        ("inf", "double", False),
        ("abc", "hexBinary", False),
        ("anything", "anyURI", True),
    ],
)
def test_lexical_forms_are_those_of_xml_schema(lexical: str, datatype: str, expected: bool) -> None:
    assert is_well_typed(lexical, "http://www.w3.org/2001/XMLSchema#" + datatype) is expected


def test_importing_validation_imports_neither_rdflib_nor_pyshacl() -> None:
    code = "import sys, thbgraph.validation; print([m for m in ('rdflib', 'pyshacl') if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert run.stdout.strip() == "[]"
