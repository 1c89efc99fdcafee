"""When one is told by e-mail is one's own choice."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests.notifications.notified import fresh
from tests.sending import send

SCREEN = "/notifications/mail/"


def test_the_personal_comes_at_once_and_the_rest_once_a_week_unless_one_chooses(contributor: User) -> None:
    assert (contributor.mail_personal, contributor.mail_rest) == ("at_once", "weekly")


def test_one_chooses(contributor: User, as_contributor: Client) -> None:
    response = send(as_contributor, SCREEN, {"mail_personal": "daily", "mail_rest": "never"}, follow=True)
    assert "À partir du prochain message" in response.content.decode()
    assert (fresh(contributor).mail_personal, fresh(contributor).mail_rest) == ("daily", "never")


def test_what_does_not_exist_cannot_be_chosen(contributor: User, as_contributor: Client) -> None:
    assert as_contributor.post(SCREEN, {"mail_personal": "hourly", "mail_rest": "never"}).status_code == 422
    assert fresh(contributor).mail_rest == "weekly"


def test_the_account_leads_there(as_contributor: Client) -> None:
    assert f'href="{SCREEN}"' in as_contributor.get("/accounts/preferences/").content.decode()


@pytest.mark.once
def test_it_says_where_the_mail_goes(contributor: User, as_contributor: Client) -> None:
    assert "martine@example.org" in as_contributor.get(SCREEN).content.decode()
    User.objects.filter(pk=contributor.pk).update(email="")
    assert "n’a pas d’adresse" in as_contributor.get(SCREEN).content.decode()
