"""Pressing “Useful”: HTTP into the two verbs, and the button back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only
from contributions.comments.models import Comment
from contributions.endorsements.counts import with_endorsements
from contributions.endorsements.models import Endorsement
from contributions.endorsements.rules import Endorsable
from contributions.pages.models import Page
from contributions.views.buttons import button_response
from contributions.views.comments.resolvers import on_comment
from contributions.views.pages.resolvers import on_page


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
