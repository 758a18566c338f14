"""Writing fingerprints into records that have addresses only."""

from __future__ import annotations

import evidence_builders as builders
import pytest
import yaml

from thbgraph.errors import RecordError
from thbgraph.evidence.passage import by_address, by_words
from thbgraph.evidence.stamp import blocks_of, main, stamp

RECORD = """\
# a comment that stays
graph: lamps
defaults:
  evidence: {type: Evidence, document: document/lamps, role: text}
entries:
  - id: a/norm   # and another
    type: Obligation
    evidence: [{address: 'art. 2(1)'},   {address: "art. 2(2)", role: bearer}]
    reading:
      - asPrinted: 'é'
        evidence: [{address: recital 1}]
  - id: b/norm
    evidence:
      - address: art. 3(2)
        role: text
      - {role: note, address: 'art. 3(1)', words: 'They shall … year'}
      - words: Captains shall obey the lamps
        address: art. 3(1)
      - {address: 'art. 1', fingerprint: '00000000000000000000000000000000', fingerprintLength: 3}
"""


def stamped(folder, record: str = RECORD) -> tuple[str, list[str]]:
    copy = builders.copy_of(folder)
    return stamp(record, blocks_of(record, "r.yaml"), {"document/lamps": copy})


def test_blocks_are_those_with_an_address_and_no_fingerprint():
    blocks = blocks_of(RECORD, "r.yaml")

    assert [block.address for block in blocks] == [
        "art. 2(1)", "art. 2(2)", "recital 1", "art. 3(2)", "art. 3(1)", "art. 3(1)",
    ]  # fmt: skip
    assert {block.document for block in blocks} == {"document/lamps"}


def test_stamped_record_has_the_fingerprints_of_its_addresses(tmp_path):
    text, left = stamped(tmp_path)
    copy = builders.copy_of(tmp_path)
    first, second = yaml.safe_load(text)["entries"]
    (whole,) = by_address(copy, "art. 2(1)")
    report = by_words(copy, "They shall report once a year")[1]
    (obey,) = by_words(copy, "Captains shall obey the lamps")

    assert left == []
    assert first["evidence"][0]["fingerprint"] == whole.print.digest
    assert first["evidence"][1]["role"] == "bearer"
    assert first["reading"][0]["evidence"][0]["figures"] == by_address(copy, "recital 1")[0].print.figures
    assert second["evidence"][0].keys() == {"address", "fingerprint", "fingerprintLength", "figures", "role"}
    assert second["evidence"][1]["fingerprint"] == report.print.digest
    assert second["evidence"][1]["occurrence"] == 2
    assert second["evidence"][2]["fingerprint"] == obey.print.digest
    assert "words" not in text


def test_everything_else_stays_as_it_was(tmp_path):
    text, _ = stamped(tmp_path)
    kept = [line for line in RECORD.splitlines() if "address" not in line and "words" not in line]

    assert [line for line in text.splitlines() if line in kept] == kept
    assert "[{address: 'art. 2(1)', fingerprint: '" in text
    assert '},   {address: "art. 2(2)", fingerprint: \'' in text


def test_stamped_record_is_left_as_it_is(tmp_path):
    text, _ = stamped(tmp_path)

    assert stamped(tmp_path, text) == (text, [])


def one_block(block: str) -> str:
    return f"defaults:\n  evidence: {{document: document/lamps}}\nentries:\n  - evidence: [{block}]\n"


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("{address: art. 9}", "is not an address"),
        ("{address: by the sea}", "not a step of an address"),
        ("{address: art. 1, document: document/other}", "no copy of document/other"),
        ("{address: art. 1, words: Captains shall obey}", "0 times"),
        ("{address: art. 3, words: captains}", "3 times"),
        ('{address: "art. 1", words: "rules\\x20on\n    lamps"}', "not written in one line"),
    ],
)
def test_block_that_cannot_be_told_is_left_and_said(tmp_path, block, reason):
    text, left = stamped(tmp_path, one_block(block))

    assert text == one_block(block)
    assert reason in left[0]


def test_file_that_is_no_record_is_refused():
    with pytest.raises(RecordError):
        blocks_of("entries: [", "r.yaml")


def test_command_writes_the_files(tmp_path, capsys):
    builders.copy_of(tmp_path / "corpus")
    record = tmp_path / "r.yaml"
    record.write_text(RECORD, encoding="utf-8")

    assert main([str(record), "--corpus", str(tmp_path / "corpus")]) == 0
    assert "6 stamped, 0 left" in capsys.readouterr().out
    assert "words" not in record.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "r.yaml"]


def test_command_says_what_it_left(tmp_path, capsys):
    builders.copy_of(tmp_path / "corpus")
    record = tmp_path / "r.yaml"
    record.write_text(RECORD.replace("art. 2(1)", "art. 21"), encoding="utf-8")

    assert main([str(record), "--corpus", str(tmp_path / "corpus")]) == 1
    assert "r.yaml: line 8: art. 21" in capsys.readouterr().err


def test_record_that_is_not_there_is_one_line(tmp_path, capsys):
    builders.copy_of(tmp_path / "corpus")

    assert main([str(tmp_path / "none.yaml"), "--corpus", str(tmp_path / "corpus")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
