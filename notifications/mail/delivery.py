"""Handing letters to the mail server: each at most once by itself, whatever ends in between."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.tasks import task
from django.utils import timezone

from accounts.models import Rhythm
from notifications.mail.composing import compose, prepare_letters
from notifications.mail.mail_server import QUEUE, MailServer, Refused, ServerAway, Unanswered
from notifications.mail.outbox import Letter
from notifications.mail.server_rest import MailServerRest

log = logging.getLogger(__name__)

LETTERS_A_CONNECTION = (
    20  # servers end a connection that brings too much; and whoever waits for a password waits no longer
)
LETTERS_A_TASK = 200  # so that other tasks get their turn


@task(queue_name=QUEUE)
def deliver_at_once() -> None:
    """Sends what people want to know at once."""
    prepare_letters(Rhythm.AT_ONCE)
    if send_letters(Rhythm.AT_ONCE, most=LETTERS_A_TASK) == LETTERS_A_TASK:
        deliver_at_once.enqueue()


def deliver_late_letters() -> int:
    """For settings.RUN_OFTEN_WITH_LETTERS: sends what was refused for the moment; returns how many."""
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
    """Sends the letters of this rhythm that wait, the most urgent first; returns how many. Several can do it at once."""
    sent = tried = 0
    while not MailServerRest.objects.is_resting(at or timezone.now()):
        left = LETTERS_A_CONNECTION if most is None else min(LETTERS_A_CONNECTION, most - tried)
        keys = list(Letter.objects.due(rhythm, at=at or timezone.now()).values_list("pk", flat=True)[:left])
        if not keys:
            break
        tried += len(keys)
        sent += _send_some(keys, at)
    return sent


def _send_some(keys: Iterable[int], at: datetime | None) -> int:
    """Returns how many of these the server took, until it was away."""
    sent = 0
    with MailServer(at=at) as server:
        for pk in keys:
            try:
                sent += _send(pk, server, at or timezone.now())
            except (ServerAway, Unanswered):
                break
    return sent


def _send(pk: int, server: MailServer, now: datetime) -> bool:
    """Returns whether the server took the letter. Raises ServerAway, Unanswered."""
    letter = Letter.objects.select_related("person").filter(pk=pk).first()
    if letter is None or not letter.hand_over(at=now):
        return False
    try:
        mail = compose(letter, at=now)
    except Exception as problem:
        log.exception("Letter %s could not be written", pk)
        letter.was_refused(f"{type(problem).__name__}: {problem}"[:500], at=now)
        return False
    if mail is None:
        letter.was_empty()
        return False
    try:
        server.hand_over(mail)
    except Refused as refused:
        log.warning("Letter %s was refused: %s", pk, refused)
        letter.was_refused(str(refused)[:500], at=now)
        return False
    except ServerAway as away:
        letter.go_back(str(away)[:500])
        raise
    except Unanswered as unanswered:
        log.exception("Nobody knows whether letter %s was sent", pk)
        letter.is_doubtful(str(unanswered)[:500])
        raise
    letter.was_sent()
    return True
