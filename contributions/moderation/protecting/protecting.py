"""Protecting a page, and opening it to everybody again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.events import EventKind, emit
from contributions.moderation.log import LogAction, LogEntry

if TYPE_CHECKING:
    from contributions.pages.models import Page


def protect(page: Page, *, reason: str, by: User, at: datetime | None = None) -> None:
    """An edit that is under way is refused when it is sent, and kept. Raises ValidationError."""
    if not reason.strip():
        raise ValidationError(_("Say why the page is protected: everybody reads it."), code="empty")
    moment = at or timezone.now()
    with transaction.atomic():
        if not type(page).objects.filter(pk=page.pk, is_protected=False).update(is_protected=True):
            raise ValidationError(_("The page is protected already."), code="protected")
        page.is_protected = True
        page.protections.create(reason=reason.strip(), protected_by=by, protected_at=moment)
        LogEntry.objects.note(act=LogAction.PROTECT, by=by, reason=reason, page=page, at=moment)
        emit(page, EventKind.PROTECTED, by=by, at=at)


def unprotect(page: Page, *, by: User, at: datetime | None = None) -> None:
    """Opening what is not protected does nothing."""
    moment = at or timezone.now()
    with transaction.atomic():
        page.is_protected = False
        if not type(page).objects.filter(pk=page.pk, is_protected=True).update(is_protected=False):
            return
        page.protections.filter(lifted_at=None).update(lifted_by=by, lifted_at=moment)
        LogEntry.objects.note(act=LogAction.UNPROTECT, by=by, page=page, at=moment)
        emit(page, EventKind.UNPROTECTED, by=by, at=at)
