"""Hiding a page, with all that hangs on it, and showing it again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.events import EventKind, emit
from contributions.moderation.hiding import concealment
from contributions.moderation.log import LogAction, LogEntry
from contributions.pages import page_links

if TYPE_CHECKING:
    from contributions.pages.models import Page


def hide(page: Page, *, reason: str, by: User, at: datetime | None = None) -> None:
    """The pages that were merged into it, whose texts stand in it, are hidden with it."""
    if not reason.strip():
        raise ValidationError(_("Say why the page is hidden."), code="empty")
    moment = at or timezone.now()
    with transaction.atomic():
        if not type(page).objects.filter(pk=page.pk, is_hidden=False).update(is_hidden=True):
            raise ValidationError(_("The page is hidden already."), code="hidden")
        type(page).objects.filter(merged_into=page.pk).update(is_hidden=True)
        page.is_hidden = True
        hiding = page.hidings.create(reason=reason.strip(), hidden_by=by, hidden_at=moment)
        LogEntry.objects.note(act=LogAction.HIDE, by=by, reason=reason, page=page, at=moment)
        for one in (page, *page.merged_pages.all()):
            concealment.conceal(one)
        concealment.notify_authors(hiding)
        page_links.rerender_pages_that_link_to(page)
        emit(page, EventKind.HIDDEN, by=by, at=at)


def show(page: Page, *, by: User, at: datetime | None = None) -> None:
    """Showing what is not hidden does nothing."""
    moment = at or timezone.now()
    with transaction.atomic():
        shown = type(page).objects.filter(Q(pk=page.pk) | Q(merged_into=page.pk)).filter(is_hidden=True)
        page.is_hidden = False
        if not shown.update(is_hidden=False):
            return
        for hiding in page.hidings.filter(shown_at=None):
            concealment.conceal(hiding)
        page.hidings.filter(shown_at=None).update(shown_by=by, shown_at=moment)
        LogEntry.objects.note(act=LogAction.SHOW, by=by, page=page, at=moment)
        for one in (page, *page.merged_pages.all()):
            concealment.reveal(one)
        page_links.rerender_pages_that_link_to(page)
        emit(page, EventKind.SHOWN, by=by, at=at)
