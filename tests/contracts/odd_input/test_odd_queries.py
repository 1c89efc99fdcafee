"""Whatever address, query or header is sent: an answer, never a failure. The same on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver, is_valid_path
from django.urls.converters import IntConverter

from contributions.models import Comment
from tests.contracts.addresses import ARGUMENTS, address
from tests.contracts.odd_input.odd_requests import DRAFT_FIELDS, NAMES, Screen, failures, get, opened, send
from tests.contracts.odd_values import LEFT_TO_POSTGRESQL, LEFT_TO_SQLITE, ODD_PARTS, PARAMETER_VALUES
from tests.contracts.rights import GET
from tests.contracts.watched_forms import ANY_NAME, WatchedQuery, watch

pytestmark = pytest.mark.usefixtures("no_stored_templates", "values_of_this_run")
OF_EVERY_DRAFT = {"draft", "draft_writing", ANY_NAME}  # what every screen with a draft looks at, in one place: drafts


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
