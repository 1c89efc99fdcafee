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
from campaign.calendar.rights import rights_of
from contributions.comments.models import Comment
from contributions.views.comments.posting import is_live, live
from contributions.views.comments.resolvers import on_comment
from contributions.views.comments.single_thread import one


@require_POST
@contributors_only
@on_comment
def comment_resolve(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Of two people at once, the second sees who was first."""
    return settled(request, comment, comment.resolve, _("Settled. It stays here, folded; anybody can open it again."))


@require_POST
@contributors_only
@on_comment
def comment_reopen(request: HttpRequest, comment: Comment) -> HttpResponse:
    return settled(request, comment, comment.reopen, _("Open again."))


def settled(request: HttpRequest, comment: Comment, act: Callable[..., bool], told: str) -> HttpResponse:
    """The thread as it stands now, in its place; without scripts, its own screen."""
    try:
        act(by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(comment)
    thread = one(comment.pk, request.user) if is_live(request) else None
    if thread is None:
        messages.success(request, told)
        return redirect(comment)
    is_open = rights_of(request).comment and not comment.is_place_hidden
    context = {"comment": thread, "is_open": is_open, "focus_id": comment.pk, "told": told}
    return live(render(request, "contributions/comments/threads/_after_settling.html", context))
