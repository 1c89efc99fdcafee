"""The site speaks the language of the browser until a person has chosen one."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests import factories
from tests.sending import send

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def signed_in(person: User, language: str) -> Client:
    person.set_password(factories.PASSWORD)
    person.save()
    client = Client(headers={"accept-language": language})
    client.post("/accounts/login/", {"login": person.username, "password": factories.PASSWORD})
    return client


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_account_opens_in_the_language_of_the_browser(contributor: User, language: str) -> None:
    assert f'lang="{language}"' in signed_in(contributor, language).get("/").content.decode()


def test_what_she_chose_holds_in_any_browser_until_she_leaves_it_to_the_browser_again(contributor: User) -> None:
    chosen = {"attribution": contributor.attribution, "watches_what_i_join": "on", "scheme": ""}
    send(signed_in(contributor, "fr"), "/accounts/preferences/", chosen | {"language": "en"})
    elsewhere = signed_in(User.objects.get(pk=contributor.pk), "fr")
    assert 'lang="en"' in elsewhere.get("/").content.decode()
    send(elsewhere, "/accounts/preferences/", chosen | {"language": ""})
    assert 'lang="fr"' in elsewhere.get("/").content.decode()


def test_the_next_person_at_the_same_browser_does_not_read_the_language_of_the_one_before(contributor: User) -> None:
    client = signed_in(contributor, "fr")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.post("/accounts/login/", {"login": contributor.username, "password": factories.PASSWORD})
    client.logout()
    client.post("/accounts/login/", {"login": contributor.username, "password": factories.PASSWORD})
    assert 'lang="fr"' in client.get("/").content.decode()


def test_letters_speak_what_she_chose_else_what_the_site_speaks_first(contributor: User) -> None:
    assert contributor.letters_language == "fr"
    contributor.language = "en"
    assert contributor.letters_language == "en"
