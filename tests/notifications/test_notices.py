"""What cannot wait for the bell is said on top of the person's next page, once."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories
from tests.notifications.notified import fresh, notify, told, unread


@pytest.mark.once
def test_it_is_shown_on_the_next_page_and_then_never_again(as_contributor: Client, contributor: User) -> None:
    one = told(contributor, kind=NotificationKind.MERGED)
    text = as_contributor.get("/").content.decode()
    assert "en même temps que vous" in text
    assert f'href="{one.get_absolute_url()}"' in text
    assert "en même temps que vous" not in as_contributor.get("/").content.decode()
    assert unread(contributor) == 1  # shown is not read: it waits under the bell


def test_most_kinds_wait_under_the_bell(as_contributor: Client, contributor: User) -> None:
    notify(contributor, kind=NotificationKind.EDITED)
    assert "L’appel du faux technicien" not in as_contributor.get("/accounts/preferences/").content.decode()
    assert fresh(contributor).notices_waiting == 0


def test_it_is_for_one_person(as_editor: Client, contributor: User) -> None:
    notify(contributor, kind=NotificationKind.NOT_KEPT, excerpt="Pour Martine seule.")
    assert "Pour Martine seule." not in as_editor.get("/").content.decode()
    assert [one.excerpt for one in Notification.objects.take_for(fresh(contributor))] == ["Pour Martine seule."]


def test_they_come_in_the_order_in_which_they_were_told(contributor: User) -> None:
    for text in ("un", "deux", "trois"):
        notify(contributor, kind=NotificationKind.NOT_KEPT, excerpt=text)
    assert [one.excerpt for one in Notification.objects.take_for(fresh(contributor))] == ["un", "deux", "trois"]


def test_asking_costs_nothing_when_nothing_waits(contributor: User, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert Notification.objects.take_for(contributor) == []


def test_two_pages_opened_at_once_show_it_once(contributor: User) -> None:
    notify(contributor, kind=NotificationKind.MERGED)
    one, other = fresh(contributor), fresh(contributor)
    assert len(Notification.objects.take_for(one)) == 1
    assert Notification.objects.take_for(other) == []
    assert fresh(contributor).notices_waiting == 0


def test_what_was_read_elsewhere_is_not_said_any_more(contributor: User) -> None:
    notify(contributor, kind=NotificationKind.MERGED)
    Notification.objects.all().read(contributor)
    assert fresh(contributor).notices_waiting == 0


def test_markup_is_shown_as_it_was_typed(as_contributor: Client, contributor: User) -> None:
    notify(contributor, kind=NotificationKind.NOT_KEPT, excerpt="<b>gras</b>", place_title="<i>titre</i>")
    text = as_contributor.get("/").content.decode() + as_contributor.get("/notifications/").content.decode()
    assert "&lt;b&gt;gras&lt;/b&gt;" in text
    assert "<i>titre" not in text


def test_an_address_in_any_script_is_kept_whole(contributor: User, as_contributor: Client) -> None:
    page = factories.create_page(title="鍵" * 80)
    one = told(contributor, url=page.changes_url(1, 2))
    assert len(one.url) <= 500
    assert "鍵" * 80 in one.url
    assert as_contributor.get(one.url.partition("?")[0]).status_code == 200
