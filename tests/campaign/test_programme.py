"""Home and the calendar say how many videos and sessions there are, and count them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from campaign.models import Phase, TrainingSession, Video
from campaign.programme import programme_for
from tests import factories
from tests.campaign.training.made import create_session
from tests.campaign.videos.made import make_video
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase() -> Phase:
    return Phase.objects.create(kind=Phase.Kind.INFORM, starts_at=timezone.now())


@pytest.fixture
def theme() -> Theme:
    return factories.create_theme()


def words(*phases: Phase) -> list[str]:
    return [offer.words for offer in programme_for(phases)]


def test_videos_sessions_and_conferences_are_counted_where_there_are_some(phase: Phase, theme: Theme) -> None:
    assert words(phase) == []
    make_video(theme)
    create_session(kind=TrainingSession.Kind.CONFERENCE)
    assert words(phase) == ["1 vidéo", "1 conférence"]
    make_video(theme)
    create_session(in_days=20)
    create_session(in_days=30)
    assert words(phase) == ["2 vidéos", "2 séances", "1 conférence"]


def test_what_is_withdrawn_or_cancelled_does_not_count(phase: Phase, theme: Theme) -> None:
    editor = factories.create_editor()
    make_video(theme).withdraw(reason="Une voix sans accord.", by=editor)
    create_session().cancel(reason="La salle est prise.", by=editor)
    assert words(phase) == []


def test_nothing_is_counted_where_no_phase_is_for_it(theme: Theme) -> None:
    make_video(theme)
    assert words(Phase(kind=Phase.Kind.WRITE)) == []


@pytest.mark.once
def test_the_calendar_leads_to_them(phase: Phase, theme: Theme, as_contributor: Client) -> None:
    make_video(theme)
    create_session()
    shown = as_contributor.get("/campaign/").text
    assert re.search(r'<a\s+href="/videos/"\s*>1 vidéo</a>', shown)
    assert re.search(r'<a\s+href="/sessions/"\s*>1 séance</a>', shown)


@pytest.mark.once
def test_a_note_of_the_phase_is_shown_on_home_instead(phase: Phase, theme: Theme, as_contributor: Client) -> None:
    make_video(theme)
    assert "1 vidéo" in as_contributor.get("/").text
    Phase.objects.update(note="au printemps")
    shown = as_contributor.get("/").text
    assert "1 vidéo" not in shown and "au printemps" in shown


def test_home_counts_anew_when_something_comes_or_goes(phase: Phase, theme: Theme, as_contributor: Client) -> None:
    as_contributor.get("/")
    session = create_session()
    assert "1 séance" in as_contributor.get("/").text
    session.cancel(reason="La salle est prise.", by=factories.create_editor())
    assert "1 séance" not in as_contributor.get("/").text
    video = make_video(theme)
    assert "1 vidéo" in as_contributor.get("/").text
    Video.objects.filter(pk=video.pk).delete()
    assert "1 vidéo" not in as_contributor.get("/").text
