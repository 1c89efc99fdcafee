"""Letters about a session go through the outbox: no choice of a person stops those about her own seat.

A letter's key says which registration it is of, and which state of it: what was told once is not told again.
`letter_contents` has the words, which are made when the letter is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import Rhythm
from notifications.mail.delivery import deliver_at_once
from notifications.mail.outbox import Letter

if TYPE_CHECKING:
    from campaign.training.registrations import Registration

PREFIX = "session"
_are_muted: ContextVar[bool] = ContextVar("are_muted", default=False)


class SessionLetter(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    PROMOTED = "promoted"
    CHANGED = "changed"
    LEFT = "left"
    CANCELLED = "cancelled"
    REMINDER = "reminder"


def write(registrations: Iterable[Registration], what: SessionLetter, *, at: datetime) -> int:
    """Puts a letter for each into the outbox, in the transaction of the change; returns how many. One that is there stays."""
    rows = [
        Letter(person_id=one.person_id, key=key_of(one, what), rhythm=Rhythm.AT_ONCE, created_at=at, next_try_at=at)
        for one in registrations
    ]
    if rows and not _are_muted.get():
        Letter.objects.bulk_create(rows, ignore_conflicts=True)
        transaction.on_commit(deliver_at_once.enqueue)
    return len(rows)


@contextmanager
def muted() -> Iterator[None]:
    """Nobody is written to inside. For what happened long ago, which is loaded now."""
    token = _are_muted.set(True)
    try:
        yield
    finally:
        _are_muted.reset(token)


def key_of(registration: Registration, what: SessionLetter) -> str:
    """A reminder is of the moment at which the session begins; any other letter, of the number that calendars know."""
    session = registration.session
    state = int(session.starts_at.timestamp()) if what == SessionLetter.REMINDER else sequence_of(registration)
    return f"{PREFIX}:{what}:{registration.pk}:{state}"


def sequence_of(registration: Registration) -> int:
    """The SEQUENCE of her invitation: it rises with each change of the session, and whenever she comes or goes."""
    return registration.session.sequence + registration.turn
