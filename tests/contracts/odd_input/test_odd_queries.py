"""Whatever address, query or header is sent: an answer, never a failure. The same on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver, is_valid_path
from django.urls.converters import IntConverter

from contributions.models import Comment
from tests.contracts.addresses import ARGUMENTS, address
from tests.contracts.odd_input.odd_requests import DRAFT_FIELDS, NAMES, Screen, failures, get, opened, send, undone
from tests.contracts.odd_values import (
    ALONE_IN_QUERIES,
    LEFT_TO_POSTGRESQL,
    LEFT_TO_SQLITE,
    ODD_PARTS,
    PARAMETER_VALUES,
)
from tests.contracts.rights import GET
from tests.contracts.watched_forms import ANY_NAME, WatchedQuery, watch

pytestmark = [pytest.mark.as_sent, pytest.mark.usefixtures("no_stored_templates", "values_of_this_run")]
ODD_HEADERS = ["\xff", "a\x00b", "9" * 400, "bytes=0-" + "9" * 30, '"', "W/", ",", "http://["]
ODD_HEADERS += ["Thu, 99 Zzz 9999 99:99:99 GMT"]
OF_EVERY_DRAFT = {"draft", "draft_writing", ANY_NAME}  # what every screen with a draft looks at, in one place: drafts


def statuses_of_queries(client: Client, path: str, query: str, found: set[str], known: set[str]) -> dict[str, int]:
    """Asks for a screen with all parameters odd that it looks at, also those that it looks at only then; and with each alone
    that nobody looks at when others are odd too.
    """
    statuses, tried, asked = {}, known.copy(), found | set()
    with pytest.MonkeyPatch.context() as patch:
        watch(patch)
        while left := asked - tried:
            tried |= left
            for what, odd in PARAMETER_VALUES.items():
                looked_at: set[str] = set()
                if what not in ALONE_IN_QUERIES and len(left) > 1:
                    everything = "".join(f"&{name}={odd}" for name in sorted(left))
                    statuses[f"all of {sorted(left)}: {what}"] = get(client, f"{path}{query}{everything}")
                    looked_at = set(WatchedQuery.asked)
                for name in sorted(left - looked_at):
                    statuses[f"{name}: {what}"] = get(client, f"{path}{query}&{name}={odd}")
                asked |= WatchedQuery.asked
                WatchedQuery.asked.clear()
    return statuses


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
def test_odd_addresses_are_answered(world: dict[str, Client]) -> None:
    client, statuses = world["administrator"], dict[str, int]()
    values = {quote(str(value)) for value in [*ARGUMENTS.values(), "glossary", Comment.objects.earliest("pk").pk]}
    for name in NAMES:
        path = address(name).partition("?")[0]
        for part in values.intersection(path.split("/")):
            statuses |= statuses_of_addresses(client, path, part)
    assert failures(statuses) == {}
    assert len(statuses) > 2 * len(NAMES)


def statuses_of_addresses(client: Client, path: str, part: str) -> dict[str, int]:
    """Opens the address with this part odd, and sends to it, if it takes that: of what leads nowhere, one stands for all."""
    paths = {what: "/".join(odd if one == part else one for one in path.split("/")) for what, odd in ODD_PARTS.items()}
    reached = [odd for _what, odd in sorted(paths.items(), key=is_no_key) if leads_somewhere(odd)]  # else as /nothing/
    opened = asked_for(client, get, reached, unless={HTTPStatus.METHOD_NOT_ALLOWED})
    looks_when_opened = HTTPStatus.METHOD_NOT_ALLOWED not in opened.values()
    unless = {HTTPStatus.METHOD_NOT_ALLOWED} | ({HTTPStatus.NOT_FOUND} if looks_when_opened else set())
    sent = asked_for(client, send_a_word, reached, unless=unless)
    return {f"GET {odd}": status for odd, status in opened.items()} | {f"POST {odd}": sent[odd] for odd in sent}


def is_no_key(what_and_path: tuple[str, str]) -> bool:
    """What is most like the key of a row, and fails first, is tried first."""
    return what_and_path[0] != "more than 64 bits hold"


def asked_for(
    client: Client, ask: Callable[[Client, str], int], paths: list[str], *, unless: set[HTTPStatus]
) -> dict[str, int]:
    """Asks for each; for the first alone, if it is answered by one of these."""
    statuses: dict[str, int] = {}
    for path in paths:
        with undone(client):
            statuses[path] = ask(client, path)
        if len(statuses) == 1 and statuses[path] in unless:
            break
    return statuses


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


@pytest.mark.once
@pytest.mark.parametrize("path", ["/", "/guide/fr/", "/guide/editions/1/fr/guide.pdf", "/accounts/login/", "/nothing/"])
def test_odd_headers_are_answered(path: str, world: dict[str, Client]) -> None:
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
    statuses = {f"{name}: {value}": get(client, path, **{name: value}) for name in names for value in ODD_HEADERS}
    assert failures(statuses) == {}


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken", "messages", "django_language"])
def test_odd_cookies_are_answered(cookie: str, world: dict[str, Client]) -> None:
    """As a header: newer Pythons do not let the client's own jar hold such a cookie."""
    odd = [f"{cookie}={value}" for value in ODD_HEADERS]
    statuses = {value: get(Client(), "/accounts/login/", Cookie=value) for value in odd}
    statuses |= {f"guide: {value}": get(Client(), "/guide/fr/", Cookie=value) for value in odd}
    assert failures(statuses) == {}


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


def test_a_query_tells_which_parameters_were_looked_at(world: dict[str, Client]) -> None:
    name = "contributions:recent_changes"
    asked = opened({}, name, world["editor"]).asked
    statuses = statuses_of_queries(world["editor"], address(name), "?", asked, DRAFT_FIELDS)
    assert {"theme", "kind", "person", "period", "before"} <= {what.partition(":")[0] for what in statuses}
    assert not any(what.startswith("unknown") for what in statuses)
