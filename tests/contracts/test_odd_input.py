"""Whatever is sent to whatever address: an answer, never a failure. The same on both databases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from contributions.models import Page
from guide.models import Edition
from tests.contracts.test_access import ARGUMENTS, GET, POST, QUERIES, address, world
from themes.models import Theme

__all__ = ["world"]  # the fixture: a page, a tip and an edition, and a client for each role

FIELD = re.compile(r'<(?:input|textarea|select|button)\b[^>]*\bname="([^"]+)"')
FORM_URLENCODED = "application/x-www-form-urlencoded"
# As they stand in an address or a form, encoded: among them a NUL, a lone surrogate, what is no UTF-8, figures that are
# no ASCII, and numbers that no column holds.
ODD_VALUES = {
    "nothing": "",
    "NUL": "a%00b",
    "a lone surrogate": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "a huge number": "9" * 30,
    "more than 64 bits hold": "9223372036854775808",
    "more than 32 bits hold": "2147483648",
    "a negative number": "-1",
    "a figure that is no ASCII": quote("²"),
    "an Arabic figure": quote("٣"),
    "not a number": "NaN",
    "markup": quote("<b>\"'&{{ x }}{% x %}%s%(x)s{0}"),
    "overrides": quote("\u202eabc\u2066"),
    "two lines": "a%0D%0Ab",
    "ten thousand letters": "x" * 10_000,
}
ODD_PARTS = {name: value for name, value in ODD_VALUES.items() if value} | {
    "dots": "%2E%2E",
    "a slash": "%2F",
    "emoji": quote("🙂"),
    "a tilde": "~",
}
PARAMETERS = "older newer version before view all page place title theme person hide_minor preview next".split()
HIDDEN_FIELDS = {  # what the screens of a conflict send besides
    "choose": "0:mine",
    "choice": "both",
    "conflict_base": "1",
    "conflict_theirs": "2",
    "conflict_mine": "Un texte.",
    "conflict_mine_version": "",
    "conflict_title": "Un titre",
}
EDITED = {"contributions:page_edit", "guide:tip_edit", "guide:section"}
SESSION_ENDS = {"account_logout", "account_change_password", "account_set_password", "account_reset_password_from_key"}


def as_sent(fields: dict[str, str]) -> str:
    """A form whose values are encoded already."""
    return "&".join(f"{quote(name)}={value}" for name, value in fields.items())


def post(client: Client, path: str, fields: dict[str, str]) -> int:
    status: int = client.post(path, as_sent(fields), content_type=FORM_URLENCODED).status_code
    return status


def acceptable(name: str, path: str, client: Client) -> dict[str, str]:
    """A form that the address would take: the fields that its screen shows, with values that make sense."""
    page = Page.objects.earliest("pk")
    shown = FIELD.findall(client.get(path).content.decode()) if name in GET else ["body", "base_version", "source"]
    values = {"title": "Un titre", "body": "Un texte.", "summary": "mot", "reason": "parce que", "version": "2"}
    values |= {"base_version": "1", "page_version": "1", "number": "7", "quote": "Une phrase.", "source": "1"}
    values |= {"theme": str(Theme.objects.earliest("pk").pk), "page": quote(page.title), "passage": "Un"}
    return {field: values.get(field, "1") for field in shown if field not in {"csrfmiddlewaretoken", "preview"}}


def variants(fields: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    for field in fields:
        for what, odd in ODD_VALUES.items():
            yield f"{field}: {what}", fields | {field: odd}


def failures(statuses: dict[str, int]) -> dict[str, int]:
    return {what: status for what, status in statuses.items() if status >= HTTPStatus.INTERNAL_SERVER_ERROR}


@pytest.mark.parametrize("name", sorted(set(GET) - {"account_logout"}))
def test_odd_parameters_are_answered(name: str, world: dict[str, Client]) -> None:
    path = address(name).partition("?")[0]
    kept = QUERIES.get(name.rpartition(":")[2], "?")
    client = world["administrator"]
    queries = {f"{one}: {what}": f"{kept}&{one}={odd}" for one in PARAMETERS for what, odd in ODD_VALUES.items()}
    statuses = {what: client.get(f"{path}{query}").status_code for what, query in queries.items()}
    statuses["twice"] = client.get(f"{path}?{urlencode([(one, n) for one in PARAMETERS for n in (1, 2)])}").status_code
    assert failures(statuses) == {}


@pytest.mark.parametrize("name", sorted(GET.keys() | POST.keys()))
def test_odd_addresses_are_answered(name: str, world: dict[str, Client]) -> None:
    path = address(name)
    client = world["administrator"]
    parts = [part for part in path.partition("?")[0].split("/") if part in {quote(str(v)) for v in [*ARGUMENTS.values(), "glossary"]}]
    paths = {f"{part}: {what}": path.replace(f"/{part}/", f"/{odd}/", 1) for part in parts for what, odd in ODD_PARTS.items()}
    statuses = {f"GET {what}": client.get(odd).status_code for what, odd in paths.items()}
    statuses |= {f"POST {what}": client.post(odd, {}).status_code for what, odd in paths.items()}
    assert failures(statuses) == {}


@pytest.mark.parametrize("name", sorted(GET.keys() | POST.keys()))
def test_odd_forms_are_answered(name: str, world: dict[str, Client]) -> None:
    path, client = address(name), world["visitor" if name == "account_login" else "administrator"]
    fields = acceptable(name, path, client)
    if name in EDITED:
        fields |= HIDDEN_FIELDS
    statuses = {what: post(client, path, odd) for what, odd in variants(fields)}
    if name in EDITED:
        plain = {field: value for field, value in fields.items() if field not in HIDDEN_FIELDS}
        statuses |= {f"plain {what}": post(client, path, odd) for what, odd in variants(plain)}
    assert failures(statuses) == {}


@pytest.mark.parametrize("name", sorted(GET.keys() | POST.keys()))
def test_bodies_that_are_no_form_are_answered(name: str, world: dict[str, Client]) -> None:
    path, client = address(name), world["administrator"]
    bodies: list[tuple[str, Any]] = [
        ("application/json", json.dumps({"title": "\ud800", "body": [1], "version": {"x": None}})),
        ("application/octet-stream", b"\x00\xff"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nno header\r\n"),
        (FORM_URLENCODED, "x" * (6 * 1024 * 1024)),
        (FORM_URLENCODED, "&".join(f"f{n}=1" for n in range(2000))),
        (f"{FORM_URLENCODED}; charset=utf-16", b"title=%00"),
        (f"{FORM_URLENCODED}; charset=no-such", b"title=a"),
    ]
    statuses = {f"{kind} {n}": client.post(path, body, content_type=kind).status_code for n, (kind, body) in enumerate(bodies)}
    assert failures(statuses) == {}


@pytest.mark.parametrize("path", ["/", "/guide/fr/", "/guide/editions/1/fr/guide.pdf", "/wiki/", "/accounts/login/", "/nothing/"])
def test_odd_headers_are_answered(path: str, world: dict[str, Client]) -> None:
    odd = ["\xff", "a\x00b", "9" * 400, "bytes=0-" + "9" * 30, '"', "W/", ",", "Thu, 99 Zzz 9999 99:99:99 GMT", "x" * 5000]
    names = "Range If-Range If-None-Match If-Modified-Since If-Unmodified-Since If-Match Accept-Language Accept-Encoding".split()
    names += ["Referer", "Origin", "X-Forwarded-For", "Cookie", "HX-Request", "HX-Current-URL", "HX-Current-URL-URI-AutoEncoded"]
    client = world["administrator"]
    statuses = {
        f"{name}: {value[:20]!r}": client.get(path, headers={name: value}).status_code for name in names for value in odd
    }
    for cookie in ["sessionid", "csrftoken", "messages", "django_language"]:
        for value in odd:
            visitor = Client()
            visitor.cookies[cookie] = value
            statuses[f"cookie {cookie}: {value[:20]!r}"] = visitor.get(path).status_code
    assert failures(statuses) == {}


def test_the_edition_of_these_tests_is_out(world: dict[str, Client]) -> None:
    assert Edition.objects.current() is not None
