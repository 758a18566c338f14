"""A document: parts found by address and by place, ranges in the source."""

from __future__ import annotations

import pytest
from document_builders import ACTIONS, DIRECTIVE, document

from thbgraph.documents import Address, AddressError


def test_parts_are_found_by_address_in_any_spelling(tmp_path):
    doc = document(tmp_path, DIRECTIVE)
    (part,) = doc.find("Article 2 (1)")
    assert doc.find(Address.parse("art. 2(1)")) == [part]
    assert doc.find("art. 77") == []
    with pytest.raises(AddressError):
        doc.find("somewhere")


def test_the_innermost_part_holds_a_character(tmp_path):
    doc = document(tmp_path, DIRECTIVE)
    assert doc.part_at(doc.text.index("young")).address == "art. 2(1)(b)(i)"
    assert doc.part_at(doc.text.index("Member States shall report")).address == "art. 2(2)"
    assert doc.part_at(doc.text.index("OJ L 9")).address == "fn. 2"


def test_every_part_is_innermost_somewhere_or_is_made_of_its_children(tmp_path):
    doc = document(tmp_path, ACTIONS)
    for part in doc.walk():
        shared = part.kind == "cell" and part.start < doc.find(part.address.rpartition(",")[0])[0].start
        if not part.children and not shared:
            assert doc.part_at(part.start) is part


def test_a_range_of_the_text_is_a_range_of_the_source_with_the_marks_between(tmp_path):
    doc = document(tmp_path, DIRECTIVE)
    start = doc.text.index("Tulips need water")
    begin, end = doc.source_range(start, start + len("Tulips need water. They"))
    assert doc.source[begin:end] == "Tulips need water (2). They"


def test_walk_gives_the_root_first_and_every_part_once(tmp_path):
    doc = document(tmp_path, DIRECTIVE)
    parts = list(doc.walk())
    assert parts[0] is doc.root
    assert len({id(part) for part in parts}) == len(parts)
    assert sum(len(part.children) for part in parts) == len(parts) - 1
