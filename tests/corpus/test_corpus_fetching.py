"""Documents come from their official addresses into the corpus: verified, once, or not at all."""

from __future__ import annotations

import pytest
from corpus_server import body, half, ranged, redirect, status

from thbgraph.corpus import CorpusError, Origin, Verdict, Wanted, fetch
from thbgraph.corpus.lock import fetch_lock

TEXT = b"1. Europol shall train the investigators.\n" * 1000
TAG = '"v1"'


def right_if_it_trains(path, documents):
    """Stand for the fingerprints of the graph."""
    if b"shall train" in path.read_bytes():
        return Verdict(f"verified for {' '.join(documents)}")
    return Verdict("it is another document", is_wrong=True)


@pytest.fixture
def run(corpus, client):
    def run(*wanted, verify=right_if_it_trains, **options):
        return list(fetch(wanted, corpus, verify, client, **options))

    return run


def plan(*addresses, iri="urn:plan"):
    return Wanted(iri, f"label of {iri}", addresses, (iri,))


def left(corpus):
    return sorted(path.suffix for path in corpus.parts.iterdir() if path.name != "lock")


def test_document_is_kept_with_where_it_came_from(server, run, corpus):
    server.serve("/files/st16633.txt", body(TEXT, Content_Type="text/plain; charset=utf-8"))
    address = server.serve("/plan", redirect("/files/st16633.txt"))
    (result,) = run(plan(address))

    assert (result.is_new, result.verdict, result.errors) == (True, "verified for urn:plan", ())
    assert result.copy.path.read_bytes() == TEXT
    assert result.copy.name == "st16633.txt"
    assert result.copy.origins == (Origin("urn:plan", address, "text/plain; charset=utf-8"),)
    assert corpus.copies() == [result.copy]
    assert left(corpus) == []


def test_name_that_the_server_gives_cannot_leave_the_corpus(server, run, corpus):
    evil = 'attachment; filename="../../../../tmp/evil.txt"'
    (result,) = run(plan(server.serve("/a", body(TEXT, Content_Disposition=evil))))

    assert result.copy.name == "evil.txt"
    assert result.copy.path.parent.parent == corpus.folder


def test_other_document_is_not_kept(server, run, corpus):
    address = server.serve("/a", body(b"<p>Please sign in</p>", ETag=TAG))
    (result,) = run(plan(address))

    assert result.copy is None
    assert [error.message for error in result.errors] == [f"{address}: it is another document"]
    assert "corpus add FILE" in result.errors[0].hint
    assert (corpus.copies(), left(corpus)) == ([], [])


def test_next_address_is_tried(server, run):
    good = server.serve("/good", body(TEXT))
    wrong = server.serve("/wrong", body(b"Sign in"))
    (result,) = run(plan(server.root + "/gone", wrong, good))

    assert result.copy.origins[0].address == good
    assert [error.place for error in result.errors] == [server.root + "/gone", wrong]


def test_one_document_that_fails_does_not_keep_the_others(server, run):
    good = plan(server.serve("/good", body(TEXT)), iri="urn:good")
    results = run(plan(server.root + "/gone", iri="urn:gone"), good)

    assert [result.copy is not None for result in results] == [False, True]


def test_document_is_not_fetched_a_second_time(server, run):
    address = server.serve("/a", body(TEXT))
    (first,) = run(plan(address))
    (second,) = run(plan(address))

    assert (second.copy, second.is_new, second.verdict) == (first.copy, False, "fetched before")
    assert server.paths == ["/a"]


def test_again_fetches_and_says_what_was_there(server, run):
    address = server.serve("/a", body(TEXT))
    (first,) = run(plan(address))
    (second,) = run(plan(address), again=True)

    assert (second.copy, second.is_new) == (first.copy, False)
    assert server.paths == ["/a", "/a"]


def test_new_version_is_kept_beside_the_old_one(server, run, corpus):
    address = server.serve("/a", body(TEXT), body(TEXT + b"more"))
    run(plan(address))
    (second,) = run(plan(address), again=True)

    assert second.is_new
    assert len(corpus.copies()) == 2


def test_copy_that_was_damaged_is_fetched_and_the_damage_said(server, run):
    address = server.serve("/a", body(TEXT))
    (first,) = run(plan(address))
    first.copy.path.write_bytes(b"damage")
    (second,) = run(plan(address))

    assert second.copy is None
    assert "damaged" in second.errors[0].message


def test_copy_of_the_users_own_is_found_to_be_the_same(server, run, corpus, tmp_path):
    own = tmp_path / "mine.txt"
    own.write_bytes(TEXT)
    corpus.add(own)
    (result,) = run(plan(server.serve("/a", body(TEXT))))

    assert (result.copy.name, result.is_new) == ("mine.txt", False)
    assert result.copy.origins[0].document == "urn:plan"


def test_address_of_two_documents_is_asked_once(server, run, corpus):
    address = server.serve("/a", body(TEXT))
    first, second = run(plan(address, iri="urn:1"), plan(address, iri="urn:2"))

    assert (first.is_new, second.is_new) == (True, False)
    assert second.verdict == "verified for urn:2"
    assert [origin.document for origin in second.copy.origins] == ["urn:1", "urn:2"]
    assert corpus.copies() == [second.copy]
    assert server.paths == ["/a"]


def test_address_of_another_document_is_verified_for_this_one(server, run):
    address = server.serve("/a", body(TEXT))

    def first_only(path, documents):
        return Verdict("said", is_wrong=documents != ("urn:1",))

    first, second = run(plan(address, iri="urn:1"), plan(address, iri="urn:2"), verify=first_only)

    assert first.copy is not None
    assert second.copy is None


def test_interrupted_fetch_goes_on_in_the_next_run(server, run, corpus):
    address = server.serve("/a", ranged(TEXT, TAG))

    def interrupt(label, came, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(plan(address), watcher=interrupt)
    assert left(corpus) == [".json", ".part"]
    assert corpus.copies() == []

    assert run(plan(address))[0].copy.path.read_bytes() == TEXT
    assert left(corpus) == []


@pytest.mark.parametrize(("tag", "kept"), [(TAG, [".json", ".part"]), ("", [])])
def test_half_stays_only_where_it_can_be_gone_on_with(server, run, corpus, tag, kept):
    address = server.serve("/a", half(TEXT, ETag=tag))
    (result,) = run(plan(address))

    assert "broke off, after 3 attempts" in result.errors[0].message
    assert left(corpus) == kept


def test_watcher_is_told_the_label_and_the_bytes(server, run):
    seen = []
    run(plan(server.serve("/a", body(TEXT))), watcher=lambda *told: seen.append(told))

    assert seen[-1] == ("label of urn:plan", len(TEXT), len(TEXT))


def test_two_processes_do_not_fetch_at_the_same_time(server, run, corpus):
    with fetch_lock(corpus.parts), pytest.raises(CorpusError, match="another process is fetching"):
        run(plan(server.serve("/a", body(TEXT))))
    assert server.asked == []


def test_lock_is_free_again_after_an_error(server, run):
    run(plan(server.serve("/a", status(404))))

    assert len(run(plan(server.serve("/b", body(TEXT))))) == 1


def test_folder_that_cannot_be_written_names_the_mend(run, corpus):
    corpus.folder.parent.mkdir(parents=True)
    corpus.folder.write_text("in the way")

    with pytest.raises(CorpusError, match=r"File exists|Not a directory") as raised:
        run(plan("http://127.0.0.1:1/"))
    assert "THBGRAPH_HOME" in raised.value.hint


def test_no_address_at_all_is_no_copy(run):
    (result,) = run(plan())

    assert (result.copy, result.errors) == (None, ())
