"""A translation server that answers as it is told to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

type Behaviour = Callable[["Asked", BaseHTTPRequestHandler], None]


class Asked(dict[str, Any]):
    """The values of one question."""


class StubServer:
    """`questions` are the values that were sent, `paths` where to, in order."""

    def __init__(self) -> None:
        self.questions: list[Asked] = []
        self.paths: list[str] = []
        self.behaves: Behaviour = translates(lambda text: f"[{text}]")
        self.url = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = Asked(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
        self.questions.append(asked)
        self.paths.append(handler.path)
        self.behaves(asked, handler)


@contextmanager
def serving() -> Iterator[StubServer]:
    stub = StubServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            stub.answer(self)

        def do_GET(self) -> None:
            stub.paths.append(f"GET {self.path}")
            self.send_error(405)

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        server.handle_error = lambda *_args: None  # type: ignore[method-assign]  # who asked has gone
        stub.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            server.shutdown()
            thread.join()


def send(handler: BaseHTTPRequestHandler, body: bytes, *, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def translates(change: Callable[[str], str]) -> Behaviour:
    """Answers each text with `change` of it."""
    return lambda asked, handler: send(handler, json.dumps({"translatedText": change(asked["q"])}).encode())


def answers(body: bytes, *, status: int = 200, **headers: str) -> Behaviour:
    return lambda _asked, handler: send(handler, body, status=status, **headers)


def says_nothing(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
    handler.connection.settimeout(10)
    handler.connection.recv(1)  # until the other side has had enough


def dribbles(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
    """A byte at a time, so that no step takes long and the whole never ends."""
    handler.send_response(200)
    handler.end_headers()
    for _byte in range(1_000):
        handler.wfile.write(b" ")
        time.sleep(0.02)


def hangs_up(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def hangs_up_halfway(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"translatedText": "Half a sen')


def never_ends(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b'{"translatedText": "')
    while True:
        handler.wfile.write(b"x" * 65_536)
