"""Saying that a thread is settled, or that it is not."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only
from campaign.models import Phase
from contributions.talk.addresses import on_contribution
from contributions.talk.models import Contribution
from contributions.talk.threads import one
from contributions.talk.views.saying import is_live, live


@require_POST
@contributors_only
@on_contribution
def contribution_resolve(request: HttpRequest, said: Contribution) -> HttpResponse:
    """Of two people at once, the second sees who was first."""
    return settled(request, said, said.resolve, _("Settled. It stays here, folded; anybody can open it again."))


@require_POST
@contributors_only
@on_contribution
def contribution_reopen(request: HttpRequest, said: Contribution) -> HttpResponse:
    return settled(request, said, said.reopen, _("Open again."))


def settled(request: HttpRequest, said: Contribution, act: Callable[..., bool], told: str) -> HttpResponse:
    """The thread as it stands now, in its place; without scripts, its own screen."""
    try:
        act(by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(said)
    thread = one(said.pk, request.user) if is_live(request) else None
    if thread is None:
        messages.success(request, told)
        return redirect(said)
    is_open = Phase.objects.writing_is_open() and not (said.page and said.page.is_hidden)
    context = {"said": thread, "is_open": is_open, "focus_id": said.pk, "told": told}
    return live(render(request, "contributions/_settled.html", context))
