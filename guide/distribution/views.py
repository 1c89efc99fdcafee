"""A channel's short address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts.access import guide_readers_only
from guide.distribution.models import Channel


@require_safe
@guide_readers_only
def channel_door(request: HttpRequest, code: str) -> HttpResponse:
    """Leads to the current edition, in the channel's language."""
    channel = get_object_or_404(Channel, code=code)
    return redirect("guide:guide_in_language", channel.language)
