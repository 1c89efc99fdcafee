"""What is said of a file that browsers would not play at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from PIL import Image

from campaign.videos import media_storage
from campaign.videos.media_checks import StoredMedia, store_mp4, store_poster, store_webm
from campaign.videos.media_header import HeaderRefused, read_mp4
from campaign.videos.webm import read_webm
from tests.campaign.videos.media_files import MP3, mp4, webm
from tests.for_each import for_each

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def media_root(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def refusal(content: bytes, store: Any = store_mp4) -> str:
    with pytest.raises(ValidationError) as refused:
        store(BytesIO(content))
    assert not list(media_storage.folder().glob("*")), "nothing is stored of what is refused"
    return " ".join(refused.value.messages)


def stored(content: bytes, store: Any = store_mp4) -> StoredMedia:
    found: StoredMedia = store(BytesIO(content))
    assert media_storage.path_of(found.name).read_bytes() == content
    return found


def test_an_mp4_that_plays_at_once_is_stored_with_what_its_header_says() -> None:
    found = stored(mp4(seconds=24.5, width=1280, height=720))
    assert (found.header.milliseconds, found.header.width, found.header.height) == (24_500, 1280, 720)


def test_the_same_content_is_stored_once() -> None:
    assert stored(mp4()).name == stored(mp4()).name != stored(mp4(seconds=9)).name
    assert len(list(media_storage.folder().iterdir())) == 2


def test_a_webm_is_stored() -> None:
    found = stored(webm(seconds=3), store_webm)
    assert (found.header.milliseconds, found.header.width, found.header.height) == (3000, 64, 36)


@for_each(
    ("content", "words"),
    [
        (b"PK\x03\x04" + bytes(40), "ZIP archive"),
        (webm(seconds=1), "This is a WebM file"),
        (b"%PDF-1.7" + bytes(40), "not an MP4 file"),
        (b"", "not an MP4 file"),
        (mp4(codec="hvc1"), "H.265"),
        (mp4(codec=""), "only sound"),
        (mp4(sound_kind=MP3), "MP3"),
        (mp4(sound="ac-3"), "AC-3"),
        (mp4(is_late=True), "-movflags +faststart"),
        (mp4(seconds=0), "how long it lasts"),
        (mp4(seconds=301), "301 seconds, the limit is 300"),
        (mp4()[:-20], "incomplete"),
        (mp4()[:40], "incomplete"),
    ],
)
def test_a_bad_mp4_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in refusal(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (mp4(), "This is an MP4 file"),
        (b"PK\x03\x04" + bytes(40), "ZIP archive"),
        (b"hello", "not a WebM file"),
        (webm(seconds=1, codec=b"V_MPEG4/ISO/AVC"), "V_MPEG4/ISO/AVC"),
        (webm(seconds=1, says_duration=False), "how long it lasts"),
        (webm(seconds=1)[:60], "incomplete"),
    ],
)
def test_a_bad_webm_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in refusal(content, store_webm)


def test_no_beginning_of_a_file_and_no_changed_byte_breaks_a_reader() -> None:
    for whole, read in ((mp4(), read_mp4), (webm(seconds=0.5), read_webm)):
        for at in range(min(len(whole), 700)):
            for content in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
                with suppress(HeaderRefused):
                    assert read(BytesIO(content), len(content)).milliseconds


def test_a_file_that_is_too_heavy_is_refused_by_its_size_alone(settings: Any) -> None:
    settings.VIDEO_MEGABYTES = 1
    assert "weighs 1.1 MB, the limit is 1 MB" in refusal(mp4() + bytes(1_000_000))


def test_a_poster_is_a_picture() -> None:
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    assert store_poster(file).endswith(".png")
    with pytest.raises(ValidationError, match="The site cannot read this picture"):
        store_poster(BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"))


@pytest.mark.parametrize("name", ["../../etc/passwd", "x.mp4", "0" * 32 + ".svg", "0" * 32 + ".mp4\n"])
def test_a_name_is_never_a_path(name: str) -> None:
    with pytest.raises(ValueError, match=r"\S|\n"):
        media_storage.path_of(name)


def test_what_nothing_names_is_removed_once_it_is_old() -> None:
    first, second = stored(mp4()).name, stored(mp4(seconds=9)).name
    assert media_storage.remove_others([first], older_than=60) == 0
    assert media_storage.remove_others([first], older_than=-1) == 1
    assert media_storage.path_of(first).exists() and not media_storage.path_of(second).exists()
