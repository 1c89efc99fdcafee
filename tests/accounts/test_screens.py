"""Whatever can be reached of signing in is the house's own: its screens, its refusals, its letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from accounts.models import User
from accounts.urls import urlpatterns
from tests import factories
from tests.accounts.test_password_reset import ask_for_letter, letters, link_in

PASSWORDS = {"oldpassword": "faux", "password1": "court", "password2": "autre chose"}
FOREIGN = ("127.0.0.1:", "pseudo", "Bad Token", "e-mail", "email", "E-mail", "Réinitialisation", "Django")
"""What allauth and Django would say in French."""


@pytest.fixture
def martine(db: None) -> User:
    martine = factories.create_contributor()
    martine.set_password(factories.PASSWORD)
    martine.save()
    return martine


def answers(martine: User) -> Iterator[Any]:
    """Each screen as a visitor and as somebody signed in gets it, empty and refused."""
    signed_in = Client()
    signed_in.login(username="martine", password=factories.PASSWORD)
    ask_for_letter(Client())
    link = link_in(letters()[0])
    names = [one.name for one in urlpatterns if isinstance(one, URLPattern)]
    names.remove("account_reset_password_from_key")
    for client in (Client(), signed_in):
        for address in [reverse(name) for name in names] + [link, "/accounts/password/reset/key/1-cut/"]:
            yield client.get(address, follow=True)
            if "logout" not in address:
                yield client.post(
                    address, {"login": "martine", "password": "faux", "email": "odd", **PASSWORDS}, follow=True
                )


@pytest.mark.once
def test_no_screen_of_signing_in_is_allauths_own(martine: User) -> None:
    for answer in answers(martine):
        used = [str(template.origin.name) for template in answer.templates if template.origin]
        assert [name for name in used if "/allauth/" in name] == []


@pytest.mark.once
def test_no_screen_of_signing_in_speaks_in_another_voice(martine: User) -> None:
    for answer in answers(martine):
        text = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        words = "".join(piece.partition(">")[2] for piece in text.split("<"))
        assert [word for word in FOREIGN if word in words] == []


def test_two_different_passwords_are_told_apart_in_the_houses_words(martine: User, client: Client) -> None:
    client.force_login(martine, backend="accounts.sessions.RolesBackend")
    typed = {"oldpassword": factories.PASSWORD, "password1": "douze caractères", "password2": "douze caractères."}
    answer = client.post(reverse("account_change_password"), typed)
    assert answer.context["form"].errors == {"password2": ["Ces deux mots de passe diffèrent."]}


def test_a_changed_password_leads_back_to_ones_account(martine: User, client: Client) -> None:
    client.force_login(martine, backend="accounts.sessions.RolesBackend")
    typed = {"oldpassword": factories.PASSWORD, "password1": "douze caractères", "password2": "douze caractères"}
    answer = client.post(reverse("account_change_password"), typed)
    assert answer.headers["Location"] == reverse("preferences")
