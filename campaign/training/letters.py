"""Letters about a session go through the outbox: no choice of a person stops those about her own seat.

A letter's key says which registration it is of, and which state of it: what was told once is not told again.
`letter_contents` has the words, which are made when the letter is sent. With each letter goes a notification on the site, for
whoever did not do it herself; no second letter tells of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import OuterRef, Subquery

from accounts.models import Rhythm, User
from notifications import batching
from notifications.kinds import NotificationKind
from notifications.mail.delivery import deliver_at_once
from notifications.mail.outbox import Letter
from notifications.models import Notification

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


KINDS = {
    SessionLetter.CONFIRMED: NotificationKind.SEAT_GIVEN,
    SessionLetter.WAITING: NotificationKind.SEAT_AWAITED,
    SessionLetter.PROMOTED: NotificationKind.SEAT_GIVEN,
    SessionLetter.CHANGED: NotificationKind.SESSION_CHANGED,
    SessionLetter.LEFT: NotificationKind.SEAT_TAKEN_BACK,
    SessionLetter.CANCELLED: NotificationKind.SESSION_CANCELLED,
    SessionLetter.REMINDER: NotificationKind.SESSION_SOON,
}


def write(registrations: Iterable[Registration], what: SessionLetter, *, at: datetime, by: User | None = None) -> int:
    """Puts a letter for each into the outbox, in the transaction of the change; returns how many. One that is there stays.

    Once that is committed, each is told on the site too, but for `by`, who did it. Not before: people and sessions would be
    locked in either order.
    """
    told = list(registrations)
    rows = [
        Letter(person_id=one.person_id, key=key_of(one, what), rhythm=Rhythm.AT_ONCE, created_at=at, next_try_at=at)
        for one in told
    ]
    if rows and not _are_muted.get():
        Letter.objects.bulk_create(rows, ignore_conflicts=True)
        transaction.on_commit(deliver_at_once.enqueue)
        transaction.on_commit(partial(_notify, told, what, at=at, by=by), robust=True)
    return len(rows)


def _notify(registrations: Iterable[Registration], what: SessionLetter, *, at: datetime, by: User | None) -> None:
    """What the letter says counts as mailed."""
    own = Letter.objects.filter(person=OuterRef("person"), key=OuterRef("key"))
    with transaction.atomic():
        with batching.together():
            keys = [_notify_person(one, what, at=at, by=by) for one in registrations]
        Notification.objects.filter(key__in=keys, letter=None).update(letter=Subquery(own.values("pk")[:1]))


def _notify_person(registration: Registration, what: SessionLetter, *, at: datetime, by: User | None) -> str:
    session, key = registration.session, key_of(registration, what)
    Notification.objects.notify(
        [registration.person_id],
        kind=KINDS[what],
        place=f"session:{session.pk}",
        place_title=session.title,
        url=session.get_absolute_url(),
        key=key,
        actor=by,
        excerpt=session.cancel_reason if what == SessionLetter.CANCELLED else "",
        at=at,
    )
    return key


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
