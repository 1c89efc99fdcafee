"""The screens that say who found something useful, or agrees with a passage."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import readers_only
from common.paging import decode_cursor
from contributions.comments.models import Comment
from contributions.endorsements.people import endorsers_of
from contributions.endorsements.rules import Endorsable
from contributions.page_views.models import PageScore
from contributions.pages.models import Page
from contributions.passages.models import Passage
from contributions.views.comments.resolvers import on_comment
from contributions.views.pages.resolvers import on_page


@readers_only
@on_page()
def page_endorsers(request: HttpRequest, page: Page) -> HttpResponse:
    standing = PageScore.objects.filter(page_id=page.pk).first()
    readers = standing.readers if standing else 0
    return shown(request, page, page=page, theme=page.theme, readers=readers)


@readers_only
@on_comment
def comment_endorsers(request: HttpRequest, comment: Comment) -> HttpResponse:
    return shown(request, comment, page=comment.page, theme=comment.theme, comment=comment)


@readers_only
@on_page()
def passage_endorsers(request: HttpRequest, page: Page, passage: int) -> HttpResponse:
    found = get_object_or_404(Passage.objects.of(page), pk=passage)
    return shown(request, found, page=page, theme=page.theme, passage=found)


def shown(request: HttpRequest, what: Endorsable, **place: Any) -> HttpResponse:
    endorsers = endorsers_of(what, decode_cursor(request.GET.get("before", "")))
    return render(request, "contributions/endorsements/endorsers.html", {"what": what, "endorsers": endorsers} | place)
