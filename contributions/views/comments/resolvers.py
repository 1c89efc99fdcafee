"""From an address to a contribution: the right is checked, and what was withdrawn is its author's alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from accounts import access
from accounts.access import actor
from contributions.comments.models import Comment

type CommentView = Callable[..., HttpResponse]

WITH = ("author", "theme", "page", "page__theme", "video", "reply_to", "passage")
"""What comes along with a comment."""


def on_comment(view: CommentView) -> CommentView:
    """Hands the view the contribution that the reader may see; else 404."""

    @wraps(view)
    def on_the_comment(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        found = _found(pk, request.user)
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return on_the_comment


def _found(pk: int, reader: access.Person) -> Comment | None:
    return Comment.objects.visible_to(reader).select_related(*WITH).filter(pk=pk).first()


def for_its_author(view: CommentView) -> CommentView:
    """The view is for whoever said it; for everybody else it is forbidden."""

    @wraps(view)
    def guarded(request: HttpRequest, comment: Comment, **kwargs: Any) -> HttpResponse:
        if actor(request).pk != comment.author_id:
            raise PermissionDenied
        return view(request, comment, **kwargs)

    return guarded
