"""One contribution by itself: its text, what was answered, what became of it; and its versions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import readers_only
from campaign.calendar.rights import rights_of
from contributions.comments.models import Comment
from contributions.passages.relocation import up_to_date
from contributions.revision_views import RevisionScreens
from contributions.views.comments.boxes import Box, box_under
from contributions.views.comments.quoting import quoted_in
from contributions.views.comments.resolvers import on_comment
from contributions.views.comments.single_thread import alone


@readers_only
@on_comment
def comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    return show_comment(request, comment)


def show_comment(request: HttpRequest, comment: Comment, *, box: Box | None = None, status: int = 200) -> HttpResponse:
    """A contribution with its answers; an answer is shown below what it answers."""
    opening = alone(comment, request.user, request.GET.get("before", "")) or comment
    if opening.passage is not None and opening.page is not None:
        opening.passage = (up_to_date([opening.passage], opening.page) or [opening.passage])[0]
    is_open = rights_of(request).comment and not comment.is_place_hidden
    if box is None and is_open and opening.is_standing and access.is_contributor(request.user):
        box = box_under(request, opening, quotation=quoted_in(request, opening))
    context = {"comment": comment, "opening": opening, "box": box, "is_open": is_open}
    return render(request, "contributions/comments/comment.html", context, status=status)


class CommentRevisions(RevisionScreens[Comment]):
    frame = "contributions/comments/_revisions.html"
    name = "comment"

    @property
    def heading(self) -> str:
        return _("History of a contribution")


@readers_only
@on_comment
def comment_history(request: HttpRequest, comment: Comment) -> HttpResponse:
    return CommentRevisions(request, comment).history()


@readers_only
@on_comment
def comment_revision(request: HttpRequest, comment: Comment, version: int) -> HttpResponse:
    return CommentRevisions(request, comment).revision(version)


@readers_only
@on_comment
def comment_diff(request: HttpRequest, comment: Comment) -> HttpResponse:
    return CommentRevisions(request, comment).diff()
