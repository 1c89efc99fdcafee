"""The training sessions of one person, for a calendar program that looks again by itself: by a token, as feeds are read."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from campaign.models import Registration
from campaign.site_settings.current import current_settings
from campaign.training.calendar_file import published
from contributions.feeds.models import FeedToken
from contributions.views.feeds.feeds import refused

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
