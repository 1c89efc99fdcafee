"""A forgotten password: from the letter to the new one, and nothing told to whoever asks for another's."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import factories
from tests.accounts.test_sign_in import is_signed_in, sign_in_as

NEW_PASSWORD = "une phrase que personne ne devine"


@pytest.fixture
def martine(db: None) -> User:
    return factories.create_contributor(email="martine@example.org")


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


def letters() -> list[Any]:
    return list(mail.outbox)  # type: ignore[attr-defined]


def link_in(letter: Any) -> str:
    (address,) = re.findall(r"https?://\S+/password/reset/key/\S+", str(letter.body))
    return urlsplit(address).path


def ask_for_letter(client: Client, address: str = "martine@example.org") -> Any:
    return client.post(reverse("account_reset_password"), {"email": address}, follow=True)


def choose_password(client: Client, link: str, password: str = NEW_PASSWORD) -> Any:
    """What a browser does: it opens the link, is led to an address without the key, and sends the form there."""
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else link
    return client.post(address, {"password1": password, "password2": password}, follow=True)


def test_the_mailed_link_leads_to_a_new_password_that_signs_in(martine: User, client: Client) -> None:
    ask_for_letter(client)
    (letter,) = letters()
    choose_password(client, link_in(letter))
    sign_in_as(client, "martine", NEW_PASSWORD)
    assert is_signed_in(client)


@pytest.mark.parametrize("key", [1, 35, 36, 46_655, 10_000_000])
def test_the_link_of_every_account_is_cut_at_its_first_hyphen(client: Client, key: int) -> None:
    factories.create_contributor(pk=key, email="martine@example.org")
    ask_for_letter(client)
    choose_password(client, link_in(letters()[0]))
    assert User.objects.get(pk=key).check_password(NEW_PASSWORD)


def test_a_link_serves_once(martine: User, client: Client) -> None:
    ask_for_letter(client)
    link = link_in(letters()[0])
    choose_password(client, link)
    choose_password(Client(), link, "une autre phrase, d’un autre")
    assert User.objects.get().check_password(NEW_PASSWORD)
