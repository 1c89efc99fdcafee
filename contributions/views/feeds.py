"""Feeds as they are sent, and the tokens that open them.

The feeds. Whoever may read the wiki may read them; a program shows the token of a person, and needs no session.

A feed sets no cookie and asks for no session where the wiki is public or a token is shown.

The addresses of feeds that somebody can give to a program of hers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import actor, signed_in_only
from accounts.models import User
from campaign.models import Registration
from campaign.site_settings.current import current_settings
from campaign.training.calendar_file import published
from common.paging import parse_int
from contributions.feeds import entries
from contributions.feeds.entries import Feed, atom, feed_url
from contributions.feeds.models import FeedToken
from contributions.pages.models import Page
from contributions.views.pages.resolvers import theme_at
from themes.models import Theme

A_FEW_MINUTES = 300

type FeedView = Callable[..., Feed]


def feed(view: FeedView) -> Callable[..., HttpResponseBase]:
    """Hands the view the person who reads (None for a visitor of a public wiki), and sends what it returns."""

    @wraps(view)
    def sent(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        is_by_token = "token" in request.GET
        person = FeedToken.objects.person_with(request.GET["token"]) if is_by_token else _signed_in(request)
        if person is None and (is_by_token or not current_settings().wiki_is_public):
            return refused()
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        with override(person.letters_language if person else get_language()):
            return _answer(request, view(person, **kwargs), is_private=person is not None)

    return sent


def _signed_in(request: HttpRequest) -> User | None:
    """Not asked for where everybody may read."""
    if current_settings().wiki_is_public and not request.path.endswith("/watchlist.atom"):
        return None
    return request.user if access.may_read_wiki(request.user) and isinstance(request.user, User) else None


def refused() -> HttpResponse:
    words = _("This feed needs a valid token: make one under %(address)s.")
    text = words % {"address": reverse("contributions:feed_tokens")}
    return HttpResponse(
        text, status=403, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def _answer(request: HttpRequest, feed: Feed, *, is_private: bool) -> HttpResponseBase:
    body = atom(feed, own_address=request.build_absolute_uri(), absolute=request.build_absolute_uri)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    response.headers["ETag"] = etag
    caching = "private, no-cache" if is_private else f"public, max-age={A_FEW_MINUTES}"
    response.headers["Cache-Control"] = caching
    return get_conditional_response(request, etag=etag, response=response) or response


@feed
def feed_changes(person: User | None) -> Feed:
    title = _("What is new: %(site)s") % {"site": current_settings().name}
    return Feed("feed/changes", title, reverse("contributions:recent_changes"), entries.of_everything())


@feed
def feed_theme(person: User | None, theme: str) -> Feed:
    found = theme_at(theme)
    return Feed(f"feed/theme/{found.pk}", found.question, found.get_absolute_url(), entries.of_theme(found))


@feed
def feed_page(person: User | None, page_id: int) -> Feed:
    rows = Page.objects.visible().narrow().select_related("theme")
    page = rows.filter(pk=page_id).first()
    if page is None:
        raise Http404
    return Feed(f"feed/page/{page.pk}", page.title, page.get_absolute_url(), entries.of_page(page))


@feed
def feed_person(person: User | None, handle: str) -> Feed:
    """Named by what stands in her address: nothing ties what she wrote under her name to what she writes without it."""
    found = None if "\0" in handle else User.objects.by_handle(handle).filter(is_active=True).first()
    if found is None:
        raise Http404
    title = _("What %(name)s writes") % {"name": found.public_name}
    return Feed(
        f"feed/person/{found.handle}",
        title,
        reverse("contributions:contributor", args=[found.handle]),
        entries.of_person(found),
    )


@feed
def feed_watchlist(person: User | None) -> Feed:
    """One's own: it needs a person even where the wiki is public."""
    if person is None:
        raise Http404
    title = _("What you follow: %(site)s") % {"site": current_settings().name}
    return Feed(
        f"feed/watchlist/{person.alias}", title, reverse("contributions:watchlist"), entries.of_watchlist(person)
    )


# The training sessions of one person, for a calendar program that looks again by itself: by a token, as feeds are read.


PAST = timedelta(days=400)


def feed_sessions(request: HttpRequest) -> HttpResponseBase:
    """Those at which she has a seat. What she gave up, and what is cancelled, is no longer there."""
    person = _reader(request)
    if person is None:
        return refused()
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    name = _("Training sessions: %(site)s") % {"site": current_settings().name}
    rows = Registration.objects.registered().of(person).filter(session__cancelled_at=None)
    since = timezone.now() - PAST
    with override(person.letters_language):
        found = list(rows.filter(session__ends_at__gt=since).order_by("session__starts_at", "pk"))
        text = published(found, at=timezone.now().replace(hour=0, minute=0, second=0, microsecond=0), name=name)
    etag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


def _reader(request: HttpRequest) -> User | None:
    if "token" in request.GET:
        return FeedToken.objects.person_with(request.GET["token"])
    return request.user if isinstance(request.user, User) else None


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
