"""A course is published once a second person has read it, or with the reason why nobody has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from learning.courses.course_publishing import publish
from learning.courses.models import Course, CourseVersion
from learning.courses.readings import unread

REASON_LENGTH: Final = 300


def publish_read(
    course: Course, *, by: User, languages: Sequence[str], unread_reason: str = "", at: datetime | None = None
) -> CourseVersion:
    """Publishes a course that a second person has read, or tells in the version why nobody has.

    Returns the version. Raises CannotBePublished, and ValidationError beside the field.
    """
    with transaction.atomic():
        version = publish(course, by=by, languages=languages, at=at)
        if unread(course, course.texts()):
            if not unread_reason.strip():
                raise ValidationError({"unread_reason": _("Say why nobody else reads it first.")}, code="unread")
            version.unread_reason = unread_reason.strip()[:REASON_LENGTH]
            version.save(update_fields=["unread_reason"])
    return version
