"""Somebody who has forgotten her password comes in again by the letter, with the keyboard alone."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)
NEW_PASSWORD = "une phrase que personne ne devine"


def test_she_follows_the_link_of_the_letter_chooses_a_password_and_is_in(contributor: User, visitor: Page) -> None:
    contributor.set_password("celui que j’ai oublié")
    contributor.save()
    visitor.goto("/accounts/login/")
    visitor.get_by_role("link", name="Mot de passe oublié").press("Enter")
    visitor.get_by_label("Votre adresse électronique").fill(contributor.email)
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", name="Regardez vos courriels")).to_be_visible()
    (letter,) = mail.outbox
    (address,) = re.findall(r"https?://\S+/password/reset/key/\S+", str(letter.body))
    visitor.goto(urlsplit(address).path)
    visitor.get_by_label("Le nouveau mot de passe", exact=True).fill(NEW_PASSWORD)
    visitor.keyboard.press("Tab")
    visitor.keyboard.type(NEW_PASSWORD)
    visitor.keyboard.press("Enter")
    visitor.get_by_role("main").get_by_role("link", name="Me connecter").press("Enter")
    visitor.get_by_label("Identifiant ou adresse électronique").fill(contributor.username)
    visitor.get_by_label("Mot de passe").fill(NEW_PASSWORD)
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_text("Bonjour Martine.")).to_be_visible()
