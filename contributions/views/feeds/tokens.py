"""One's tokens: made, shown, revoked."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, signed_in_only
from campaign.site_settings.current import current_settings
from contributions.feeds.models import FeedToken
from contributions.views.feeds.offers import addresses_for


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
