"""What moderation shows on other screens."""

from __future__ import annotations

from django import template

from accounts import access
from accounts.models import User
from contributions.models import Comment, FirstContribution

register = template.Library()


@register.filter
def is_her_first(comment: Comment) -> bool:
    """Whether its author had written nothing before; one query. The worker may not have noted it yet."""
    first = FirstContribution.objects.filter(person=comment.author_id).only("comment").first()
    return first is None or first.comment_id == comment.pk


@register.filter
def may_be_stopped_by(person: User, user: access.Person) -> bool:
    """Whether the reader is offered to stop the account, and to take back what the person wrote; one query."""
    return access.may_stop(user, person)
