"""One click stops mail, without signing in; looking at the link stops nothing."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from notifications.kinds import NotificationKind
from notifications.mail.absolute_urls import unsubscribe_url
from notifications.mail.delivery import deliver_what_is_due
from tests.notifications.notified import fresh, notify

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path_of(person: User, *sorts: str) -> str:
    return "/" + unsubscribe_url(person, list(sorts)).split("/", 3)[3]


@pytest.mark.once
def test_a_mail_program_stops_it_with_one_post(contributor: User) -> None:
    notify(contributor, kind=NotificationKind.REPLY)
    deliver_what_is_due()
    headers = mail.outbox[0].extra_headers  # type: ignore[attr-defined]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = "/" + headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert Client(enforce_csrf_checks=True).post(path, ONE_CLICK).status_code == 200
    assert (fresh(contributor).mail_personal, fresh(contributor).mail_rest) == ("never", "weekly")
    notify(contributor, kind=NotificationKind.REPLY)
    deliver_what_is_due()
    assert len(mail.outbox) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_stops_nothing(method: str, contributor: User, client: Client) -> None:
    assert getattr(client, method)(path_of(contributor, "rest")).status_code == 200
    assert fresh(contributor).mail_rest == "weekly"


def test_the_page_asks_then_says_what_happened_and_how_to_take_it_back(contributor: User, client: Client) -> None:
    path = path_of(contributor, "personal", "rest")
    assert "Ne plus recevoir ces courriels" in client.get(path).content.decode().replace("\xa0", " ")
    assert "Vous ne recevez plus ces courriels" in client.post(path).content.decode()
    assert fresh(contributor).mail_personal == "never"
    assert "Vous recevez de nouveau ces courriels" in client.post(path, {"again": "1"}).content.decode()
    assert (fresh(contributor).mail_personal, fresh(contributor).mail_rest) == ("at_once", "weekly")


def test_it_is_said_in_the_language_of_the_person(contributor: User, client: Client) -> None:
    User.objects.filter(pk=contributor.pk).update(language="en")
    assert "No more of these e-mails?" in client.get(path_of(contributor, "rest")).content.decode()


@pytest.mark.parametrize("signed", ["x", "1-rest:1abcxyz", "a" * 3000])
def test_what_this_site_has_not_signed_stops_nothing(signed: str, contributor: User, client: Client) -> None:
    for answer in (client.get(f"/notifications/stop/{signed}/"), client.post(f"/notifications/stop/{signed}/")):
        assert answer.status_code == 404
        assert "Ce lien n’est pas entier" in answer.content.decode()
    assert fresh(contributor).mail_rest == "weekly"


def test_nothing_of_the_person_is_shown(contributor: User, client: Client) -> None:
    text = client.get(path_of(contributor, "rest")).content.decode()
    assert "martine" not in text.lower()
