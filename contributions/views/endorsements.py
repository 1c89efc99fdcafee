"""Screens and buttons of what is found useful."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only, readers_only
from common.paging import decode_cursor
from contributions.comments.models import Comment
from contributions.endorsements.counts import endorsers_of, with_endorsements
from contributions.endorsements.models import Endorsable, Endorsement
from contributions.page_views.models import PageScore
from contributions.pages.models import Page
from contributions.passages.models import Passage
from contributions.views.buttons import button_response
from contributions.views.comments.resolvers import on_comment
from contributions.views.pages.resolvers import on_page

# The screens that say who found something useful, or agrees with a passage.


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


# Pressing “Useful”: HTTP into the two verbs, and the button back.


@require_POST
@contributors_only
@on_page()
def page_endorse(request: HttpRequest, page: Page) -> HttpResponse:
    """The page is useful, or, with useful=0, it is not after all."""
    refusal = give(request, page)
    if is_live(request):
        rows = with_endorsements(Page.objects.narrow().select_related("theme"), request.user)
        return button(request, rows.get(pk=page.pk), refusal)
    if refusal:
        messages.error(request, refusal)
    return redirect(page)


@require_POST
@contributors_only
@on_comment
def comment_endorse(request: HttpRequest, comment: Comment) -> HttpResponse:
    refusal = give(request, comment)
    if is_live(request):
        return button(request, with_endorsements(Comment.objects.all(), request.user).get(pk=comment.pk), refusal)
    if refusal:
        messages.error(request, refusal)
    return HttpResponseRedirect(comment.place_url)


def give(request: HttpRequest, what: Endorsable) -> str:
    """Gives or takes back as the form says; returns why not, in words, where it cannot be."""
    change = Endorsement.objects.take_back if request.POST.get("useful") == "0" else Endorsement.objects.endorse
    try:
        change(what, by=actor(request))
    except ValidationError as refusal:
        return refusal.messages[0]
    return ""


def button(request: HttpRequest, what: Endorsable, refusal: str) -> HttpResponse:
    return button_response(request, "contributions/buttons/useful.html", {"what": what, "refusal": refusal})


def is_live(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
