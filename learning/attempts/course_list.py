"""The courses as a learner's list has them: the titles in her language, and how far she is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from django.db.models import Max, Q

from accounts.models import User
from common.paging import NumberedPage, numbered_page
from learning.attempts.course_state import CourseState, states_of
from learning.attempts.models import Attempt
from learning.courses.models import Course, CourseDocument

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
