"""The four films on the site of the demo: watched, discussed, and leading to pages."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from campaign.models import Phase, Video
from campaign.programme import programme_for
from contributions.models import Comment, Question, VideoPage
from demo.content import read_campaign

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("loaded_demo")]


def test_there_is_one_under_each_question_with_all_its_tracks() -> None:
    videos = list(Video.objects.visible())
    assert [video.theme.number for video in videos] == [1, 2, 3, 4]
    for video, told in zip(videos, read_campaign().videos, strict=True):
        assert str(video) == told.title
        assert video.webm and video.poster
        tracks = {(track.kind, track.language): track.text for track in video.tracks.all()}
        assert tracks == told.tracks
        assert all(video.cues_by_track[key] for key in tracks)


def test_each_is_discussed_asked_about_and_leads_to_pages() -> None:
    for video, told in zip(Video.objects.all(), read_campaign().videos, strict=True):
        assert Comment.objects.filter(video=video).count() == 3
        (question,) = Question.objects.asked_under(video)
        assert question.answer_count == 1
        pages = [link.page.title for link in VideoPage.objects.in_sight().filter(video=video)]
        assert len(pages) == len(told.leads_to) >= 2


def test_home_and_the_calendar_count_what_there_is(client: Client) -> None:
    client.force_login(User.objects.get(username="contributor"))
    said = [offer.words for offer in programme_for(Phase.objects.all())]
    assert said == ["4 vidéos", "19 séances", "1 conférence"]  # one of twenty is cancelled
    for path in ("/", "/campaign/"):
        assert "4 vid" in client.get(path, headers={"accept-language": "fr"}).text


def test_a_film_can_be_watched(client: Client) -> None:
    client.force_login(User.objects.get(username="contributor"))
    video = Video.objects.get(theme__number=2)
    shown = client.get(video.get_absolute_url(), headers={"accept-language": "fr"}).text
    assert "Un poisson en cravate" in shown
    assert shown.count("<track") == 8
