"""A course as its editors see it: lessons and items in their order, each with what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from common.forms.unchanged import seen_order
from guide.models import CourseText
from learning.courses.models import Course
from learning.courses.problems import CourseProblem, problems_of


@dataclass
class OutlineRow:
    """A lesson with its items, or an item. `is_first` and `is_last` among its like, whose order is `seen`."""

    text: CourseText
    problems: list[CourseProblem]
    is_first: bool = False
    is_last: bool = False
    seen: str = ""
    items: list[OutlineRow] = field(default_factory=list)

    @property
    def is_broken(self) -> bool:
        return any(problem.is_grave for problem in self.problems)


@dataclass(frozen=True)
class Outline:
    """`problems` are those of the whole; `removed` what was taken out."""

    texts: list[CourseText]
    problems: list[CourseProblem]
    lessons: list[OutlineRow]
    removed: list[CourseText]

    @property
    def all_grave(self) -> list[CourseProblem]:
        """What keeps it from being published, in the order of the course."""
        everywhere = [*self.problems, *(one for row in self._rows() for one in row.problems)]
        return [problem for problem in everywhere if problem.is_grave]

    def _rows(self) -> Iterable[OutlineRow]:
        for lesson in self.lessons:
            yield from (lesson, *lesson.items)


def outline_of(course: Course) -> Outline:
    texts = course.texts()
    found: defaultdict[int | None, list[CourseProblem]] = defaultdict(list)
    for problem in problems_of(course, texts):
        found[problem.text.pk if problem.text else None].append(problem)
    lessons = _rows(texts, course.text_id, found)
    for lesson in lessons:
        lesson.items = _rows(texts, lesson.text.pk, found)
    removed = CourseText.objects.of_course(course.text_id).exclude(removed_at=None).order_by("removed_at", "pk")
    return Outline(texts, [*found[None], *found[course.text_id]], lessons, list(removed))


def _rows(texts: list[CourseText], parent: int, problems: dict[int | None, list[CourseProblem]]) -> list[OutlineRow]:
    rows = [OutlineRow(text, problems.get(text.pk, [])) for text in texts if text.parent_id == parent]
    seen = seen_order(row.text.pk for row in rows)
    for place, row in enumerate(rows, 1):
        row.is_first, row.is_last, row.seen = place == 1, place == len(rows), seen
    return rows
