"""A letter is marked before it is handed over: whatever ends in between, nobody gets one twice by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any, ClassVar

import pytest
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import Rhythm, User
from notifications.kinds import NotificationKind
from notifications.mail import delivery
from notifications.mail.composing import prepare_letters
from notifications.mail.delivery import deliver_what_is_due, send_letters
from notifications.mail.outbox import PAUSES, Letter
from tests import factories
from tests.notifications.notified import at, notify


class Server(BaseEmailBackend):
    """A mail server that does what a test asks of it."""

    taken: ClassVar[list[str]] = []
    on_open: ClassVar[Callable[[], None] | None] = None
    on_letter: ClassVar[Callable[[str], None] | None] = None

    def open(self) -> bool:
        if Server.on_open:
            Server.on_open()
        return True

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if Server.on_letter:
                Server.on_letter(message.to[0])
            Server.taken.append(message.to[0])
        return len(messages)


@pytest.fixture(autouse=True)
def server(settings) -> Iterator[type[Server]]:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Server"}}
    Server.taken, Server.on_open, Server.on_letter = [], None, None
    yield Server
    Server.on_open = Server.on_letter = None


def failing(problem: BaseException) -> Any:
    def fail(*_args: object) -> None:
        raise problem

    return staticmethod(fail)


def states() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


def test_a_letter_is_sent_once(contributor: User, server: type[Server]) -> None:
    notify(contributor, kind=NotificationKind.REPLY)
    for _time in range(3):
        deliver_what_is_due()
    assert server.taken == ["martine@example.org"]
    assert states() == ["sent"]


@pytest.mark.parametrize("death", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_a_worker_killed_while_it_sends_leaves_a_doubtful_letter_that_is_not_sent_again(
    death: type[BaseException], contributor: User, editor: User, server: type[Server]
) -> None:
    notify(contributor, kind=NotificationKind.REPLY)
    notify(editor, kind=NotificationKind.REPLY)
    server.on_letter = failing(death())
    with pytest.raises(death):
        deliver_what_is_due()
    server.on_letter = None
    assert states() == ["handed", "waiting"]
    deliver_what_is_due()
    assert server.taken == ["laurent@example.org"]
    with at(timezone.now() + timedelta(hours=2)):
        deliver_what_is_due()
    assert states() == ["doubtful", "sent"]
    assert server.taken == ["laurent@example.org"]


def test_a_worker_killed_after_the_server_took_it_sends_no_second_one(contributor: User, server: type[Server]) -> None:
    notify(contributor, kind=NotificationKind.REPLY)

    def take_and_die(address: str) -> None:
        server.taken.append(address)
        raise SystemExit

    server.on_letter = staticmethod(take_and_die)  # type: ignore[assignment]
    with pytest.raises(SystemExit):
        deliver_what_is_due()
    server.on_letter = None
    for hours in (0, 2, 30):
        with at(timezone.now() + timedelta(hours=hours)):
            deliver_what_is_due()
    assert server.taken == ["martine@example.org"]
    assert Letter.objects.to_settle().count() == 1


def test_a_connection_that_breaks_while_it_sends_leaves_doubt(contributor: User, server: type[Server]) -> None:
    notify(contributor, kind=NotificationKind.REPLY)
    server.on_letter = failing(SMTPServerDisconnected("Connection unexpectedly closed"))
    deliver_what_is_due()
    assert states() == ["doubtful"]
    assert "unexpectedly closed" in Letter.objects.get().problem


@pytest.mark.parametrize("refusal", [SMTPDataError(452, b"later"), SMTPRecipientsRefused({"x": (550, b"unknown")})])
def test_a_server_that_refuses_is_asked_again_later_each_time_then_it_has_failed(
    refusal: Exception, contributor: User, server: type[Server]
) -> None:
    now = timezone.now()
    notify(contributor, kind=NotificationKind.REPLY, at=now)
    server.on_letter = failing(refusal)
    for pause in PAUSES:
        with at(now):
            deliver_what_is_due()
            deliver_what_is_due()  # too early: nothing happens
        assert states() == ["waiting"]
        now += pause
    with at(now):
        deliver_what_is_due()
    assert states() == ["failed"]
    assert Letter.objects.get().tries == len(PAUSES) + 1


def test_a_refused_letter_goes_out_when_the_server_takes_it(contributor: User, server: type[Server]) -> None:
    notify(contributor, kind=NotificationKind.REPLY)
    server.on_letter = failing(SMTPDataError(452, b"later"))
    deliver_what_is_due()
    server.on_letter = None
    with at(timezone.now() + PAUSES[0] + timedelta(seconds=1)):
        deliver_what_is_due()
    assert states() == ["sent"]
    assert server.taken == ["martine@example.org"]


def test_a_server_that_is_away_keeps_the_others_waiting(contributor: User, editor: User, server: type[Server]) -> None:
    notify(contributor, kind=NotificationKind.REPLY)
    notify(editor, kind=NotificationKind.REPLY)
    server.on_open = failing(ConnectionRefusedError(111, "Connection refused"))
    assert deliver_what_is_due() == 0
    assert states() == ["waiting", "waiting"]
    assert list(Letter.objects.order_by("pk").values_list("tries", flat=True)) == [0, 0]


def test_a_letter_that_cannot_be_written_hinders_no_other(
    contributor: User, editor: User, server: type[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    def compose(letter: Letter, **details: Any) -> Any:
        if letter.person == contributor:
            raise RuntimeError("no words")
        return original(letter, **details)

    original = delivery.compose
    monkeypatch.setattr(delivery, "compose", compose)
    notify(contributor, kind=NotificationKind.REPLY)
    notify(editor, kind=NotificationKind.REPLY)
    deliver_what_is_due()
    assert server.taken == ["laurent@example.org"]
    assert "no words" in Letter.objects.get(person=contributor).problem


@pytest.mark.once
def test_the_rest_of_many_letters_does_not_wait_for_the_clock_where_some_were_refused(
    db: None, server: type[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "LETTERS_A_TASK", 2)
    notify(*(factories.create_user(username=name) for name in ("ada", "bea", "eva")), kind=NotificationKind.REPLY)
    server.on_letter = failing(SMTPRecipientsRefused({"ada@example.org": (550, b"unknown")}))
    delivery.deliver_at_once.call()
    server.on_letter = None
    assert server.taken == []
    for path in settings.RUN_OFTEN_WITH_LETTERS:
        import_string(path)()
    assert server.taken == ["eva@example.org"]


def test_two_who_send_at_once_send_each_letter_once(contributor: User, server: type[Server]) -> None:
    notify(contributor, kind=NotificationKind.REPLY)
    prepare_letters(Rhythm.AT_ONCE)
    one, other = Letter.objects.get(), Letter.objects.get()
    assert one.hand_over()
    assert not other.hand_over()
    assert send_letters(Rhythm.AT_ONCE) == 0
    assert server.taken == []


def test_whoever_was_thought_lost_and_comes_back_says_that_it_was_sent(contributor: User) -> None:
    notify(contributor, kind=NotificationKind.REPLY)
    prepare_letters(Rhythm.AT_ONCE)
    letter = Letter.objects.get()
    letter.hand_over()
    Letter.objects.find_doubtful(at=timezone.now() + timedelta(hours=2))
    letter.was_sent()
    assert states() == ["sent"]


def test_an_administrators_decision_is_final_for_whoever_comes_back_late(contributor: User) -> None:
    notify(contributor, kind=NotificationKind.REPLY)
    prepare_letters(Rhythm.AT_ONCE)
    letter = Letter.objects.get()
    letter.hand_over()
    Letter.objects.find_doubtful(at=timezone.now() + timedelta(hours=2))
    Letter.objects.all().send_again()
    letter.is_doubtful("late")
    assert states() == ["waiting"]


def test_letters_are_forgotten_after_three_months_but_not_what_is_to_be_settled(contributor: User) -> None:
    for number, state in enumerate(Letter.State):
        Letter.objects.create(person=contributor, key=f"k{number}", rhythm="daily", state=state)
    assert Letter.objects.forget_old(at=timezone.now() + timedelta(days=91)) == 2
    assert set(states()) == {"waiting", "handed", "doubtful", "failed"}
