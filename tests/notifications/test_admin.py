"""Administrators settle doubtful letters, and read nothing of what people were told."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from notifications.kinds import NotificationKind
from notifications.mail.composing import prepare_letters
from notifications.mail.delivery import deliver_what_is_due
from notifications.mail.outbox import Letter
from tests.admin_pages import address, assert_for_administrators_alone, assert_read_only
from tests.notifications.notified import notify


@pytest.fixture
def doubtful(contributor: User) -> Letter:
    from accounts.models import Rhythm

    notify(contributor, kind=NotificationKind.REPLY)
    prepare_letters(Rhythm.AT_ONCE)
    letter = Letter.objects.get()
    letter.hand_over()
    letter.is_doubtful("TimeoutError")
    return letter


def test_all_of_it_is_read_by_administrators_alone(
    as_administrator: Client, as_editor: Client, as_contributor: Client, contributor: User, doubtful: Letter
) -> None:
    assert_for_administrators_alone(as_administrator, [as_editor, as_contributor, Client()], doubtful)
    assert_read_only(as_administrator, doubtful)


def test_what_people_were_told_is_listed_for_nobody(as_administrator: Client, contributor: User) -> None:
    """It would say who follows what, and who was thanked."""
    notify(contributor)
    assert as_administrator.get("/admin/notifications/notification/").status_code == 404
    assert contributor.last_name not in as_administrator.get("/admin/notifications/").text


def test_letters_about_passwords_and_courses_are_not_listed(as_administrator: Client, contributor: User) -> None:
    for key in ("account:invitation:1:a", "account:reset:1:b", "course:1:2027-03-10"):
        Letter.objects.create(person=contributor, key=key, rhythm="at_once")
    assert list(as_administrator.get(address(Letter)).context["cl"].queryset) == []


def act(client: Client, name: str, letter: Letter) -> str:
    fields = {"action": name, "_selected_action": [letter.pk], "index": "0"}
    return client.post(address(Letter), fields, follow=True).content.decode()


def test_doubtful_letters_are_listed_with_their_reason(as_administrator: Client, doubtful: Letter) -> None:
    listed = as_administrator.get(f"{address(Letter)}?state__exact=doubtful")
    assert list(listed.context["cl"].queryset) == [doubtful]
    assert "TimeoutError" in listed.content.decode()


def test_an_administrator_sends_a_doubtful_letter_again(as_administrator: Client, doubtful: Letter) -> None:
    assert "1 lettre attend de nouveau." in act(as_administrator, "send_again", doubtful)
    deliver_what_is_due()
    assert len(mail.outbox) == 1  # type: ignore[attr-defined]
    assert Letter.objects.get().state == "sent"


def test_an_administrator_takes_a_doubtful_letter_as_sent(as_administrator: Client, doubtful: Letter) -> None:
    assert "1 lettre compte comme envoyée." in act(as_administrator, "take_as_sent", doubtful)
    deliver_what_is_due()
    assert mail.outbox == []  # type: ignore[attr-defined]
    assert Letter.objects.get().state == "sent"


@pytest.mark.once
def test_a_letter_that_was_sent_is_not_sent_again(as_administrator: Client, doubtful: Letter) -> None:
    Letter.objects.update(state=Letter.State.SENT)
    assert "0 lettre" in act(as_administrator, "send_again", doubtful)
    assert Letter.objects.get().state == "sent"


def test_nobody_else_settles_letters(as_editor: Client, doubtful: Letter) -> None:
    as_editor.post(address(Letter), {"action": "send_again", "_selected_action": [doubtful.pk], "index": "0"})
    assert Letter.objects.get().state == "doubtful"
