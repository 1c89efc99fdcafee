"""What Django's middleware does for the safety of every answer, for those that are given ahead of it."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

ADDS_HEADERS = (
    "guide_project.security.PermissionsPolicy",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
)


def is_refused(request: WSGIRequest) -> bool:
    """Django has something else to say: that the host is none of the site's, or that HTTPS is to be used."""
    try:
        request.get_host()
    except DisallowedHost:
        return True
    return settings.SECURE_SSL_REDIRECT and not request.is_secure()


def headers(request: WSGIRequest) -> list[tuple[str, str]]:
    """What those of the site's middleware add that look after safety: asked of themselves, so that there is one policy."""
    response: HttpResponseBase = HttpResponse()
    del response["Content-Type"]
    for path in settings.MIDDLEWARE:
        if path in ADDS_HEADERS:
            response = import_string(path)(_nothing_else).process_response(request, response)
    return list(response.items())


def _nothing_else(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()
