"""Many tell, read, hide and send at the same moment: each is told once, and the bell says what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Barrier, Lock, Thread
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

from accounts.models import User
from notifications.kinds import NotificationKind
from notifications.mail.delivery import deliver_what_is_due
from notifications.mail.outbox import Letter
from notifications.models import Concealment, Notification
from tests import factories
from tests.notifications.notified import fresh, notify, unread

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> None:
    """Does all of it at the same moment, in a thread each; fails where one of them fails."""
    gate, failures = Barrier(len(acts)), []

    def do(act: Callable[[], Any]) -> None:
        try:
            gate.wait(30)
            act()
        except Exception as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.fixture
def people() -> list[User]:
    return [factories.create_user(username=f"p{number}") for number in range(6)]


def test_two_who_tell_the_same_tell_it_once(people: list[User]) -> None:
    for number in range(5):
        key = f"contributions.page:12:{number}"
        together(lambda key=key: notify(*people, key=key), lambda key=key: notify(*reversed(people), key=key))  # type: ignore[misc]
    assert {unread(person) for person in people} == {5}


def test_telling_reading_and_hiding_at_once_keep_the_counts(people: list[User]) -> None:
    def read_all() -> None:
        for person in people:
            Notification.objects.all().read(person)

    def put_back() -> None:
        for person in people:
            Notification.objects.all().put_back(person)

    notify(*people, kind=NotificationKind.MERGED)
    for _round in range(4):
        together(
            lambda: notify(*people, kind=NotificationKind.MERGED),
            lambda: notify(*people, place="page:13"),
            read_all,
            put_back,
            lambda: Notification.objects.conceal("page:12"),
            lambda: Notification.objects.reveal("page:12"),
        )
        for person in people:
            unread(person)
        hers = Notification.objects.filter(place="page:12")
        is_hidden = Concealment.objects.exists()
        assert not hers.filter(concealed_at__isnull=is_hidden).exists()
    Notification.objects.reveal("page:12")
    for person in people:
        waiting = Notification.objects.of(person).filter(shown_at=None).count()
        assert fresh(person).notices_waiting == waiting
        assert unread(person) == Notification.objects.of(person).unread().count()


def test_two_pages_opened_at_once_show_a_notice_once(people: list[User]) -> None:
    person, shown = people[0], []
    notify(person, kind=NotificationKind.MERGED)
    one, other = fresh(person), fresh(person)
    together(
        lambda: shown.extend(Notification.objects.take_for(one)),
        lambda: shown.extend(Notification.objects.take_for(other)),
    )
    assert len(shown) == 1
    assert fresh(person).notices_waiting == 0


class Counting(BaseEmailBackend):
    taken: list[str] = []
    lock = Lock()

    def send_messages(self, messages: Any) -> int:
        with Counting.lock:
            Counting.taken += [message.to[0] for message in messages]
        return len(messages)


@pytest.fixture
def server(settings) -> Iterator[type[Counting]]:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Counting"}}
    Counting.taken = []
    yield Counting


def test_three_workers_at_once_send_each_letter_once(people: list[User], server: type[Counting]) -> None:
    for _number in range(3):
        notify(*people, kind=NotificationKind.REPLY)
    together(deliver_what_is_due, deliver_what_is_due, deliver_what_is_due)
    deliver_what_is_due()
    assert sorted(server.taken) == sorted([f"p{number}@example.org" for number in range(6)] * 3)
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
