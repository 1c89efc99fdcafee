"""A comment in its place, with what was answered to it."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.html import NOTHING, fill, join, pattern, per_language
from common.html.icons import icon
from contributions.models import Comment
from contributions.templatetags.comment_html.about_passage import about_passage
from contributions.templatetags.comment_html.actions import actions_region
from contributions.templatetags.comment_html.byline import byline
from contributions.templatetags.comment_html.context import CommentContext
from contributions.templatetags.comment_html.settling import settled_summary

ITEM = '<li class="comment{}{}" id="comment-{}" {}>\n{}</li>\n'
SETTLED = '<details class="settled">\n{}{}</details>\n'
BODY = '{}<ol class="under" id="under-{}">\n{}</ol>\n<div id="place-{}"></div>\n'
FOCUSED = SafeString('tabindex="-1" autofocus')
QUOTED = '{}<blockquote class="voice"{}>{}</blockquote>\n{}'
SIGNED = '<p class="by">{}</p>\n{}'


def comment_items(shown: CommentContext, comments: Iterable[Comment]) -> SafeString:
    """Returns the items of a list of comments."""
    return join(comment_item(shown, comment) for comment in comments)


def comment_item(shown: CommentContext, comment: Comment) -> SafeString:
    """Returns a comment with its answers; a thread that is settled is folded."""
    is_sent = comment.pk == shown.sent_id and shown.is_own(comment)
    body = _body(shown, comment, is_sent=is_sent)
    if comment.is_settled and not shown.is_alone:
        body = fill(SETTLED, settled_summary(comment), body)
    return fill(
        ITEM,
        " reply" if comment.reply_to_id else "",
        " sent" if is_sent else "",
        comment.pk,
        FOCUSED if is_sent or comment.pk == shown.focus_id else NOTHING,
        body,
    )


def _body(shown: CommentContext, comment: Comment, *, is_sent: bool) -> SafeString:
    words, pk = _words(shown, comment, is_sent=is_sent), comment.pk
    return fill(BODY, words, pk, answers(shown, comment), pk)


def answers(shown: CommentContext, comment: Comment) -> SafeString:
    """Returns the answers in sight, below the way to those that are folded."""
    folded = _folded(comment) if getattr(comment, "folded_count", 0) else NOTHING
    return folded + comment_items(shown, getattr(comment, "shown_answers", ()))


def _words(shown: CommentContext, comment: Comment, *, is_sent: bool) -> SafeString:
    """What it says, as far as the reader may see it."""
    if not shown.is_own(comment):
        if comment.withdrawn_at:
            return _withdrawn()
        if comment.is_hidden and not shown.reader.edits_guide:
            return _hidden()
    passage = about_passage(shown, comment, comment.passage) if comment.passage else NOTHING
    if is_sent and comment.is_standing:
        signed = render_to_string(
            "contributions/comments/_posted_notice.html", {"comment": comment}, shown.reader.request
        )
    else:
        signed = fill(SIGNED, byline(shown, comment), actions_region(shown, comment))
    return fill(QUOTED, passage, shown.language, SafeString(comment.body_html), signed)


@per_language
def _withdrawn() -> SafeString:
    return fill('<p class="by">{}</p>\n', SafeString(_("Its author has withdrawn this.")))


@per_language
def _hidden() -> SafeString:
    return fill('<p class="by">{}</p>\n', SafeString(_("The editors have hidden this.")))


def _folded(comment: Comment) -> SafeString:
    count, query = comment.folded_count, comment.fold_query
    words = ngettext("%(n)s earlier answer, show it", "%(n)s earlier answers, show them", count) % {"n": count}
    more = comment.screen_url("answers")
    return fill(
        _fold(),
        *(comment.pk, comment.get_absolute_url(), query, comment.pk),
        *(more, query, comment.pk, SafeString(words)),
    )


@per_language
def _fold() -> str:
    return pattern(
        '<li class="earlier" id="fold-{}">\n<a class="btn plain small" href="{}?{}#under-{}" hx-get="{}?{}"'
        ' hx-target="#fold-{}" hx-swap="outerHTML" hx-sync="this:drop">%s\n{}</a>\n</li>\n',
        icon("arrows-vertical"),
    )
