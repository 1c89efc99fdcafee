"""A form that is too old for its protection gives back what was typed; one of another site gives nothing."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Page
from tests import factories
from tests.accounts.test_sign_in import action_of, hidden_fields

OURS = {"HTTP_ORIGIN": "http://testserver"}
TYPED = {"title": "Un titre", "body": "Un texte tapé longtemps.", "base_version": "1", "csrfmiddlewaretoken": "périmé"}


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page(title="Un titre")


@pytest.fixture
def strict(contributor: User) -> Client:
    """A signed-in browser whose forms are checked."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(contributor, backend="accounts.sessions.RolesBackend")
    return client


@pytest.mark.once
def test_what_was_typed_comes_back_in_a_form_that_can_be_sent(strict: Client, page: Page) -> None:
    response = strict.post(page.screen_url("edit"), TYPED, **OURS)
    assert response.status_code == 403
    assert Page.objects.get().version == 1
    assert strict.post(action_of(response, 'name="body"'), hidden_fields(response), **OURS).status_code == 302
    assert Page.objects.get().body == TYPED["body"]


def test_a_visitor_is_asked_to_sign_in_with_the_text_kept(page: Page) -> None:
    response = Client(enforce_csrf_checks=True).post(page.screen_url("edit"), TYPED, **OURS)
    assert response.status_code == 401
    assert ["body", TYPED["body"]] in json.loads(hidden_fields(response)["carried"])
    assert page.screen_url("edit") in action_of(response, 'name="carried"')


@pytest.mark.once
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example", ""])
def test_a_form_of_another_site_is_refused_and_nothing_of_it_shown(strict: Client, page: Page, origin: str) -> None:
    response = strict.post(page.screen_url("edit"), TYPED, HTTP_ORIGIN=origin)
    assert response.status_code == 403
    assert TYPED["body"] not in response.content.decode()
    assert Page.objects.get().version == 1


def test_a_referer_of_another_site_is_refused_where_a_browser_sends_no_origin(strict: Client, page: Page) -> None:
    response = strict.post(page.screen_url("edit"), TYPED, HTTP_REFERER="https://evil.example/testserver")
    assert TYPED["body"] not in response.content.decode()


def test_passwords_are_never_carried_along(strict: Client) -> None:
    typed = {"oldpassword": "secret-1", "password1": "secret-2", "password2": "secret-2", "other": "gardé"}
    html = strict.post("/accounts/password/change/", typed, **OURS).content.decode()
    assert "gardé" in html
    assert "secret-" not in html
