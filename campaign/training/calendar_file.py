"""A session for calendar programs, as iCalendar (RFC 5545, 5546).

A letter invites its addressee alone (REQUEST), or takes the invitation back (CANCEL); what somebody downloads, or subscribes
to, is published (PUBLISH) and names nobody. A program knows a session again by its UID, and what is newer by SEQUENCE.
Hours are in UTC, which every program shows by its reader's clock; not all read the time zones of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from campaign.site_settings.current import current_settings
from campaign.training.letters import sequence_of
from notifications.mail.absolute_urls import absolute_url

if TYPE_CHECKING:
    from campaign.training.models import TrainingSession
    from campaign.training.registrations import Registration

PRODUCT = "-//Guide Project//training sessions//EN"


def invitation(registration: Registration, *, at: datetime) -> str:
    """Returns the session as an invitation of this person."""
    return _calendar("REQUEST", [_event_for(registration, at, is_cancelled=False)])


def cancellation(registration: Registration, *, at: datetime) -> str:
    """Returns what takes the session out of her calendar."""
    return _calendar("CANCEL", [_event_for(registration, at, is_cancelled=True)])


def published(registrations: Iterable[Registration], *, at: datetime, name: str = "") -> str:
    """Returns the sessions of these registrations of one person, to be read by a program of hers."""
    events = []
    for one in registrations:
        event = _event(one.session, at, has_seat=one.is_registered)
        event.add("sequence", sequence_of(one))
        events.append(event)
    return _calendar("PUBLISH", events, name=name)


def published_session(session: TrainingSession, *, at: datetime) -> str:
    """Returns one session, for whoever wants to note it down."""
    event = _event(session, at, has_seat=False)
    event.add("sequence", session.sequence)
    return _calendar("PUBLISH", [event])


def _calendar(method: str, events: Sequence[Event], *, name: str = "") -> str:
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", method)
    if name:
        made.add("name", name)
        made.add("x-wr-calname", name)
    for event in events:
        made.add_component(event)
    text: str = made.to_ical().decode()
    return text


def _event_for(registration: Registration, at: datetime, *, is_cancelled: bool) -> Event:
    person = registration.person
    event = _event(registration.session, at, has_seat=True)
    event.add("sequence", sequence_of(registration))
    attendee = vCalAddress(f"mailto:{person.email}")
    attendee.params.update(
        {"CN": vText(str(person)), "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    )
    event.add("attendee", attendee, encode=False)
    if is_cancelled:
        event["status"] = vText("CANCELLED")
    return event


def _event(session: TrainingSession, at: datetime, *, has_seat: bool) -> Event:
    address = absolute_url(session.get_absolute_url())
    event = Event()
    event.add("uid", str(session.uid))
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("summary", session.title)
    event.add("location", location_of(session, has_seat=has_seat))
    event.add("description", _description(session, address, has_seat=has_seat))
    event.add("url", address)
    event.add("status", "CANCELLED" if session.cancelled_at else "CONFIRMED")
    event.add("organizer", _organizer(), encode=False)
    return event


def _description(session: TrainingSession, address: str, *, has_seat: bool) -> str:
    lines = [
        _("When: %(when)s") % {"when": session.when_by_clock},
        _("Everything about this session, and how to say that you cannot come: %(address)s") % {"address": address},
    ]
    if has_seat and session.has_door:
        lines.append(_("Your code for the door stands on that page; without it, your name will do."))
    return "\n".join(lines)


def location_of(session: TrainingSession, *, has_seat: bool) -> str:
    """Returns where it is, in one line; the link of an online meeting for whoever has a seat."""
    parts = [session.room, session.address, session.place, session.online_url if has_seat else ""]
    return ", ".join(part for part in parts if part)


def _organizer() -> vCalAddress:
    decided = current_settings()
    organizer = vCalAddress(f"mailto:{decided.sender_address}")
    organizer.params["CN"] = vText(decided.sender_name or decided.name)
    return organizer
