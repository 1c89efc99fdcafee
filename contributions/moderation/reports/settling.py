"""Closing a report, and telling whoever wrote it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import markup
from accounts.models import User
from contributions.moderation.reports import notify
from contributions.moderation_log import LogAction, LogEntry

if TYPE_CHECKING:
    from contributions.moderation.reports.models import Report


class AlreadySettled(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("Somebody has settled this report meanwhile."), code="settled")


def settle(report: Report, *, outcome: str, by: User, at: datetime | None = None) -> None:
    outcome = " ".join(markup.clean_text(outcome).split())
    if not outcome:
        raise ValidationError({"outcome": _("Say in a line what became of it: whoever reported it reads it.")})
    if len(outcome) > 300:
        raise ValidationError({"outcome": _("One line is enough: at most 300 characters.")})
    moment = at or timezone.now()
    with transaction.atomic():
        values = {"settled_by": by, "settled_at": moment, "outcome": outcome}
        if not type(report).objects.filter(pk=report.pk, settled_at=None).update(**values):
            raise AlreadySettled
        for name, value in values.items():
            setattr(report, name, value)
        LogEntry.objects.note(
            act=LogAction.REPORT_SETTLED,
            by=by,
            reason=outcome,
            at=moment,
            details={"report": report.pk},
            **_named(report),
        )
        notify.notify_reporter(report)


def _named(report: Report) -> dict[str, Any]:
    """What the log can name of it."""
    return {report.kind: report.about} if report.kind in {"page", "comment", "person"} else {}
