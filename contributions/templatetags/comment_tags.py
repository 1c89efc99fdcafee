"""Who said something, in the words of the site, and what the reader is offered about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString

from campaign.calendar.closed_windows import closed_window_of
from campaign.calendar.rights import Right
from contributions.history_models import RevisionDetails
from contributions.models import Comment, Page
from contributions.templatetags.button_html.reader import ReaderContext
from contributions.templatetags.comment_html import item
from contributions.templatetags.comment_html.byline import byline
from contributions.templatetags.comment_html.context import CommentContext
from contributions.templatetags.comment_html.log import log_items
from contributions.templatetags.people_names import job_and_place, whereabouts

register = template.Library()


@register.inclusion_tag("contributions/pages/_writing_closed_notice.html")
def closed_window(right: Right) -> dict[str, object]:
    """Says that something is closed, since when and until when, and how much is being read; nothing while it is open."""
    window = closed_window_of(right, timezone.now())
    is_read = window is not None and window.right == "write" and window.is_over
    return {"window": window, "in_reading": texts_in_reading() if is_read else 0}


@register.simple_tag
def texts_in_reading() -> int:
    """How much the editors have before them: every page, and everything that was said."""
    return Page.objects.visible().count() + Comment.objects.standing().count()


@register.simple_tag(takes_context=True)
def comment_item(context: Context, comment: Comment, *, is_open: object, is_alone: bool = False) -> SafeString:
    """A comment with what was answered. `is_open`: somebody may write now; `is_alone`: it stands on a page of its own. The view
    says `sent_id` and `focus_id`.
    """
    return item.comment_item(_shown(context, is_open, is_alone=is_alone), comment)


@register.simple_tag(takes_context=True)
def comment_items(context: Context, comments: Iterable[Comment], *, is_open: object) -> SafeString:
    """Several comments."""
    return item.comment_items(_shown(context, is_open), comments)


@register.simple_tag(takes_context=True)
def comment_answers(context: Context, comment: Comment, *, is_open: object) -> SafeString:
    """What was answered to a comment, as far as it is in sight."""
    return item.answers(_shown(context, is_open), comment)


@register.simple_tag(takes_context=True)
def comment_log(context: Context, entries: Iterable[Any], *, is_open: object) -> SafeString:
    """What was said about the page of the context, and its versions."""
    return log_items(_shown(context, is_open), context["page"], entries)


@register.simple_tag(takes_context=True)
def comment_byline(context: Context, comment: Comment) -> SafeString:
    """Who said it, when, and what has become of it."""
    return byline(_shown(context, is_open=False), comment)


def _shown(context: Context, is_open: object, *, is_alone: bool = False) -> CommentContext:
    return CommentContext(
        ReaderContext.of(context),
        is_open=bool(is_open),
        is_alone=is_alone,
        is_beside_page=not (is_alone or context.get("discussion")),
        sent_id=context.get("sent_id") or 0,
        focus_id=context.get("focus_id") or 0,
    )


register.filter(job_and_place)
register.filter(whereabouts)


@register.filter
def step_url(page: Page, revision: RevisionDetails) -> str:
    """Where to see what one revision of the page changed."""
    return page.changes_url(revision.version - 1, revision.version)
