"""What a context may say, and that anything else is refused when it is loaded."""

from __future__ import annotations

import hashlib
import json

import pytest
from record_context import SOURCE

from thbgraph.errors import RecordError
from thbgraph.names import THB, THBV
from thbgraph.records import Context
from thbgraph.records.context import Kind


def write(tmp_path, source):
    path = tmp_path / "context.jsonld"
    path.write_text(json.dumps({"@context": source}))
    return path


def test_terms_have_the_form_that_their_type_and_container_say(context):
    names = ("id", "type", "label", "bearer", "status", "due", "address")
    assert {name: context.terms[name].kind for name in names} == {
        "id": Kind.ID,
        "type": Kind.TYPE,
        "label": Kind.LANGUAGE,
        "bearer": Kind.REFERENCE,
        "status": Kind.CONCEPT,
        "due": Kind.TYPED,
        "address": Kind.TEXT,
    }
    assert context.terms["bearer"].is_set
    assert not context.terms["deadline"].is_set
    assert context.terms["parts"].reverse
    assert "skos" not in context.terms
    assert list(context.classes) == ["Indicator"]


def test_words_expand_against_the_vocabulary_of_their_key(context):
    status = context.scoped(context.terms["status"])
    assert context.expand_word("Norm") == f"{THB}Norm"
    assert status.expand_word("done") == f"{THBV}status/done"
    assert status.expand_word("skos:Concept") == "http://www.w3.org/2004/02/skos/core#Concept"
    assert status.expand_word("nope:x") is None


def test_the_digest_is_that_of_the_file(tmp_path):
    path = write(tmp_path, SOURCE)
    assert Context.load(path).digest == hashlib.sha256(path.read_bytes()).hexdigest()


BAD = {
    "a container that makes blank nodes": (
        {"a": {"@id": "thb:a", "@container": "@list"}},
        "@container of `a`",
    ),
    "a datatype that cannot be checked": ({"a": {"@id": "thb:a", "@type": "xsd:float"}}, "@type of `a`"),
    "a keyword in a term": ({"a": {"@id": "thb:a", "@nest": "b"}}, "@nest of `a`"),
    "a keyword at the top": ({"@import": "x"}, "@import is not supported"),
    "another base": ({"@base": "http://example.org/"}, "@base is not"),
    "a prefix that does not exist": ({"a": {"@id": "nope:a"}}, "`nope:a` has no namespace"),
    "two keys for the id": ({"ident": "@id"}, "one key must stand for @id, and 2 do"),
    "a scoped context that is a list": ({"a": {"@id": "thb:a", "@context": []}}, "@context of `a`"),
    "a scoped datatype that cannot be checked": (
        {"a": {"@id": "thb:a", "@type": "@id", "@context": {"b": {"@id": "thb:b", "@type": "xsd:float"}}}},
        "@type of `b`",
    ),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_a_context_that_uses_more_is_refused(tmp_path, case):
    change, message = case
    with pytest.raises(RecordError) as caught:
        Context.load(write(tmp_path, {**SOURCE, **change}))
    (problem,) = caught.value.problems
    assert message in problem.message
    assert "FORMAT.md" in problem.hint


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b"\xff", b'{"@context": []}', b"[" * 100_000])
def test_a_file_that_is_no_context_is_one_problem(tmp_path, data):
    path = tmp_path / "context.jsonld"
    path.write_bytes(data)
    with pytest.raises(RecordError) as caught:
        Context.load(path)
    assert [p.file for p in caught.value.problems] == [str(path)]


def test_the_line_of_broken_json_is_named(tmp_path):
    path = tmp_path / "context.jsonld"
    path.write_text('{\n "@context": {\n  "a" 1}}')
    with pytest.raises(RecordError) as caught:
        Context.load(path)
    assert [p.line for p in caught.value.problems] == [3]


def test_a_missing_context_is_one_problem(tmp_path):
    with pytest.raises(RecordError):
        Context.load(tmp_path / "none.jsonld")
