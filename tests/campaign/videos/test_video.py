"""Adding a video, changing it with its captions, withdrawing it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import translation

from campaign.models import Video, VideoTrack
from campaign.videos import media_storage
from tests import factories
from tests.campaign.videos.made import CHAPTERS, FRENCH, TRACKS, make_video
from tests.campaign.videos.media_files import captions, mp4, webm
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def media_root(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def theme() -> Theme:
    return factories.create_theme()


def test_a_video_is_added_with_its_files_and_tracks(theme: Theme) -> None:
    editor = factories.create_editor()
    video = make_video(theme, webm=BytesIO(webm(seconds=5)), description="*Drôle.*", by=editor)
    video.refresh_from_db()
    assert (video.clock, video.width, video.height, video.position) == ("0:05", 640, 360, 1)
    assert "<em>Drôle.</em>" in video.description_html
    assert all(media_storage.path_of(name).exists() for name in video.files)
    assert {(track.kind, track.language): track.text for track in video.tracks.all()} == TRACKS
    assert [cue.text for cue in video.cues_by_track["captions", "fr"]] == ["Bonjour à tous.", "Qui a cliqué ?"]
    assert video.history.get().history_user == editor


def test_videos_stand_in_the_order_in_which_they_came_or_in_their_own(theme: Theme) -> None:
    first, second = make_video(theme, title="B"), make_video(theme, title="A")
    third = make_video(theme, title="C", position=0)
    assert list(Video.objects.all()) == [third, first, second]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"mp4": BytesIO(b"PK\x03\x04")}, "mp4"),
        ({"webm": BytesIO(mp4())}, "webm"),
        ({"poster": BytesIO(b"x")}, "poster"),
        ({"title": " "}, "title"),
        ({"tracks": {("captions", "pt-BR"): "x"}}, "captions_pt_BR"),
    ],
)
def test_a_refusal_names_its_field_and_leaves_no_row(theme: Theme, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        make_video(theme, **values)
    assert field in refused.value.error_dict
    assert not Video.objects.exists()


def test_every_version_of_captions_stays_in_the_history(theme: Theme) -> None:
    editor = factories.create_editor()
    video = make_video(theme)
    newer = captions((0, 2, "Bonjour."))
    video.change({"title": "Le clic"}, tracks={("captions", "fr"): newer, ("captions", "it"): FRENCH}, by=editor)
    assert {(track.kind, track.language): track.text for track in video.tracks.all()} == {
        ("captions", "fr"): newer,
        ("captions", "it"): FRENCH,
    }
    assert [cue.text for cue in video.cues_by_track["captions", "fr"]] == ["Bonjour."]
    versions = VideoTrack.history.filter(kind="captions", language="fr").order_by("history_id")
    assert list(versions.values_list("text", "history_user")) == [(FRENCH, None), (newer, editor.pk)]
    assert VideoTrack.history.filter(kind="chapters").latest().history_type == "-"


def test_captions_that_are_the_same_get_no_version(theme: Theme) -> None:
    video = make_video(theme)
    video.change({}, tracks=TRACKS | {("chapters", "fr"): CHAPTERS.replace("\n", "\r\n")}, by=None)
    assert VideoTrack.history.count() == len(TRACKS)


def test_tracks_stay_where_a_change_does_not_name_them(theme: Theme) -> None:
    video = make_video(theme)
    video.change({"title": "Autre"}, by=None)
    assert video.tracks.count() == len(TRACKS)


def test_a_change_with_bad_captions_changes_nothing(theme: Theme) -> None:
    video = make_video(theme)
    with pytest.raises(ValidationError) as refused:
        video.change({"title": "Autre"}, tracks={("captions", "fr"): captions((0, 9, "x"))}, by=None)
    assert list(refused.value.error_dict) == ["captions_fr"]
    video.refresh_from_db()
    assert video.title == "Le clic de trop" and video.tracks.count() == len(TRACKS)


def test_what_is_withdrawn_editors_alone_see(theme: Theme) -> None:
    editor, reader = factories.create_editor(), factories.create_contributor()
    video = make_video(theme)
    with pytest.raises(ValidationError, match="Say why"):
        video.withdraw(reason="  ", by=editor)
    video.withdraw(reason="Une erreur", by=editor)
    assert not Video.objects.visible_to(reader) and not Video.objects.visible_to(AnonymousUser())
    assert Video.objects.visible_to(editor).get().withdrawal_reason == "Une erreur"
    video.show(by=editor)
    assert Video.objects.visible_to(reader).get() == video
    assert [row.withdrawal_reason for row in video.history.order_by("history_id")] == ["", "Une erreur", ""]
