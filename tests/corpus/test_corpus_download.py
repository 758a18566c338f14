"""Downloads from a server on loopback: what may go wrong, and how decent the client stays."""

from __future__ import annotations

import gzip
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from corpus_server import body, chunked, dripping, half, ranged, redirect, silent, status

from thbgraph.corpus import USER_AGENT, Client, CorpusError
from thbgraph.corpus.download import download
from thbgraph.corpus.part import Part

TEXT = b"".join(b"Paragraph %d. States shall act.\n" % number for number in range(20_000))
TAG = '"v1"'


@pytest.fixture
def get(client, tmp_path):
    """Download an address with a client, and return the part file."""

    def run(address, *, by=client, watch=lambda came, total: None):
        part = Part(tmp_path / "parts", address)
        download(by, address, part, watch)
        return part

    return run


def left(tmp_path):
    folder = tmp_path / "parts"
    return sorted(path.suffix for path in folder.iterdir()) if folder.exists() else []


# --- what comes well


def test_document_comes_whole_with_what_the_server_said(server, get):
    address = server.serve("/plan.pdf", body(TEXT, Content_Type="application/pdf", ETag=TAG))
    seen = []
    part = get(address, watch=lambda came, total: seen.append((came, total)))

    assert part.path.read_bytes() == TEXT
    assert part.seen == (address, TAG, "application/pdf", "")
    assert seen[-1] == (len(TEXT), len(TEXT))
    assert [came for came, _ in seen] == sorted(came for came, _ in seen)


def test_request_says_who_asks_and_wants_no_compression(server, get):
    get(server.serve("/a", body(TEXT)))

    assert server.headers("User-Agent") == [USER_AGENT]
    assert "https://w3id.org/thbgraph" in USER_AGENT
    assert server.headers("Accept-Encoding") == ["identity"]
    assert server.headers("Host") == [f"127.0.0.1:{server.port}"]
    assert server.headers("Range") == [None]


def test_path_and_query_are_asked_as_they_stand(server, get):
    get(server.serve("/a%2Fb/c%C3%A9?x=1&y=%20", body(TEXT)))

    assert server.paths == ["/a%2Fb/c%C3%A9?x=1&y=%20"]


def test_chunks_are_put_together(server, get):
    assert get(server.serve("/a", chunked(TEXT[:1000], TEXT[1000:]))).path.read_bytes() == TEXT


def test_compression_that_was_not_asked_for_is_undone(server, get):
    address = server.serve("/a", body(gzip.compress(TEXT), Content_Encoding="gzip", ETag=TAG))
    part = get(address)

    assert part.path.read_bytes() == TEXT
    assert part.seen.validator == ""


def test_broken_compression_is_said(server, get):
    address = server.serve("/a", body(b"not gzip", Content_Encoding="gzip"))

    with pytest.raises(CorpusError, match="compressed and broken"):
        get(address)


# --- redirects


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirect_is_followed(server, get, code):
    server.serve("/new/plan.txt", body(TEXT, ETag=TAG))
    part = get(server.serve("/old", redirect("new/plan.txt#page2", code)))

    assert part.path.read_bytes() == TEXT
    assert part.seen.address == server.root + "/new/plan.txt"


def test_redirects_are_limited(server, get, limits):
    address = server.serve("/round", redirect("/round"))

    with pytest.raises(CorpusError, match="more than 5 redirects"):
        get(address)
    assert len(server.asked) == limits.redirects + 1


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://x.example/a", "javascript:alert(1)", "//a:b@x.example/"]
)
def test_redirect_to_something_else_than_the_web_is_refused(server, get, location):
    address = server.serve("/a", redirect(location))

    with pytest.raises(CorpusError):
        get(address)
    assert server.paths == ["/a"]


def test_redirect_to_nowhere_is_refused(server, get):
    with pytest.raises(CorpusError, match="to nowhere"):
        get(server.serve("/a", status(302)))


def test_redirect_to_a_private_machine_is_refused(server, get, limits, sleeper, monkeypatch):
    """The first hop passes as public here; the second one is judged by itself."""
    address = server.serve("/a", redirect("http://169.254.169.254/latest/meta-data"))
    monkeypatch.setattr("thbgraph.corpus.guard._is_public", lambda number: number == "127.0.0.1")
    strict = Client(limits._replace(allow_private=False), sleeper.sleep, sleeper.clock)

    with pytest.raises(CorpusError, match=r"169\.254\.169\.254 is not a public address"):
        get(address, by=strict)


def test_private_machine_is_not_asked_unless_allowed(server, get, limits, sleeper):
    strict = Client(limits._replace(allow_private=False), sleeper.sleep, sleeper.clock)

    with pytest.raises(CorpusError, match=r"127\.0\.0\.1 is not a public address"):
        get(server.serve("/a", body(TEXT)), by=strict)
    assert server.asked == []


# --- errors of the server


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 451, 501, 202, 204])
def test_answer_without_document_is_said_and_not_asked_again(server, get, tmp_path, code):
    address = server.serve("/a", status(code))

    with pytest.raises(CorpusError, match=f"{address}: the server answers {code}") as raised:
        get(address)
    assert raised.value.hint
    assert (len(server.asked), left(tmp_path)) == (1, [])


@pytest.mark.parametrize("code", [408, 429, 500, 502, 503, 504])
def test_passing_error_is_tried_again(server, get, sleeper, code):
    address = server.serve("/a", status(code), status(code), body(TEXT))

    assert get(address).path.read_bytes() == TEXT
    assert sleeper.slept == [0.5, 1.0]


def test_attempts_are_limited(server, get, sleeper):
    address = server.serve("/a", status(500))

    with pytest.raises(CorpusError, match="500 Internal Server Error, after 3 attempts"):
        get(address)
    assert (len(server.asked), sleeper.slept) == (3, [0.5, 1.0])


def test_server_that_asks_to_wait_is_waited_for(server, get, sleeper):
    get(server.serve("/a", status(503, Retry_After="7"), status(429, Retry_After=" 0"), body(TEXT)))

    assert sleeper.slept == [7, 0]


def test_server_may_name_the_time_to_come_back(server, get, sleeper):
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=25), usegmt=True)
    get(server.serve("/a", status(503, Retry_After=at), body(TEXT)))

    assert 15 < sleeper.slept[0] <= 25


@pytest.mark.parametrize("value", ["soon", "-1", "", "1.5", "٣", "Tue, 99 Nov 2026 10:00:00 GMT"])
def test_wait_that_means_nothing_is_the_usual_one(server, get, sleeper, value):
    get(server.serve("/a", body(b"", 503, Retry_After=value.encode().decode("latin-1")), body(TEXT)))

    assert sleeper.slept == [0.5]


def test_server_that_asks_for_too_long_a_wait_is_left(server, get, sleeper):
    address = server.serve("/a", status(503, Retry_After="86400"))

    with pytest.raises(CorpusError, match="asks to wait 86,400 s"):
        get(address)
    assert sleeper.slept == []


# --- connections


def closed_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_refused_connection_is_said(get, server, sleeper):
    with pytest.raises(CorpusError, match=r"no connection \(Connection refused\), after 3 attempts"):
        get(f"http://127.0.0.1:{closed_port()}/a")
    assert len(sleeper.slept) == 2


def test_machine_with_several_numbers_is_asked_at_the_next(server, get, monkeypatch):
    monkeypatch.setattr("thbgraph.corpus.client.resolve", lambda *args, **options: ["127.0.0.2", "127.0.0.1"])

    assert get(server.serve("/a", body(TEXT))).path.read_bytes() == TEXT


def test_server_that_says_nothing_is_left(server, get, limits, sleeper):
    impatient = Client(limits._replace(read=0.1, attempts=2), sleeper.sleep, sleeper.clock)

    with pytest.raises(CorpusError, match="takes too long to answer, after 2 attempts"):
        get(server.serve("/a", silent(server)), by=impatient)


def test_server_that_drips_is_left_and_can_be_gone_on_with(server, get, limits, tmp_path):
    with pytest.raises(CorpusError, match="not finished after 0 s") as raised:
        get(server.serve("/a", dripping(server, ETag=TAG)), by=Client(limits._replace(whole=0.2)))
    assert "run it again" in raised.value.hint
    assert left(tmp_path) == [".json", ".part"]


def test_http_is_not_taken_for_https(server, get):
    server.serve("/a", body(TEXT))

    with pytest.raises(CorpusError):
        get(f"https://127.0.0.1:{server.port}/a")


def test_proxy_of_the_environment_is_used(server, get, limits, sleeper, monkeypatch):
    address = "http://documents.example/a"
    monkeypatch.setenv("http_proxy", server.root)
    server.serve(address, body(TEXT))
    strict = Client(limits._replace(allow_private=False), sleeper.sleep, sleeper.clock)

    assert get(address, by=strict).path.read_bytes() == TEXT
    assert server.headers("Host") == ["documents.example"]


def test_proxy_does_not_open_private_machines(server, get, limits, sleeper, monkeypatch):
    monkeypatch.setenv("http_proxy", server.root)
    strict = Client(limits._replace(allow_private=False), sleeper.sleep, sleeper.clock)

    with pytest.raises(CorpusError, match="is not a public address"):
        get("http://169.254.169.254/latest", by=strict)
    assert server.asked == []


def test_requests_to_one_host_have_a_pause_between(server, get, limits, sleeper):
    polite = Client(limits._replace(pause=2), sleeper.sleep, sleeper.clock)
    server.serve("/b", body(TEXT))
    get(server.serve("/a", redirect("/b")), by=polite)
    sleeper.now += 1.5
    get(server.root + "/b", by=polite)
    sleeper.now += 5
    get(server.root + "/b", by=polite)

    assert sleeper.slept == [2, 0.5]


# --- halves, and going on


def test_half_an_answer_is_completed(server, get):
    address = server.serve("/a", half(TEXT, ETag=TAG), ranged(TEXT, TAG))

    assert get(address).path.read_bytes() == TEXT
    assert server.headers("Range") == [None, f"bytes={len(TEXT) // 2}-"]
    assert server.headers("If-Range") == [None, TAG]


def test_half_of_another_version_is_not_kept(server, get):
    new = TEXT.replace(b"shall", b"may")

    assert get(server.serve("/a", half(TEXT, ETag=TAG), ranged(new, '"v2"'))).path.read_bytes() == new


def test_server_without_ranges_is_asked_for_the_whole(server, get):
    assert get(server.serve("/a", half(TEXT, ETag=TAG), body(TEXT, ETag=TAG))).path.read_bytes() == TEXT
    assert server.headers("Range")[1] is not None


@pytest.mark.parametrize("tag", ['W/"v1"', ""])
def test_without_a_strong_tag_the_whole_is_asked_for(server, get, tag):
    assert get(server.serve("/a", half(TEXT, ETag=tag), body(TEXT))).path.read_bytes() == TEXT
    assert server.headers("Range") == [None, None]


@pytest.mark.parametrize(("age", "resumed"), [(3600, True), (5, False)])
def test_date_of_change_is_a_strong_validator_when_it_is_old_enough(server, get, age, resumed):
    modified = format_datetime(datetime.now(UTC) - timedelta(seconds=age), usegmt=True)
    get(server.serve("/a", half(TEXT, Last_Modified=modified), ranged(TEXT, modified)))

    assert server.headers("If-Range") == [None, modified if resumed else None]


def test_chunks_that_break_off_are_not_taken_for_the_whole(server, get):
    assert get(server.serve("/a", chunked(TEXT[:1000], finish=False), body(TEXT))).path.read_bytes() == TEXT


def rest(content, start):
    return body(
        content[start:], 206, ETag=TAG, Content_Range=f"bytes {start}-{len(content) - 1}/{len(content)}"
    )


def test_range_that_was_not_asked_for_is_not_kept(server, get):
    assert get(server.serve("/a", rest(TEXT, 5), body(TEXT))).path.read_bytes() == TEXT


def test_other_range_than_asked_for_is_not_put_behind(server, get):
    assert get(server.serve("/a", half(TEXT, ETag=TAG), rest(TEXT, 5), body(TEXT))).path.read_bytes() == TEXT
    assert server.headers("Range") == [None, f"bytes={len(TEXT) // 2}-", None]


def test_redirect_elsewhere_is_not_gone_on_with(server, get):
    """The tag of one machine says nothing of what another one has."""
    address = server.serve("/a", redirect("/one"), redirect("/two"))
    server.serve("/one", half(TEXT, ETag=TAG))
    server.serve("/two", ranged(TEXT[::-1], TAG))

    assert get(address).path.read_bytes() == TEXT[::-1]
    assert server.headers("Range") == [None] * 4


def test_interrupted_download_goes_on_in_the_next_run(server, get, tmp_path):
    address = server.serve("/a", ranged(TEXT, TAG))

    def interrupt(came, total):
        if came > len(TEXT) // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        get(address, watch=interrupt)
    came = next((tmp_path / "parts").glob("*.part")).read_bytes()
    assert TEXT.startswith(came)
    assert len(TEXT) // 2 < len(came) < len(TEXT)

    assert get(address).path.read_bytes() == TEXT
    assert server.headers("Range") == [None, f"bytes={len(came)}-"]


def test_document_that_became_shorter_is_fetched_afresh(server, get):
    short = TEXT[:1000]
    address = server.serve("/a", half(TEXT, ETag=TAG), ranged(short, TAG), ranged(short, TAG))

    assert get(address).path.read_bytes() == short


@pytest.mark.parametrize("state", [b"", b"[]", b'{"address": 1}', b"\xff"])
def test_damaged_state_of_a_download_is_ignored(server, get, tmp_path, state):
    address = server.serve("/a", half(TEXT, ETag=TAG), body(TEXT))
    part = Part(tmp_path / "parts", address)
    part.begin(part.seen._replace(address=address, validator=TAG)).close()
    part.path.write_bytes(b"something")
    next((tmp_path / "parts").glob("*.json")).write_bytes(state)

    assert get(address).path.read_bytes() == TEXT


# --- sizes


def test_document_that_says_it_is_too_large_is_not_fetched(server, get, limits, sleeper, tmp_path):
    small = Client(limits._replace(largest=1000), sleeper.sleep, sleeper.clock)

    with pytest.raises(CorpusError, match="larger than"):
        get(server.serve("/a", body(TEXT)), by=small)
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    "reply", [chunked(TEXT), body(gzip.compress(bytes(10_000_000)), Content_Encoding="gzip", ETag=TAG)]
)
def test_document_that_turns_out_too_large_is_stopped(server, get, limits, sleeper, tmp_path, reply):
    small = Client(limits._replace(largest=100_000), sleeper.sleep, sleeper.clock)
    seen = []

    with pytest.raises(CorpusError, match="larger than"):
        get(server.serve("/a", reply), by=small, watch=lambda came, total: seen.append(came))
    assert max(seen) < 100_000 + 2 * 64 * 1024
    assert left(tmp_path) == []


def test_empty_document_is_tried_again_and_refused(server, get, tmp_path):
    with pytest.raises(CorpusError, match="empty document, after 3 attempts"):
        get(server.serve("/a", body(b"")))
    assert left(tmp_path) == []


def test_folder_that_cannot_be_written_names_the_mend(server, get, tmp_path):
    (tmp_path / "parts").write_text("in the way")

    with pytest.raises(CorpusError, match=r"File exists|Not a directory") as raised:
        get(server.serve("/a", body(TEXT)))
    assert "THBGRAPH_HOME" in raised.value.hint
