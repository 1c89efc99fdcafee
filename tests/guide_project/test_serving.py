"""How an answer is handed over: whole, so that no thread waits until somebody has read it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from common.files.file_cache import FilePart
from guide_project.server.edge import Edge, FileWrapper
from tests import own_loop

pytestmark = pytest.mark.pure


class Protocol:
    """Notes what is handed over."""

    def __init__(self) -> None:
        self.given: list[tuple[Any, ...]] = []

    def response_bytes(self, *given: object) -> None:
        self.given.append(("bytes", *given))

    def response_file(self, *given: object) -> None:
        self.given.append(("file", *given))

    def response_file_range(self, *given: object) -> None:
        self.given.append(("range", *given))

    def response_empty(self, *given: object) -> None:
        self.given.append(("empty", *given))


class Scope:
    method, path, query_string, scheme, http_version = "GET", "/", "", "http", "1.1"
    server, client = "127.0.0.1:8000", "127.0.0.1:50000"
    headers: dict[str, str] = {}


def answer_of(application: Any, at_once: Any = None) -> list[tuple[Any, ...]]:
    protocol = Protocol()
    edge = Edge(
        application,
        at_once=at_once or (lambda _environ, _start: None),
        threads=1,
        largest_body=1000,
        largest_of_strangers=500,
        sender_of=lambda _environ: "",
        address_of=lambda _environ: "",
    )

    async def answered() -> None:
        edge.__rsgi_init__(asyncio.get_running_loop())
        await edge.__rsgi__(Scope, protocol)

    own_loop.run(answered())
    return protocol.given


def test_an_answer_in_pieces_is_handed_over_in_one() -> None:
    def application(_environ: object, start: Any) -> Iterator[bytes]:
        start("200 OK", [("A", "b")])
        yield b"one "
        yield b"two"

    assert answer_of(application) == [("bytes", 200, [("A", "b")], b"one two")]


def test_a_file_is_handed_over_by_its_name_and_closed(tmp_path: Path) -> None:
    path = tmp_path / "site.css"
    path.write_bytes(b"body {}")
    file = path.open("rb")

    def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        given: FileWrapper = environ["wsgi.file_wrapper"](file)
        return given

    assert answer_of(application) == [("file", 200, [], str(path))]
    assert file.closed


def test_a_part_of_a_file_is_handed_over_by_its_bounds_and_never_read(tmp_path: Path) -> None:
    part = FilePart(tmp_path / "film.mp4", 10, 19, (0, 0, 0))  # where there is no such file, nobody has looked

    def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("206 Partial Content", [])
        given: FileWrapper = environ["wsgi.file_wrapper"](part)
        return given

    assert answer_of(application) == [("range", 206, [], str(tmp_path / "film.mp4"), 10, 20)]


def test_what_is_ready_needs_no_thread() -> None:
    def ready(_environ: object, start: Any) -> list[bytes]:
        start("304 Not Modified", [])
        return [b""]

    assert answer_of(None, at_once=ready) == [("bytes", 304, [], b"")]


def test_what_fails_is_told_in_the_log_and_answered(caplog: pytest.LogCaptureFixture) -> None:
    def application(_environ: object, _start: object) -> list[bytes]:
        raise ZeroDivisionError

    assert answer_of(application) == [("empty", 500, [])]
    assert "No answer was made" in caplog.text
