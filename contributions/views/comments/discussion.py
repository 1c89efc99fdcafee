"""The discussion of a page or a question, and the answers of a long thread that are folded in it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import access
from accounts.access import contributors_only, readers_only
from campaign.calendar.rights import rights_of
from common.paging import Cursor
from contributions.comments.models import Comment
from contributions.pages.models import Page
from contributions.views.comments.discussion_threads import discussion_of
from contributions.views.comments.forms import box_of_page, box_of_theme
from contributions.views.comments.posting import is_live, live
from contributions.views.comments.resolvers import on_comment
from contributions.views.comments.threads import earlier_answers
from contributions.views.pages.resolvers import on_page, theme_at


@readers_only
def theme_comments(request: HttpRequest, theme: str) -> HttpResponse:
    """What is said under a question, not under its pages."""
    place = theme_at(theme)
    is_open = access.is_contributor(request.user) and rights_of(request).comment
    box = replace(box_of_theme(request, place), is_slim=True, theme=None) if is_open else None
    context = {"theme": place, "discussion": discussion_of(place, request.user, request.GET), "box": box}
    return render(request, "contributions/comments/theme_discussion.html", context)


@readers_only
@on_page()
def page_comments(request: HttpRequest, page: Page) -> HttpResponse:
    """What is said about a page, its versions left out."""
    is_open = rights_of(request).comment and not page.is_hidden and access.is_contributor(request.user)
    box = box_of_page(request, page) if is_open else None
    context = {"page": page, "discussion": discussion_of(page, request.user, request.GET), "box": box}
    return render(request, "contributions/comments/page_discussion.html", context)


@contributors_only
def box_tools(request: HttpRequest) -> HttpResponse:
    """The tools of the editor, fetched into a small box."""
    return live(render(request, "contributions/comments/box/_tools.html"))


@readers_only
@on_comment
def comment_answers(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Some of the folded answers, `?before=` where those end that are in sight. Without scripts: the thread's own screen."""
    before = request.GET.get("before", "")
    if not is_live(request) or comment.reply_to_id:
        query = request.GET.urlencode()
        return redirect(f"{comment.get_absolute_url()}{'?' if query else ''}{query}#{comment.anchor}")
    comment.shown_answers, comment.folded_count = earlier_answers(comment, request.user, Cursor.read(before, ranks=2))
    is_open = rights_of(request).comment and not comment.is_place_hidden
    first = comment.shown_answers[0].pk if comment.shown_answers else 0
    context = {"comment": comment, "is_open": is_open, "focus_id": first}
    return live(render(request, "contributions/comments/threads/_more_answers.html", context))
