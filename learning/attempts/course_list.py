"""What the home page says to a reader of the courses that can be begun: begin, go on, or that she has passed them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.readers import NOBODY
from common.database.queries import CompiledQuery
from common.paging import NumberedPage, numbered_page
from learning.attempts.course_way import CourseState, states_of
from learning.attempts.models import Attempt
from learning.courses.models import Course, CourseDocument


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


# The courses as a learner's list has them: the titles in her language, and how far she is.


COURSES_AT_ONCE: Final = 30


@dataclass(frozen=True, slots=True)
class ListedCourse:
    """A course with its title and description, in `language`."""

    state: CourseState
    title: str
    description: str
    language: str


def listed_courses(learner: User, language: str, page: str) -> NumberedPage:
    """Returns a page of the courses that are open and those that she has begun, the newest first; three queries."""
    begun = Attempt.objects.filter(learner=learner).values("course")
    published = Course.objects.select_related("text").annotate(newest=Max("versions")).exclude(newest=None)
    courses = published.filter(Q(closed_at=None) | Q(pk__in=begun)).order_by("-pk")
    found = numbered_page(courses, page, COURSES_AT_ONCE)
    titles, states = titles_of([row.newest for row in found], language), states_of(found.rows, learner)
    return replace(found, rows=[ListedCourse(one, *titles[row.newest]) for row, one in zip(found, states, strict=True)])


def titles_of(versions: list[int], language: str) -> dict[int, tuple[str, str, str]]:
    """Title, description and language of each version: in this language, else in its first one."""
    documents = CourseDocument.objects.filter(version__in=versions).order_by("-pk")
    rows = documents.values_list("version", "frozen__title", "frozen__description", "language")
    found: dict[int, tuple[str, str, str]] = {}
    for version, *words in sorted(rows, key=lambda row: row[3] == language):
        found[version] = (words[0], words[1], words[2])
    return found
