"""A mail server that accepts and stays silent: it is asked once in some minutes, and every letter goes out once in the end."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Rhythm, User
from campaign.invitations.sending import send_what_is_due
from guide.distribution import ordering
from guide_project.server import background
from notifications.kinds import NotificationKind
from notifications.mail import mail_server
from notifications.mail.account_letters import AccountLetter
from notifications.mail.composing import prepare_letters
from notifications.mail.delivery import deliver_at_once, send_letters
from notifications.mail.mail_server import MailServer, ServerAway, Unanswered, tell_of_trouble
from notifications.mail.server_rest import REST, MailServerRest
from notifications.mail.trial_letter import send_trial_letter
from notifications.models import Letter, Notification
from tests import factories
from tests.campaign.invitations.made import NOON, create_running_wave, organiser
from tests.notifications.notified import at, notify

pytestmark = pytest.mark.django_db
TIMEOUT = 0.4


class SmtpServer:
    """One that follows the protocol for so many commands, and then says nothing; `taken` are the letters that it accepted."""

    def __init__(self, *, answers: int, letters_a_connection: int = 1000) -> None:
        self.answers, self.letters_a_connection = answers, letters_a_connection
        self.connections = 0
        self.taken: list[str] = []
        self.said: list[str] = []  # its clients' greetings, and the lines of their letters
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._held: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _address = self._door.accept()
                self.connections += 1
                self._held.append(line)
                threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        answers, taken, to = iter(range(self.answers)), 0, ""
        with suppress(OSError, StopIteration), line.makefile("rwb", buffering=0) as talk:

            def say(words: bytes) -> None:
                next(answers)
                talk.write(words + b"\r\n")

            say(b"220 here")
            while command := talk.readline():
                verb = command[:4].upper()
                if verb == b"DATA":
                    say(b"354 go on")
                    while (words := talk.readline()) not in {b".\r\n", b""}:
                        self.said.append(words.decode())
                    taken += 1
                    self.taken.append(to)
                elif verb == b"EHLO":
                    self.said.append(command.decode())
                elif verb == b"RCPT":
                    to = command.decode().partition("<")[2].partition(">")[0]
                elif verb == b"MAIL" and taken >= self.letters_a_connection:
                    line.close()
                    return
                say(b"250 good")

    def close(self) -> None:
        for one in (self._door, *self._held):
            one.close()


@contextmanager
def smtp_server(settings, *, answers: int = 1000, letters_a_connection: int = 1000) -> Iterator[SmtpServer]:
    server = SmtpServer(answers=answers, letters_a_connection=letters_a_connection)
    options = {"host": "127.0.0.1", "port": server.port, "timeout": TIMEOUT}
    settings.MAILERS = {"default": {"BACKEND": "notifications.mail.mail_server.EmailBackend", "OPTIONS": options}}
    try:
        yield server
    finally:
        server.close()


def three_letters() -> list[User]:
    people = [factories.create_user(username=name) for name in ("ada", "bea", "eva")]
    notify(*people, kind=NotificationKind.REPLY)
    prepare_letters(Rhythm.AT_ONCE)
    return people


def states() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


GREETING, HELLO, MAIL, RCPT, DATA = 1, 2, 3, 4, 5
"""So many answers it gives. After the fifth it is sent the text; the sixth would be that it has the letter."""


@pytest.mark.parametrize("answers", [0, GREETING, HELLO, MAIL, RCPT])
def test_a_silent_server_holds_one_letter_once_and_none_is_lost_or_in_doubt(settings, answers: int) -> None:
    three_letters()
    with smtp_server(settings, answers=answers) as server:
        assert send_letters(Rhythm.AT_ONCE) == 0
        assert send_letters(Rhythm.AT_ONCE) == 0
        assert server.connections == 1, "every letter waited for the server"
        assert states() == ["waiting"] * 3
        assert set(Letter.objects.values_list("tries", flat=True)) == {0}, "no letter fails by an outage"
    with smtp_server(settings) as server, at(timezone.now() + REST + timedelta(seconds=1)):
        assert send_letters(Rhythm.AT_ONCE) == 3
        assert server.taken == ["ada@example.org", "bea@example.org", "eva@example.org"]
    assert not MailServerRest.objects.exists()


def test_a_letter_whose_text_was_out_is_in_doubt_and_the_others_wait(settings) -> None:
    three_letters()
    with smtp_server(settings, answers=DATA) as server:
        assert send_letters(Rhythm.AT_ONCE) == 0
        assert len(server.taken) == 1, "the server has it, and did not say so"
    assert states() == ["doubtful", "waiting", "waiting"]


def test_after_a_rest_one_alone_tries(settings) -> None:
    MailServerRest.objects.begin_rest("silent", at=timezone.now())
    later = timezone.now() + REST + timedelta(seconds=1)
    tries = [MailServerRest.objects.begin_try(later) for _time in range(3)]
    assert tries == [True, False, False]


def test_a_clock_that_went_back_makes_no_rest_longer() -> None:
    MailServerRest.objects.begin_rest("silent", at=timezone.now())
    assert not MailServerRest.objects.is_resting(timezone.now() - timedelta(hours=2))


def test_a_server_that_ends_a_connection_after_some_letters_gets_the_rest_by_another(settings) -> None:
    three_letters()
    with smtp_server(settings, letters_a_connection=2) as server:
        assert send_letters(Rhythm.AT_ONCE) == 3
        assert server.taken == ["ada@example.org", "bea@example.org", "eva@example.org"]
        assert server.connections == 2


def test_waves_and_letters_rest_together(settings) -> None:
    factories.create_user(username="colleague")
    wave = create_running_wave(by=organiser())
    with smtp_server(settings, answers=0) as server:
        MailServerRest.objects.begin_rest("silent", at=NOON)
        send_what_is_due(at=NOON)
        assert server.connections == 0
        send_what_is_due(at=NOON + REST + timedelta(seconds=1))
        assert server.connections == 1
    assert set(wave.letters.values_list("state", "tries")) == {("waiting", 0)}


def test_a_new_password_goes_before_all_that_waits(settings, db: None) -> None:
    *_others, last = three_letters()
    now = timezone.now()
    for kind in (AccountLetter.INVITATION, AccountLetter.RESET):
        Letter.objects.create(person=last, key=f"account:{kind}:1:x", rhythm=Rhythm.AT_ONCE, next_try_at=now)
    first = [letter.key for letter in Letter.objects.due(Rhythm.AT_ONCE, at=now)][:2]
    assert [key.split(":")[1] for key in first] == ["reset", "invitation"]


@pytest.mark.parametrize(("answers", "outcome"), [(0, ServerAway), (RCPT, ServerAway), (DATA, Unanswered)])
def test_what_is_known_of_a_letter_depends_on_how_far_it_came(settings, answers: int, outcome: type[Exception]) -> None:
    from django.core.mail import EmailMessage

    mail = EmailMessage("Words", "More", "site@example.org", ["agency@example.org"])
    with smtp_server(settings, answers=answers), pytest.raises(outcome), MailServer() as server:
        server.hand_over(mail)


def test_a_trial_letter_that_is_taken_ends_the_rest(settings, administrator: User) -> None:
    MailServerRest.objects.begin_rest("silent", at=timezone.now())
    with smtp_server(settings):
        assert send_trial_letter(administrator) == ""
    assert not MailServerRest.objects.exists()


@pytest.mark.parametrize("address", ["https://guide.example", "http://localhost:8000", "http://127.0.0.1:8000"])
def test_a_letter_and_the_greeting_of_the_server_name_the_site_and_never_the_machine(
    settings, administrator: User, address: str
) -> None:
    settings.SITE_ADDRESS = address
    with smtp_server(settings) as server:
        assert send_trial_letter(administrator) == ""
    (hello, name) = (line.strip().lower() for line in server.said if line.lower().startswith(("ehlo", "message-id")))
    assert hello == "ehlo guide.example"
    assert name.endswith("@guide.example>")


def test_administrators_are_told_of_an_outage_once_and_of_letters_in_doubt(
    settings, administrator: User, as_administrator: Client
) -> None:
    three_letters()
    with smtp_server(settings, answers=DATA):
        send_letters(Rhythm.AT_ONCE)
    assert tell_of_trouble() == 1
    later = timezone.now() + timedelta(minutes=11)
    assert [tell_of_trouble(at=later) for _time in range(2)] == [1, 0]
    told = Notification.objects.filter(person=administrator, place="mail:server").order_by("pk")
    assert [one.kind for one in told] == [NotificationKind.LETTERS_TO_SETTLE, NotificationKind.MAIL_AWAY]
    for one in told:
        assert as_administrator.get(one.url).status_code == 200
    assert "SMTPServerDisconnected" in as_administrator.get(told[0].url).text


def test_letters_have_a_queue_and_a_worker_that_nothing_else_waits_for() -> None:
    tasks = (deliver_at_once, ordering.write, ordering.write_link)
    assert {task.queue_name for task in tasks} == {mail_server.QUEUE} != {"default"}
    workers = background.work_of(2)
    assert workers == [background.work, background.send_letters, background.make_files, background.make_files]
