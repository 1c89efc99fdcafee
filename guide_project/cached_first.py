"""Answers a page or a comparison that is cached before anything that only one that is made needs: the search for its view
among all addresses, turns, messages, the middleware of signing in.

It stands behind what looks at every request or adds to every answer (HTTPS, sessions, languages, headers). It knows an address
only once the page there has been asked for in this process, along the whole way, and gives up wherever anything is
out of the ordinary: then everything goes the whole way.

The cookie of the forms' token is not sent again: it lasts for a year, from when she signed in, her session for two weeks.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from contributions.views.pages.page_cache import addresses


class CachedFirst:
    """Answers from the page cache, or has the request go on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request) or self.get_response(request)

    def answer(self, request: HttpRequest) -> HttpResponse | None:
        """Returns None where the request has to go the whole way."""
        found = addresses.get(request.path_info)
        if found is None or not self.has_token(request):
            return None
        response = found(request)
        if response is not None:
            response.headers["Content-Length"] = str(len(response.content))
        return response

    def has_token(self, request: HttpRequest) -> bool:
        """Whether her browser has the cookie of the forms' token, so that none has to be sent along with the page."""
        self.csrf.process_request(request)
        return "CSRF_COOKIE" in request.META and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
