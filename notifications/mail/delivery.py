"""Handing letters to the mail server: each at most once by itself, whatever ends in between."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from smtplib import SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.mail import mailers
from django.tasks import task
from django.utils import timezone

from accounts.models import Rhythm
from notifications.mail.composing import compose
from notifications.mail.outbox import Letter
from notifications.mail.scheduling import prepare_letters

log = logging.getLogger(__name__)

# The server said so itself: it does not have the letter. After any other failure nobody knows.
REFUSALS = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError, UnicodeError, ValueError)
LETTERS_A_CONNECTION = 20  # servers end a connection that brings too much
LETTERS_A_TASK = 200  # so that other tasks get their turn


class ServerAway(Exception):
    """The mail server cannot be reached: what waits is left to wait."""


@task
def deliver_at_once() -> None:
    """Sends what people want to know at once."""
    prepare_letters(Rhythm.AT_ONCE)
    if send_letters(Rhythm.AT_ONCE, most=LETTERS_A_TASK) == LETTERS_A_TASK:
        deliver_at_once.enqueue()


def deliver_late_letters() -> int:
    """For settings.RUN_OFTEN: sends what no task comes for, as the rest of many invitations; returns how many."""
    return send_letters(Rhythm.AT_ONCE, most=LETTERS_A_TASK)


def request_delivery_at_once() -> None:
    """Has the worker send them. See settings.ON_MAIL_DUE_AT_ONCE."""
    deliver_at_once.enqueue()


def deliver_what_is_due() -> int:
    """By the clock: digests, and what the worker could not send; returns how many letters were sent."""
    Letter.objects.find_doubtful()
    sent = 0
    for rhythm in (Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.WEEKLY):
        prepare_letters(rhythm)
        sent += send_letters(rhythm)
    return sent


def send_letters(rhythm: Rhythm, *, most: int | None = None, at: datetime | None = None) -> int:
    """Sends the letters of this rhythm that wait; returns how many. Several can do it at once."""
    due = list(Letter.objects.due(rhythm, at=at or timezone.now()).values_list("pk", flat=True)[:most])
    try:
        return sum(_send_some(some, at) for some in batched(due, LETTERS_A_CONNECTION))
    except ServerAway:
        log.warning("The mail server cannot be reached: letters wait", exc_info=True)
        return 0


def _send_some(keys: Iterable[int], at: datetime | None) -> int:
    server = mailers.default
    try:
        return sum(_send(pk, server, at or timezone.now()) for pk in keys)
    finally:
        _close(server)


def _send(pk: int, server: Any, now: datetime) -> bool:
    """Whether the server took the letter. Raises ServerAway."""
    letter = Letter.objects.select_related("person").filter(pk=pk).first()
    if letter is None or not letter.hand_over(at=now):
        return False
    try:
        mail = compose(letter, at=now)
    except Exception as problem:
        log.exception("Letter %s could not be written", pk)
        letter.was_refused(_problem_words(problem), at=now)
        return False
    if mail is None:
        letter.was_empty()
        return False
    _open(server, letter, now)
    return _hand(mail, server, letter, now)


def _open(server: Any, letter: Letter, now: datetime) -> None:
    try:
        server.open()
    except (OSError, SMTPException) as problem:
        letter.was_refused(_problem_words(problem), at=now)
        raise ServerAway from problem


def _hand(mail: Any, server: Any, letter: Letter, now: datetime) -> bool:
    try:
        server.send_messages([mail])
    except REFUSALS as problem:
        log.warning("Letter %s was refused: %s", letter.pk, problem)
        letter.was_refused(_problem_words(problem), at=now)
        return False
    except Exception as problem:
        log.exception("Nobody knows whether letter %s was sent", letter.pk)
        letter.is_doubtful(_problem_words(problem))
        _close(server)
        return False
    letter.was_sent()
    return True


def _close(server: Any) -> None:
    try:
        server.close()
    except (OSError, SMTPException):
        log.warning("The connection to the mail server did not end well", exc_info=True)


def _problem_words(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:500]
