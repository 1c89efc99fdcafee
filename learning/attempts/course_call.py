"""What the home page says to a reader of the courses that can be begun: begin, go on, or that she has passed them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.readers import NOBODY
from common.database.queries import CompiledQuery
from learning.attempts.models import Attempt
from learning.courses.models import Course


class CourseCall(NamedTuple):
    """`act` is "begin", "go_on", or "passed" where no course is left; `course` the key of the one, None of several."""

    act: str
    course: int | None


def course_call_for(reader: User) -> CourseCall | None:
    """Returns the call of home for her, or None where no course can be begun; one query."""
    rows: list[tuple[int, bool, bool]] = _courses.tuples(reader.pk, timezone.localdate())
    left = [row for row in rows if not row[1]]
    shown = [row for row in left if row[2]] or left or rows
    if not shown:
        return None
    act = "passed" if not left else "go_on" if shown[0][2] else "begin"
    return CourseCall(act, shown[0][0] if len(shown) == 1 else None)


def _courses_of(reader: int, on: date) -> QuerySet[Course]:
    """The key of each course that can be begun, whether she has passed it, and whether she is in the middle of it."""
    hers = Attempt.objects.filter(course=OuterRef("pk"), learner=reader)
    rows = Course.objects.to_begin(on).order_by("-pk")
    has_passed, is_at_it = Exists(hers.filter(is_passed=True)), Exists(hers.filter(finished_at=None))
    return rows.annotate(has_passed=has_passed, is_at_it=is_at_it).values_list("pk", "has_passed", "is_at_it")  # type: ignore[return-value]  # read as tuples


_courses = CompiledQuery(_courses_of, NOBODY, date(1, 2, 3))
