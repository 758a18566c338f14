"""A web server on loopback that answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """What is served where: a path has a list of replies, the last of which is repeated."""

    def __init__(self, port: int, scheme: str) -> None:
        self.root = f"{scheme}://127.0.0.1:{port}"
        self.port = port
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.done = threading.Event()

    def serve(self, path: str, *replies: Reply) -> str:
        """Answer a path with these replies, and return its address."""
        self.replies[path] = list(replies)
        return self.root + path

    def headers(self, name: str) -> list[str | None]:
        """Return a header of every request so far, None where it was not sent."""
        return [headers.get(name) for _, headers in self.asked]

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, dict(self.headers)))
            replies = server.replies.get(self.path) or [status(404)]
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
            try:
                reply(self)
            except (BrokenPipeError, ConnectionResetError):
                # The test hung up, as it meant to.
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        # The handshake is made by the thread of each connection, where one that fails stops no other.
        http.socket = tls.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
        http.handle_error = lambda request, address: None
    server = Server(http.server_address[1], "https" if tls else "http")
    thread = threading.Thread(target=http.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.done.set()
        http.shutdown()
        http.server_close()
        thread.join()


def _begin(handler: BaseHTTPRequestHandler, code: int, headers: dict[str, str]) -> None:
    handler.send_response(code)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()


def body(content: bytes, code: int = 200, **headers: str) -> Reply:
    """Answer with a whole document; `Content_Type` stands for Content-Type."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def reply(handler: BaseHTTPRequestHandler) -> None:
        _begin(handler, code, {"Content-Length": str(len(content)), **named})
        handler.wfile.write(content)

    return reply


def ranged(content: bytes, tag: str) -> Reply:
    """Answer as a server that keeps RFC 9110: with the rest where the tag still is right, else with all."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        wanted = handler.headers.get("Range", "")
        if not wanted or handler.headers.get("If-Range") != tag:
            body(content, ETag=tag)(handler)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-"))
        if start >= len(content):
            body(b"", 416, Content_Range=f"bytes */{len(content)}")(handler)
            return
        where = f"bytes {start}-{len(content) - 1}/{len(content)}"
        body(content[start:], 206, ETag=tag, Content_Range=where)(handler)

    return reply


def half(content: bytes, **headers: str) -> Reply:
    """Promise the whole, send half of it and hang up."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def reply(handler: BaseHTTPRequestHandler) -> None:
        _begin(handler, 200, {"Content-Length": str(len(content)), **named})
        handler.wfile.write(content[: len(content) // 2])
        handler.close_connection = True

    return reply


def status(code: int, **headers: str) -> Reply:
    return body(b"<p>an error page</p>", code, **headers)


def redirect(location: str, code: int = 302) -> Reply:
    return body(b"", code, Location=location)


def silent(server: Server) -> Reply:
    """Take the request and say nothing until the server ends."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        server.done.wait(30)
        handler.close_connection = True

    return reply


def dripping(server: Server, **headers: str) -> Reply:
    """Send one byte after the other and never end."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def reply(handler: BaseHTTPRequestHandler) -> None:
        _begin(handler, 200, {"Content-Length": "1000000", **named})
        while not server.done.wait(0.02):
            handler.wfile.write(b".")

    return reply


def chunked(*chunks: bytes, finish: bool = True) -> Reply:
    """Send chunks (RFC 9112, 7.1), with or without the one that says it is all."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        _begin(handler, 200, {"Transfer-Encoding": "chunked", "Connection": "close"})
        for chunk in chunks:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        if finish:
            handler.wfile.write(b"0\r\n\r\n")
        handler.close_connection = True

    return reply
