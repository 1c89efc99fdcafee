"""From an address to a contribution: the right is checked, and what was withdrawn is its author's alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from accounts.access import actor
from contributions.comments.models import Comment

type CommentView = Callable[..., HttpResponse]

LARGEST = 2**63 - 1


def on_comment(view: CommentView) -> CommentView:
    """Hands the view the contribution that the reader may see; else 404."""

    @wraps(view)
    def on_the_comment(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        rows = Comment.objects.visible_to(request.user).select_related(
            "author", "theme", "page__theme", "reply_to", "passage"
        )
        found = rows.filter(pk=pk).first() if pk <= LARGEST else None
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return on_the_comment


def for_its_author(view: CommentView) -> CommentView:
    """The view is for whoever said it; for everybody else it is forbidden."""

    @wraps(view)
    def guarded(request: HttpRequest, comment: Comment, **kwargs: Any) -> HttpResponse:
        if actor(request).pk != comment.author_id:
            raise PermissionDenied
        return view(request, comment, **kwargs)

    return guarded
