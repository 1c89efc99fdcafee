"""What is hidden is told nowhere: not in the list, not by the bell, not at the next page, not by mail."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from notifications.kinds import NotificationKind
from notifications.mail.delivery import deliver_at_once, deliver_what_is_due
from notifications.models import Notification
from tests.notifications.notified import fresh, notify, told, unread

CANARY = "kanarienvogel"


def everything(client: Client) -> str:
    """All that a person is shown, and all that was mailed."""
    screens = [client.get(path).content.decode() for path in ("/", "/notifications/", "/notifications/?unread=1")]
    mails = [f"{one.subject} {one.message().as_string()} {one.body} {one.alternatives}" for one in mail.outbox]  # type: ignore[attr-defined]
    return "".join(screens + mails)


@pytest.mark.once
def test_a_hidden_place_appears_nowhere(as_contributor: Client, contributor: User) -> None:
    notify(contributor, kind=NotificationKind.MENTION, place_title=CANARY, excerpt=CANARY)
    notify(contributor, kind=NotificationKind.NOT_KEPT, place_title=CANARY, excerpt=CANARY)
    assert Notification.objects.conceal("page:12") == 2
    deliver_what_is_due()
    assert CANARY not in everything(as_contributor)
    assert unread(contributor) == 0
    assert fresh(contributor).notices_waiting == 0


@pytest.mark.once
def test_without_concealing_it_would_have_appeared(as_contributor: Client, contributor: User) -> None:
    notify(contributor, kind=NotificationKind.MENTION, place_title=CANARY, excerpt=CANARY)
    deliver_what_is_due()
    assert CANARY in everything(as_contributor)
    assert len(mail.outbox) == 1


@pytest.mark.once
def test_what_is_told_of_a_hidden_place_later_appears_nowhere_either(as_contributor: Client, contributor: User) -> None:
    Notification.objects.conceal("page:12")
    notify(contributor, kind=NotificationKind.MENTION, place_title=CANARY)
    deliver_at_once.call()
    assert CANARY not in everything(as_contributor)
    assert unread(contributor) == 0
    Notification.objects.reveal("page:12")
    assert unread(contributor) == 1


def test_a_concealed_one_cannot_be_opened_or_read(as_contributor: Client, contributor: User) -> None:
    one = told(contributor, url="/secret/")
    Notification.objects.conceal("page:12")
    assert as_contributor.get(one.get_absolute_url()).headers["Location"] == "/notifications/"
    assert Notification.objects.all().read(contributor) == 0
    assert unread(contributor) == 0


def test_something_said_and_one_version_are_concealed_alone(contributor: User) -> None:
    for number in (1, 2):
        notify(contributor, kind=NotificationKind.COMMENTED, key=f"contributions.comment:45:{number}")
    notify(contributor, key="contributions.page:12:5")
    assert Notification.objects.conceal("contributions.comment:45:2") == 1
    assert Notification.objects.conceal("comment:45") == 1
    assert unread(contributor) == 1


def test_what_two_things_conceal_both_have_to_reveal(contributor: User) -> None:
    notify(contributor, kind=NotificationKind.COMMENTED, key="contributions.comment:45:1")
    Notification.objects.conceal("comment:45")
    Notification.objects.conceal("page:12")
    assert Notification.objects.reveal("page:12") == 0
    assert unread(contributor) == 0
    assert Notification.objects.reveal("comment:45") == 1
    assert unread(contributor) == 1


def test_concealing_and_revealing_twice_counts_once(contributor: User, editor: User) -> None:
    notify(contributor, editor)
    notify(contributor, kind=NotificationKind.MERGED)
    Notification.objects.filter(person=editor).read(editor)
    for _time in range(2):
        Notification.objects.conceal("page:12")
        assert (unread(contributor), unread(editor), fresh(contributor).notices_waiting) == (0, 0, 0)
    for _time in range(2):
        Notification.objects.reveal("page:12")
        assert (unread(contributor), unread(editor), fresh(contributor).notices_waiting) == (2, 0, 1)
