"""Write the fingerprints into records that have addresses only, and leave every other character as it is.

    python -m thbgraph.evidence.stamp RECORD.yaml… --corpus DIR

A block of evidence with an address and no fingerprint gets that of the whole part at its address. Where it has
`words: 'first … last'` too, it gets that of this passage within the part, and the words go, for a record holds
no text of its source. What cannot be told is left as it is, and said.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from thbgraph.errors import RecordError, ThbgraphError, UsageError
from thbgraph.evidence.copies import Copy, copies_in
from thbgraph.evidence.passage import Marked, by_address, by_words
from thbgraph.evidence.pieces import Piece
from thbgraph.evidence.recognise import recognise
from thbgraph.records.place import Problems
from thbgraph.records.yamltree import Mapping, Node, Scalar, parse
from thbgraph.records.yamltree import Sequence as YamlList

__all__ = ["Block", "blocks_of", "main", "stamp"]

_QUOTED = {"'": re.compile(r"'(?:[^']|'')*'"), '"': re.compile(r'"(?:[^"\\]|\\.)*"')}


class Block(NamedTuple):
    """A block of evidence without a fingerprint, as it stands in its file."""

    document: str
    address: str
    words: str
    node: Mapping


def blocks_of(text: str, name: str) -> list[Block]:
    """Return the blocks of evidence of a record that have an address and no fingerprint.

    Raises RecordError where the file is no YAML of records.
    """
    problems = Problems(name)
    root = parse(text, problems)
    if not isinstance(root, Mapping) or problems:
        raise RecordError(problems.sorted())
    default = _scalar(_mapping(_mapping(root, "defaults"), "evidence"), "document")
    blocks = []
    for node in _evidence(root.items["entries"][1] if "entries" in root.items else root):
        address = _scalar(node, "address")
        if address and "fingerprint" not in node.items:
            document = _scalar(node, "document") or default
            blocks.append(Block(document, address, _scalar(node, "words"), node))
    return blocks


def _mapping(node: Node | None, key: str) -> Node | None:
    return node.items[key][1] if isinstance(node, Mapping) and key in node.items else None


def _scalar(node: Node | None, key: str) -> str:
    value = _mapping(node, key)
    return value.text if isinstance(value, Scalar) else ""


def _evidence(node: Node) -> Iterator[Mapping]:
    """Give every block below a key `evidence`, in the order of the file."""
    if isinstance(node, YamlList):
        for item in node.items:
            yield from _evidence(item)
    elif isinstance(node, Mapping):
        for key, (_, value) in node.items.items():
            if key == "evidence":
                items = value.items if isinstance(value, YamlList) else [value]
                yield from (item for item in items if isinstance(item, Mapping))
            else:
                yield from _evidence(value)


def stamp(text: str, blocks: Sequence[Block], copies: dict[str, Copy]) -> tuple[str, list[str]]:
    """Return the text of a record with fingerprints, and a line for each block that is left as it was."""
    lines = text.split("\n")
    left = []
    # From the end to the beginning, so that the places of what is still to do stay true.
    for block in reversed(blocks):
        copy = copies.get(block.document)
        try:
            if copy is None:
                raise UsageError(f"no copy of {block.document} is at hand")
            _write(lines, block, _passage(copy, block))
        except UsageError as error:
            left.append(f"line {block.node.line}: {block.address}: {error.message}")
    return "\n".join(lines), left[::-1]


def _passage(copy: Copy, block: Block) -> Marked:
    """Return the one passage that a block means; UsageError where there is none or more than one."""
    whole = by_address(copy, block.address)
    found = whole
    if block.words:
        parts = [one.span for one in whole]
        found = [
            one
            for one in by_words(copy, block.words)
            if any(start <= one.span[0] and one.span[1] <= end for start, end in parts)
        ]
    if len(found) != 1:
        what = "the words stand there" if block.words else "the address is there"
        raise UsageError(f"{what} {len(found)} times in {copy.path.name}")
    return found[0]


def _write(lines: list[str], block: Block, passage: Marked) -> None:
    """Write the keys of a fingerprint behind the address of a block, in the form the block has."""
    keys = passage.keys()
    keys.pop("address", None)
    pairs = [f"{key}: {value}" for key, value in keys.items()]
    node = block.node
    if block.words:
        key, value = node.items["words"]
        row, start, end = key.line - 1, key.column - 1, _end(lines, value)
    else:
        _, value = node.items["address"]
        row, end = value.line - 1, _end(lines, value)
        start = end
    line = lines[row]
    flow = lines[node.line - 1][node.column - 1 : node.column] == "{"
    joint = ", " if flow else "\n" + " " * (node.column - 1)
    added = joint.join(pairs) if block.words else joint + joint.join(pairs)
    lines[row] = line[:start] + added + line[end:]


def _end(lines: list[str], node: Node) -> int:
    """Return the column behind a scalar of one line; UsageError for one of several lines."""
    assert isinstance(node, Scalar)
    line, start = lines[node.line - 1], node.column - 1
    if node.quoted and line[start : start + 1] in _QUOTED:
        found = _QUOTED[line[start]].match(line, start)
        if found:
            return found.end()
    elif line.startswith(node.text, start):
        return start + len(node.text)
    raise UsageError("the block is not written in one line, so it is left to you")


def _copies(blocks: Sequence[Block], folder: Path) -> dict[str, Copy]:
    """Return the copy of each document that the blocks cite."""
    copies, refused = copies_in(folder)
    for error in refused:
        print(error.message, file=sys.stderr)
    pieces = [Piece("", "", "", "", block.document, block.address) for block in blocks]
    return {document: found[0] for document, found in recognise(copies, pieces, {}).items()}


def main(words: Sequence[str] | None = None) -> int:
    """Stamp the records named on the command line; exit 0 where no block was left without fingerprint."""
    parser = argparse.ArgumentParser(prog="python -m thbgraph.evidence.stamp", description=__doc__)
    parser.add_argument("records", nargs="+", type=Path)
    parser.add_argument("--corpus", type=Path, required=True, help="the folder with copies of the documents")
    options = parser.parse_args(words)
    try:
        return _stamp_files(options.records, options.corpus)
    except ThbgraphError as error:
        print(f"stamp: {error.message}", file=sys.stderr)
        return error.exit_code
    except (OSError, UnicodeDecodeError) as error:
        print(f"stamp: a record cannot be read or written: {error}", file=sys.stderr)
        return 1


def _stamp_files(paths: Sequence[Path], folder: Path) -> int:
    texts = {path: path.read_bytes().decode() for path in paths}
    blocks = {path: blocks_of(text, str(path)) for path, text in texts.items()}
    copies = _copies([block for several in blocks.values() for block in several], folder)
    for document, copy in copies.items():
        print(f"{document} is read in {copy.path.name}")
    remaining = 0
    for path, text in texts.items():
        stamped, left = stamp(text, blocks[path], copies)
        if stamped != text:
            new = path.with_name(path.name + ".new")
            new.write_bytes(stamped.encode())
            new.replace(path)
        print(f"{path}: {len(blocks[path]) - len(left)} stamped, {len(left)} left")
        print("".join(f"{path}: {line}\n" for line in left), end="", file=sys.stderr)
        remaining += len(left)
    return 1 if remaining else 0


if __name__ == "__main__":
    sys.exit(main())
