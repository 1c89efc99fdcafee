"""A film or its picture says nothing, once stored, of where, when and with what it was taken; it plays as before."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from PIL import Image

from campaign.videos import media_storage
from campaign.videos.file_cleanup import clean_stored_files
from campaign.videos.media_checks import store_mp4, store_poster, store_webm
from campaign.videos.media_header import HeaderRefused
from campaign.videos.metadata_removal import clean_mp4, clean_webm
from tests.campaign.videos.media_files import box, element, mp4, webm

pytestmark = pytest.mark.pure
PLACE = "+48.3904-004.4861/"
CAMERA = "Telephone of Yves"
TOLD = (PLACE.encode(), CAMERA.encode(), b"48.3904", b"2026-05-01")
FFMPEG = os.environ.get("FFMPEG", "")
WITH_FFMPEG = pytest.mark.skipif(not FFMPEG, reason="no FFmpeg")
TAGS = [
    "-metadata",
    f"location={PLACE}",
    "-metadata",
    f"title={CAMERA}",
    "-metadata",
    "creation_time=2026-05-01T10:00:00Z",
]
FILM = ["-f", "lavfi", "-i", "testsrc2=size=64x36:rate=10:duration=1", "-f", "lavfi", "-i", "sine=duration=1"]
MP4 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def media_root(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def filmed(tmp_path: Path, name: str, *options: str) -> Path:
    """A film by FFmpeg, with the place, the camera and the day in it."""
    target = tmp_path / name
    codecs = MP4 if name.endswith(".mp4") else ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus"]
    command = [FFMPEG, "-hide_banner", "-loglevel", "error", *FILM, *codecs, "-shortest", *TAGS, *options, str(target)]
    subprocess.run(command, check=True)
    return target


def what_ffmpeg_reads(path: Path) -> str:
    """Every word that another program finds about the film."""
    command = [FFMPEG, "-hide_banner", "-loglevel", "error", "-i", str(path), "-f", "ffmetadata", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def frames_of(path: Path) -> str:
    """A digest of each picture and each piece of sound, as they play."""
    command = [FFMPEG, "-hide_banner", "-xerror", "-i", str(path), "-map", "0", "-f", "framemd5", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def store(path: Path, verb: Callable[[Any], Any]) -> Path:
    with path.open("rb") as file:
        return media_storage.path_of(verb(file).name)


@WITH_FFMPEG
@pytest.mark.parametrize("flags", ["+faststart", "+faststart+use_metadata_tags"])
def test_a_film_of_a_telephone_says_no_more_where_and_when_it_was_filmed_and_plays_as_before(
    tmp_path: Path, flags: str
) -> None:
    sent = filmed(
        tmp_path, "film.mp4", "-movflags", flags, "-metadata", f"com.apple.quicktime.location.ISO6709={PLACE}"
    )
    assert PLACE in what_ffmpeg_reads(sent)
    stored = store(sent, store_mp4)
    assert not any(word in stored.read_bytes() for word in TOLD)
    said = what_ffmpeg_reads(stored)
    assert "location" not in said and "creation_time" not in said and "title" not in said
    assert frames_of(stored) == frames_of(sent)
    assert stored.stat().st_size == sent.stat().st_size, "no offset in it changes"


@WITH_FFMPEG
@pytest.mark.parametrize("options", [[], ["-live", "1"]], ids=["with lengths", "without lengths"])
def test_a_webm_says_no_more_than_its_pictures_and_its_sound(tmp_path: Path, options: list[str]) -> None:
    sent = filmed(tmp_path, "film.webm", "-metadata:s:v", f"title={CAMERA}", *options)
    assert CAMERA.encode() in sent.read_bytes()
    if options:  # which then says no duration: such a file is refused, what cleans it copes all the same
        content = BytesIO(sent.read_bytes())
        clean_webm(content)
        stored = tmp_path / "stored.webm"
        stored.write_bytes(content.getvalue())
    else:
        stored = store(sent, store_webm)
    assert not any(word in stored.read_bytes() for word in TOLD)
    assert "title" not in what_ffmpeg_reads(stored)
    assert frames_of(stored) == frames_of(sent)


PLACES = [
    box("udta", box("\xa9xyz", PLACE.encode())),
    box("udta", box("loci", PLACE.encode())),
    box("meta", bytes(4), box("keys", b"com.apple.quicktime.location.ISO6709"), box("ilst", PLACE.encode())),
    box("uuid", PLACE.encode()),
    box("free", PLACE.encode()),
]


@pytest.mark.parametrize("told", PLACES, ids=["xyz", "loci", "keys", "uuid", "free"])
def test_no_box_of_an_mp4_keeps_a_place_wherever_it_stands(told: bytes) -> None:
    plain = mp4()
    index_at = plain.index(b"moov") - 4
    length = int.from_bytes(plain[index_at : index_at + 4])
    inside = (length + len(told)).to_bytes(4) + plain[index_at + 4 : index_at + length] + told
    for sent in (
        plain + told,
        told.join([plain[:index_at], plain[index_at:]]),
        plain[:index_at] + inside + plain[index_at + length :],
    ):
        stored = media_storage.path_of(store_mp4(BytesIO(sent)).name).read_bytes()
        assert PLACE.encode() not in stored and b"free" in stored
        assert len(stored) == len(sent)


def test_a_track_that_is_neither_pictures_nor_sound_is_refused_with_the_command_that_leaves_it_out() -> None:
    way = mp4(other_track=b"meta")
    with pytest.raises(ValidationError) as refused:
        store_mp4(BytesIO(way))
    said = " ".join(refused.value.messages)
    assert "may say where it was filmed" in said and "-map_metadata -1" in said
    assert not list(media_storage.folder().glob("*"))


def test_no_beginning_of_a_file_and_no_changed_byte_breaks_what_cleans_it() -> None:
    short = webm(seconds=0.5) + element(0x1254C367, PLACE.encode())
    for whole, clean in ((mp4() + PLACES[0], clean_mp4), (short, clean_webm)):
        for at in range(min(len(whole), 700)):
            for content in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
                file = BytesIO(content)
                with suppress(HeaderRefused):
                    clean(file)
                assert len(file.getvalue()) == len(content)


def photograph(form: str) -> bytes:
    exif = Image.Exif()
    exif[0x0110] = CAMERA
    exif.get_ifd(0x8825)[0x001D] = "2026-05-01"
    file = BytesIO()
    Image.new("RGB", (64, 36), "teal").save(file, form, exif=exif)
    assert CAMERA.encode() in file.getvalue()
    return file.getvalue()


@pytest.mark.parametrize(("form", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_the_picture_before_a_film_is_made_anew(form: str, suffix: str) -> None:
    name = store_poster(BytesIO(photograph(form)))
    stored = media_storage.path_of(name)
    assert stored.suffix == f".{suffix}"
    assert not any(word in stored.read_bytes() for word in TOLD)
    with Image.open(stored) as picture:
        assert (picture.size, picture.format, dict(picture.getexif())) == ((64, 36), form, {})


def test_what_was_stored_before_is_cleaned_under_its_name(caplog: pytest.LogCaptureFixture) -> None:
    folder = media_storage.folder()
    folder.mkdir(parents=True)
    before = {
        f"{'0' * 32}.mp4": mp4() + PLACES[0],
        f"{'1' * 32}.jpg": photograph("JPEG"),
        f"{'2' * 32}.webm": b"broken",
    }
    for name, content in before.items():
        (folder / name).write_bytes(content)
    assert clean_stored_files() == 2
    assert sorted(path.name for path in folder.iterdir()) == sorted(before)
    assert not any(word in path.read_bytes() for path in folder.iterdir() for word in TOLD)
    assert f"{'2' * 32}.webm may still say where it was taken" in caplog.text
