"""Opening what one was told: it counts as read, and leads on."""

from __future__ import annotations

from django.test import Client

from accounts.models import User
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests.notifications.notified import notify, told, unread


def test_it_counts_as_read_and_leads_on(contributor: User, as_contributor: Client) -> None:
    one = told(contributor, url="/wiki/delinquants/鍵/?older=1&newer=2")
    response = as_contributor.get(one.get_absolute_url())
    assert response.headers["Location"] == "/wiki/delinquants/%E9%8D%B5/?older=1&newer=2"
    assert unread(contributor) == 0


def test_its_whole_line_counts_as_read_and_nothing_else(
    contributor: User, editor: User, translator: User, as_contributor: Client
) -> None:
    for actor in (editor, editor, translator):
        notify(contributor, actor=actor)
    newest_of_editor = Notification.objects.filter(actor=editor).latest("pk")
    later = told(contributor, actor=editor)
    as_contributor.get(newest_of_editor.get_absolute_url())
    assert set(Notification.objects.of(contributor).unread().values_list("actor", flat=True)) == {
        editor.pk,
        translator.pk,
    }
    assert Notification.objects.of(contributor).unread().filter(pk=later.pk).exists()


def test_one_that_is_addressed_to_the_person_is_read_alone(
    contributor: User, editor: User, as_contributor: Client
) -> None:
    notify(contributor, kind=NotificationKind.REPLY, actor=editor)
    as_contributor.get(told(contributor, kind=NotificationKind.REPLY, actor=editor).get_absolute_url())
    assert unread(contributor) == 1


def test_somebody_elses_leads_to_ones_own_list(contributor: User, as_editor: Client) -> None:
    one = told(contributor, url="/secret/")
    assert as_editor.get(one.get_absolute_url()).headers["Location"] == "/notifications/"
    assert "n’est plus là" in as_editor.get("/notifications/").content.decode()
    assert unread(contributor) == 1


def test_a_scanner_of_mail_that_is_not_signed_in_reads_nothing(contributor: User, client: Client) -> None:
    one = told(contributor, url="/secret/")
    assert client.get(one.get_absolute_url()).headers["Location"].startswith("/accounts/login/")
    assert unread(contributor) == 1
