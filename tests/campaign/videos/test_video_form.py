"""One form adds a video with its captions; nothing is lost where something is wrong."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaign.models import Video
from common.forms.upload_handler import BoundedUploadHandler
from tests import factories
from tests.campaign.videos.made import FRENCH, JAPANESE, make_video
from tests.campaign.videos.media_files import captions, mp4, webm
from tests.sending import loaded
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NEW = "/videos/new/"
WAITING = re.compile(r'name="mp4_waiting" value="([^"]+)"')


@pytest.fixture
def theme() -> Theme:
    return factories.create_theme()


@pytest.fixture(autouse=True)
def _no_ffmpeg(settings: Any) -> None:
    settings.FFMPEG = "off"


def sent_file(content: bytes, name: str = "film.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_an_editor_adds_a_video_with_its_captions(as_editor: Client, theme: Theme) -> None:
    sent = {
        "title": "Le clic",
        "theme": theme.pk,
        "mp4_file": sent_file(mp4(seconds=5)),
        "webm_file": sent_file(webm(seconds=5), "film.webm"),
        "captions_fr": FRENCH,
        "captions_ja_file": sent_file(FRENCH.encode(), "ja.vtt"),
    }
    answer = as_editor.post(NEW, sent)
    video = Video.objects.get()
    assert answer.status_code == 302 and answer["Location"] == video.get_absolute_url()
    assert (video.title, video.position, video.milliseconds, bool(video.webm)) == ("Le clic", 1, 5000, True)
    assert {track.language for track in video.tracks.all()} == {"fr", "ja"}


def test_captions_are_asked_for_in_the_languages_of_the_guide(as_editor: Client) -> None:
    factories.change_site_settings(other_languages=["de"])
    fields = as_editor.get(NEW).context["form"].fields
    asked = [name for name in fields if name.startswith("captions_") and not name.endswith("_file")]
    assert asked == ["captions_fr", "captions_de"]


def test_a_good_file_need_not_be_chosen_again(as_editor: Client, theme: Theme) -> None:
    bad = captions((0, 9, "Trop long."))
    sent = {"title": "Le clic", "theme": theme.pk, "captions_fr": bad, "description": "Un <b>essai</b>"}
    answer = as_editor.post(NEW, sent | {"mp4_file": sent_file(mp4(seconds=5), "mon film.mp4")})
    assert answer.status_code == 422 and not Video.objects.exists()
    assert "mon film.mp4" in answer.text and "Trop long." in answer.text and "Un &lt;b&gt;essai" in answer.text
    assert list(answer.context["form"].errors) == ["captions_fr"]
    waiting = WAITING.search(answer.text)
    assert waiting
    as_editor.post(NEW, sent | {"mp4_waiting": waiting[1], "captions_fr": FRENCH})
    assert Video.objects.get().milliseconds == 5000


def test_a_waiting_file_is_hers_who_sent_it(as_editor: Client, theme: Theme, sign_in: Any) -> None:
    answer = as_editor.post(NEW, {"theme": theme.pk, "mp4_file": sent_file(mp4(seconds=5))})
    waiting = WAITING.search(answer.text)
    assert waiting
    other = sign_in(factories.create_editor(username="olga"))
    for signed in (waiting[1], "x", waiting[1][:-2], ""):
        answer = other.post(NEW, {"title": "Vol", "theme": theme.pk, "mp4_waiting": signed})
        assert list(answer.context["form"].errors) == ["mp4_file"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("mp4_file", b"PK\x03\x04" + bytes(40), "ZIP"),
        ("mp4_file", mp4(is_late=True), "faststart"),
        ("mp4_file", mp4(codec="hvc1"), "H.265"),
        ("webm_file", mp4(), "MP4"),
        ("poster_file", b"<svg/>", "PNG"),
        ("captions_fr_file", b"WEBVTT\n\nhello", "3"),
        ("captions_fr_file", "WEBVTT é".encode("latin-1"), "UTF-8"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    as_editor: Client, theme: Theme, name: str, content: bytes, words: str
) -> None:
    sent = {"title": "Le clic", "theme": theme.pk, "mp4_file": sent_file(mp4(seconds=5)), name: sent_file(content)}
    answer = as_editor.post(NEW, sent)
    errors = answer.context["form"].errors
    (field,) = errors
    assert field.removesuffix("_file") == name.removesuffix("_file")
    assert words in " ".join(errors[field])
    assert answer.status_code == 422 and 'value="Le clic"' in answer.text


def test_broken_captions_are_told_together_with_whatever_else_is_wrong(as_editor: Client) -> None:
    late = captions((0, 9_999, "Trop long."))
    sent = {"title": "", "captions_fr": "WEBVTT\n\nhello", "captions_ja_file": sent_file(late.encode(), "ja.vtt")}
    form = as_editor.post(NEW, sent).context["form"]
    assert set(form.errors) == {"title", "theme", "mp4_file", "captions_fr", "captions_ja"}
    assert form["captions_ja"].value() == late


def test_captions_are_measured_against_the_film_that_is_there(as_editor: Client, theme: Theme) -> None:
    path = f"/videos/{make_video(theme).pk}/edit/"
    sent = loaded(as_editor, path) | {"title": "", "captions_fr": captions((0, 6, "Trop long."))}
    assert set(as_editor.post(path, sent).context["form"].errors) == {"title", "captions_fr"}
    refused = as_editor.post(path, sent | {"mp4_file": sent_file(b"PK\x03\x04" + bytes(40))})
    assert set(refused.context["form"].errors) == {"title", "mp4_file"}, "how long the new one lasts is not known yet"


def test_a_file_that_is_too_large_is_refused_and_the_words_stay(as_editor: Client, theme: Theme, settings: Any) -> None:
    settings.VIDEO_MEGABYTES = 1
    sent = {"title": "Le clic", "theme": theme.pk}
    answer = as_editor.post(NEW, sent | {"mp4_file": sent_file(mp4() + bytes(1_200_000))})
    assert list(answer.context["form"].errors) == ["mp4_file"]
    answer = as_editor.post(NEW, sent | {"mp4_file": sent_file(mp4() + bytes(5_000_000))})
    assert answer.status_code == 422 and 'value="Le clic"' in answer.text
    assert "1" in "".join(answer.context["form"].non_field_errors())
    assert not Video.objects.exists()


def test_of_a_file_one_byte_too_large_nothing_is_stored_and_the_rest_of_the_form_stays(
    as_editor: Client, theme: Theme, settings: Any
) -> None:
    settings.VIDEO_MEGABYTES = 1
    film = mp4() + bytes(1_000_000 - len(mp4()) + 1)
    answer = as_editor.post(NEW, {"mp4_file": sent_file(film), "title": "Le clic", "theme": theme.pk})
    form = answer.context["form"]
    assert form.errors == {"mp4_file": ["Ce fichier pèse plus que la limite de 1 Mo."]}
    assert "mp4_file" not in form.files and 'value="Le clic"' in answer.text
    answer = as_editor.post(NEW, {"mp4_file": sent_file(film[:-1]), "title": "Le clic", "theme": theme.pk})
    assert "pèse" not in answer.text, "as large as one may be"


def test_what_is_too_large_by_its_length_is_not_stored_at_all(
    as_editor: Client, theme: Theme, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VIDEO_MEGABYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1, 10_000
    monkeypatch.setattr(BoundedUploadHandler, "receive_data_chunk", lambda *_chunk: pytest.fail("was read"))
    answer = as_editor.post(NEW, {"mp4_file": sent_file(bytes(4_100_000)), "title": "Le clic", "theme": theme.pk})
    assert answer.status_code == 422 and 'value="Le clic"' in answer.text
    assert "4,2" in "".join(answer.context["form"].non_field_errors())


def test_an_editor_changes_the_words_and_keeps_the_files(as_editor: Client, theme: Theme) -> None:
    video = make_video(theme)
    form = as_editor.get(f"/videos/{video.pk}/edit/")
    assert "Qui a cliqué" in form.text
    sent = loaded(as_editor, f"/videos/{video.pk}/edit/") | {"title": "Autre", "captions_fr": captions((0, 1, "Ah."))}
    assert as_editor.post(f"/videos/{video.pk}/edit/", sent).status_code == 302
    changed = Video.objects.get()
    assert (changed.title, changed.mp4, changed.position) == ("Autre", video.mp4, video.position)
    assert [cue.text for cue in changed.cues_by_track["captions", "fr"]] == ["Ah."]
    assert ("captions", "ja") in changed.cues_by_track


def test_captions_in_a_language_that_the_guide_has_no_more_are_shown_and_kept(as_editor: Client, theme: Theme) -> None:
    video = make_video(theme)
    factories.change_site_settings(other_languages=[])
    sent = loaded(as_editor, f"/videos/{video.pk}/edit/")
    assert sent["captions_ja"] == [JAPANESE] and "captions_it" not in sent
    assert as_editor.post(f"/videos/{video.pk}/edit/", sent | {"title": "Autre"}).status_code == 302
    assert set(Video.objects.get().cues_by_track) == set(video.cues_by_track)


def test_a_new_file_takes_the_place_of_the_one_before(as_editor: Client, theme: Theme) -> None:
    video = make_video(theme)
    sent = loaded(as_editor, f"/videos/{video.pk}/edit/") | {"mp4_file": sent_file(mp4(seconds=8, width=320))}
    as_editor.post(f"/videos/{video.pk}/edit/", sent)
    changed = Video.objects.get()
    assert changed.mp4 != video.mp4 and (changed.milliseconds, changed.width) == (8000, 320)


def test_captions_must_fit_a_shorter_file(as_editor: Client, theme: Theme) -> None:
    video = make_video(theme)
    sent = loaded(as_editor, f"/videos/{video.pk}/edit/") | {"mp4_file": sent_file(mp4(seconds=3))}
    answer = as_editor.post(f"/videos/{video.pk}/edit/", sent)
    assert {"captions_fr", "captions_ja"} <= set(answer.context["form"].errors)
    assert Video.objects.get().milliseconds == 5000


def test_captions_that_are_missing_in_the_first_language_are_told(as_editor: Client, theme: Theme) -> None:
    video = make_video(theme, tracks={("captions", "ja"): FRENCH})
    assert '<div class="note warn">' in as_editor.get(f"/videos/{video.pk}/edit/").text
    assert '<div class="note warn">' not in as_editor.get(f"/videos/{make_video(theme).pk}/edit/").text


def test_a_video_that_is_a_webm_alone_is_watched_and_keeps_its_file(as_editor: Client, theme: Theme) -> None:
    video = make_video(theme, mp4=None, webm=BytesIO(webm(seconds=5)))
    assert list(Video.objects.visible()) == [video] and video.clock == "0:05"
    assert f'<source src="{video.webm_url}" type="video/webm">' in as_editor.get(video.get_absolute_url()).text
    edit = f"/videos/{video.pk}/edit/"
    assert 'name="no_webm"' not in as_editor.get(edit).text
    longer = loaded(as_editor, edit) | {"webm_file": sent_file(webm(seconds=7), "film.webm")}
    assert as_editor.post(edit, longer).status_code == 302
    video.refresh_from_db()
    assert video.clock == "0:07"
