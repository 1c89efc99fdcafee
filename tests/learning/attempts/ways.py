"""Ways through the sample course: each item answered rightly, or wrongly."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from learning.attempts.course_list import begin
from learning.attempts.models import Attempt
from learning.attempts.responding import respond
from learning.courses.models import Course
from learning.models import Certificate, CourseVersion, ItemResponse
from tests.learning.sample_course import RIGHT, WRONG


def go_through(
    course: Course, learner: User, *, wrong: int = 0, left_out: int = 0, at: datetime | None = None
) -> Attempt:
    """Begins or goes on, and answers: the first `wrong` items wrongly, the last `left_out` not at all."""
    attempt = begin(course, learner, language="en", at=at)
    content = attempt.version.content_in(attempt.language)
    items = list(content.items)
    for place, item in enumerate(items[: len(items) - left_out]):
        respond(attempt, content, item, (WRONG if place < wrong else RIGHT)[item.kind], at=at)
    attempt.refresh_from_db()
    return attempt


def pass_course(version: CourseVersion, learner: User) -> Certificate:
    """Stores an attempt of hers with each item right, and its certificate."""
    document = version.documents.earliest("pk")
    items = list(document.content.items)
    attempt = Attempt.objects.create(
        course=version.course,
        version=version,
        learner=learner,
        number=1,
        language=document.language,
        finished_at=timezone.now(),
        points=len(items),
        is_passed=True,
    )
    ItemResponse.objects.bulk_create(
        [
            ItemResponse(
                attempt=attempt, item=item.key, language=attempt.language, response=RIGHT[item.kind], is_right=True
            )
            for item in items
        ]
    )
    return Certificate.objects.create(attempt=attempt)
