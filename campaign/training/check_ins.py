"""Who is in the room: each act of an organiser at the door, or afterwards at her desk.

A device makes the key of an act, so that what it sends twice counts once. Acts may arrive in any order, from several
devices: whether somebody is there, and since when, follows from all her acts in the order in which they were done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.people.picking import pick
from campaign.training.registrations import Registration, RegistrationAct, RegistrationState
from campaign.training.seats import next_queue_number
from common import markup

if TYPE_CHECKING:
    from campaign.training.models import TrainingSession

OPENS_BEFORE = timedelta(hours=24)
"""As long before a session its list is frozen: nobody is called from the waiting list any more."""
LONGEST_NAME = 150


@dataclass(frozen=True)
class CheckInAct:
    """Somebody is here, or was noted by mistake: a registration, a person of the site, or a name that was typed."""

    key: UUID
    at: datetime
    is_in: bool = True
    registration: int | None = None
    name: str = ""


class CheckIn(models.Model):
    """One act. Without a registration it is a name that is still to be matched with a person.

    `state_before` is what the registration was when it was noted first: a mistake that is undone gives it back.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    session = models.ForeignKey(
        "campaign.TrainingSession", on_delete=models.CASCADE, related_name="check_ins", verbose_name=_("session")
    )
    registration = models.ForeignKey(
        Registration,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="check_ins",
        verbose_name=_("registration"),
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True)
    is_in = models.BooleanField(_("is here"), default=True)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who did it")
    )
    state_before = models.CharField(max_length=10, blank=True, choices=RegistrationState.choices, editable=False)

    if TYPE_CHECKING:
        registration_id: int | None
        session_id: int

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") | Q(registration__isnull=False), name="a_check_in_is_of_somebody"
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.registration)


def opens_at(session: TrainingSession) -> datetime:
    """Since when people can be checked in."""
    return session.starts_at - OPENS_BEFORE


def check_open(session: TrainingSession, at: datetime) -> None:
    """Raises ValidationError for a session that is cancelled, too far ahead, or so long ago that who came is forgotten."""
    if session.attended_count is not None:
        raise ValidationError(_g("Only the number is left: who came is deleted after some time."), code="forgotten")
    if session.cancelled_at:
        raise ValidationError(_g("This session is cancelled."), code="cancelled")
    if at < opens_at(session):
        raise ValidationError(_g("People are checked in from 24 hours before the session."), code="early")


def note(
    session: TrainingSession, acts: Iterable[CheckInAct], *, by: User, at: datetime | None = None
) -> dict[UUID, str]:
    """Notes these acts, each key once, under the lock of the session. Returns why for those that it refused.

    Raises ValidationError where nobody can be checked in.
    """
    refused = {}
    with session.held() as held:
        now = at or timezone.now()
        check_open(held, now)
        wanted = list(acts)
        known = set(CheckIn.objects.filter(key__in=[act.key for act in wanted]).values_list("key", flat=True))
        for act in wanted:
            if act.key in known:
                continue
            known.add(act.key)
            try:
                _note(held, act, by=by, now=now)
            except ValidationError as refusal:
                refused[act.key] = refusal.messages[0]
    return refused


def _note(session: TrainingSession, act: CheckInAct, *, by: User, now: datetime) -> None:
    moment = min(max(act.at, opens_at(session)), now)
    if act.registration is not None:
        own = session.registrations.select_related("person").filter(pk=act.registration).first()
        if own is None:
            raise ValidationError(_g("This person is not on the list of this session."), code="unknown")
        _write(session, own, act, by=by, at=moment)
    elif not act.is_in:
        CheckIn.objects.filter(session=session, registration=None, name=act.name).delete()
    else:
        _note_name(session, act, by=by, at=moment)


def _note_name(session: TrainingSession, act: CheckInAct, *, by: User, at: datetime) -> None:
    """A name that is exactly one person's is hers; any other waits to be matched."""
    name = markup.one_line(act.name)[:LONGEST_NAME]
    if not name:
        raise ValidationError(_g("Write the name of the person."), code="empty")
    found = pick(name).person or _with_full_name(name)
    if found is not None and found.is_active:
        _write(session, registration_of(session, found), act, by=by, at=at)
    else:
        CheckIn.objects.create(key=act.key, session=session, name=name, at=at, by=by)


def _with_full_name(name: str) -> User | None:
    """The only person of this first and last name: organisers know people by them, whatever they show to colleagues."""
    first, _space, last = name.partition(" ")
    found = User.objects.filter(is_active=True, first_name__iexact=first, last_name__iexact=last)[:2]
    return found[0] if last and len(found) == 1 else None


def registration_of(session: TrainingSession, person: User) -> Registration:
    """Returns the person's registration, made where there is none. Call it inside `session.held()`."""
    own, _is_new = Registration.objects.get_or_create(
        session=session,
        person=person,
        defaults={"state": RegistrationState.CANCELLED, "queue_number": next_queue_number(session)},
    )
    return own


def _write(session: TrainingSession, own: Registration, act: CheckInAct, *, by: User, at: datetime) -> None:
    CheckIn.objects.create(
        key=act.key, session=session, registration=own, is_in=act.is_in, at=at, by=by, state_before=own.state
    )
    follow(session, own, by=by, at=at)


def match(check_in: CheckIn, person: User, *, by: User) -> Registration:
    """The name that was typed is this person's: she was there. Raises ValidationError where somebody else was faster."""
    with check_in.session.held() as held:
        own = registration_of(held, person)
        typed = CheckIn.objects.filter(pk=check_in.pk, registration=None)
        if not typed.update(registration=own, name="", state_before=own.state):
            raise ValidationError(
                _g("Somebody has said meanwhile who this is, or removed the name: look at the list again."), code="gone"
            )
        follow(held, own, by=by, at=check_in.at)
    return own


def count_as_guest(check_in: CheckIn, *, by: User) -> None:
    """The name that was typed is nobody's here: it goes, and the number of the others rises."""
    with check_in.session.held() as held:
        if CheckIn.objects.filter(pk=check_in.pk, registration=None).delete()[0]:
            held.guest_count += 1
            held._history_user = by
            held.save()


def follow(session: TrainingSession, own: Registration, *, by: User, at: datetime) -> None:
    """Brings the registration to what its acts say. Seats do not matter to somebody who is in the room."""
    rows = list(own.check_ins.order_by("at", "pk"))
    was_there, came_at = own.came_at is not None, _came_at(session, rows)
    own.came_at = came_at
    own.state = RegistrationState.REGISTERED if came_at else min(rows, key=lambda row: row.pk).state_before
    if own.state != RegistrationState.REGISTERED:
        own.is_on_reserved_seat = False
    own.save()
    if was_there != (came_at is not None):
        own.step(RegistrationAct.CAME if came_at else RegistrationAct.NOT_CAME, by=by, at=at)


def _came_at(session: TrainingSession, rows: list[CheckIn]) -> datetime | None:
    """Since when she is there, by the first act after the last mistake; what is noted afterwards has no time of its own."""
    came_at = None
    for row in rows:
        came_at = (came_at or row.at) if row.is_in else None
    return session.starts_at if came_at and came_at > session.ends_at else came_at
