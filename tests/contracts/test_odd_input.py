"""Whatever is sent to whatever address: an answer, never a failure. The same on both databases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, KeysView
from http import HTTPStatus
from typing import ClassVar
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import QueryDict
from django.test import Client

from contributions.models import Comment, Page
from tests.conftest import PlaceInRun
from tests.contracts.addresses import ARGUMENTS, address
from tests.contracts.rights import GET, POST
from themes.models import Theme

NAMES = sorted(GET.keys() | POST.keys())
FIELD = re.compile(r'<(?:input|textarea|select|button)\b[^>]*\bname="([^"]+)"')
APART = re.compile(r"<(dialog|template)\b.*?</\1>", re.DOTALL)  # forms of their own, which go to other addresses
KEPT_BY = {
    "draft_key",
    "draft_sequence",
    "draft_label",
    "draft_url",
}  # read where drafts are kept: tests/drafts/test_save_draft.py
FORM = "application/x-www-form-urlencoded"
# As they stand in an address or a form, encoded.
NUL = "a%00b"
ODD_VALUES = {
    "nothing": "",
    "NUL": NUL,
    "a lone surrogate": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "a huge number": "9" * 5000,
    "more than 64 bits hold": "9223372036854775808",
    "more than 32 bits hold": "2147483648",
    "a negative number": "-1",
    "a figure that is no ASCII": quote("²"),
    "markup": quote("<b>\"'&{{ x }}{% x %}%s%(x)s{0}"),
    "an override, two lines": quote("\u202eabc\r\n\u2066d"),
    "letters that grow when folded": quote("ﷺ" * 150),
    "ten thousand letters": "x" * 10_000,
}
ODD_PARTS = {name: value for name, value in ODD_VALUES.items() if value} | {
    "dots": "%2E%2E",
    "a slash": "%2F",
    "an Arabic figure": quote("٣"),
    "a picture": quote("🙂"),
    "a place of a kind": "notion-" + "9" * 5000,
}
PARAMETER_VALUES = ODD_VALUES | {"a plain number": "1"}
# Where a run asks both databases, what either would take alike is asked of one: SQLite, plain text, and digits that Python
# makes no number of; PostgreSQL, what it alone refuses: NUL, rows before the first, what is too large for its columns.
LEFT_TO_SQLITE = {
    "nothing",
    "a lone surrogate",
    "no UTF-8",
    "a figure that is no ASCII",
    "an Arabic figure",
    "a picture",
}
LEFT_TO_SQLITE |= {"markup", "an override, two lines", "dots", "a slash", "a huge number", "a place of a kind"}
LEFT_TO_POSTGRESQL = {"NUL", "more than 32 bits hold", "a negative number"}
LEFT_TO_POSTGRESQL |= {"letters that grow when folded", "ten thousand letters"}
ANY_NAME = "any_name"
OF_EVERY_DRAFT = {"draft", "draft_writing", ANY_NAME}  # what every screen with a draft looks at, in one place: drafts
CONFLICT = {  # what the screen of a conflict sends besides
    "choose": "0:mine",
    "choices": "both",
    "conflict_base": "1",
    "conflict_theirs": "2",
    "conflict_mine": "Un texte.",
    "conflict_mine_version": "",
    "conflict_title": "Un titre",
}
EDITED = {"contributions:page_edit", "contributions:page_template", "guide:tip_edit", "guide:section"}


@pytest.fixture(autouse=True)
def _as_read() -> None:
    """Nothing of an answer is looked at but its status."""


@pytest.fixture(autouse=True)
def _what_is_asked_once(place_in_run: PlaceInRun, monkeypatch: pytest.MonkeyPatch) -> None:
    left_out = {PlaceInRun.FIRST: LEFT_TO_POSTGRESQL, PlaceInRun.SECOND: LEFT_TO_SQLITE}.get(place_in_run, set())
    for values in (ODD_VALUES, ODD_PARTS, PARAMETER_VALUES):
        for what in left_out & values.keys():
            monkeypatch.delitem(values, what)


def failures(statuses: dict[str, int]) -> dict[str, int]:
    return {what: status for what, status in statuses.items() if status >= HTTPStatus.INTERNAL_SERVER_ERROR}


def get(client: Client, path: str, **headers: str) -> int:
    response = client.get(path, headers=headers)
    b"".join(response)  # a file that is sent in pieces is closed at its end
    return response.status_code


def send(client: Client, path: str, fields: dict[str, str]) -> int:
    """Sends a form whose values are encoded already."""
    body = "&".join(f"{quote(name)}={value}" for name, value in fields.items())
    return int(client.generic("POST", path, body, FORM).status_code)


def sent_to_see(client: Client, path: str, fields: dict[str, str]) -> int:
    """The same, of which nothing stays: the next form meets what this one met."""
    with transaction.atomic():
        status = send(client, path, fields)
        transaction.set_rollback(True)
    return status


class Watched(QueryDict):
    """A form or a query that notes the names by which somebody looks into it; looking through it all is one more."""

    asked: ClassVar[set[str]] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, default: object = None) -> list[str]:
        self.asked.add(name)
        return super().getlist(name, default)

    def lists(self) -> Iterator[tuple[str, list[str]]]:
        self.asked.add(ANY_NAME)
        self.asked.update(super().keys())
        return super().lists()

    def keys(self) -> KeysView[str]:
        self.asked.add(ANY_NAME)
        self.asked.update(super().keys())
        return super().keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())


def watch(patch: pytest.MonkeyPatch) -> None:
    """Forms and queries note who looks into them: what nobody looks at changes nothing, and was two thirds of the time."""
    load, get_query = WSGIRequest._load_post_and_files, WSGIRequest.GET.func

    def load_watched(request: WSGIRequest) -> None:
        load(request)
        request._post.__class__ = Watched

    def watched_query(request: WSGIRequest) -> QueryDict:
        query: QueryDict = get_query(request)
        query.__class__ = Watched
        return query

    patch.setattr(WSGIRequest, "_load_post_and_files", load_watched)
    patch.setattr(WSGIRequest.GET, "func", watched_query)
    Watched.asked.clear()


def fields_read(client: Client, path: str, fields: dict[str, str]) -> set[str]:
    """Sends a form. Returns the names of what is looked at when it comes."""
    with pytest.MonkeyPatch.context() as patch:
        watch(patch)
        sent_to_see(client, path, fields)
    return set(Watched.asked)


def statuses_of_queries(client: Client, path: str, kept: str, known: set[str]) -> dict[str, int]:
    """Asks for a screen with each parameter odd that it looks at, also with those that it looks at only then."""
    statuses, tried = {}, known.copy()
    with pytest.MonkeyPatch.context() as patch:
        watch(patch)
        statuses["nothing odd"] = get(client, path + kept)
        while found := Watched.asked - tried:
            name = min(found)
            tried.add(name)
            for what, odd in PARAMETER_VALUES.items():
                statuses[f"{name}: {what}"] = get(client, f"{path}{kept}&{name}={odd}")
    return statuses


def acceptable(name: str, path: str, client: Client) -> dict[str, str]:
    """A form that the address would take: the fields that its screen shows, with values that make sense."""
    screen = APART.sub("", b"".join(client.get(path)).decode(errors="replace")) if name in GET else ""
    shown = FIELD.findall(screen) if name in GET else ["body", "base_version", "source"]
    values = {"title": "Un titre", "body": "Un texte.", "summary": "mot", "reason": "parce que", "version": "2"}
    values |= {"base_version": "1", "page_version": "1", "number": "7", "quote": "Une phrase.", "passage": "Un"}
    values |= {"theme": str(Theme.objects.earliest("pk").pk), "page": quote(Page.objects.earliest("pk").title)}
    return {
        field: values.get(field, "1") for field in shown if field not in KEPT_BY | {"csrfmiddlewaretoken", "preview"}
    }


def variants(fields: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The form with one of its fields odd, each in turn."""
    for field in fields:
        for what, odd in ODD_VALUES.items():
            yield f"{field}: {what}", fields | {field: odd}


@pytest.mark.parametrize("name", sorted(GET.keys() - {"account_logout"}))
def test_odd_parameters_are_answered(name: str, world: dict[str, Client]) -> None:
    path, _, kept = address(name).partition("?")
    client = world["visitor" if name == "account_login" else "administrator"]
    known = KEPT_BY if name == "contributions:page_edit" else KEPT_BY | OF_EVERY_DRAFT
    assert failures(statuses_of_queries(client, path, f"?{kept}", known)) == {}


@pytest.mark.parametrize("name", NAMES)
def test_odd_addresses_are_answered(name: str, world: dict[str, Client]) -> None:
    path, client = address(name).partition("?")[0], world["administrator"]
    values = {quote(str(value)) for value in [*ARGUMENTS.values(), "glossary", Comment.objects.earliest("pk").pk]}
    paths = {
        f"{part}: {what}": "/".join(odd if one == part else one for one in path.split("/"))
        for part in values.intersection(path.split("/"))
        for what, odd in ODD_PARTS.items()
    }
    statuses = {f"GET {what}": get(client, odd) for what, odd in paths.items()}
    statuses |= {f"POST {what}": send(client, odd, {"body": "x"}) for what, odd in paths.items()}
    assert failures(statuses) == {}


@pytest.mark.parametrize("name", NAMES)
def test_odd_forms_are_answered(name: str, world: dict[str, Client]) -> None:
    path, client = address(name), world["visitor" if name == "account_login" else "administrator"]
    fields = acceptable(name, path, client)
    read = fields_read(client, path, fields)
    odd_ones = [one for one in variants(fields) if one[0].partition(":")[0] in read]
    if name not in EDITED:
        statuses = {what: send(client, path, odd) for what, odd in odd_ones}
    else:
        statuses = {what: sent_to_see(client, path, odd) for what, odd in odd_ones}
        carried = fields | CONFLICT
        conflicts = ((what, odd) for what, odd in variants(carried) if what.partition(":")[0] in CONFLICT)
        statuses |= {what: sent_to_see(client, path, odd) for what, odd in conflicts}
    statuses["all of them: NUL"] = sent_to_see(client, path, dict.fromkeys(fields, NUL))
    assert failures(statuses) == {}


@pytest.mark.once
@pytest.mark.parametrize("name", NAMES)
def test_bodies_that_are_no_form_are_answered(name: str, world: dict[str, Client]) -> None:
    bodies = [
        ("application/json", json.dumps({"title": "\ud800", "body": [1], "version": {"x": None}}).encode()),
        ("application/octet-stream", b"\x00\xff"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nno header\r\n"),
        (FORM, b"x" * (6 * 1024 * 1024)),
        (FORM, b"&".join(b"f%d=1" % number for number in range(2000))),
        (f"{FORM}; charset=utf-16", b"title=%00"),
        (f"{FORM}; charset=no-such", b"title=a"),
    ]
    path, client = address(name), world["administrator"]
    statuses = {
        f"{n}: {kind}": client.generic("POST", path, body, kind).status_code for n, (kind, body) in enumerate(bodies)
    }
    assert failures(statuses) == {}


@pytest.mark.parametrize("path", ["/", "/guide/fr/", "/guide/editions/1/fr/guide.pdf", "/accounts/login/", "/nothing/"])
def test_odd_headers_are_answered(path: str, world: dict[str, Client]) -> None:
    odd = [
        "\xff",
        "a\x00b",
        "9" * 400,
        "bytes=0-" + "9" * 30,
        '"',
        "W/",
        ",",
        "http://[",
        "Thu, 99 Zzz 9999 99:99:99 GMT",
    ]
    names = [
        "Range",
        "If-Range",
        "If-None-Match",
        "If-Modified-Since",
        "If-Match",
        "Accept-Language",
        "Accept-Encoding",
    ]
    names += ["Referer", "Origin", "X-Forwarded-For", "HX-Request", "HX-Current-URL", "HX-Current-URL-URI-AutoEncoded"]
    client = world["administrator"]
    statuses = {f"{name}: {value}": get(client, path, **{name: value}) for name in names for value in odd}
    for cookie in ["sessionid", "csrftoken", "messages", "django_language"]:
        for value in odd:
            # as a header: newer Pythons do not let the client's own jar hold such a cookie
            statuses[f"cookie {cookie}: {value}"] = get(Client(), path, Cookie=f"{cookie}={value}")
    assert failures(statuses) == {}


@pytest.mark.parametrize("header", ["Origin", "Referer"])
@pytest.mark.parametrize("value", ["http://[", "http://]/x", "\xff", "a\x00b", "//", "http://testserver:99999999/"])
def test_a_form_from_an_odd_origin_is_refused(header: str, value: str, world: dict[str, Client]) -> None:
    client = world["editor"]
    client.handler.enforce_csrf_checks = True
    response = client.post(address("contributions:page_edit"), {"body": "x"}, headers={header: value})
    assert response.status_code == HTTPStatus.FORBIDDEN


def test_no_odd_value_is_left_to_the_other_by_both_databases() -> None:
    assert not LEFT_TO_SQLITE & LEFT_TO_POSTGRESQL


def test_a_form_tells_which_fields_were_looked_at(world: dict[str, Client]) -> None:
    path = address("contributions:page_edit")
    fields = acceptable("contributions:page_edit", path, world["editor"])
    assert {"title", "body", "summary", "base_version"} <= fields_read(world["editor"], path, fields | {"unknown": "1"})
    assert not fields_read(world["editor"], "/guide/fr/", {"body": "x"})


def test_a_query_tells_which_parameters_were_looked_at(world: dict[str, Client]) -> None:
    statuses = statuses_of_queries(world["editor"], address("contributions:recent_changes"), "?", KEPT_BY)
    assert {"theme", "kind", "person", "period", "before"} <= {what.partition(":")[0] for what in statuses}
    assert not any(what.startswith("unknown") for what in statuses)
