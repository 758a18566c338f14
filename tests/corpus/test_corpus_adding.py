"""A user's own copies: kept whole, once, under their digest, or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import pytest

from thbgraph.corpus import Corpus, CorpusError, Origin, library

TEXT = b"Article 1\n\nMember States shall act.\n"
DIGEST = hashlib.sha256(TEXT).hexdigest()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "my plan.txt"
    path.write_bytes(TEXT)
    return path


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_copy_lies_under_its_digest_with_its_manifest(corpus, file):
    copy, is_new = corpus.add(file)

    assert is_new
    assert copy.path == corpus.folder / DIGEST / "my plan.txt"
    assert copy.path.read_bytes() == TEXT
    assert everything(corpus.folder) == [DIGEST, f"{DIGEST}/.manifest.json", f"{DIGEST}/my plan.txt"]
    manifest = json.loads((copy.path.parent / ".manifest.json").read_text())
    assert (manifest["name"], manifest["sha256"], manifest["size"]) == ("my plan.txt", DIGEST, len(TEXT))
    assert manifest["added"] == copy.added


def test_copies_are_listed_by_name(corpus, file, tmp_path):
    other = tmp_path / "Annex.md"
    other.write_bytes(b"# Annex\n")
    copies = [corpus.add(file).copy, corpus.add(other).copy]

    assert corpus.copies() == copies[::-1]


def test_corpus_that_is_not_there_has_no_copies(corpus):
    assert corpus.copies() == []
    assert not corpus.folder.exists()


def test_same_content_is_kept_once_under_its_first_name(corpus, file, tmp_path):
    first = corpus.add(file).copy
    other = tmp_path / "other.txt"
    other.write_bytes(TEXT)

    assert corpus.add(other) == (first, False)
    assert corpus.copies() == [first]
    assert len(everything(corpus.folder)) == 3


def test_copy_that_is_fetched_later_gains_its_origin(corpus, file):
    corpus.add(file)
    one, two = Origin("iri:1", "https://x.example/1", "text/plain"), Origin("iri:2", "https://x.example/1")
    for origin in (one, two, one):
        copy = corpus.add(file, origin=origin).copy

    assert copy.origins == (one, two)
    assert corpus.copies() == [copy]


def test_damaged_copy_is_said_and_not_overwritten(corpus, file):
    copy = corpus.add(file).copy
    copy.path.write_bytes(b"something else")

    assert not copy.is_whole
    with pytest.raises(CorpusError, match="the copy is damaged") as raised:
        corpus.add(file)
    assert f"remove the folder {copy.path.parent}" in raised.value.hint
    assert copy.path.read_bytes() == b"something else"


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b'{"name": 1}', b"\xff\xfe"])
def test_damaged_manifest_names_the_file_and_the_mend(corpus, file, manifest):
    path = corpus.add(file).copy.path.parent / ".manifest.json"
    path.write_bytes(manifest)

    with pytest.raises(CorpusError, match=r"\.manifest\.json: the manifest is missing or damaged") as raised:
        corpus.copies()
    assert "remove the folder" in raised.value.hint


def test_manifest_cannot_lead_out_of_the_corpus(corpus, file):
    path = corpus.add(file).copy.path.parent / ".manifest.json"
    path.write_text(path.read_text().replace('"file": "my plan.txt"', '"file": "../../../secret"'))

    assert corpus.copies()[0].path.parent == path.parent


@pytest.mark.parametrize("name", ["-rf", "con.txt", "a:b?.txt", " spaced .txt", "žluťoučký.txt", ".hidden"])
def test_odd_name_is_kept_in_the_manifest_and_safe_on_disk(corpus, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(TEXT)
    copy = corpus.add(path).copy

    assert copy.name == name
    assert corpus.copies() == [copy]
    assert copy.path.read_bytes() == TEXT
    assert not copy.path.name.startswith(".")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse names that are not UTF-8")
def test_name_that_is_not_utf8_is_kept_readable(corpus, tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_bytes(TEXT)

    assert corpus.add(path).copy.name == "caf\ufffd.txt"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "there is no such file"),
        (lambda path: path.mkdir(), "not a file"),
        (lambda path: path.write_bytes(b""), "the file is empty"),
        (lambda path: os.mkfifo(path), "not a file"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links|there is no such file"),
    ],
)
def test_what_is_no_file_is_refused_and_leaves_nothing(corpus, tmp_path, make, reason):
    path = tmp_path / "thing"
    make(path)

    with pytest.raises(CorpusError, match=reason):
        corpus.add(path)
    assert not corpus.folder.exists() or everything(corpus.folder) == []


def test_file_larger_than_the_readers_take_is_refused(corpus, file, monkeypatch):
    monkeypatch.setattr(library, "LARGEST", len(TEXT) - 1)

    with pytest.raises(CorpusError, match="larger than"):
        corpus.add(file)
    assert everything(corpus.folder) == []


def test_disk_that_is_full_leaves_nothing(corpus, file, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(CorpusError, match=r"my plan\.txt cannot be copied: No space left on device"):
        corpus.add(file)
    assert everything(corpus.folder) == []


def test_interrupted_add_leaves_nothing(corpus, file, monkeypatch):
    def interrupted(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)

    with pytest.raises(KeyboardInterrupt):
        corpus.add(file)
    assert everything(corpus.folder) == []


def test_what_a_killed_process_left_is_swept_after_a_day(corpus, file):
    old, new = corpus.folder / ".adding-old", corpus.folder / ".adding-new"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "half.txt").write_text("half")
    os.utime(old, (0, 0))
    corpus.add(file)

    assert (old.exists(), new.exists()) == (False, True)
    assert [copy.name for copy in corpus.copies()] == ["my plan.txt"]


def test_corpus_that_is_a_file_names_the_mend(corpus, file):
    corpus.folder.parent.mkdir()
    corpus.folder.write_text("in the way")

    with pytest.raises(CorpusError, match=r"File exists|Not a directory") as raised:
        corpus.add(file)
    assert "THBGRAPH_HOME" in raised.value.hint


@pytest.mark.parametrize("call", ["mkdir", "rename", "write_text"])
def test_folder_that_cannot_be_written_names_the_mend(corpus, file, monkeypatch, call):
    def denied(*args, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, call, denied)

    with pytest.raises(CorpusError, match="Permission denied") as raised:
        corpus.add(file)
    assert raised.value.exit_code == 9
    assert "THBGRAPH_HOME" in raised.value.hint
    assert not list(corpus.folder.glob("*"))


def test_file_that_cannot_be_read_is_said(corpus, file, monkeypatch):
    def denied(*args, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)

    with pytest.raises(CorpusError, match=r"my plan\.txt: Permission denied"):
        corpus.add(file)


def test_two_writers_of_the_same_copy_both_find_it(corpus, file, monkeypatch):
    beside = Corpus._publish

    def second_first(self, folder, copy):
        monkeypatch.setattr(Corpus, "_publish", beside)
        self.add(file)
        return beside(self, folder, copy)

    monkeypatch.setattr(Corpus, "_publish", second_first)

    assert not corpus.add(file).is_new
    assert len(everything(corpus.folder)) == 3
