"""Pages for what cannot be shown. They ask nothing of the database: it may be what failed."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
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
