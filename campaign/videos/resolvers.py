"""From an address to a video."""

from __future__ import annotations

from django.http import Http404

from accounts import access
from campaign.videos.models import Video


def video_at(pk: int, reader: access.Person) -> Video:
    """Returns the video with its theme, if the reader may see it. Raises Http404."""
    rows = Video.objects.visible_to(reader).select_related("theme")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
