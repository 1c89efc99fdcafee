"""In place of a form that the calendar has shut: why, until when, and the drafts that wait for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaign.calendar.rights import Right, rights_of
from contributions.pages.models import Page
from contributions.revision_views.resuming import waiting_drafts
from themes.models import Theme


def closed_form(
    request: HttpRequest, right: Right, draft_key: str, *, theme: Theme, page: Page | None = None
) -> HttpResponse:
    """Returns the screen. A form that is sent all the same goes to its verb, which knows the grace."""
    waiting = waiting_drafts(request, draft_key)
    context = {"theme": theme, "page": page, "waiting": waiting, "right": right}
    return render(request, "contributions/pages/writing_closed.html", context)


def is_form_closed(request: HttpRequest, right: Right) -> bool:
    """Returns whether a form is asked for that is shut now."""
    return request.method != "POST" and not getattr(rights_of(request), right)
