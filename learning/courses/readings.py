"""A second person reads a course as a whole and finds it right, before it is published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from guide.course_texts import CourseTextRevision
from guide.models import CourseText
from learning.courses.models import Course


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
