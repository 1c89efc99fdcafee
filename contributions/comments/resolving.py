"""A thread is settled, or is not after all: any contributor may say so, and everybody sees who did and when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from contributions.comments.errors import NotAThread, NotStanding
from contributions.events import EventKind, emit
from contributions.pages.errors import PageHidden

if TYPE_CHECKING:
    from contributions.comments.models import Comment


def resolve(opening: Comment, *, by: User, at: datetime | None = None) -> bool:
    """Whether it was this person who settled it: somebody else may have, at the same moment. Raises ValidationError."""
    _check(opening)
    moment = at or timezone.now()
    with transaction.atomic():
        rows = type(opening).objects.filter(pk=opening.pk, resolved_at=None, withdrawn_at=None, is_hidden=False)
        is_first = bool(rows.update(resolved_at=moment, resolved_by=by))
        if is_first:
            emit(opening, EventKind.RESOLVED, by=by, at=moment)
    opening.refresh_from_db(fields=["resolved_at", "resolved_by"])
    return is_first


def reopen(opening: Comment, *, by: User, at: datetime | None = None) -> bool:
    """Whether it was this person who opened it again. Raises ValidationError."""
    _check(opening)
    with transaction.atomic():
        rows = type(opening).objects.filter(pk=opening.pk, resolved_at__isnull=False)
        is_first = bool(rows.update(resolved_at=None, resolved_by=None))
        if is_first:
            emit(opening, EventKind.REOPENED, by=by, at=at)
    opening.refresh_from_db(fields=["resolved_at", "resolved_by"])
    return is_first


def _check(opening: Comment) -> None:
    if opening.reply_to_id is not None:
        raise NotAThread
    if not opening.is_standing:
        raise NotStanding
    if opening.page is not None and opening.page.is_hidden:
        raise PageHidden
