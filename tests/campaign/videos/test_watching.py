"""Watching: the screen of a video, its files in parts, its captions, and who may have them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from campaign.models import Video
from tests import factories
from tests.campaign.videos.made import FRENCH, TRACKS, make_video
from tests.campaign.videos.media_files import captions, mp4, webm
from themes.models import Theme

pytestmark = pytest.mark.django_db

CONTENT = mp4(seconds=5)
BAD = '<script>alert("1")</script>'


@pytest.fixture
def theme() -> Theme:
    return factories.create_theme()


@pytest.fixture
def video(theme: Theme) -> Video:
    return make_video(theme, webm=BytesIO(webm(seconds=5)))


def body(answer: Any) -> bytes:
    return b"".join(answer)


@pytest.mark.once
def test_a_reader_watches_with_captions_in_her_language_and_a_transcript(as_contributor: Client, video: Video) -> None:
    assert video.title in as_contributor.get("/videos/").text
    text = as_contributor.get(video.get_absolute_url()).text
    assert text.index(f'src="{video.webm_url}" type="video/webm"') < text.index(
        f'src="{video.mp4_url}" type="video/mp4"'
    )
    assert 'preload="metadata"' in text and "autoplay" not in text
    assert text.count("<track") == len(TRACKS) and text.count(" default") == 1
    assert f'href="{video.mp4_url}#t=2" data-seek="2" data-until="4.5"' in text
    assert "Qui a cliqué" in text and "La question" in text


@pytest.mark.once
def test_a_japanese_reader_reads_the_transcript_in_japanese(sign_in: Any, video: Video) -> None:
    client = sign_in(factories.create_user(username="ken", language="ja"))
    client.cookies["django_language"] = "ja"
    text = client.get(video.get_absolute_url(), headers={"Accept-Language": "ja"}).text
    assert 'lang="ja"' in text and "だれがクリックしましたか" in text and "Qui a cliqué" not in text


@pytest.mark.once
def test_a_reader_chooses_another_language_of_captions(as_contributor: Client, video: Video) -> None:
    address = video.get_absolute_url()
    text = as_contributor.get(address).text
    assert 'href="?captions=ja"' in text and re.search(r'lang="fr"\s+aria-current="page"', text)
    japanese = as_contributor.get(f"{address}?captions=ja").text
    assert "だれがクリックしましたか" in japanese and "Qui a cliqué" not in japanese
    assert re.search(r'srclang="ja"\s+label="日本語"\s+default', japanese) and japanese.count(" default") == 1
    for unknown in ("it", "<script>", "%00"):
        assert "Qui a cliqué" in as_contributor.get(f"{address}?captions={unknown}").text


def test_without_captions_in_any_wanted_language_there_are_those_that_there_are(
    as_contributor: Client, theme: Theme
) -> None:
    video = make_video(theme, tracks={("captions", "it"): FRENCH})
    assert "Qui a cliqué" in as_contributor.get(video.get_absolute_url()).text


@pytest.mark.once
def test_what_somebody_typed_stays_text(as_contributor: Client, theme: Theme) -> None:
    tracks = {("captions", "fr"): captions((0, 2, f"<v {BAD}>&lt;b&gt;{BAD}"))}
    video = make_video(theme, title=f"Titre {BAD}", description=BAD, tracks=tracks)
    for address in ("/videos/", video.get_absolute_url()):
        assert "<script>alert" not in as_contributor.get(address).text


def test_a_file_is_given_whole_or_in_the_part_that_is_asked_for(as_contributor: Client, video: Video) -> None:
    whole = as_contributor.get(video.mp4_url)
    assert (whole.status_code, whole["Content-Type"], whole["Accept-Ranges"]) == (200, "video/mp4", "bytes")
    assert whole["Cache-Control"].startswith("private") and "immutable" in whole["Cache-Control"]
    assert whole["X-Content-Type-Options"] == "nosniff" and "sandbox" in whole["Content-Security-Policy"]
    assert body(whole) == CONTENT
    part = as_contributor.get(video.mp4_url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 10-19/{len(CONTENT)}")
    assert part["Content-Length"] == "10" and body(part) == CONTENT[10:20]
    end = as_contributor.get(video.mp4_url, headers={"Range": "bytes=-5"})
    assert end.status_code == 206 and body(end) == CONTENT[-5:]


@pytest.mark.once
def test_a_part_of_another_file_is_the_whole_one_and_one_that_is_not_there_is_refused(
    as_contributor: Client, video: Video
) -> None:
    etag = as_contributor.get(video.mp4_url)["ETag"]
    resumed = as_contributor.get(video.mp4_url, headers={"Range": "bytes=10-", "If-Range": etag})
    assert resumed.status_code == 206 and body(resumed) == CONTENT[10:]
    changed = as_contributor.get(video.mp4_url, headers={"Range": "bytes=10-", "If-Range": '"another"'})
    assert changed.status_code == 200 and body(changed) == CONTENT
    beyond = as_contributor.get(video.mp4_url, headers={"Range": f"bytes={len(CONTENT)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(CONTENT)}")
    assert as_contributor.get(video.mp4_url, headers={"If-None-Match": etag}).status_code == 304
    assert as_contributor.head(video.mp4_url)["Content-Length"] == str(len(CONTENT))


@pytest.mark.once
@pytest.mark.parametrize("name", ["0" * 32 + ".mp4", "x", "..%2f..%2fsecret", "%00"])
def test_a_file_that_is_not_of_the_video_is_not_there(as_contributor: Client, video: Video, name: str) -> None:
    assert as_contributor.get(f"/videos/{video.pk}/files/{name}").status_code == 404


@pytest.mark.once
def test_a_file_of_another_video_is_not_found_through_this_one(
    as_contributor: Client, video: Video, theme: Theme
) -> None:
    other = make_video(theme, mp4=BytesIO(mp4(seconds=6)))
    assert as_contributor.get(f"/videos/{video.pk}/files/{other.mp4}").status_code == 404


def test_captions_are_given_as_webvtt_and_once(as_contributor: Client, video: Video) -> None:
    address = f"/videos/{video.pk}/captions/fr.vtt"
    answer = as_contributor.get(address)
    assert answer["Content-Type"] == "text/vtt; charset=utf-8" and answer.content.decode() == FRENCH
    assert as_contributor.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert as_contributor.get(f"/videos/{video.pk}/captions/it.vtt").status_code == 404
    assert as_contributor.get(f"/videos/{video.pk}/subtitles/fr.vtt").status_code == 404


def test_visitors_see_a_video_and_its_files_only_where_they_may_read_the_wiki(client: Client, video: Video) -> None:
    addresses = [video.get_absolute_url(), "/videos/", video.mp4_url, f"/videos/{video.pk}/captions/fr.vtt"]
    assert {client.get(address).status_code for address in addresses} == {302}
    factories.change_site_settings(wiki_is_public=True)
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.once
def test_what_is_withdrawn_is_there_for_editors_alone(
    as_contributor: Client, as_editor: Client, editor: User, video: Video
) -> None:
    as_editor.post(f"/videos/{video.pk}/withdraw/", {"reason": "Une erreur"})
    addresses = [video.get_absolute_url(), video.mp4_url, f"/videos/{video.pk}/captions/fr.vtt"]
    assert {as_contributor.get(address).status_code for address in addresses} == {404}
    assert video.title not in as_contributor.get("/videos/").text
    assert {as_editor.get(address).status_code for address in addresses} == {200}
    assert "Une erreur" in as_editor.get(video.get_absolute_url()).text
    as_editor.post(f"/videos/{video.pk}/show/")
    assert as_contributor.get(video.get_absolute_url()).status_code == 200


def test_organisers_see_which_captions_are_missing(as_editor: Client, as_contributor: Client, video: Video) -> None:
    for address in ("/videos/", video.get_absolute_url()):
        assert "anglais" in as_editor.get(address).text and "italien" in as_editor.get(address).text
    assert "italien" not in as_contributor.get("/videos/").text.split("<footer")[0]
