"""Where a reader says that a page was read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.access import actor, signed_in_only
from accounts.models import User
from contributions.moderation import throttle
from contributions.moderation.throttle import RateLimited
from contributions.page_views.models import PageView
from contributions.pages.models import Page
from contributions.views.pages.resolvers import on_page

# A page was open before somebody's eyes for a while: its script says so, once.


@require_POST
@signed_in_only
@on_page()
def page_read(request: HttpRequest, page: Page) -> HttpResponse:
    """Counts the reader once, however often it is sent; an address that is only fetched counts nobody."""
    person = actor(request)
    if not page.is_hidden and not PageView.objects.is_known(page, person) and is_no_flood(person):
        PageView.objects.read(page, by=person)
    return HttpResponse(status=204, headers={"Cache-Control": "private, no-store"})


def is_no_flood(person: User) -> bool:
    """Nobody reads as many pages in an hour as a script would open: the rest are not counted, and nobody is told."""
    try:
        throttle.count(person, "read")
    except RateLimited:
        return False
    return True
