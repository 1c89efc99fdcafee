"""Hiding a contribution, whose place is kept for its answers and whose author reads why, and showing it again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.hiding import notices
from contributions.order.log import Act, LogEntry
from contributions.waking import What, wake

if TYPE_CHECKING:
    from contributions.talk.models import Contribution


def hide(said: Contribution, *, reason: str, by: User, at: datetime | None = None) -> None:
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why this is hidden: its author reads it."), code="empty")
    with transaction.atomic():
        rows = type(said).objects.filter(pk=said.pk, is_hidden=False)
        if not rows.update(is_hidden=True, hidden_reason=reason):
            raise ValidationError(_("This is hidden already."), code="hidden")
        said.is_hidden, said.hidden_reason = True, reason
        LogEntry.objects.note(act=Act.HIDE_SAID, by=by, reason=reason, contribution=said, page=said.page, at=at)
        notices.conceal(said)
        wake(said, What.HIDDEN, by=by, at=at)


def show(said: Contribution, *, by: User, at: datetime | None = None) -> None:
    """Showing what is not hidden does nothing."""
    with transaction.atomic():
        said.is_hidden, said.hidden_reason = False, ""
        if not type(said).objects.filter(pk=said.pk, is_hidden=True).update(is_hidden=False, hidden_reason=""):
            return
        LogEntry.objects.note(act=Act.SHOW_SAID, by=by, contribution=said, page=said.page, at=at)
        notices.reveal(said)
        wake(said, What.SHOWN, by=by, at=at)
