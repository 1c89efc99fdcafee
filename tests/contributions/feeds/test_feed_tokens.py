"""The screen of one's tokens: made, shown again, revoked, and nobody else's."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from contributions.models import FeedToken
from tests import factories

SCREEN = "/accounts/feeds/"


def test_a_token_is_made_and_its_addresses_are_shown_again(as_contributor: Client, contributor: User) -> None:
    factories.create_themes()
    assert "token=" not in as_contributor.get(SCREEN).content.decode()
    as_contributor.post(SCREEN)
    token = FeedToken.objects.get().token
    for _ in range(2):
        html = as_contributor.get(SCREEN).content.decode()
        assert (
            html.count(f"http://testserver/feeds/changes.atom?token={token}") == 2
        )  # what is shown, and what it leads to


def test_the_table_does_not_hold_the_token(as_contributor: Client, contributor: User) -> None:
    token = FeedToken.objects.make(by=contributor).token
    row = FeedToken.objects.values().get()
    assert token not in str(row)
    assert len(token) >= 40


def test_with_another_secret_key_the_table_alone_makes_no_token(contributor: User, settings) -> None:
    row = FeedToken.objects.make(by=contributor)
    token = row.token
    settings.SECRET_KEY = "une autre clé"
    assert row.token == ""
    assert FeedToken.objects.person_with(token) == contributor  # programs go on reading


def test_a_page_is_put_first_when_one_comes_from_it(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page()
    FeedToken.objects.make(by=contributor)
    html = as_contributor.get(f"{SCREEN}?of=page-{page.pk}").content.decode()
    assert html.index(f"/feeds/pages/{page.pk}.atom") < html.index("/feeds/changes.atom")


def test_a_hidden_page_is_not_named(as_contributor: Client, contributor: User, editor: User) -> None:
    page = factories.create_page(title="Salamandre")
    page.hide(reason="secret", by=editor)
    FeedToken.objects.make(by=contributor)
    assert "Salamandre" not in as_contributor.get(f"{SCREEN}?of=page-{page.pk}").content.decode()


def test_a_token_is_revoked_by_its_owner_alone(as_contributor: Client, as_editor: Client, contributor: User) -> None:
    row = FeedToken.objects.make(by=contributor)
    assert as_editor.post(f"{SCREEN}{row.pk}/revoke/").status_code == 404
    as_contributor.post(f"{SCREEN}{row.pk}/revoke/")
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert "token=" not in as_contributor.get(SCREEN).content.decode()


def test_there_are_ten_at_most(contributor: User) -> None:
    for _ in range(10):
        FeedToken.objects.make(by=contributor)
    with pytest.raises(ValidationError):
        FeedToken.objects.make(by=contributor)


def test_that_it_is_used_is_noted_once_a_day(client: Client, contributor: User, django_assert_num_queries) -> None:
    row = FeedToken.objects.make(by=contributor)
    FeedToken.objects.person_with(row.token)
    row.refresh_from_db()
    assert row.last_used_at is not None
    with django_assert_num_queries(1):
        FeedToken.objects.person_with(row.token)
