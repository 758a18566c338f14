"""The published graph opens or says why not; one graph is replaced whole, in one transaction."""

import json
import subprocess
import sys

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thbgraph.errors import StoreError
from thbgraph.graph.store import current_release, open_current, read_manifest, replace_graph

G, OTHER = ox.NamedNode("https://example.org/g"), ox.NamedNode("https://example.org/other")


def quad(number, graph=G):
    subject = ox.NamedNode(f"https://example.org/{number // 3}")
    return ox.Quad(
        subject, ox.NamedNode("https://example.org/p"), ox.Literal(f'a "{number}"\n', language="en"), graph
    )


def published(home, quads):
    """Publish a tiny release by hand."""
    release = home / "releases" / "abc"
    release.mkdir(parents=True)
    store = ox.Store(release / "store")
    store.extend(quads)
    store.flush()
    (release / "manifest.json").write_text(json.dumps({"contentHash": "abc"}))
    (home / "current").write_text("abc\n")
    return release


def held(store, graph=G):
    return set(store.quads_for_pattern(None, None, None, graph))


numbers = st.sets(st.integers(0, 60))


@given(numbers, numbers, st.booleans())
def test_replaced_graph_holds_the_new_quads_and_no_others(old, new, alone):
    store = ox.Store()
    store.extend([*map(quad, old), quad(1, OTHER)])
    replace_graph(store, G, map(quad, new), alone=alone)
    assert held(store) == set(map(quad, new))
    assert held(store, OTHER) == {quad(1, OTHER)}


@pytest.mark.parametrize("changed", [0, 1, 100, 400], ids=lambda changed: f"{changed} of 400 changed")
def test_replacing_on_disk_lasts(tmp_path, changed):
    store = ox.Store(tmp_path / "store")
    store.extend(map(quad, range(400)))
    new = [quad(number + 1000 if number < changed else number) for number in range(400)]
    replace_graph(store, G, new)
    store.flush()
    del store
    assert held(ox.Store.read_only(str(tmp_path / "store"))) == set(new)


def test_replacing_is_one_transaction(tmp_path):
    """Whatever the change, the store is asked for one update at most, and never emptied in between."""

    class Counting:
        def __init__(self, store):
            self.store, self.updates = store, 0

        def __getattr__(self, name):
            assert name in ("dump", "__contains__"), name
            return getattr(self.store, name)

        def __contains__(self, item):
            return item in self.store

        def update(self, text):
            self.updates += 1
            self.store.update(text)

    for new in (range(400), range(5, 405), range(1000, 1400), ()):
        store = Counting(ox.Store())
        store.store.extend(map(quad, range(400)))
        replace_graph(store, G, map(quad, new))
        assert held(store.store) == set(map(quad, new))
        assert store.updates <= 1


@pytest.mark.parametrize("alone", [False, True])
def test_failing_source_of_quads_leaves_the_graph_as_it_was(alone):
    store = ox.Store()
    store.add(quad(1))

    def failing():
        yield quad(2)
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        replace_graph(store, G, failing(), alone=alone)
    assert held(store) == {quad(1)}


def test_quad_of_another_graph_is_refused():
    store = ox.Store()
    store.add(quad(1))
    with pytest.raises(ValueError, match="does not belong"):
        replace_graph(store, G, [quad(1), quad(2, OTHER)])
    assert held(store) == {quad(1)}


def test_current_release_opens_with_its_manifest(tmp_path):
    release = published(tmp_path, [quad(1)])
    opened = open_current(tmp_path)
    assert opened.path == str(release)
    assert opened.manifest == {"contentHash": "abc"}
    assert held(opened.store) == {quad(1)}


def test_published_store_cannot_be_changed(tmp_path):
    published(tmp_path, [quad(1)])
    with pytest.raises(RuntimeError, match="read-write"):
        open_current(tmp_path).store.add(quad(2))


def test_opening_changes_nothing_in_the_release(tmp_path):
    release = published(tmp_path, [quad(1)])

    def state():
        return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in release.rglob("*")}

    before = state()
    held(open_current(tmp_path).store)
    assert state() == before


def test_missing_graph_says_how_to_build_it(tmp_path):
    with pytest.raises(StoreError, match="no graph has been built") as excinfo:
        open_current(tmp_path)
    assert "thbgraph build" in excinfo.value.hint
    assert current_release(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"../abc", b"\xff\xfe", b"missing"])
def test_damaged_name_of_the_release_is_a_clear_error(tmp_path, content):
    published(tmp_path, [quad(1)])
    (tmp_path / "current").write_bytes(content)
    with pytest.raises(StoreError) as excinfo:
        open_current(tmp_path)
    assert "--full" in excinfo.value.hint


def test_damaged_store_is_a_clear_error(tmp_path):
    release = published(tmp_path, [quad(1)])
    (release / "store" / "CURRENT").write_bytes(b"?")
    with pytest.raises(StoreError, match="missing or damaged"):
        open_current(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{", None])
def test_damaged_manifest_is_a_clear_error(tmp_path, text):
    release = published(tmp_path, [quad(1)])
    if text is None:
        (release / "manifest.json").unlink()
    else:
        (release / "manifest.json").write_text(text)
    with pytest.raises(StoreError, match="manifest"):
        read_manifest(str(release))


def test_opening_imports_nothing_heavy(tmp_path):
    published(tmp_path, [quad(1)])
    program = (
        "import sys; before = set(sys.modules); from thbgraph.graph.store import open_current; "
        f"open_current({str(tmp_path)!r}); "
        "heavy = {'yaml', 'rdflib', 'pathlib', 'sqlite3', 'hashlib', 'json', 'importlib.metadata'}; "
        "print(sorted(heavy & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
