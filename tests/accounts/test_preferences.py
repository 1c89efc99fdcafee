"""How I appear, in which language, by light or in the dark."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests import factories
from tests.sending import send

ADDRESS = "/accounts/preferences/"
ANSWERS = {"attribution": "anonymous", "language": "en", "time_zone": "Europe/Dublin", "scheme": "dark"}


@pytest.mark.once
def test_preferences_are_saved_and_said_in_the_language_that_was_chosen(
    as_contributor: Client, contributor: User
) -> None:
    response = send(as_contributor, ADDRESS, ANSWERS, follow=True)
    contributor.refresh_from_db()
    assert (contributor.attribution, contributor.language, contributor.scheme) == ("anonymous", "en", "dark")
    text = response.content.decode()
    assert "You appear as: An anonymous colleague" in text
    assert '<html lang="en"' in text
    assert 'data-scheme="dark"' in text


@pytest.mark.once
def test_a_name_that_ends_with_a_full_stop_has_no_second_one(as_contributor: Client) -> None:
    response = send(as_contributor, ADDRESS, {**ANSWERS, "attribution": "initial"}, follow=True)
    assert "You appear as: Martine L.<" in response.text


def test_each_way_to_appear_is_shown_with_ones_own_name(as_contributor: Client) -> None:
    text = as_contributor.get(ADDRESS).content.decode()
    assert "Martine Le Goff" in text
    assert "Martine L." in text


@pytest.mark.once
def test_choosing_again_changes_what_colleagues_read(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    send(as_contributor, ADDRESS, ANSWERS | {"attribution": "full"})
    page.refresh_from_db()
    assert [entry["name"] for entry in page.byline] == ["Martine Le Goff"]


@pytest.mark.once
@pytest.mark.parametrize("field", ANSWERS)
def test_an_answer_that_does_not_exist_is_refused_and_nothing_is_saved(
    as_contributor: Client, contributor: User, field: str
) -> None:
    response = send(as_contributor, ADDRESS, ANSWERS | {field: "autre"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    contributor.refresh_from_db()
    assert (contributor.attribution, contributor.language, contributor.scheme) == ("initial", "", "")


def test_nobody_gives_herself_a_role_here(as_contributor: Client, contributor: User) -> None:
    send(as_contributor, ADDRESS, ANSWERS | {"is_superuser": "on", "is_staff": "on", "groups": "2", "username": "chef"})
    contributor.refresh_from_db()
    assert (contributor.is_superuser, contributor.is_staff, contributor.username) == (False, False, "martine")
    assert [group.name for group in contributor.groups.all()] == ["contributor"]
