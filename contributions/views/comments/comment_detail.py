"""Quoting what somebody said in an answer: her words as a quotation, and who said them above it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import readers_only
from accounts.naming import here
from campaign.calendar.rights import rights_of
from common import markup
from common.paging import parse_int
from contributions.comments.models import Comment
from contributions.passages.relocation import up_to_date
from contributions.revision_views import RevisionScreens
from contributions.views.comments.boxes import Box, box_under
from contributions.views.comments.resolvers import on_comment
from contributions.views.comments.threads import alone

LONGEST_QUOTED = 600


def quoted_in(request: HttpRequest, comment: Comment) -> str:
    """The quotation that an address asks for: `?quote=` what, in its thread, `&words=` which part of it; else nothing."""
    asked = request.GET.get("quote", "")
    if not (pk := parse_int(asked)):
        return ""
    rows = Comment.objects.visible_to(request.user).standing().select_related("author")
    found = rows.filter(pk=pk).first()
    if found is None or (found.reply_to_id or found.pk) != (comment.reply_to_id or comment.pk):
        return ""
    return quotation(found, markup.clean_text(request.GET.get("words", "")))


def quotation(comment: Comment, words: str = "") -> str:
    """For a box: `words` of it, or all of it where they are not in it."""
    text = _as_read(comment)
    chosen = " ".join(words.split())
    if not chosen or chosen not in " ".join(text.split()):
        chosen = text if len(text) <= LONGEST_QUOTED else markup.shorten(text, LONGEST_QUOTED)
    else:
        chosen = words.strip()[:LONGEST_QUOTED]
    lines = "\n".join(f"> {line.strip()}".rstrip() for line in _as_typed(comment, chosen).split("\n"))
    return f"{_author_of_comment(comment)}\n\n{lines}\n\n"


def _as_read(comment: Comment) -> str:
    return markup.html_text(comment.body_html, is_named=True)


def _as_typed(comment: Comment, words: str) -> str:
    """Words of it with the user name of whoever is mentioned: no name that is shown stays in another text."""
    for person in here(markup.mentions_in(comment.body)).values():
        words = words.replace(f"@{person.public_name}", f"@{person.username}")
    return words


def _author_of_comment(comment: Comment) -> str:
    """The mention of whoever can be mentioned; nobody's name stays in a text by itself."""
    author = comment.author
    if author.is_anonymous_author or not author.is_active:
        return _("A colleague said:")
    return _("@%(name)s said:") % {"name": author.username}


# One contribution by itself: its text, what was answered, what became of it; and its versions.


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
