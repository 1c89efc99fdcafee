"""Hiding a contribution, whose place is kept for its answers and whose author reads why, and showing it again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.events import EventKind, emit
from contributions.moderation.hiding import concealment
from contributions.moderation.log import LogAction, LogEntry

if TYPE_CHECKING:
    from contributions.comments.models import Comment


def hide(comment: Comment, *, reason: str, by: User, at: datetime | None = None) -> None:
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why this is hidden: its author reads it."), code="empty")
    with transaction.atomic():
        rows = type(comment).objects.filter(pk=comment.pk, is_hidden=False)
        if not rows.update(is_hidden=True, hidden_reason=reason):
            raise ValidationError(_("This is hidden already."), code="hidden")
        comment.is_hidden, comment.hidden_reason = True, reason
        LogEntry.objects.note(
            act=LogAction.HIDE_COMMENT, by=by, reason=reason, comment=comment, page=comment.page, at=at
        )
        concealment.conceal(comment)
        emit(comment, EventKind.HIDDEN, by=by, at=at)


def show(comment: Comment, *, by: User, at: datetime | None = None) -> None:
    """Showing what is not hidden does nothing."""
    with transaction.atomic():
        comment.is_hidden, comment.hidden_reason = False, ""
        if not type(comment).objects.filter(pk=comment.pk, is_hidden=True).update(is_hidden=False, hidden_reason=""):
            return
        LogEntry.objects.note(act=LogAction.SHOW_COMMENT, by=by, comment=comment, page=comment.page, at=at)
        concealment.reveal(comment)
        emit(comment, EventKind.SHOWN, by=by, at=at)
