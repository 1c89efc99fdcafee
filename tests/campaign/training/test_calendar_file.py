"""What calendar programs read: times in their zone, over both changes of the clock."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import timezone

from campaign.training.calendar_file import published, published_session
from tests import factories
from tests.campaign.training.made import create_people, create_session

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("zone", ["Europe/Paris", "Indian/Reunion", "Asia/Tokyo"])
@pytest.mark.parametrize("day", [(2027, 3, 27), (2027, 3, 28), (2027, 10, 30), (2027, 10, 31)])
def test_a_session_begins_at_the_hour_of_the_site(zone: str, day: tuple[int, int, int]) -> None:
    begin = datetime(*day, 14, 0, tzinfo=ZoneInfo(zone))
    with timezone.override(zone):
        text = published_session(create_session(at=begin), at=timezone.now())
    read = icalendar.Calendar.from_ical(text)
    (event,) = read.events
    assert event.start == begin
    assert event["dtstart"].params["tzid"] == zone
    assert [str(one["tzid"]) for one in read.timezones] == [zone]
    offsets = {
        str(part["tzoffsetto"].to_ical()) for one in read.timezones for part in one.walk() if "tzoffsetto" in part
    }
    assert begin.strftime("%z") in offsets


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
