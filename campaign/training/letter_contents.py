"""The words of the letters about a session, made when they are sent; and the reminder, two days before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.training import calendar_file, letters
from campaign.training.letters import SessionLetter, sequence_of
from campaign.training.models import TrainingSession
from campaign.training.registrations import Registration
from common.words.dates import full_day
from notifications.mail.absolute_urls import absolute_url
from notifications.mail.composing import CalendarPart, LetterContent
from notifications.mail.outbox import Letter

REMINDED = timedelta(hours=48)
LATEST_REMINDER = timedelta(hours=24)
"""So shortly before, a reminder that could not go out in time is left out."""


def remind_of_sessions(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: writes to whoever had a seat two days before; returns to how many.

    Whoever registers later has just been told. What is written already is not written again.
    """
    now = at or timezone.now()
    soon = TrainingSession.objects.filter(
        starts_at__gt=now + LATEST_REMINDER, starts_at__lte=now + REMINDED, cancelled_at=None
    )
    return sum(_remind(session, now) for session in soon)


def _remind(session: TrainingSession, now: datetime) -> int:
    reminded = session.registrations.registered().filter(since__lte=session.starts_at - REMINDED)
    by_key = {letters.key_of(one, SessionLetter.REMINDER): one for one in reminded}
    written = set(Letter.objects.filter(key__in=by_key).values_list("key", flat=True))
    with transaction.atomic():
        return letters.write([one for key, one in by_key.items() if key not in written], SessionLetter.REMINDER, at=now)


# The words of the letters about a session, made when they are sent: None where one would tell what is no longer so.


def content_of(letter: Letter, *, at: datetime) -> LetterContent | None:
    """See settings.LETTER_WRITERS."""
    _prefix, name, key, state = letter.key.split(":")
    rows = Registration.objects.select_related("session", "person")
    registration = rows.filter(pk=key, person=letter.person_id).first()
    what = SessionLetter(name)
    if registration is None or not _still_holds(registration, what, int(state), at):
        return None
    words = WORDS[what](registration)
    first, *others = words["paragraphs"]
    words["paragraphs"] = [first, *facts(registration), *others]
    return LetterContent(
        "paragraphs", words["sentence"], [], _frame(registration) | words, _calendar(registration, what, at)
    )


def _still_holds(registration: Registration, what: SessionLetter, state: int, at: datetime) -> bool:
    """Nothing comes late, and a later letter takes the place of one that has not gone out yet."""
    session = registration.session
    if session.has_begun(at):
        return False
    if what == SessionLetter.REMINDER:
        begins = int(session.starts_at.timestamp())
        in_time = at < session.starts_at - LATEST_REMINDER
        return begins == state and in_time and session.is_open(at) and registration.is_registered
    return sequence_of(registration) == state


def _calendar(registration: Registration, what: SessionLetter, at: datetime) -> CalendarPart | None:
    """A reminder carries none, which would ask a second time; nor does a letter to somebody who waits."""
    is_taken_back = what == SessionLetter.LEFT or (what == SessionLetter.CANCELLED and registration.is_registered)
    if is_taken_back:
        return CalendarPart("CANCEL", calendar_file.cancellation(registration, at=at))
    if what == SessionLetter.REMINDER or not registration.is_registered:
        return None
    return CalendarPart("REQUEST", calendar_file.invitation(registration, at=at))


def _frame(registration: Registration) -> dict[str, Any]:
    person = registration.person
    return {
        "greeting": _("Hello %(name)s.") % {"name": person.first_name or person.username},
        "button": _("See the session"),
        "url": absolute_url(registration.session.get_absolute_url()),
        "why": _("You receive this message because you registered for this session."),
    }


def facts(registration: Registration) -> list[str]:
    """When, by the clock of the site and by her own where that shows another hour; and where. A line each."""
    session = registration.session
    where = calendar_file.location_of(session, has_seat=registration.is_registered)
    own_hours = session.when_for(registration.person)
    return [
        _("When: %(when)s") % {"when": session.when_by_clock},
        *([_("By your clock: %(when)s") % {"when": own_hours}] if own_hours else []),
        _("Where: %(place)s") % {"place": where},
    ]


def _about(registration: Registration) -> dict[str, str]:
    session = registration.session
    return {"title": session.title, "day": full_day(session.day)}


def _confirmed(registration: Registration) -> dict[str, Any]:
    return {
        "sentence": _("You have a seat: %(title)s, %(day)s") % _about(registration),
        "paragraphs": [_("There is nothing left to do."), *_code_for_the_door(registration), _may_not_come()],
    }


def _code_for_the_door(registration: Registration) -> list[str]:
    """Nothing of a session that is online alone."""
    if not registration.session.has_door:
        return []
    return [_("At the door, show the code that stands on the page of the session; without it, your name will do.")]


def _may_not_come() -> str:
    return _("If you cannot come, say so on the page of the session: whoever waits gets your seat at once.")


def _waiting(registration: Registration) -> dict[str, Any]:
    return {
        "sentence": _("You are on the waiting list: %(title)s, %(day)s") % _about(registration),
        "paragraphs": [
            _("All seats are taken. You are number %(position)s on the waiting list.")
            % {"position": registration.position},
            _("As soon as you get a seat, we will write to you, up to 24 hours before the session."),
        ],
    }


def _promoted(registration: Registration) -> dict[str, Any]:
    return {
        "sentence": _("A seat has come free, and it is yours: %(title)s, %(day)s") % _about(registration),
        "paragraphs": [
            _("You were on the waiting list: there is nothing more to do."),
            *_code_for_the_door(registration),
            _may_not_come(),
        ],
        "button": _("See the session, or say that I cannot come"),
    }


def _changed(registration: Registration) -> dict[str, Any]:
    stays = (
        _("You keep your seat.")
        if registration.is_registered
        else _("You are number %(position)s on the waiting list.") % {"position": registration.position}
    )
    return {
        "sentence": _("Something has changed: %(title)s, %(day)s") % _about(registration),
        "paragraphs": [_("This is when and where the session takes place now."), stays],
    }


def _left(registration: Registration) -> dict[str, Any]:
    step = registration.steps.select_related("by").first()
    is_own = step is not None and isinstance(step.by, User) and step.by.pk == registration.person_id
    said = _("You said that you cannot come.") if is_own else _("The organisers have taken you off the list.")
    return {
        "sentence": _("You are no longer registered: %(title)s, %(day)s") % _about(registration),
        "paragraphs": [said, _("As long as seats are left, you can register again on the session’s page.")],
    }


def _cancelled(registration: Registration) -> dict[str, Any]:
    return {
        "sentence": _("Cancelled: %(title)s, %(day)s") % _about(registration),
        "paragraphs": [
            _("This session does not take place. Why: %(reason)s") % {"reason": registration.session.cancel_reason}
        ],
    }


def _reminder(registration: Registration) -> dict[str, Any]:
    return {
        "sentence": _("Soon: %(title)s, %(day)s") % _about(registration),
        "paragraphs": [_("You have a seat at this session."), *_code_for_the_door(registration), _may_not_come()],
    }


WORDS = {
    SessionLetter.CONFIRMED: _confirmed,
    SessionLetter.WAITING: _waiting,
    SessionLetter.PROMOTED: _promoted,
    SessionLetter.CHANGED: _changed,
    SessionLetter.LEFT: _left,
    SessionLetter.CANCELLED: _cancelled,
    SessionLetter.REMINDER: _reminder,
}
