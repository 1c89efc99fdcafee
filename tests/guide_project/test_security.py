"""What the site says of itself for the safety of its readers, and how it stands behind a proxy."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _https(settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def behind_one_proxy(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nothing-here/", "/guide/"])
def test_no_answer_lets_a_page_use_the_camera(client: Client, path: str) -> None:
    assert "camera=()" in client.get(path, secure=True)["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/privacy/"])
def test_no_page_loads_anything_from_elsewhere_and_no_link_says_where_one_came_from(client: Client, path: str) -> None:
    answer = client.get(path, secure=True)
    sources = {word for rule in answer["Content-Security-Policy"].split(";") for word in rule.split()[1:]}
    assert {word for word in sources if not word.startswith("'nonce-")} <= {"'self'", "'none'"}
    assert answer["Referrer-Policy"] == "same-origin"


def test_who_comes_by_http_is_sent_to_https(client: Client) -> None:
    assert client.get("/")["Location"] == "https://testserver/"


def test_a_proxy_that_is_not_believed_gets_no_redirect_to_itself_for_ever(client: Client, caplog) -> None:
    answer = client.get("/", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"})
    assert answer.status_code == 503
    assert "TRUSTED_PROXIES=0" in answer.text
    assert "TRUSTED_PROXIES=0" in caplog.text


@pytest.mark.usefixtures("behind_one_proxy")
def test_a_proxy_that_does_not_say_how_it_was_asked_gets_none_either(client: Client) -> None:
    answer = client.get("/", headers={"X-Forwarded-For": "192.0.2.1"})
    assert answer.status_code == 503
    assert "X-Forwarded-Proto" in answer.text


@pytest.mark.usefixtures("behind_one_proxy")
def test_a_proxy_that_is_believed_is_served(client: Client) -> None:
    assert client.get("/", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}).status_code == 200
    assert client.get("/", headers={"X-Forwarded-Proto": "http"}).status_code == 301


def test_who_asks_whether_the_site_lives_is_answered_behind_any_proxy(client: Client) -> None:
    assert client.get("/health/live", headers={"X-Forwarded-Proto": "https"}).status_code == 200
