"""All videos, in their order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import is_organiser, readers_only
from campaign.videos.models import MOST_VIDEOS, Video
from campaign.videos.track_languages import put_missing_captions


@readers_only
@require_safe
def videos(request: HttpRequest) -> HttpResponse:
    """What there is to watch; organisers also see which captions are missing."""
    rows = Video.objects.visible_to(request.user).select_related("theme").prefetch_related("tracks")
    found = list(rows[:MOST_VIDEOS])
    may_organise = is_organiser(request.user)
    if may_organise:
        put_missing_captions(found)
    return render(request, "campaign/videos/videos.html", {"videos": found, "may_organise": may_organise})
