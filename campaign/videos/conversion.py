"""Makes what every browser plays of a film as a telephone or a program has it: a long work of the background.

The film waits as it was sent, named in `Video.source`, and goes once it is converted or cannot be. FFmpeg reads what somebody
sent: it opens files alone, of the usual kinds alone (a playlist could name other files), within bounds of time and memory.
Where there is no FFmpeg nothing is converted, and what is wrong with a film is said to whoever sends it.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO, Final

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import all_who_edit, editors_to_notify
from campaign.videos import media_storage
from campaign.videos.media_checks import MEGA, StoredMedia, check_size, store_mp4
from common.process_limits import bound_this_process
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from campaign.videos.models import Video

log = logging.getLogger(__name__)
QUEUE: Final = "files"  # that of the editions' files: of what takes minutes, each worker does one at a time
SOURCE: Final = "source"
OFF: Final = "off"
CONVERTIBLE: Final = {"unknown", "webm", "codec", "sound", "late_index", "no_duration", "other_track"}
"""Why an MP4 file is refused that FFmpeg can make a good one of."""
# What a film begins with, and where: ISO media and QuickTime, AVI, Matroska, Windows Media, MPEG, Flash, Ogg.
BEGINNINGS: Final = (
    (4, (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")),
    (8, (b"AVI ",)),
    (0, (b"\x1a\x45\xdf\xa3", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", b"\x00\x00\x01\xba", b"\x47", b"FLV", b"OggS")),
)
READ: Final = ("-format_whitelist", "mov,matroska,avi,asf,mpeg,mpegts,flv,ogg", "-protocol_whitelist", "file")
WRITTEN: Final = (
    *("-map", "0:V:0", "-map", "0:a:0?", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"),
    *("-vf", "scale='if(gte(iw,ih),trunc(min(1280,iw)/2)*2,-2)':'if(gte(iw,ih),-2,trunc(min(1280,ih)/2)*2)'"),
    *(
        "-c:v",
        "libx264",
        "-preset",
        "medium",
        "-crf",
        "23",
        "-profile:v",
        "high",
        "-pix_fmt",
        "yuv420p",
        "-fpsmax",
        "30",
    ),
    *("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-movflags", "+faststart", "-f", "mp4"),
)
SOUND_BITS: Final = 128_000
MINUTES, MEMORY_BYTES = 20, 4_000_000_000


class ConversionFailed(Exception):
    """`reason` is one of those that `failure_words` knows, or of `media_checks`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def ffmpeg() -> str:
    """Returns where FFmpeg is: as the settings say, the machine's, or that of a Python package; "" where there is none."""
    return "" if settings.FFMPEG == OFF else settings.FFMPEG or _found()


@cache
def _found() -> str:
    if found := shutil.which("ffmpeg"):
        return found
    try:
        return str(import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return ""


def store_film(file: BinaryIO) -> StoredMedia | str:
    """Stores an MP4 file that browsers play, or a film that can be made one, whose name as a source is returned.

    Raises ValidationError, with nothing stored.
    """
    try:
        return store_mp4(file)
    except ValidationError as refusal:
        if not ffmpeg() or not _reasons(refusal) <= CONVERTIBLE or not _begins_as_film(file):
            raise
    check_size(file, settings.VIDEO_MEGABYTES)
    return media_storage.store(file, SOURCE)


def is_source(name: str) -> bool:
    return name.endswith(f".{SOURCE}")


def _reasons(refusal: ValidationError) -> set[str]:
    return {str(one.code) for one in refusal.error_list}


def _begins_as_film(file: BinaryIO) -> bool:
    file.seek(0)
    head = file.read(16)
    return any(head.startswith(signs, at) for at, signs in BEGINNINGS)


@task(queue_name=QUEUE)
def convert(video_id: int, source: str, uploader: int | None = None) -> None:
    """Converts the film that the video still waits for, and tells the person of this key; a second time does nothing."""
    video: Video | None = apps.get_model("campaign", "Video").objects.filter(pk=video_id, source=source).first()
    if video is None:
        return
    try:
        stored = converted(media_storage.path_of(source))
    except ConversionFailed as failure:
        log.warning("The film of video %s cannot be converted: %s", video_id, failure.reason)
        video.end_conversion(source, failure=failure.reason, uploader=uploader)
    else:
        video.end_conversion(source, stored=stored, uploader=uploader)


def notify_of_end(video: Video, uploader: int | None) -> None:
    """Tells whoever sent the film that it is there or cannot be converted; the editors where she organises nothing any more."""
    Notification.objects.notify(
        all_who_edit() & {uploader} or editors_to_notify(),
        kind=NotificationKind.VIDEO_FAILED if video.conversion_failure else NotificationKind.VIDEO_READY,
        place=f"video:{video.pk}",
        place_title=video.title,
        url=video.get_absolute_url(),
        key=f"campaign.video:{video.pk}:{timezone.now():%Y-%m-%dT%H:%M:%S}",
    )


def converted(path: Path) -> StoredMedia:
    """Returns the film as an MP4 file, stored. Raises ConversionFailed."""
    if not ffmpeg():
        raise ConversionFailed("no_ffmpeg")
    if not path.is_file():
        raise ConversionFailed("gone")
    with TemporaryDirectory(prefix="film-") as folder:
        target = Path(folder, "film.mp4")
        _run(path, target)
        try:
            with target.open("rb") as file:
                return store_mp4(file)
        except ValidationError as refusal:
            raise ConversionFailed(min(_reasons(refusal))) from None


def _run(path: Path, target: Path) -> None:
    """No longer than one may be and a second, so that one that is too long is seen to be. Raises ConversionFailed."""
    seconds, most_bytes = settings.VIDEO_SECONDS + 1, settings.VIDEO_MEGABYTES * MEGA
    bits = max(int(most_bytes * 8 * 0.9 / seconds) - SOUND_BITS, 100_000)
    command = [ffmpeg(), "-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "2", *READ, "-i", str(path)]
    command += ["-t", str(seconds), *WRITTEN, "-maxrate", str(bits), "-bufsize", str(2 * bits), str(target)]
    bound = partial(bound_this_process, memory_bytes=MEMORY_BYTES, cpu_seconds=MINUTES * 60, file_bytes=2 * most_bytes)
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=MINUTES * 60, preexec_fn=bound)
    except subprocess.TimeoutExpired:
        raise ConversionFailed("too_slow") from None
    except (subprocess.CalledProcessError, OSError) as problem:
        log.warning("FFmpeg: %s", getattr(problem, "stderr", problem))
        raise ConversionFailed("unreadable") from None


def failure_words(reason: str) -> str:
    """Returns a sentence for whoever sent the film."""
    match reason:
        case "too_long":
            return _("This video lasts longer than the limit of %(limit)s seconds.") % {"limit": settings.VIDEO_SECONDS}
        case "too_large":
            return _("Even converted, this video weighs more than the limit of %(limit)s MB.") % {
                "limit": settings.VIDEO_MEGABYTES
            }
        case "too_slow":
            return _("Converting it took more than %(minutes)s minutes. Send a shorter or a smaller one.") % {
                "minutes": MINUTES
            }
        case "gone" | "no_ffmpeg":
            return _("The file is not there any more, or nothing is there to convert it. Choose the file again.")
    return _("This video is damaged, or in a format that cannot be read. Export it again, then choose the new file.")
