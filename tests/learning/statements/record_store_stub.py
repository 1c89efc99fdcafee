"""A minimal record store: takes statements as the specification says, once each, and notes what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class StoreStub(ThreadingHTTPServer):
    """`says` is the status of the next answers instead, where there is one; `refuses` the ids that it calls malformed."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.statements: dict[str, Any] = {}
        self.requests: list[dict[str, str]] = []
        self.says: list[int] = []
        self.refuses: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/xapi"

    def status_of(self, sent: list[dict[str, Any]]) -> int:
        """All of a batch is taken, or none."""
        if self.says:
            return self.says.pop(0)
        if any(one["id"] in self.refuses for one in sent):
            return 400
        if any(self.statements.get(one["id"], one) != one for one in sent):
            return 409
        self.statements |= {one["id"]: one for one in sent}
        return 200


class _Handler(BaseHTTPRequestHandler):
    server: StoreStub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append({"path": self.path, **{key.lower(): value for key, value in self.headers.items()}})
        status = self.server.status_of(json.loads(body))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def store_stub() -> Iterator[StoreStub]:
    with StoreStub() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
