"""An address that only a form sends to, opened as a page: it says so, and leads to what it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPMethod, HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from guide_project.errors import method_not_allowed


class PageForRefusedMethod:
    """Replaces Django's empty 405 answers by a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_opened = request.method in {HTTPMethod.GET, HTTPMethod.HEAD}
        if not is_opened or response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = method_not_allowed(request, belongs_to(request.path_info))
        page.headers["Allow"] = response.headers["Allow"]
        return page


def belongs_to(path: str) -> str:
    """Returns the nearest address above that leads somewhere: /wiki/theme/page/watch/ belongs to /wiki/theme/page/."""
    while path := path.rstrip("/"):
        path = path.rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return "/"
