"""What the real server does with requests that no browser sends, and that slow clients keep nobody waiting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from guide_project.server.edge import environ_of
from tests import factories
from tests.guide_project.servers import (
    answer_to,
    connected,
    environment,
    free_port,
    started,
    wait_for_line,
    wait_for_worker,
)

pytestmark = pytest.mark.once

LIVE = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
SLOW = b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 500\r\n\r\na"
PATHS = ["/", "/static/dist/site.css", "/guide/fr/", "/health/live"]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, database: str) -> Iterator[int]:
    port = free_port()
    variables = environment(tmp_path_factory.mktemp("data"), DATABASE_URL=database, SECRET_KEY=settings.SECRET_KEY)
    with started(port, variables, "--workers", "1") as server:
        wait_for_worker(server, port)
        yield port


def test_many_slow_bodies_keep_nobody_from_being_answered(port: int) -> None:
    with ExitStack() as slow:
        for _ in range(40):
            slow.enter_context(connected(port, SLOW))
        assert answer_to(port, LIVE)[0] == 200


def test_however_many_bodies_stall_a_form_from_the_same_address_is_taken(port: int) -> None:
    with ExitStack() as slow:
        for _ in range(200):
            slow.enter_context(connected(port, SLOW.replace(b": 500", b": 500000") + b"x" * 100_000))
        status, _head = answer_to(port, SLOW.replace(b": 500", b": 1"))
        assert status == 403  # Django's answer: the form has no token
        assert answer_to(port, LIVE)[0] == 200


@pytest.mark.parametrize("cookie", ["", "Cookie: sessionid=nobodys00000000000000000000000000\r\n"])
def test_a_large_body_is_taken_of_nobody_who_is_not_signed_in(port: int, cookie: str) -> None:
    request = f"POST /images/ HTTP/1.1\r\nHost: localhost\r\n{cookie}Content-Length: 9000000\r\n\r\n"
    assert answer_to(port, request.encode())[0] == 413


@pytest.mark.django_db(transaction=True)
def test_a_large_body_is_taken_of_who_is_signed_in(port: int, client: Client) -> None:
    client.force_login(factories.create_contributor())
    session = client.cookies["sessionid"].value
    head = (
        f"POST /images/ HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={session}\r\nContent-Length: 9000000\r\n\r\n"
    )
    assert answer_to(port, head.encode() + b"x" * 9_000_000)[0] == 403  # Django's answer: the form has no token


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["TRACE", "TRACK"])
def test_nothing_that_was_sent_is_sent_back(port: int, path: str, method: str) -> None:
    status, head = answer_to(port, f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Own: secret\r\n\r\n".encode())
    assert status == 405
    assert "secret" not in head


@pytest.mark.parametrize(
    "order", [("Content-Length: 5", "Transfer-Encoding: chunked"), ("Transfer-Encoding: chunked", "Content-Length: 5")]
)
def test_a_body_of_two_lengths_is_refused_and_the_connection_closed(port: int, order: tuple[str, str]) -> None:
    first, second = order
    request = f"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\n{first}\r\n{second}\r\n\r\n0\r\n\r\n"
    status, head = answer_to(port, request.encode())
    assert status == 400
    assert "connection: close" in head


def test_a_body_larger_than_anything_that_is_taken_is_refused_before_it_comes(port: int) -> None:
    request = "POST /images/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n"
    assert answer_to(port, request.encode())[0] == 413


def test_a_header_with_an_underscore_does_not_come_as_one_that_a_proxy_looks_after() -> None:
    class Scope:
        method, path, query_string, scheme, http_version = "GET", "/é", "a=b", "http", "1.1"
        server, client = "127.0.0.1:8000", "[::1]:50000"
        headers = {"x_forwarded_proto": "https", "x-forwarded-for": "10.0.0.1", "host": "localhost"}

    environ = environ_of(Scope)
    assert "HTTP_X_FORWARDED_PROTO" not in environ
    assert environ["HTTP_X_FORWARDED_FOR"] == "10.0.0.1"
    assert (environ["PATH_INFO"], environ["REMOTE_ADDR"]) == ("/Ã©", "::1")


def test_a_line_of_the_log_has_its_time_and_of_a_request_no_address_that_lets_somebody_in(
    tmp_path: Path, database: str
) -> None:
    port = free_port()
    variables = environment(tmp_path, DATABASE_URL=database, LOG_LEVEL="INFO", ACCESS_LOG="1")
    with started(port, variables, "--workers", "1") as server:
        wait_for_worker(server, port)
        answer_to(port, b"GET /agency/opens-it/?q=words HTTP/1.1\r\nHost: localhost\r\n\r\n")
        line = wait_for_line(server, "guide_project.access")
    assert re.match(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d{4} INFO guide_project.access: GET /agency/…/ \d+ \d+ ms", line
    )
