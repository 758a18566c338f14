"""File names that come from elsewhere cannot leave their folder, hide or be a device."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thbgraph.corpus.filenames import name_of_answer, safe_name

PDF = {"Content-Type": "application/pdf"}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("Rapport général 2018.pdf", "Rapport général 2018.pdf"),
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/etc/shadow", "shadow"),
        ("C:\\evil.txt", "evil.txt"),
        (".bashrc", "bashrc"),
        ("..", "copy"),
        ("", "copy"),
        ("a\0b\nc\x1b[2J.txt", "abc[2J.txt"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("con.txt", "_con.txt"),
        ("NUL", "_NUL"),
        ("lpt1.tar.gz", "_lpt1.tar.gz"),
        ('what? "this": *.txt', "what_ _this__ _.txt"),
        ("name. . .", "name"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_name_is_made_safe(name, safe):
    assert safe_name(name) == safe


def test_long_name_is_cut_and_keeps_its_extension():
    name = safe_name("é" * 300 + ".docx")

    assert len(name.encode()) <= 120
    assert name.endswith("é.docx")


@given(st.text())
def test_no_name_leaves_its_folder(name):
    safe = safe_name(name)

    assert (Path("folder") / safe).parent == Path("folder")
    assert not safe.startswith(".")
    assert 0 < len(safe.encode()) <= 120
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("headers", "address", "name"),
    [
        (PDF, "https://x.example/doc/16633.pdf?a=b", "16633.pdf"),
        (PDF, "https://x.example/doc/st%2016633", "st 16633.pdf"),
        (PDF, "https://x.example/", "x.example.pdf"),
        ({"Content-Type": "text/html; charset=utf-8"}, "https://x.example/eli/dir/2011/36/oj", "oj.html"),
        ({}, "https://x.example/eli/dir/2011/36/oj", "oj"),
        ({"Content-Disposition": 'attachment; filename="plan.docx"'}, "https://x.example/1", "plan.docx"),
        (
            {"Content-Disposition": "attachment; filename*=UTF-8''pl%C3%A1n.txt"},
            "https://x.example/1",
            "plán.txt",
        ),
        ({"Content-Disposition": 'inline; filename="../../x.sh"', **PDF}, "https://x.example/1", "x.sh.pdf"),
        (
            {"Content-Disposition": "attachment; filename*=UTF-8''..%2F..%2Fx.txt"},
            "https://x.example/1",
            "x.txt",
        ),
        ({"Content-Disposition": "attachment; filename*=nonsense''a.txt"}, "https://x.example/1", "a.txt"),
        ({"Content-Disposition": "inline"}, "https://x.example/a.txt", "a.txt"),
        (PDF, "https://x.example/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "passwd.pdf"),
    ],
)
def test_name_of_an_answer(headers, address, name):
    assert name_of_answer(headers, address) == name


@given(st.text())
def test_any_disposition_gives_a_safe_name(value):
    name = name_of_answer({"Content-Disposition": f"attachment; filename={value}"}, "https://x.example/1")

    assert safe_name(name) == name
