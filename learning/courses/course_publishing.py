"""Publishing: what a course says is frozen as a version that never changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.languages import first_language
from guide.models import CourseText
from learning.courses.content_assembly import content_of
from learning.courses.course_settings import reopen
from learning.courses.course_withdrawal import was_closed_by
from learning.courses.models import REASON_LENGTH, Course, CourseDocument, CourseVersion
from learning.courses.problems import problems_in, problems_of
from learning.courses.readings import unread


class CannotBePublished(ValidationError):
    """The course cannot be published as it stands: a sentence for each reason."""


def publish(
    course: Course, *, by: User, languages: Sequence[str], unread_reason: str = "", at: datetime | None = None
) -> CourseVersion:
    """Freezes the course as its next version in these languages, with the reason why no second person has read it, if none has.

    A course that was closed since its edition is withdrawn opens with it. Returns the version. Raises CannotBePublished, and
    ValidationError beside the field where the reason is missing.
    """
    with transaction.atomic():
        course = Course.objects.select_for_update().get(pk=course.pk)
        list(CourseText.objects.select_for_update(of=("self",)).of_course(course.text_id).only("pk").order_by("pk"))
        texts = course.texts()
        _check(course, languages, texts)
        before = course.newest_version()
        was_withdrawn = before.withdrawn_edition() if before else None
        version = CourseVersion.objects.create(
            course=course,
            number=(course.versions.aggregate(newest=Max("number"))["newest"] or 0) + 1,
            edition=course.edition,
            pass_mark=course.pass_mark,
            attempts=course.attempts,
            published_by=by,
            published_at=at or timezone.now(),
            unread_reason=_reason_for(course, texts, unread_reason),
        )
        _freeze(version, languages, texts)
        if was_withdrawn and was_closed_by(course, was_withdrawn):
            reopen(course, by=by)
    return version


def _reason_for(course: Course, texts: Sequence[CourseText], said: str) -> str:
    """Returns why nobody else has read these texts; nothing where somebody has."""
    if not unread(course, texts):
        return ""
    if not said.strip():
        raise ValidationError({"unread_reason": _("Say why nobody else reads it first.")}, code="unread")
    return said.strip()[:REASON_LENGTH]


def _freeze(version: CourseVersion, languages: Sequence[str], texts: Sequence[CourseText]) -> None:
    course = version.course
    for language in sorted(languages, key=course.languages().index):
        content = content_of(
            course, language, number=version.number, texts=texts, at=version.published_at, is_frozen=True
        )
        CourseDocument.objects.create(version=version, language=language, frozen=content.to_json())


def _check(course: Course, languages: Sequence[str], texts: Sequence[CourseText]) -> None:
    if not languages:
        raise CannotBePublished([_("Choose at least one language.")])
    found = [problem for problem in problems_of(course, texts) if problem.is_grave]
    for language in languages:
        if language != first_language() or language not in course.languages():
            found += problems_in(course, language, texts)
    if found:
        raise CannotBePublished([problem.sentence for problem in found])
