"""The settings of a course: changed, closed and opened with a history; and what each change was, in words.

A course of an edition that is withdrawn: it closes with it, in the same transaction, and opens again with it.

What home shows of courses, and therefore raises its cache version: whether one can be begun.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.settings_history import SettingsVersion, versions_of
from common.words.dates import full_date, full_day
from contributions.cache_versions.triggers import OF_THE_NEWS, CacheVersionTrigger
from guide.editions import Edition, EditionStep
from learning.courses.models import Course, CourseVersion

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


What: Final = EditionStep.What


def follow(step: EditionStep) -> None:
    """For settings.ON_EDITION_STEP. A course that editors had closed themselves stays closed."""
    match step.what:
        case What.WITHDRAWN:
            for course in _that_teach(step.edition).filter(closed_at=None):
                close(course, by=step.by, at=step.at)
        case What.REINSTATED:
            withdrawn = step.edition.steps.filter(what=What.WITHDRAWN).latest("pk")
            for course in _that_teach(step.edition).filter(closed_at=withdrawn.at):
                reopen(course, by=step.by)


def _that_teach(edition: Edition) -> QuerySet[Course]:
    """The courses whose newest version is of this edition."""
    newest = CourseVersion.objects.filter(course=OuterRef("pk")).order_by("-number").values("edition")[:1]
    return Course.objects.annotate(taught=Subquery(newest)).filter(taught=edition.pk).order_by("pk")


def was_closed_by(course: Course, edition: Edition) -> bool:
    return course.closed_at is not None and course.closed_at == edition.withdrawn_at


def withdrawn_in_words(edition: Edition) -> str:
    """Returns the sentence for learners."""
    day = timezone.localdate(edition.withdrawn_at)
    values = {"number": edition.number, "day": full_day(day)}
    return _("Edition %(number)s of the guide, which this course teaches, was withdrawn on %(day)s.") % values


def withdrawn_files_in_words(edition: Edition) -> str:
    """Returns the sentence for editors who ask for a package or a file of questions."""
    values = {"number": edition.number}
    return _("Edition %(number)s is withdrawn: no package and no questions of it are given out any more.") % values


OF_THE_COURSES = [
    CacheVersionTrigger("learning_course", OF_THE_NEWS, columns=("closed_at", "deadline"), kind="news"),
    CacheVersionTrigger("learning_courseversion", OF_THE_NEWS, on=("insert", "delete"), kind="news"),
]
