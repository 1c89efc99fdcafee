"""The real server with the settings of production, as a proxy asks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from tests import factories
from tests.guide_project.servers import environment, free_port, started, wait_for_worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

BY_PROXY = {"Host": "guide.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
PRODUCTION = {
    "GUIDE_DEMO": "0",
    "TRUSTED_PROXIES": "1",
    "ALLOWED_HOSTS": "guide.example",
    "SITE_ADDRESS": "https://guide.example",
}
LOGIN = "/accounts/login/"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, database: str) -> Iterator[int]:
    port = free_port()
    variables = environment(tmp_path_factory.mktemp("data"), DATABASE_URL=database, **PRODUCTION)
    with started(port, variables, "--workers", "1") as server:
        wait_for_worker(server, port)
        yield port


@dataclass
class Answer:
    status: int
    headers: Message[str, str]
    text: str

    @property
    def cookies(self) -> SimpleCookie:
        found = SimpleCookie()
        for line in self.headers.get_all("Set-Cookie") or []:
            found.load(line)
        return found


def asked(port: int, method: str, path: str, body: str = "", **headers: str) -> Answer:
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(method, path, body, BY_PROXY | headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode())


def test_who_signs_in_gets_cookies_that_no_other_host_can_set(port: int) -> None:
    person = factories.create_contributor()
    person.password = Argon2PasswordHasher().encode(factories.PASSWORD, "salt" * 4)  # as the server stores it
    person.save()
    form = asked(port, "GET", LOGIN)
    [hidden] = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text))
    body = urlencode({"csrfmiddlewaretoken": hidden, "login": person.username, "password": factories.PASSWORD})
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://guide.example{LOGIN}"}
    sent |= {"Cookie": f"__Host-csrftoken={form.cookies['__Host-csrftoken'].value}"}
    answer = asked(port, "POST", LOGIN, body, **sent)
    assert (answer.status, answer.headers["Location"]) == (302, "/")
    session = answer.cookies["__Host-sessionid"]
    assert (session["secure"], session["path"], session["domain"]) == (True, "/", "")


@pytest.mark.parametrize("path", ["/", LOGIN, "/nothing-here/", "/guide/fr/"])
def test_every_answer_binds_this_host_alone_to_https(port: int, path: str) -> None:
    answer = asked(port, "GET", path)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_a_proxy_is_not_sent_to_itself_for_ever(port: int) -> None:
    assert asked(port, "GET", "/").status == 200
    assert asked(port, "GET", "/", **{"X-Forwarded-Proto": "http"}).status == 301
