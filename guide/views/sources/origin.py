"""Where a tip comes from, for everybody who reads the wiki."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import readers_only
from guide.views.sources.tip_origin import origin_for


@readers_only
@require_safe
def tip_origin(request: HttpRequest, key: str) -> HttpResponse:
    """Readers see the wording that was published, editors of a tip that is in no edition yet the working copy."""
    return render(request, "guide/sources/origin.html", {"origin": origin_for(key, request.user)})
