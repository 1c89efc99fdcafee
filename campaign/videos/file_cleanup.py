"""Files that no video names any more, now or in its history, and that wait for no form."""

from __future__ import annotations

from campaign.videos import media_storage
from campaign.videos.models import Video
from campaign.videos.waiting_files import WAITS

FILES = ("mp4", "webm", "poster")


def remove_unused_files() -> int:
    """For settings.RUN_PERIODICALLY: returns how many went."""
    named = set(Video.objects.values_list("source", flat=True))
    for names in Video.history.values_list(*FILES).distinct():
        named.update(names)
    return media_storage.remove_others(named, older_than=2 * WAITS.total_seconds())
