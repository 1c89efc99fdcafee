"""The site speaks the language of the browser until a person has chosen one."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize("language", ["fr", "en", "it", "ja"])
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


def press(client: Client, language: str, *, back: str = "/guide/editions/") -> str:
    """Returns the address to which the switch leads."""
    response = client.post("/language/", {"language": language, "next": back})
    assert response.status_code == 302
    return str(response.url)


def test_a_visitor_finds_her_language_in_its_own_words_and_stays_where_she_is() -> None:
    client = Client(headers={"accept-language": "fr"})
    html = client.get("/guide/editions/?a=1&b=2").content.decode()
    assert 'name="next" value="/guide/editions/?a=1&amp;b=2"' in html
    for code, name in {"fr": "Français", "en": "English", "it": "Italiano", "ja": "日本語"}.items():
        current = ' aria-current="true"' if code == "fr" else ""
        assert re.search(rf'name="language"\s+value="{code}"\s+lang="{code}"{current}\s*>{name}</button>', html)
    assert press(client, "it", back="/guide/editions/?a=1&b=2") == "/guide/editions/?a=1&b=2"
    html = client.get("/guide/editions/").content.decode()
    assert '<html lang="it"' in html and "Tutte le edizioni" in html


def test_what_somebody_with_an_account_presses_is_written_into_it(contributor: User) -> None:
    client = signed_in(contributor, "fr")
    press(client, "ja")
    assert '<html lang="ja"' in client.get("/").content.decode()
    contributor.refresh_from_db()
    assert contributor.language == "ja"
    assert contributor.letters_language == "ja"
    assert '<html lang="ja"' in signed_in(contributor, "fr").get("/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_switch_leads_to_no_other_site(back: str) -> None:
    assert press(Client(), "it", back=back) == "/"


def test_a_language_that_the_site_does_not_speak_changes_nothing(contributor: User) -> None:
    client = signed_in(contributor, "fr")
    press(client, "tlh")
    assert '<html lang="fr"' in client.get("/").content.decode()
    contributor.refresh_from_db()
    assert contributor.language == ""


def test_whoever_opened_a_link_without_an_account_has_the_switch_too() -> None:
    assert 'action="/language/"' in Client().get("/guide/review/wrong/").content.decode()
