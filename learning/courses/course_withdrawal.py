"""A course of an edition that is withdrawn: it closes with it, in the same transaction, and opens again with it."""

from __future__ import annotations

from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from common.words.dates import full_day
from guide.editions import Edition, EditionStep
from learning.courses import course_settings
from learning.courses.models import Course, CourseVersion

What: Final = EditionStep.What


def follow(step: EditionStep) -> None:
    """For settings.ON_EDITION_STEP. A course that editors had closed themselves stays closed."""
    match step.what:
        case What.WITHDRAWN:
            for course in _that_teach(step.edition).filter(closed_at=None):
                course_settings.close(course, by=step.by, at=step.at)
        case What.REINSTATED:
            withdrawn = step.edition.steps.filter(what=What.WITHDRAWN).latest("pk")
            for course in _that_teach(step.edition).filter(closed_at=withdrawn.at):
                course_settings.reopen(course, by=step.by)


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
