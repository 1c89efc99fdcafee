"""Has the settings read at most once a request, and its hours and words be those that the organisation has decided."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware import locale
from django.utils import timezone, translation

from campaign.site_settings.current import current_settings, last_known, remembered
from campaign.site_settings.time_zone import TIME_ZONE


def read_settings_once(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        with timezone.override(TIME_ZONE), remembered():
            return get_response(request)

    return middleware


class LocaleMiddleware(locale.LocaleMiddleware):
    """Django's; who asks for no language that the site speaks reads that of the campaign."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        spoken = str(request.LANGUAGE_CODE)
        if spoken == settings.LANGUAGE_CODE and not _asks_for(request, spoken):
            known = last_known()  # as the guide itself, which costs no query and is there while the database is away
            translation.activate((known if known.pk else current_settings()).interface_language)
            request.LANGUAGE_CODE = translation.get_language()


def _asks_for(request: HttpRequest, language: str) -> bool:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    asked = f"{chosen},{request.headers.get('Accept-Language', '')}"
    return any(one.strip().lower().replace(";", "-").partition("-")[0] == language for one in asked.split(","))
