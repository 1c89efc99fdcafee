"""Before the site is set up, every page leads to the first-run screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import is_administrator
from campaign.site_settings.models import SiteSettings
from campaign.site_settings.public_guide import is_marked

OPEN_TO_ALL = ("/set-up/", "/health/", "/accounts/", "/static/", "/favicon.ico")
OPEN_TO_ADMINISTRATORS = ("/settings/",)


class FirstRun:
    """Once the row of settings has been seen it is not asked for again: nothing deletes it."""

    is_set_up = False  # of this process: the row has been seen

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not FirstRun.is_set_up:
            # Known from the disk where everybody may read the guide: they can while the database is away.
            FirstRun.is_set_up = is_marked(Path(settings.EDITIONS_ROOT)) or SiteSettings.objects.exists()
        if FirstRun.is_set_up or request.path_info.startswith(OPEN_TO_ALL):
            return self._get_response(request)
        if not is_administrator(request.user):
            return redirect("set_up")
        # A command has made her account: she fills in what is missing.
        is_open = request.path_info.startswith(OPEN_TO_ADMINISTRATORS)
        return self._get_response(request) if is_open else redirect("site_settings")
