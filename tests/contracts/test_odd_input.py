"""Whatever is sent to whatever address: an answer, never a failure. The same on both databases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client, RequestFactory
from django.test import client as client_of_django
from django.urls import URLResolver, get_resolver, is_valid_path
from django.urls.converters import IntConverter

from contributions.models import Comment, Page
from tests.conftest import PlaceInRun
from tests.contracts.addresses import ARGUMENTS, address
from tests.contracts.odd_values import LEFT_TO_POSTGRESQL, LEFT_TO_SQLITE, NUL, ODD_PARTS, ODD_VALUES, PARAMETER_VALUES
from tests.contracts.rights import GET, POST
from tests.contracts.watched_forms import ANY_NAME, WatchedForm, WatchedQuery, watch, watch_body
from themes.models import Theme

NAMES = sorted(GET.keys() | POST.keys())
FIELD = re.compile(r'<(?:input|textarea|select|button)\b[^>]*\bname="([^"]+)"')
APART = re.compile(r"<(dialog|template)\b.*?</\1>", re.DOTALL)  # forms of their own, which go to other addresses
DRAFT_FIELDS = {
    "draft_key",
    "draft_sequence",
    "draft_label",
    "draft_url",
}  # read where drafts are stored: tests/drafts/test_save_draft.py
FORM = "application/x-www-form-urlencoded"
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
def _as_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of an answer is looked at but its status, and which fields it has."""
    monkeypatch.setattr(client_of_django, "store_rendered_templates", lambda *seen, **more: None)


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


class Reading(NamedTuple):
    status: int
    names: set[str]
    """Of the fields that were looked at: what stands in a query as well is looked for there."""


def reading(client: Client, path: str, fields: dict[str, str]) -> Reading:
    """Sends a form of which nothing stays. Returns what becomes of it."""
    with pytest.MonkeyPatch.context() as patch:
        watch(patch)
        status = sent_to_see(client, path, fields)
    return Reading(status, set(WatchedForm.asked))


def statuses_of_refused(client: Client, path: str, fields: dict[str, str], names: list[str]) -> dict[str, int]:
    """Sends a form, which is refused anyhow, with all of these fields odd; each that nobody looks at then is odd alone."""
    statuses = {}
    for what, odd in ODD_VALUES.items():
        status, looked_at = reading(client, path, fields | dict.fromkeys(names, odd))
        statuses[f"all of {names}: {what}"] = status
        for name in names:
            if name not in looked_at:
                statuses[f"{name}: {what}"] = send(client, path, fields | {name: odd})
    return statuses


class Screen(NamedTuple):
    """What an address answers when it is opened as it stands."""

    status: int
    html: str
    asked: set[str]
    """The parameters that were looked at."""


@pytest.fixture(scope="module")
def screens() -> dict[str, Screen]:
    """By the names of their addresses: in the world of these tests, opened once for all of them."""
    return {}


def opened(screens: dict[str, Screen], name: str, client: Client) -> Screen:
    if name not in screens:
        with pytest.MonkeyPatch.context() as patch:
            watch(patch)
            response = client.get(address(name))
            html = b"".join(response).decode(errors="replace")
        screens[name] = Screen(response.status_code, html, set(WatchedQuery.asked))
    return screens[name]


def statuses_of_queries(client: Client, path: str, query: str, found: set[str], known: set[str]) -> dict[str, int]:
    """Asks for a screen with each parameter odd that it looks at, also with those that it looks at only then."""
    statuses, tried = {}, known.copy()
    with pytest.MonkeyPatch.context() as patch:
        watch(patch)
        WatchedQuery.asked.update(found)
        while left := WatchedQuery.asked - tried:
            name = min(left)
            tried.add(name)
            for what, odd in PARAMETER_VALUES.items():
                statuses[f"{name}: {what}"] = get(client, f"{path}{query}&{name}={odd}")
    return statuses


def acceptable(screen: Screen | None) -> dict[str, str]:
    """A form that the address would take: the fields that its screen shows, with values that make sense."""
    shown = FIELD.findall(APART.sub("", screen.html)) if screen else ["body", "base_version", "source"]
    values = {"title": "Un titre", "body": "Un texte.", "summary": "mot", "reason": "parce que", "version": "2"}
    values |= {"base_version": "1", "page_version": "1", "number": "7", "quote": "Une phrase.", "passage": "Un"}
    values |= {"theme": str(Theme.objects.earliest("pk").pk), "page": quote(Page.objects.earliest("pk").title)}
    return {
        field: values.get(field, "1")
        for field in shown
        if field not in DRAFT_FIELDS | {"csrfmiddlewaretoken", "preview"}
    }


def variants(fields: dict[str, str], names: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The form with one of these fields odd, each in turn."""
    for name in names:
        for what, odd in ODD_VALUES.items():
            yield f"{name}: {what}", fields | {name: odd}


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("name", sorted(GET.keys() - {"account_logout"}))
def test_odd_parameters_are_answered(name: str, screens: dict[str, Screen], world: dict[str, Client]) -> None:
    path, _, query = address(name).partition("?")
    client = world["visitor" if name == "account_login" else "administrator"]
    known = DRAFT_FIELDS if name == "contributions:page_edit" else DRAFT_FIELDS | OF_EVERY_DRAFT
    screen = opened(screens, name, client)
    statuses = {"nothing odd": screen.status} | statuses_of_queries(client, path, f"?{query}", screen.asked, known)
    assert failures(statuses) == {}


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("name", NAMES)
def test_odd_addresses_are_answered(name: str, world: dict[str, Client]) -> None:
    path, client = address(name).partition("?")[0], world["administrator"]
    values = {quote(str(value)) for value in [*ARGUMENTS.values(), "glossary", Comment.objects.earliest("pk").pk]}
    paths = {
        f"{part}: {what}": "/".join(odd if one == part else one for one in path.split("/"))
        for part in values.intersection(path.split("/"))
        for what, odd in ODD_PARTS.items()
    }
    reached = {what: odd for what, odd in paths.items() if leads_somewhere(odd)}  # else as /nothing/ below
    statuses = {f"GET {what}": get(client, odd) for what, odd in reached.items()}
    statuses |= {f"POST {what}": send_a_word(client, odd) for what, odd in reached.items()}
    assert failures(statuses) == {}


def leads_somewhere(path: str) -> bool:
    """Whether a view hears of this address, also if only with a slash at its end, to which Django redirects."""
    asked = RequestFactory().get(path).path_info
    return any(is_valid_path(one) for one in (asked, f"{asked.removesuffix('/')}/"))


def send_a_word(client: Client, path: str) -> int:
    return send(client, path, {"body": "x"})


def test_what_leads_nowhere_is_answered(world: dict[str, Client]) -> None:
    paths = [path for odd in ODD_PARTS.values() for path in (f"/nothing/{odd}/", f"/nothing/{odd}")]
    client = world["administrator"]
    assert [path for path in paths if leads_somewhere(path)] == []
    assert {path for path in paths if get(client, path) != HTTPStatus.NOT_FOUND} == set()
    assert {path for path in paths if send_a_word(client, path) != HTTPStatus.NOT_FOUND} == set()


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("name", NAMES)
def test_odd_forms_are_answered(name: str, screens: dict[str, Screen], world: dict[str, Client]) -> None:
    path, client = address(name), world["visitor" if name == "account_login" else "administrator"]
    fields = acceptable(opened(screens, name, client) if name in GET else None)
    status, looked_at = reading(client, path, fields)
    names = [field for field in fields if field in looked_at]
    if name in EDITED:
        odd_ones = (*variants(fields, names), *variants(fields | CONFLICT, CONFLICT))
        statuses = {what: sent_to_see(client, path, odd) for what, odd in odd_ones}
    elif status >= HTTPStatus.BAD_REQUEST:
        statuses = statuses_of_refused(client, path, fields, names)
    else:
        statuses = {what: send(client, path, odd) for what, odd in variants(fields, names)}
    if looked_at:  # else the answer to the form as it stands is that to any form
        statuses["all of them: NUL"] = sent_to_see(client, path, dict.fromkeys(fields, NUL))
    assert failures(statuses) == {}


@pytest.mark.once
@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("name", NAMES)
def test_bodies_that_are_no_form_are_answered(name: str, world: dict[str, Client], settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
    bodies = [
        ("application/json", json.dumps({"title": "\ud800", "body": [1], "version": {"x": None}}).encode()),
        ("application/octet-stream", b"\x00\xff"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nno header\r\n"),
        (FORM, b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)),
        (FORM, b"&".join(b"f%d=1" % number for number in range(2000))),
        (f"{FORM}; charset=utf-16", b"title=%00"),
        (f"{FORM}; charset=no-such", b"title=a"),
    ]
    path, client = address(name), world["administrator"]
    statuses = statuses_of_bodies(client, path, bodies)
    assert failures(statuses) == {}


def statuses_of_bodies(client: Client, path: str, bodies: list[tuple[str, bytes]]) -> dict[str, int]:
    """Sends the first body, and the rest where somebody looked at it. The form of the first two is an empty one: whoever looked
    at nothing but that sees no difference.
    """
    with pytest.MonkeyPatch.context() as patch:
        looked_at = watch_body(patch)
        statuses = {"0": client.generic("POST", path, bodies[0][1], bodies[0][0]).status_code}
    rest = bodies[1 if "bytes" in looked_at else 2 :] if looked_at else []
    return statuses | {
        f"{body[:9]!r}: {kind}": client.generic("POST", path, body, kind).status_code for kind, body in rest
    }


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


@pytest.mark.pure
def test_no_address_takes_an_endless_key_of_a_row() -> None:
    """<int:…> takes any number of figures: it is for numbers that are no keys, which the views look at."""
    endless = {name for name, converter in converters_in(get_resolver()) if isinstance(converter, IntConverter)}
    assert endless <= {"version", "paragraph", "theme"}  # the rest wants <pk:…>


def converters_in(resolver: URLResolver) -> Iterator[tuple[str, object]]:
    """Yields the name and the converter of each argument of an address, but for those of the admin."""
    for one in resolver.url_patterns:
        yield from one.pattern.converters.items()
        if isinstance(one, URLResolver) and one.namespace != "admin":
            yield from converters_in(one)


def test_no_odd_value_is_left_to_the_other_by_both_databases() -> None:
    assert not LEFT_TO_SQLITE & LEFT_TO_POSTGRESQL


def test_a_form_tells_which_fields_were_looked_at(world: dict[str, Client]) -> None:
    path = address("contributions:page_edit")
    fields = acceptable(opened({}, "contributions:page_edit", world["editor"]))
    assert {"title", "body", "summary", "base_version"} <= reading(
        world["editor"], path, fields | {"unknown": "1"}
    ).names
    assert not reading(world["editor"], "/guide/fr/", {"body": "x"}).names


def test_a_request_tells_whether_its_body_was_looked_at(world: dict[str, Client]) -> None:
    for path, expected in {"/guide/fr/": set(), address("contributions:page_edit"): {"form"}}.items():
        with pytest.MonkeyPatch.context() as patch:
            looked_at = watch_body(patch)
            world["editor"].generic("POST", path, b"{}", "application/json")
            assert looked_at == expected


def test_a_query_tells_which_parameters_were_looked_at(world: dict[str, Client]) -> None:
    name = "contributions:recent_changes"
    asked = opened({}, name, world["editor"]).asked
    statuses = statuses_of_queries(world["editor"], address(name), "?", asked, DRAFT_FIELDS)
    assert {"theme", "kind", "person", "period", "before"} <= {what.partition(":")[0] for what in statuses}
    assert not any(what.startswith("unknown") for what in statuses)
