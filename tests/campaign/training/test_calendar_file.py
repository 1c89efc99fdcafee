"""What calendar programs read: times in UTC, over both changes of the clock, and whose clock the words go by."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import timezone, translation

from campaign.training.calendar_file import published, published_session
from tests import factories
from tests.campaign.training.made import create_people, create_session

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("zone", ["Europe/Paris", "Asia/Tokyo"])
@pytest.mark.parametrize("day", [(2027, 3, 27), (2027, 3, 28), (2027, 10, 31)])
def test_a_session_begins_at_the_hour_of_the_site_in_any_calendar(zone: str, day: tuple[int, int, int]) -> None:
    """In UTC: Outlook reads no time zone whose changes are listed (RDATE), and shows other hours."""
    begin = datetime(*day, 14, 0, tzinfo=ZoneInfo(zone))
    with timezone.override(zone), translation.override("en"):
        text = published_session(create_session(at=begin), at=timezone.now())
    assert "VTIMEZONE" not in text
    (event,) = icalendar.Calendar.from_ical(text).events
    assert event.start == begin
    assert re.search(f"DTSTART:{begin.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n", text)
    assert f"({'Paris' if zone == 'Europe/Paris' else 'Tokyo'} time)" in str(event["description"])


def test_what_is_published_names_nobody_and_says_what_is_off() -> None:
    (person,) = create_people(1)
    session = create_session(title="Un titre, deux; points\nsur deux lignes", online_url="https://visio.example/x")
    registration = session.register(person)
    session.cancel(reason="La salle est inondée.", by=None)
    registration.refresh_from_db()
    text = published([registration], at=timezone.now(), name="À moi")
    (event,) = icalendar.Calendar.from_ical(text).events
    assert "METHOD:PUBLISH" in text
    assert "ATTENDEE" not in text
    assert (str(event["summary"]), str(event["status"])) == (session.title, "CANCELLED")
    assert event["sequence"] == session.sequence + registration.turn


def test_the_link_of_an_online_meeting_is_for_whoever_has_a_seat() -> None:
    factories.create_contributor()
    session = create_session(online_url="https://visio.example/x")
    assert "visio.example" not in published_session(session, at=timezone.now())
