"""A film as a telephone or a program has it: it is converted in the background, and what went wrong is said."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaign.models import Video
from campaign.videos import conversion, media_storage
from tests import factories
from tests.campaign.videos.made import make_video
from tests.campaign.videos.media_files import mp4
from tests.sending import loaded

NEW = "/videos/new/"
FFMPEG = os.environ.get("FFMPEG", "")
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.skipif(not FFMPEG, reason="no FFmpeg")]
PICTURES = ("-f", "lavfi", "-i", "testsrc=size=321x180:rate=10:duration=1")
SOUND = ("-f", "lavfi", "-i", "sine=duration=1")
PLACE = "+48.8566+002.3522/"
KINDS = {
    "telephone.mov": (
        "-c:v",
        "libx265",
        "-tag:v",
        "hvc1",
        "-pix_fmt",
        "yuv420p10le",
        "-x265-params",
        "log-level=error",
    ),
    "film.avi": ("-c:v", "mpeg4", "-c:a", "libmp3lame"),
    "film.mkv": ("-c:v", "libx264", "-pix_fmt", "yuv422p"),
    "film.wmv": ("-c:v", "wmv2", "-c:a", "wmav2"),
    "late.mp4": ("-c:v", "libx264", "-pix_fmt", "yuv420p"),
}


@pytest.fixture(autouse=True)
def _ffmpeg(settings: Any) -> None:
    settings.FFMPEG = FFMPEG


def film(folder: Path, name: str) -> SimpleUploadedFile:
    path = folder / name
    scale = ("-vf", "scale=322:180") if name != "film.avi" else ()
    command = [FFMPEG, "-loglevel", "error", *PICTURES, *SOUND, *scale, *KINDS[name], "-metadata", f"location={PLACE}"]
    subprocess.run([*command, str(path)], check=True)
    return SimpleUploadedFile(name, path.read_bytes())


def send(client: Client, sent: SimpleUploadedFile, address: str = NEW, **more: Any) -> Any:
    theme = factories.create_theme() if address == NEW else Video.objects.get().theme
    known = {} if address == NEW else loaded(client, address)
    return client.post(address, {**known, "title": "Le clic", "theme": theme.pk, "mp4_file": sent, **more}, follow=True)


@pytest.mark.parametrize("name", KINDS)
def test_a_film_of_a_usual_kind_becomes_what_every_browser_plays(
    name: str, as_editor: Client, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    answer = send(as_editor, film(tmp_path, name))
    video = Video.objects.get()
    assert "est en cours de conversion" in answer.text
    assert (video.mp4, Video.objects.visible().count()) == ("", 0)
    source = video.source
    with django_capture_on_commit_callbacks(execute=True):
        conversion.convert.call(video.pk, source)
    video.refresh_from_db()
    assert (video.source, video.conversion_failure, Video.objects.visible().count()) == ("", "", 1)
    assert 900 <= video.milliseconds <= 1200 and (video.width % 2, video.height) == (0, 180)
    content = media_storage.path_of(video.mp4).read_bytes()
    assert PLACE.encode() not in content and b"Lavf" not in content
    assert content.index(b"moov") < content.index(b"mdat")
    assert not media_storage.path_of(source).exists()
    assert "Cette vidéo est convertie" in as_editor.get("/notifications/").text


def test_what_is_shown_stays_until_the_new_film_is_there(as_editor: Client, tmp_path: Path) -> None:
    before = make_video(factories.create_theme())
    send(as_editor, film(tmp_path, "film.avi"), f"/videos/{before.pk}/edit/")
    now = Video.objects.get()
    assert (now.mp4, bool(now.source), Video.objects.visible().count()) == (before.mp4, True, 1)
    conversion.convert.call(now.pk, now.source)
    now.refresh_from_db()
    assert now.mp4 not in {"", before.mp4}


def test_a_film_that_cannot_be_converted_says_so_to_organisers_alone_and_tells_whoever_sent_it(
    as_editor: Client,
    as_administrator: Client,
    as_contributor: Client,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    whole = film(tmp_path, "film.mkv").read()
    with django_capture_on_commit_callbacks(execute=True):
        send(as_administrator, SimpleUploadedFile("film.mkv", whole[:40] + bytes(4000)))
    video = Video.objects.get()
    notice = "Le fichier de cette vidéo n’a pas pu être converti."
    assert notice in as_administrator.get("/notifications/").text
    assert notice not in as_editor.get("/notifications/").text
    assert "n’a pas pu être converti" in as_editor.get(video.get_absolute_url()).text
    assert "n’a pas pu être convertie" in as_editor.get("/videos/").text
    assert as_contributor.get(video.get_absolute_url()).status_code == 404
    send(as_editor, SimpleUploadedFile("film.mp4", mp4(seconds=5)), f"/videos/{video.pk}/edit/")
    assert "n’a pas pu être converti" not in as_editor.get(video.get_absolute_url()).text
    assert as_contributor.get(video.get_absolute_url()).status_code == 200


def test_what_is_too_long_or_no_film_is_refused(as_editor: Client, tmp_path: Path, settings: Any) -> None:
    answer = send(as_editor, SimpleUploadedFile("film.avi", b"Rien que du texte, et pas de film."))
    assert answer.status_code == 422 and not Video.objects.exists()
    sent = film(tmp_path, "film.avi")
    settings.VIDEO_SECONDS = 0
    with pytest.raises(conversion.ConversionFailed, match="too_long"):
        conversion.converted(media_storage.path_of(media_storage.store(sent, "source")))


def test_a_list_of_other_files_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(film(tmp_path, "late.mp4").read())
    playlist = tmp_path / f"{'0' * 32}.source"
    playlist.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n")
    with pytest.raises(conversion.ConversionFailed, match="unreadable"):
        conversion.converted(playlist)


def test_without_ffmpeg_how_to_convert_it_is_said(as_editor: Client, tmp_path: Path, settings: Any) -> None:
    settings.FFMPEG = "off"
    answer = send(as_editor, film(tmp_path, "late.mp4"))
    assert answer.status_code == 422
    assert "ffmpeg -i film.mp4" in answer.text
