"""Publishing: what a course says is frozen as a version that never changes.

A second person reads a course as a whole and finds it right, before it is published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from campaign.languages import first_language
from guide.course_texts import CourseTextRevision
from guide.models import CourseText
from learning.courses.content_assembly import content_of
from learning.courses.course_settings import reopen, was_closed_by
from learning.courses.models import REASON_LENGTH, Course, CourseDocument, CourseVersion
from learning.courses.problems import problems_in, problems_of


class CourseReading(models.Model):
    """Somebody has read a whole course and found it right: `versions` has that of each text, by its key. Only added to."""

    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, related_name="readings", verbose_name=gettext_lazy("course")
    )
    versions = models.JSONField(gettext_lazy("versions"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("read by"))
    at = models.DateTimeField(gettext_lazy("when"), default=timezone.now)

    if TYPE_CHECKING:
        by_id: int

    class Meta:
        verbose_name = gettext_lazy("reading of a course")
        verbose_name_plural = gettext_lazy("readings of courses")
        ordering = ["course", "-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.course}: {self.by}"


def versions_of(texts: Iterable[CourseText]) -> dict[str, int]:
    return {text.key: text.version for text in texts}


def mark_of(texts: Iterable[CourseText]) -> str:
    """Returns what a screen that shows these texts carries, so that nobody agrees to what she has not read."""
    plain = " ".join(f"{key}:{version}" for key, version in versions_of(texts).items())
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def find_right(course: Course, *, by: User, seen: str, at: datetime | None = None) -> CourseReading:
    """Notes that somebody has read the course with the mark `seen`. Raises ValidationError where it has changed since."""
    texts = course.texts()
    if mark_of(texts) != seen:
        raise ValidationError(_("The course has changed while you read it: read it once more."), code="changed")
    return CourseReading.objects.create(course=course, versions=versions_of(texts), by=by, at=at or timezone.now())


def unread(course: Course, texts: Sequence[CourseText]) -> list[CourseText]:
    """Returns the texts whose newest version nobody has found right but, perhaps, who wrote it. Two queries."""
    rows = CourseTextRevision.objects.filter(
        id__in=[text.pk for text in texts], version__in={text.version for text in texts}
    )
    author_of = {(pk, version): author for pk, version, author in rows.values_list("id", "version", "history_user")}
    readings = list(course.readings.values_list("by", "versions"))

    def is_read(text: CourseText) -> bool:
        author = author_of.get((text.pk, text.version))
        return any(by != author and versions.get(text.key) == text.version for by, versions in readings)

    return [text for text in texts if not is_read(text)]


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
