"""How far a learner is with a course: what she has answered, what is left, how she did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from learning.attempts.beginning import why_not
from learning.attempts.models import Attempt
from learning.courses.models import Course


@dataclass(frozen=True, slots=True)
class CourseState:
    """A course and the attempts of one learner at it, the first first."""

    course: Course
    attempts: Sequence[Attempt]
    at: datetime

    @property
    def open(self) -> Attempt | None:
        """The attempt that she can go on with."""
        return next((attempt for attempt in self.attempts if attempt.is_open), None)

    @property
    def best(self) -> Attempt | None:
        """The finished attempt that counts: one that was passed, then the highest score, then the newest."""
        finished = [attempt for attempt in self.attempts if not attempt.is_open]
        return max(finished, key=lambda one: (one.is_passed, one.percent, one.number), default=None)

    @property
    def newest(self) -> Attempt | None:
        return self.attempts[-1] if self.attempts else None

    @property
    def has_passed(self) -> bool:
        return self.best is not None and self.best.is_passed

    @property
    def left(self) -> int | None:
        """How many attempts she can still begin; None where there is no limit."""
        return max(self.course.attempts - len(self.attempts), 0) if self.course.attempts else None

    @property
    def why_not(self) -> str:
        """Why she can begin no other attempt, or an empty text; she can always go on with an open one."""
        return why_not(self.course, len(self.attempts), self.at)


def state_of(course: Course, learner: User, at: datetime | None = None) -> CourseState:
    return CourseState(course, list(Attempt.objects.of(learner, course)), at or timezone.now())


def states_of(courses: Iterable[Course], learner: User, at: datetime | None = None) -> list[CourseState]:
    """Returns the state of each course; one query."""
    by_course: dict[int, list[Attempt]] = {}
    for attempt in Attempt.objects.of(learner):
        by_course.setdefault(attempt.course_id, []).append(attempt)
    moment = at or timezone.now()
    return [CourseState(course, by_course.get(course.pk, []), moment) for course in courses]
