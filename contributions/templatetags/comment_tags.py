"""Who said something, in the words of the site, and what the reader is offered about it."""

from __future__ import annotations

from django import template
from django.utils import timezone

from accounts import access
from campaign.calendar.rights import Right, closed_window_of
from contributions.comments.kinds import CommentKind
from contributions.models import Comment, Page
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


@register.filter
def is_said_by(comment: Comment, reader: access.Person) -> bool:
    """Whether the reader wrote it."""
    return comment.author_id == reader.pk


@register.filter
def words_about(comment: Comment) -> str:
    """The words of the passage that it is about: as they were, unless editors have hidden them."""
    passage = comment.passage
    if passage is None:
        return ""
    return passage.words_now_as_shown if getattr(comment, "passage_is_hidden", False) else passage.exact_as_shown


@register.filter
def takes_nuances(comment: Comment) -> bool:
    """Whether it is an advice or a nuance, which a nuance answers."""
    return comment.kind in {CommentKind.ADVICE, CommentKind.NUANCE}


@register.filter
def may_be_incorporated(comment: Comment) -> bool:
    """Whether a list offers to take it up into a page."""
    is_taken = bool(getattr(comment, "shown_incorporations", ()))
    return not comment.reply_to_id and not is_taken and comment.kind != CommentKind.QUESTION


@register.filter
def may_become_a_question(comment: Comment, can: access.Rights) -> bool:
    """Whether the reader may make it a question of the campaign."""
    return comment.kind == CommentKind.QUESTION and (can.edit_guide or is_said_by(comment, can.user))


register.filter(job_and_place)
register.filter(whereabouts)
