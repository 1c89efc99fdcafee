"""How often one person may send files: opening each costs the server seconds."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from accounts.models import User
from contributions.images import errors

AN_HOUR = 60 * 60


def count(person: User) -> None:
    """Counts one more try; raises NotTaken beyond the limit. The count is shared by every process."""
    cache = caches["default"]
    key = f"uploads.{person.pk}.{timezone.now():%Y%m%d%H}"
    cache.add(key, 0, AN_HOUR)
    try:
        tries = cache.incr(key)
    except ValueError:  # it ran out in between
        tries = 1
    if tries > settings.UPLOADS_AN_HOUR:
        raise errors.too_often()
