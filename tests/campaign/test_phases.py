"""When people may write: inside the contribution window, or always where no window is set."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from campaign.calendar.rights import RightClosed, rights_at
from campaign.models import Phase
from contributions.models import Page
from tests import factories

pytestmark = pytest.mark.django_db


def test_writing_is_open_where_no_window_is_set() -> None:
    factories.create_phase(kind=Phase.Kind.INFORM, days_ago=30, days_left=-10)
    assert rights_at().write


def test_writing_is_open_inside_the_window_and_closed_around_it() -> None:
    window = factories.create_phase()
    assert rights_at().write
    assert rights_at(window.starts_at).write
    assert not rights_at(window.starts_at - timedelta(seconds=1)).write
    assert not rights_at(window.ends_at).write


def test_other_phases_neither_open_nor_close_writing() -> None:
    factories.close_writing()
    factories.create_phase(kind=Phase.Kind.CHOOSE)
    assert not rights_at().write


def test_nothing_is_written_while_the_window_is_shut() -> None:
    page = factories.create_page()
    factories.close_writing()
    with pytest.raises(RightClosed):
        factories.create_page(title="Trop tard")
    with pytest.raises(RightClosed):
        factories.edit_page(page, "Trop tard.")
    assert Page.objects.get().version == 1


def test_a_revision_with_a_date_inside_the_window_is_written_after_it() -> None:
    window = factories.close_writing()
    page = factories.create_page(at=window.starts_at)
    factories.edit_page(page, "À temps.", at=window.starts_at + timedelta(days=1))
    assert Page.objects.get().modified_at == window.starts_at + timedelta(days=1)


def test_a_phase_is_past_now_or_next() -> None:
    phase = factories.create_phase()
    day = timedelta(days=1)
    assert phase.state() == "now"
    assert phase.state(phase.starts_at - day) == "next"
    assert phase.state(phase.ends_at) == "past"


def test_how_far_a_phase_has_gone_stays_between_nothing_and_all() -> None:
    phase = factories.create_phase(days_ago=5, days_left=15)
    assert phase.percent_done() == 25
    assert phase.percent_done(phase.starts_at - timedelta(days=9)) == 0
    assert phase.percent_done(phase.ends_at + timedelta(days=9)) == 100


def test_weeks_are_counted_from_one() -> None:
    phase = factories.create_phase(days_ago=9, days_left=6)
    assert (phase.week(), phase.weeks) == (2, 3)
    assert phase.week(phase.starts_at) == 1


def test_the_running_phases_are_those_of_a_moment() -> None:
    phase = factories.create_phase()
    factories.create_phase(kind=Phase.Kind.CHOOSE, days_ago=-10, days_left=20)
    assert list(Phase.objects.running_at(timezone.now())) == [phase]


def test_a_phase_ends_after_it_starts() -> None:
    phase = factories.create_phase()
    phase.ends_at = phase.starts_at
    with pytest.raises(ValidationError) as refused:
        phase.full_clean()
    assert list(refused.value.message_dict) == ["ends_at"]
    with pytest.raises(IntegrityError):
        phase.save()
