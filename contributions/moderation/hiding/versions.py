"""Hiding the words of revisions, and showing them again. The newest ones, which everybody reads, are edited first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions import concealment
from contributions.events import EventKind, emit
from contributions.history_models import RevisionDetails
from contributions.moderation.hiding import hidden_titles
from contributions.moderation.hiding.errors import NewestVersion, PresentTitle
from contributions.moderation_log import LogAction, LogEntry
from contributions.revision_hiding import RevisionHiding
from contributions.revision_html import forget_changes
from contributions.uploads import uses

if TYPE_CHECKING:
    from contributions.comments.models import Comment
    from contributions.pages.models import Page

    type Hideable = Page | Comment


def hide_versions(
    text: Hideable,
    versions: Iterable[int],
    *,
    reason: str,
    by: User,
    with_summary: bool = False,
    with_title: bool = False,
    at: datetime | None = None,
) -> int:
    """Takes the words of these revisions out of everybody's sight but the editors', who read why; returns how many.

    Those hidden already are left as they are. Raises NewestVersion, PresentTitle, ValidationError for a reason that is
    missing; then none is hidden.
    """
    if not reason.strip():
        raise ValidationError(_("Say why the text is hidden."), code="empty")
    moment = at or timezone.now()
    wanted = set(versions)
    with transaction.atomic():
        held = _held(text)
        if held.version in wanted:
            raise NewestVersion
        rows = list(text.history.filter(version__in=wanted, is_text_hidden=False).order_by("version"))
        if with_title and any(_has_title_of(held, row) for row in rows):
            raise PresentTitle
        for row in rows:
            _hide(held, row, reason.strip(), by, moment, with_summary=with_summary, with_title=with_title)
        if rows:
            uses.conceal(held, [row.body for row in rows])
            hidden = [row.version for row in rows]
            transaction.on_commit(lambda: forget_changes(held, hidden), robust=True)
            emit(held, EventKind.VERSION_HIDDEN, by=by, at=at)
    return len(rows)


def show_version(text: Hideable, version: int, *, by: User, at: datetime | None = None) -> None:
    """Puts the words back into the history; showing what is not hidden does nothing."""
    moment = at or timezone.now()
    with transaction.atomic():
        held = _held(text)
        hiding = _hidings_of(text).filter(version=version, shown_at=None).first()
        if hiding is None:
            return
        words: dict[str, Any] = {"body": hiding.body, "is_text_hidden": False}
        words |= {"history_change_reason": hiding.summary} if hiding.summary else {}
        words |= {"title": hiding.title, "slug": hiding.slug} if hiding.title else {}
        text.history.filter(version=version).update(**words)
        uses.reveal(held, hiding.body)
        concealment.reveal_version(text, version)
        if hiding.title:
            hidden_titles.lead_on_again(held, hiding)  # type: ignore[arg-type]  # pages alone have a title
        RevisionHiding.objects.filter(pk=hiding.pk).update(
            shown_by=by, shown_at=moment, body="", summary="", title="", slug=""
        )
        LogEntry.objects.note(act=LogAction.SHOW_VERSION, by=by, version=version, at=moment, **_named(text))
        emit(held, EventKind.VERSION_SHOWN, by=by, at=at)


def _hide(
    held: Hideable,
    row: RevisionDetails,
    reason: str,
    by: User,
    moment: datetime,
    *,
    with_summary: bool,
    with_title: bool,
) -> None:
    hiding = RevisionHiding(version=row.version, reason=reason, hidden_by=by, hidden_at=moment, body=row.body)
    setattr(hiding, str(held._meta.model_name), held)
    emptied: dict[str, Any] = {"body": "", "is_text_hidden": True}
    if with_summary:
        hiding.summary, emptied["history_change_reason"] = row.summary, ""
    if with_title and hasattr(row, "slug"):
        hiding.title, hiding.slug = row.title, row.slug
        emptied |= hidden_titles.in_its_place(held)  # type: ignore[arg-type]  # pages alone have a title
        hidden_titles.lead_on_no_more(held, row.title, row.slug)  # type: ignore[arg-type]
    hiding.save()
    held.history.filter(version=row.version).update(**emptied)
    concealment.conceal_version(held, row.version)
    LogEntry.objects.note(
        act=LogAction.HIDE_VERSION, by=by, reason=reason, version=row.version, at=moment, **_named(held)
    )


def _held(text: Hideable) -> Hideable:
    """The row as it stands, held until the transaction ends: nobody saves, or brings back a text, meanwhile."""
    rows: Any = type(text)._default_manager.select_for_update(of=("self",)).order_by()
    held: Hideable = rows.get(pk=text.pk)
    return held


def _has_title_of(held: Hideable, row: RevisionDetails) -> bool:
    return hasattr(row, "slug") and row.title == held.title


def _hidings_of(text: Hideable) -> Any:
    return RevisionHiding.objects.filter(**{str(text._meta.model_name): text.pk})


def _named(text: Hideable) -> dict[str, Any]:
    return {str(text._meta.model_name): text}
