"""Which feeds there are for what, and their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from contributions.pages.models import Page
from pagination import parse_int
from themes.models import Theme

LARGEST = 2**63 - 1

type Fed = Page | Theme | User | None
"""What a feed is of; None for everything."""


@dataclass(frozen=True)
class Offer:
    title: str
    address: str


def feed_url(what: Fed) -> str:
    match what:
        case Page():
            return reverse("contributions:feed_page", args=[what.pk])
        case Theme():
            return reverse("contributions:feed_theme", args=[what.slug])
        case User():
            return reverse("contributions:feed_person", args=[what.handle])
    return reverse("contributions:feed_changes")


def screen_url(what: Fed) -> str:
    """Where a small link leads: to the feed itself in a public wiki, else to where its address with a token is shown."""
    if settings.WIKI_IS_PUBLIC:
        return feed_url(what)
    screen = reverse("contributions:feed_tokens")
    match what:
        case Page():
            return f"{screen}?{urlencode({'of': f'page-{what.pk}'})}"
        case User():
            return f"{screen}?{urlencode({'of': f'person-{what.handle}'})}"
    return screen


def addresses_for(request: HttpRequest, token: str, *, first: str) -> list[Offer]:
    """The feeds that everybody has, whole addresses with the token; `first` ("page-12") is put before them."""
    offers = [*_asked_for(first)]
    offers += [Offer(_("Everything that is new"), feed_url(None))]
    offers += [Offer(_("What you follow"), reverse("contributions:feed_watchlist"))]
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
