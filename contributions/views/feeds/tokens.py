"""The addresses of feeds that somebody can give to a program of hers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, signed_in_only
from accounts.models import User
from campaign.site_settings.current import current_settings
from common.paging import parse_int
from contributions.feeds.discovery import feed_url
from contributions.feeds.models import FeedToken
from contributions.pages.models import Page
from themes.models import Theme


@dataclass(frozen=True)
class Offer:
    title: str
    address: str


def addresses_for(request: HttpRequest, token: str, *, first: str) -> list[Offer]:
    """The feeds that everybody has, whole addresses with the token; `first` ("page-12") is put before them."""
    offers = [*_asked_for(first)]
    offers += [Offer(_("Everything that is new"), feed_url(None))]
    offers += [Offer(_("What you follow"), reverse("contributions:feed_watchlist"))]
    offers += [Offer(_("Your training sessions, for a calendar program"), reverse("contributions:feed_sessions"))]
    offers += [Offer(theme.question, feed_url(theme)) for theme in Theme.objects.all()]
    query = urlencode({"token": token})
    return [Offer(one.title, f"{request.build_absolute_uri(one.address)}?{query}") for one in offers]


def _asked_for(first: str) -> list[Offer]:
    kind, _dash, name = first.partition("-")
    if kind == "page" and (number := parse_int(name)) is not None:
        pages = Page.objects.visible().narrow().filter(pk=number)
        return [Offer(page.title, feed_url(page)) for page in pages]
    if kind == "person" and "\0" not in name:
        people = User.objects.by_handle(name).filter(is_active=True)
        return [Offer(person.public_name, feed_url(person)) for person in people]
    return []


# One's tokens: made, shown, revoked.


@signed_in_only
def feed_tokens(request: HttpRequest) -> HttpResponse:
    """The tokens, and the addresses that the newest opens; `?of=` puts one feed first. POST makes a token."""
    person = actor(request)
    if request.method == "POST":
        try:
            FeedToken.objects.make(by=person)
            messages.success(request, _("The token is made: its addresses stand below."))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect(request.get_full_path())
    tokens = list(FeedToken.objects.filter(person=person, revoked_at=None))
    usable = next((one.token for one in tokens if one.token), "")
    context = {
        "tokens": tokens,
        "usable": usable,
        "feeds": addresses_for(request, usable, first=request.GET.get("of", "")) if usable else [],
        "is_public": current_settings().wiki_is_public,
    }
    response = render(request, "contributions/feeds/tokens.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@signed_in_only
def feed_token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    person = actor(request)
    token = get_object_or_404(FeedToken, person=person, pk=pk)
    token.revoke(by=person)
    messages.success(request, _("Revoked. The programs that used it read nothing any more."))
    return redirect("contributions:feed_tokens")
