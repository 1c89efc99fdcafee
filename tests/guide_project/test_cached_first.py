"""A cached page is answered before its address is resolved, and nothing else is; what is told is what the whole way tells."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contributions.models import Endorsement, Page
from contributions.moderation.hiding import hide_versions
from contributions.views.pages import page_cache
from drafts.models import Draft
from guide_project.cached_first import CachedFirst
from tests import factories
from tests.cache_comparison import needs_page_cache
from tests.conftest import SignIn

pytestmark = [pytest.mark.django_db, needs_page_cache]


@pytest.fixture
def page() -> Page:
    return factories.create_page(title="Une page à lire", author=factories.create_user(username="autrice"))


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each request was answered at once."""
    found, answer = list[bool](), CachedFirst.answer

    def noted(first: CachedFirst, request: HttpRequest) -> HttpResponse | None:
        response = answer(first, request)
        found.append(response is not None)
        return response

    monkeypatch.setattr(CachedFirst, "answer", noted)
    return found


@pytest.fixture
def reader(page: Page, sign_in: SignIn, answered: list[bool]) -> Client:
    """Somebody who has read the page, and would be answered at once."""
    client = sign_in(factories.create_contributor(username="lectrice"))
    for _turn in range(3):
        assert client.get(page.get_absolute_url()).status_code == 200
    assert answered == [False, True, True]
    answered.clear()
    return client


@pytest.mark.once
def test_a_page_is_answered_with_the_headers_of_every_answer(page: Page, reader: Client) -> None:
    response = reader.get(page.get_absolute_url(), headers={"accept-encoding": "gzip"})
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "private, max-age=0"
    assert {"Accept-Encoding", "Accept-Language", "Cookie"} <= set(re.split(", *", response.headers["Vary"]))
    assert response.headers["Content-Encoding"] == "gzip"
    assert int(response.headers["Content-Length"]) == len(response.content)


def test_session_person_and_versions_are_one_statement(page: Page, reader: Client, answered: list[bool]) -> None:
    with CaptureQueriesContext(connection) as queries:
        reader.get(page.get_absolute_url())
    assert (len(queries), answered) == (1, [True])


def test_its_forms_can_be_sent(page: Page, reader: Client, answered: list[bool]) -> None:
    reader.handler.enforce_csrf_checks = True
    html = reader.get(page.get_absolute_url()).content.decode()
    assert answered == [True]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w{64})"', html)
    assert token
    address = f"{page.get_absolute_url()}watch/"
    assert reader.post(address, {"csrfmiddlewaretoken": token[1]}).status_code == 302
    assert reader.post(address, {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


def test_two_answers_mask_the_token_differently(page: Page, reader: Client) -> None:
    """So that nobody finds it out by how well answers are compressed."""
    tokens = [
        set(
            re.findall(
                r'name="csrfmiddlewaretoken" value="(\w+)"', reader.get(page.get_absolute_url()).content.decode()
            )
        )
        for _turn in range(2)
    ]
    assert all(len(some) == 1 for some in tokens)
    assert tokens[0] != tokens[1]


@pytest.mark.parametrize("name", ["csrftoken", "sessionid"])
def test_without_a_cookie_the_page_goes_the_whole_way(
    name: str, page: Page, reader: Client, answered: list[bool]
) -> None:
    del reader.cookies[name]
    response = reader.get(page.get_absolute_url())
    assert answered == [False]
    assert response.status_code == (200 if name == "csrftoken" else 302)


def test_a_token_that_is_none_is_replaced(page: Page, reader: Client, answered: list[bool]) -> None:
    reader.cookies["csrftoken"] = "x-" * 16
    assert "csrftoken" in reader.get(page.get_absolute_url()).cookies
    assert answered == [False]


@pytest.mark.parametrize(
    ("query", "headers"), [("", {"hx-request": "true"}), ("", {"cookie": "messages=un"}), ("?talk=2", {})]
)
def test_what_is_out_of_the_ordinary_goes_the_whole_way(
    query: str, headers: dict[str, str], page: Page, reader: Client, answered: list[bool]
) -> None:
    cookies = reader.cookies.output(attrs=[], header="", sep=";")
    sent = {"cookie": f"{cookies}; {headers['cookie']}"} if "cookie" in headers else headers
    assert reader.get(f"{page.get_absolute_url()}{query}", headers=sent).status_code == 200
    assert answered == [False]


def test_who_has_left_marks_and_who_was_stopped_go_the_whole_way(
    page: Page, reader: Client, answered: list[bool]
) -> None:
    person = User.objects.get(username="lectrice")
    Endorsement.objects.endorse(page, by=person)
    reader.get(page.get_absolute_url())
    reader.get(page.get_absolute_url())
    assert answered == [False, False]
    person.stop(by=factories.create_administrator(), reason="Un essai")
    assert reader.get(page.get_absolute_url()).status_code == 302


def test_whoever_has_a_draft_waiting_finds_it(page: Page, reader: Client, answered: list[bool]) -> None:
    person = User.objects.get(username="lectrice")
    key = f"page:{page.pk}:say"
    draft = Draft.objects.create(
        person=person, key=key, fields={"body": "Un début."}, length=9, url=page.get_absolute_url()
    )
    assert "Un début." in reader.get(page.get_absolute_url()).content.decode()
    draft.delete()
    reader.get(page.get_absolute_url())
    assert answered == [False, True]


@pytest.mark.once
def test_a_page_that_changed_is_made_first(page: Page, reader: Client, answered: list[bool]) -> None:
    factories.edit_page(page, "Autrement, le facteur.", author=User.objects.get(username="autrice"))
    assert "Autrement, le facteur." in reader.get(page.get_absolute_url()).content.decode()
    assert answered == [False]
    Page.objects.filter(pk=page.pk).update(is_hidden=True)
    assert reader.get(page.get_absolute_url()).status_code == 404


def test_nothing_is_looked_for_where_the_cache_is_off(page: Page, sign_in: SignIn, settings: Any) -> None:
    settings.PAGE_CACHE_MEGABYTES = 0
    client = sign_in(factories.create_contributor(username="lectrice"))
    for _turn in range(2):
        assert client.get(page.get_absolute_url()).status_code == 200
        assert client.get(compared(page, 1, 1)).status_code == 200
    assert len(page_cache.addresses) == 0


def test_an_address_of_another_host_is_refused(page: Page, reader: Client) -> None:
    assert reader.get(page.get_absolute_url(), headers={"host": "ailleurs.example"}).status_code == 400


def compared(page: Page, older: int, newer: int) -> str:
    return f"{page.get_absolute_url()}diff/?older={older}&newer={newer}"


@pytest.fixture
def with_versions(page: Page, reader: Client) -> Page:
    for word in ("Une", "Deux", "Trois"):
        factories.edit_page(page, f"{word} lettres arrivent.", author=User.objects.get(username="autrice"))
    return page


@pytest.mark.once
def test_a_comparison_that_is_cached_is_answered_by_one_statement(
    with_versions: Page, reader: Client, answered: list[bool]
) -> None:
    far, step = compared(with_versions, 2, 4), compared(with_versions, 2, 3)
    for address in (far, step):
        reader.get(address)
    answered.clear()
    for address, words in ((far, "Trois"), (step, "Deux")):
        with CaptureQueriesContext(connection) as queries:
            html = reader.get(address).content.decode()
        assert f"<ins>{words}</ins>" in html
        assert len(queries) == 1
    assert answered == [True, True]


@pytest.mark.once
def test_whoever_wrote_a_step_is_shown_it_as_her_own_and_all_others_share_what_lies_far_apart(
    with_versions: Page, reader: Client, answered: list[bool], sign_in: SignIn
) -> None:
    author = sign_in(User.objects.get(username="autrice"))
    author.get(with_versions.get_absolute_url())
    for address in (compared(with_versions, 2, 3), compared(with_versions, 2, 4)):
        reader.get(address)
        answered.clear()
        assert author.get(address).status_code == 200
        assert author.get(address).status_code == 200
        assert answered == ([False, False] if address.endswith("3") else [True, True])


@pytest.mark.once
def test_a_comparison_of_what_was_hidden_is_answered_to_nobody_as_it_was(
    with_versions: Page, reader: Client, answered: list[bool]
) -> None:
    address = compared(with_versions, 2, 4)
    for _turn in range(2):
        assert "<del>Une</del>" in reader.get(address).content.decode()
    hide_versions(with_versions, [2], reason="Un mot de passe", by=factories.create_editor())
    assert "Une</del>" not in reader.get(address).content.decode()
    Page.objects.filter(pk=with_versions.pk).update(is_hidden=True)
    assert reader.get(address).status_code == 404
    assert answered[-2:] == [False, False]
