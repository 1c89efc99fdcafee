"""What Django's own middleware leaves to a site: what browsers may be asked for, and a proxy that is not believed.

What a signed-in person sees is hers: no cache between her and the site may store it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin

from guide_project import errors

log = logging.getLogger(__name__)

UNUSED = (
    "accelerometer bluetooth browsing-topics camera display-capture geolocation gyroscope hid magnetometer microphone midi "
    "payment serial usb"
)
POLICY = ", ".join(f"{feature}=()" for feature in UNUSED.split())


class PermissionsPolicy(MiddlewareMixin):
    """Says with every answer that no page uses the camera, the place and the like."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Permissions-Policy", POLICY)
        return response


class ProxyIsTrusted(MiddlewareMixin):
    """Answers with what is to be set, where a redirect to HTTPS would only lead back here for ever."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if request.is_secure() or not is_redirected(request) or not (problem := proxy_problem(request)):
            return None
        log.error("%s: see docs/production.md", problem)
        return errors.proxy_is_not_trusted(request, problem)


def is_redirected(request: HttpRequest) -> bool:
    path = request.path.lstrip("/")
    return settings.SECURE_SSL_REDIRECT and not any(
        re.search(exempt, path) for exempt in settings.SECURE_REDIRECT_EXEMPT
    )


def proxy_problem(request: HttpRequest) -> str:
    """What keeps the site from knowing that it was asked by HTTPS; the empty text where nothing tells of a proxy."""
    said, proxies = request.headers.get("X-Forwarded-Proto", ""), settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if said == "https" and not proxies:
        return "TRUSTED_PROXIES=0, and X-Forwarded-Proto came from a proxy"
    if not said and proxies and "X-Forwarded-For" in request.headers:
        return f"TRUSTED_PROXIES={proxies}, and the proxy sent no X-Forwarded-Proto"
    return ""


class PrivateCacheControl:
    """Marks as private every answer to a request that carries a session, unless the view said otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, max_age=0)
        return response
