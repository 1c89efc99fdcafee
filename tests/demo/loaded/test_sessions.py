"""The training sessions of the demo, as they stand today."""

from __future__ import annotations

import pytest
from django.utils import timezone

from campaign.models import QuestionRoom, Registration, RegistrationStep, TrainingSession
from campaign.training import check_ins
from campaign.training.attendance import expires_at
from campaign.training.room.models import RoomState
from common import markup
from demo.session_content import read_sessions
from notifications.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("loaded_demo")]


def test_each_has_the_people_that_the_content_says() -> None:
    rows = {(row.place, row.title): row for row in TrainingSession.objects.with_counts()}
    for told in read_sessions():
        row = rows[told.place, markup.typeset_title(told.title, "fr")]
        assert (row.registered_count, row.waiting_count) == (told.registered, told.waiting), told.place
        assert row.starts_at.weekday() < 5 or told.now


def test_one_takes_place_now_whatever_the_day() -> None:
    now = timezone.now()
    session = TrainingSession.objects.get(starts_at__lte=now, ends_at__gt=now)
    room = QuestionRoom.objects.get(session=session)
    assert check_ins.opens_at(session) < now < expires_at(session)
    assert room.state() == RoomState.OPEN
    assert room.current is not None


def test_whoever_came_is_noted_and_the_summaries_are_read() -> None:
    rows = {(row.place, row.title): row for row in TrainingSession.objects.all()}
    for told in read_sessions():
        row = rows[told.place, markup.typeset_title(told.title, "fr")]
        assert row.registrations.filter(came_at__isnull=False).count() == (told.came if row.has_begun() else 0), (
            told.place
        )
        assert bool(row.summary_html) == bool(told.summary)
        assert [one.pages for one in row.slides.shown()] == [len(told.slides)] * bool(told.slides)
    assert Registration.objects.filter(person__username="contributor", came_at__isnull=False).count() == 2


def test_nothing_of_it_is_to_come() -> None:
    now = timezone.now()
    assert not Registration.objects.filter(since__gt=now).exists()
    assert not RegistrationStep.objects.filter(at__gt=now).exists()
    assert not Letter.objects.filter(key__startswith="session:").exists()


def test_the_contributor_has_sessions_of_every_kind() -> None:
    own = Registration.objects.coming().filter(person__username="contributor").order_by("session__starts_at")
    now = timezone.now()
    assert [(one.session.is_over(now), one.state) for one in own] == [
        (True, "registered"),
        (True, "registered"),
        (False, "waiting"),
        (False, "registered"),
    ]
