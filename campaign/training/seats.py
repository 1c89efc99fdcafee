"""Seats are given and taken back here alone, each time under the lock of the session: see `TrainingSession.held`.

Reserved seats are a second number: organisers give them, and whoever registers, or waits, has the others. A session that
was made smaller than those who are registered throws nobody out, and gives no seat until there are fewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.calendar import rights
from campaign.training import letters
from campaign.training.letters import SessionLetter
from campaign.training.registrations import RegistrationAct, RegistrationState

if TYPE_CHECKING:
    from campaign.training.models import TrainingSession
    from campaign.training.registrations import Registration


@dataclass(frozen=True)
class Seats:
    """How many there are of a session, and how many are taken."""

    capacity: int
    reserved: int
    registered: int
    on_reserved: int

    @property
    def free(self) -> int:
        """For whoever registers; 0 where a session that was made smaller has more people than seats."""
        set_aside = max(self.reserved, self.on_reserved)
        return max(self.capacity - set_aside - (self.registered - self.on_reserved), 0)

    @property
    def free_reserved(self) -> int:
        """For those whom organisers add."""
        return max(min(self.reserved - self.on_reserved, self.capacity - self.registered), 0)


def seats_of(session: TrainingSession) -> Seats:
    """Returns the seats as they are now; from the counts of the row, where its query has them."""
    if hasattr(session, "registered_count"):
        return Seats(session.capacity, session.reserved, session.registered_count, session.reserved_count)
    registered = Q(state=RegistrationState.REGISTERED)
    counted = session.registrations.aggregate(
        registered=Count("pk", filter=registered),
        on_reserved=Count("pk", filter=registered & Q(is_on_reserved_seat=True)),
    )
    return Seats(session.capacity, session.reserved, **counted)


def register(
    session: TrainingSession, person: User, *, by: User | None, shows_name: bool, at: datetime | None
) -> Registration:
    """See `TrainingSession.register`."""
    with session.held() as held:
        moment = at or timezone.now()  # under the lock, so that nobody comes before somebody who was told her position
        _check_open(held, person, moment)
        if by is None:
            rights.check("register", moment)
        own = _registration_of(held, person)
        if not own.is_coming:
            own.shows_name = shows_name
            _give_seat_or_position(held, own, by=by, at=moment)
        elif own.is_waiting and _may_take_a_seat(held, by=by, at=moment):
            _give_seat_or_position(held, own, by=by, at=moment)
    return own


def _check_open(session: TrainingSession, person: User, at: datetime) -> None:
    if session.cancelled_at:
        raise ValidationError(_("This session is cancelled."), code="cancelled")
    if session.has_begun(at):
        raise ValidationError(_("This session has begun."), code="begun")
    if not person.is_active:
        raise ValidationError(_("The account of this person is stopped."), code="stopped")


def _registration_of(session: TrainingSession, person: User) -> Registration:
    model = apps.get_model("campaign", "Registration")
    found: Registration | None = model._default_manager.filter(session=session, person=person).first()
    return found or model(session=session, person=person, state=RegistrationState.CANCELLED)


def _may_take_a_seat(session: TrainingSession, *, by: User | None, at: datetime) -> bool:
    """Whether somebody who waits gets a seat by asking: from an organiser, or in the last hours, when nobody is called."""
    seats = seats_of(session)
    return (by is not None and seats.free_reserved > 0) or (seats.free > 0 and session.is_frozen(at))


def _give_seat_or_position(session: TrainingSession, own: Registration, *, by: User | None, at: datetime) -> None:
    """A seat that is free is hers: outside the last hours nobody waits then, and in these it is of whoever asks first."""
    seats = seats_of(session)
    own.is_on_reserved_seat = by is not None and seats.free_reserved > 0
    has_seat = own.is_on_reserved_seat or seats.free > 0
    own.state = RegistrationState.REGISTERED if has_seat else RegistrationState.WAITING
    own.since, own.turn, own.queue_number = at, own.turn + 1, next_queue_number(session)
    own.save()
    own.step(RegistrationAct(own.state), by=by or own.person, at=at)
    letters.write([own], SessionLetter.CONFIRMED if has_seat else SessionLetter.WAITING, at=at, by=by or own.person)


def next_queue_number(session: TrainingSession) -> int:
    """Returns the number of whoever comes now: behind everybody of the session. Call it inside `session.held()`."""
    last: int | None = session.registrations.aggregate(last=Max("queue_number"))["last"]
    return (last or 0) + 1


def cancel(registration: Registration, *, by: User | None, at: datetime | None) -> None:
    """See `Registration.cancel`."""
    with registration.session.held() as held:
        own: Registration = held.registrations.select_related("person").get(pk=registration.pk)
        if own.is_coming:
            _take_back(held, own, by=by, at=at or timezone.now())
    registration.refresh_from_db()


def _take_back(session: TrainingSession, own: Registration, *, by: User | None, at: datetime) -> None:
    if session.has_begun(at):
        raise ValidationError(_("This session has begun."), code="begun")
    had_seat = own.is_registered
    own.state, own.is_on_reserved_seat, own.came_at = RegistrationState.CANCELLED, False, None
    own.since, own.turn = at, own.turn + 1
    own.save()
    own.step(RegistrationAct.CANCELLED, by=by, at=at)
    if had_seat and not session.cancelled_at:
        letters.write([own], SessionLetter.LEFT, at=at, by=by)
    promote(session, at=at)


def promote(session: TrainingSession, *, at: datetime) -> None:
    """Gives the seats that are free to those who wait, the first of them first; in the last hours nobody is called.

    Call it inside `session.held()`, with its row.
    """
    if not session.is_open(at) or session.is_frozen(at):
        return
    served = list(session.registrations.waiting()[: seats_of(session).free])
    for number, one in enumerate(served, start=next_queue_number(session)):
        one.state, one.since, one.turn, one.queue_number = RegistrationState.REGISTERED, at, one.turn + 1, number
        one.save()
        one.step(RegistrationAct.PROMOTED, by=None, at=at)
    letters.write(served, SessionLetter.PROMOTED, at=at)
