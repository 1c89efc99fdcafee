"""The settings of a course: changed, closed and opened with a history; and what each change was, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.settings_history import SettingsVersion, versions_of
from common.words.dates import full_date
from learning.courses.models import Course

SHOWN: Final = 20


def decide(course: Course, *, by: User | None) -> None:
    """Saves what was set on `course`, with who did it."""
    course._history_user = by  # type: ignore[attr-defined]  # simple-history reads it
    course.save()


def change(course: Course, *, by: User) -> None:
    """Saves the settings of a course that is there already; whether it is closed, others may have decided meanwhile."""
    course.refresh_from_db(fields=["closed_at"])
    decide(course, by=by)


def close(course: Course, *, by: User | None, at: datetime | None = None) -> None:
    """Nobody begins it any more; who has begun goes on. Does nothing where it is closed."""
    _close(course, at or timezone.now(), by)


def reopen(course: Course, *, by: User | None) -> None:
    """Raises ValidationError where the edition that its newest version teaches is withdrawn."""
    version = course.newest_version()
    if version and version.withdrawn_edition():
        raise ValidationError(_("The edition that the course teaches is withdrawn: publish it for another one first."))
    _close(course, None, by)


def _close(course: Course, moment: datetime | None, by: User | None) -> None:
    """The row is held: its other settings stay as others have saved them."""
    with transaction.atomic():
        held = Course.objects.select_for_update().get(pk=course.pk)
        if (held.closed_at is None) != (moment is None):
            held.closed_at = moment
            decide(held, by=by)
    course.closed_at = held.closed_at


def settings_history(course: Course) -> list[SettingsVersion]:
    """Returns what was set of a course, the newest first."""
    rows = course.history.select_related("history_user", "edition").order_by("-history_id")
    return versions_of(list(rows[:SHOWN]), _values)


def _values(row: Any) -> dict[str, str]:
    return {
        _("Edition"): str(row.edition),
        _("Pass mark"): _("%(percent)s%%") % {"percent": row.pass_mark},
        _("Attempts"): str(row.attempts) if row.attempts else _("as many as somebody likes"),
        _("Deadline"): full_date(row.deadline) if row.deadline else "",
        _("Closed"): _("yes") if row.closed_at else "",
    }
