"""What is wrong with a file, said to the editor who chose it; a file with which nothing is wrong is stored."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from campaign.videos import media_storage
from campaign.videos.media_header import HeaderRefused, MediaHeader, read_mp4
from campaign.videos.metadata_removal import clean_mp4, clean_webm
from campaign.videos.webm import read_webm

MEGA: Final = 1_000_000
POSTER_MEGABYTES: Final = 1
COMMAND: Final = (
    "ffmpeg -i film.mp4 -sn -dn -map_metadata -1 -map_chapters -1"
    " -c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart film-web.mp4"
)


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """A file that is stored, by its name, with what its header says."""

    name: str
    header: MediaHeader

    @property
    def row_values(self) -> dict[str, int]:
        """What the row of the video says of its MP4 file."""
        header = self.header
        return {"milliseconds": header.milliseconds, "width": header.width, "height": header.height}


def store_mp4(file: BinaryIO) -> StoredMedia:
    """Raises ValidationError, with nothing stored."""
    return _store(file, "mp4", read_mp4, clean_mp4)


def store_webm(file: BinaryIO) -> StoredMedia:
    """Raises ValidationError, with nothing stored."""
    return _store(file, "webm", read_webm, clean_webm)


def store_poster(file: BinaryIO) -> str:
    """Returns the name under which the picture is stored, made anew. Raises ValidationError."""
    check_size(file, POSTER_MEGABYTES)
    file.seek(0)
    content, suffix = encoded_poster(file.read())
    return media_storage.store(BytesIO(content), suffix)


def encoded_poster(content: bytes) -> tuple[bytes, str]:
    """Returns the picture made anew, with its form: see settings.POSTER_ENCODER. Raises ValidationError."""
    encode: Callable[[bytes], tuple[bytes, str]] = import_string(settings.POSTER_ENCODER)
    return encode(content)


def _store(
    file: BinaryIO, suffix: str, read: Callable[[BinaryIO, int], MediaHeader], clean: media_storage.Clean
) -> StoredMedia:
    size = check_size(file, settings.VIDEO_MEGABYTES)
    try:
        header = read(file, size)
        if header.milliseconds > 1000 * settings.VIDEO_SECONDS:
            raise _too_long(header)
        return StoredMedia(media_storage.store(file, suffix, clean=clean), header)
    except HeaderRefused as refused:
        words = _words(refused, suffix)
        raise ValidationError([ValidationError(one, code=refused.reason) for one in words]) from None


def check_size(file: BinaryIO, megabytes: int) -> int:
    size = file.seek(0, 2)
    if size > megabytes * MEGA:
        raise too_large(size, megabytes)
    return size


def too_large(size: int, megabytes: int) -> ValidationError:
    """Rounded up, so that what is too heavy never reads as if it were not."""
    values = {"size": number_format(math.ceil(size * 10 / MEGA) / 10), "limit": number_format(megabytes)}
    return ValidationError(_("This file weighs %(size)s MB, the limit is %(limit)s MB.") % values, code="too_large")


def heavier_than(megabytes: int) -> ValidationError:
    """Of a file that was not taken in to its end, so that nobody knows its size."""
    values = {"limit": number_format(megabytes)}
    return ValidationError(_("This file weighs more than the limit of %(limit)s MB.") % values, code="too_large")


def _too_long(header: MediaHeader) -> ValidationError:
    values = {"seconds": math.ceil(header.milliseconds / 1000), "limit": settings.VIDEO_SECONDS}
    return ValidationError(
        _("This video lasts %(seconds)s seconds, the limit is %(limit)s seconds.") % values, code="too_long"
    )


def _words(refused: HeaderRefused, wanted: str) -> list[str]:
    """Each is a sentence."""
    match refused.reason:
        case "zip":
            return [_("This is a ZIP archive, not a video. Unpack it, then choose the video that is in it.")]
        case "webm":
            return [_("This is a WebM file: choose it for the other field, and an MP4 file here.")]
        case "mp4":
            return [_("This is an MP4 file: choose it for the other field, and a WebM file here.")]
        case "unknown":
            return [_("This is not a WebM file.") if wanted == "webm" else _("This is not an MP4 file.")]
        case "no_duration":
            return [_("This file does not say how long it lasts. Export it anew as one whole file.")]
        case "no_picture":
            return [_("This file has no pictures, only sound.")]
        case "damaged":
            return [_("This video is damaged or incomplete. Export it again, then choose the new file.")]
        case "other_track":
            words = _("Besides pictures and sound, this video holds another track, which may say where it was filmed.")
            return [words, *([_command()] if wanted == "mp4" else [])]
    return _words_of_webm(refused) if wanted == "webm" else _words_of_mp4(refused)


def _words_of_webm(refused: HeaderRefused) -> list[str]:
    if refused.reason == "codec":
        return [_("The pictures of this video are in %(found)s. Browsers want VP8, VP9 or AV1.") % _found(refused)]
    return [_("The sound of this video is in %(found)s. Browsers want Opus or Vorbis.") % _found(refused)]


def _words_of_mp4(refused: HeaderRefused) -> list[str]:
    if refused.reason == "codec":
        words = _("The pictures of this video are in %(found)s. Not every browser shows that: H.264 is wanted.")
    elif refused.reason == "sound":
        words = _("The sound of this video is in %(found)s. Not every browser plays that: AAC is wanted.")
    else:
        words = _("The index of this file is at its end, so that it would play only once all of it has been loaded.")
    return [words % _found(refused), _command()]


def _command() -> str:
    return _("This command mends it: %(command)s") % {"command": COMMAND}


def _found(refused: HeaderRefused) -> dict[str, str]:
    return {"found": "".join(sign for sign in refused.found if sign.isprintable())[:40] or "?"}
