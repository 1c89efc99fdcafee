"""Whether there is room for what people write: shown to administrators on the site, and by /health/ready."""

from __future__ import annotations

import shutil
import time

from django.conf import settings
from django.utils.translation import gettext as _

from common.words.digit_grouping import grouped

FULL, LOW = 20, 500  # megabytes that are left
REMEMBERED = 60.0  # seconds
_found_full_at: float | None = None


def note_full() -> None:
    """Something found no room a moment ago: the database may lie on another disk, or have a quota."""
    global _found_full_at
    _found_full_at = time.monotonic()


def megabytes_left() -> int:
    if _found_full_at is not None and time.monotonic() - _found_full_at < REMEMBERED:
        return 0
    return shutil.disk_usage(settings.DATA_DIR).free // 1024**2


def is_full() -> bool:
    return megabytes_left() < FULL


def shortage() -> str:
    """Returns what an administrator has to know; the empty text where there is room."""
    left = megabytes_left()
    if left < FULL:
        return _("The site’s disk is full: nothing can be saved, and nobody can sign in. Free some space on it.")
    if left < LOW:
        words = _(
            "Only %(number)s MB are left on the site’s disk. Once it is full, nothing can be saved: free some space."
        )
        return words % {"number": grouped(left)}
    return ""
