"""The files of editions in the memory of this process, ahead of Django and inside of it."""

from __future__ import annotations

from functools import cache
from typing import Final

from django.conf import settings

from common.files.file_cache import FileCache

MEGABYTE: Final = 1024 * 1024


@cache
def shared_cache() -> FileCache:
    """As large as the settings say."""
    return FileCache(settings.GUIDE_MEMORY_MEGABYTES * MEGABYTE)
