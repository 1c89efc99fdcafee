"""What is told together is written at the end, as if it had been told one after another."""

from __future__ import annotations

import pytest

from accounts.models import User
from notifications.batching import together
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests.notifications.notified import fresh, notify, unread


def test_it_is_written_where_the_outermost_ends(contributor: User, editor: User) -> None:
    with together():
        with together():
            notify(contributor, editor)
        notify(contributor, kind=NotificationKind.REPLY)
        assert not Notification.objects.exists()
    assert [one.kind for one in Notification.objects.of(contributor)] == ["reply", "edited"]
    assert (unread(contributor), unread(editor)) == (2, 1)


def test_many_things_cost_as_much_as_one(contributor: User, editor: User, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(9), together():
        for number in range(30):
            notify(contributor, key=f"contributions.page:12:{number}")
        notify(contributor, editor)
    assert (unread(contributor), unread(editor)) == (31, 1)


def test_a_thing_is_told_once_for_the_first_of_its_reasons(contributor: User) -> None:
    notify(contributor, key="contributions.page:12:5")
    with together():
        notify(contributor, key="contributions.page:12:5")
        notify(contributor, kind=NotificationKind.MENTION, key="contributions.page:12:6")
        notify(contributor, kind=NotificationKind.EDITED, key="contributions.page:12:6")
    assert [one.kind for one in Notification.objects.of(contributor)] == ["mention", "edited"]
    assert unread(contributor) == 2


def test_of_what_is_concealed_meanwhile_nobody_sees_anything(contributor: User) -> None:
    with together():
        notify(contributor, place="page:12")
        notify(contributor, place="page:13")
        Notification.objects.conceal("page:12")
    assert [one.place for one in Notification.objects.of(contributor)] == ["page:13"]
    assert (unread(contributor), fresh(contributor).unread_count) == (1, 1)


def test_an_error_leaves_nothing_told(contributor: User) -> None:
    with pytest.raises(RuntimeError), together():
        notify(contributor)
        raise RuntimeError
    assert notify(contributor) == 1
