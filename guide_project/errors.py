"""Pages for what cannot be shown. They ask nothing of the database: it may be what failed.

An address that only a form sends to, opened as a page: it says so, and leads to what it belongs to.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from http import HTTPMethod, HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from campaign.site_settings.current import last_known
from common.database.passing_problems import is_disk_full
from guide_project.server import disk_space


def _page(request: HttpRequest, status: int, title: str, text: str, *, back: str = "", again: str = "") -> HttpResponse:
    context = {"title": title, "text": text, "back": back, "again": again, "brand": last_known()}
    return HttpResponse(render_to_string("error.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request, 400, _("We could not understand this request"), _("Go back and try again, or begin at the home page.")
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("Your account does not have this right. If it should, ask an administrator of the site.")
    return _page(request, 403, _("This page is not for your account"), text)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("The address may be mistyped, or the page is hidden. The questions lead to every page.")
    return _page(request, 404, _("There is nothing at this address"), text)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the exception is handled. 503 where the database could not answer, or not just now: asked later, it may."""
    problem = sys.exc_info()[1]
    is_full = is_disk_full(problem)
    is_away = is_full or isinstance(problem, (OperationalError, InterfaceError))
    if is_full:
        disk_space.note_full()
        text = _(
            "The site’s disk is full: it can be read, but nothing can be saved, and nobody can sign in. Tell an administrator. "
            "What you typed is still in your browser: go back one page."
        )
    else:
        text = _(
            "Something failed on our side, and has been recorded. What you typed is still in your browser: go back one page."
        )
    response = _page(request, 503 if is_away else 500, _("This did not work"), text)
    if is_away:
        response["Retry-After"] = "10"
    return response


def method_not_allowed(request: HttpRequest, back: str) -> HttpResponse:
    text = _("This address only takes what a form sends. Nothing was done.")
    return _page(request, 405, _("There is nothing to read here"), text, back=back)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    text = _("Nothing was done, and nothing is lost. Wait a minute, go back one page, and try again.")
    return _page(request, 429, _("That is a lot in a short time"), text)


def proxy_is_not_trusted(request: HttpRequest, problem: str) -> HttpResponse:
    """For whoever sets the site up; nobody else has reached it yet."""
    text = _("The proxy and the site do not agree on HTTPS: %(problem)s. docs/production.md says what to set.")
    return _page(request, 503, _("The site is not ready behind its proxy"), text % {"problem": problem})


def busy(request: HttpRequest, text: str) -> HttpResponse:
    """What is only read can be asked for again from here; what was sent is in the browser still."""
    again = request.get_full_path() if request.method == "GET" else ""
    return _page(request, 429, _("One moment, please"), text, again=again)


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
