"""Files that no video names any more, now or in its history, and that wait for no form."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path

from django.core.exceptions import ValidationError

from campaign.videos import media_storage
from campaign.videos.conversion import is_source
from campaign.videos.media_checks import encoded_poster
from campaign.videos.media_header import HeaderRefused, read_mp4
from campaign.videos.media_storage import WAITS
from campaign.videos.metadata_removal import clean_mp4, clean_webm
from campaign.videos.models import Video
from campaign.videos.webm import read_webm

FILES = ("mp4", "webm", "poster")


def remove_unused_files() -> int:
    """For settings.RUN_PERIODICALLY: returns how many went."""
    named = set(Video.objects.values_list("source", flat=True))
    for names in Video.history.values_list(*FILES).distinct():
        named.update(names)
    return media_storage.remove_others(named, older_than=2 * WAITS.total_seconds())


# Has files that were stored as they were sent say nothing of where and by whom they were taken, as those do that come now.


log = logging.getLogger(__name__)
CLEANERS = {".mp4": (read_mp4, clean_mp4), ".webm": (read_webm, clean_webm)}


def clean_stored_files() -> int:
    """Writes each stored film and picture of a video anew under its own name, which rows, histories and courses hold.

    Returns how many. What cannot be read stays as it is, and the log names it.
    """
    cleaned = 0
    for path in sorted(media_storage.folder().glob("*")):
        if media_storage.NAME.fullmatch(path.name) and not is_source(path.name):
            try:
                _clean(path)
                cleaned += 1
            except (HeaderRefused, ValidationError, OSError) as problem:
                log.warning("%s may still say where it was taken: %s", path, problem)
    return cleaned


def _clean(path: Path) -> None:
    if path.suffix in CLEANERS:
        read, clean = CLEANERS[path.suffix]
        with path.open("rb") as file:
            read(file, path.stat().st_size)
            media_storage.store(file, path.suffix[1:], clean=clean, name=path.name)
        return
    content, form = encoded_poster(path.read_bytes())
    media_storage.store(BytesIO(content), form, name=path.name)
