"""The addresses of feeds that somebody can give to a program of hers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common.paging import parse_int
from contributions.feeds.discovery import feed_url
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
