"""How many people have begun, finished and passed courses: each course in steps of five, groups as they were last published.

What stands on the page and in the file is the same, and names nobody: see docs/topics/figures.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.small_groups import FEWEST_PEOPLE, STEP, in_steps
from learning.completions import courses_to_begin, people_to_remind
from learning.models import Attempt, Course, ForgottenLearners
from reporting.counting import number_invited
from reporting.models import OF_COURSES, Dimension, Figure
from reporting.tables import Cell, FigureSection, Line, Published, value_of
from reporting.taking_part import not_yet


def at_least(number: int, invited: int) -> int | None:
    """Returns what may be told of a number of people: a multiple of five, or None. Nearly all are as telling as nearly none."""
    if invited < FEWEST_PEOPLE:
        return None
    return min(in_steps(number), in_steps(invited - STEP)) or None


def sections() -> list[FigureSection]:
    published = Published()
    return [_by_course(), _by_place(published, Dimension.SITE), _by_place(published, Dimension.DEPARTMENT)]


def courses_to_remind_of(at: datetime) -> list[tuple[Course, int | None]]:
    """Returns the courses that can be begun, each with how many people a letter would go to, in steps."""
    invited = number_invited()
    courses = courses_to_begin(at).order_by("-pk")
    return [(course, at_least(people_to_remind(course, at=at).count(), invited)) for course in courses]


def names_of_figures() -> dict[Figure, str]:
    return {
        Figure.BEGAN: pgettext("people who", "Began"),
        Figure.FINISHED: pgettext("people who", "Finished"),
        Figure.PASSED: pgettext("people who", "Passed"),
    }


def _heads() -> tuple[str, ...]:
    return tuple(names_of_figures()[figure] for figure in OF_COURSES)


def _by_course() -> FigureSection:
    invited, counts = number_invited(), _counts()
    courses = Course.objects.exclude(versions=None).select_related("text").distinct().order_by("-pk")
    lines = [
        Line(course.text.title, tuple(at_least(n, invited) for n in counts.get(course.pk, (0, 0, 0))), is_own=True)
        for course in courses
    ]
    return FigureSection(
        name="courses",
        title=_("By course"),
        about=_("People, each counted once a course; at least so many, in steps of five"),
        columns=_heads(),
        lines=tuple(lines),
        notes=() if lines else (_("No course has been published yet."),),
    )


def _counts() -> dict[int, tuple[int, ...]]:
    rows = (
        Attempt.objects.order_by()
        .values("course")
        .annotate(
            began=Count("learner", distinct=True),
            finished=Count("learner", distinct=True, filter=Q(finished_at__isnull=False)),
            passed=Count("learner", distinct=True, filter=Q(is_passed=True)),
        )
    )
    found: dict[int, tuple[int, ...]] = {row["course"]: (row["began"], row["finished"], row["passed"]) for row in rows}
    for course, began, finished in ForgottenLearners.objects.values_list("course", "began", "finished"):
        known = found.get(course, (0, 0, 0))
        found[course] = (known[0] + began, known[1] + finished, known[2])
    return found


def _by_place(published: Published, dimension: Dimension) -> FigureSection:
    """A group stands here once it is shown in one figure at least; the others are counted, not named."""
    groups = published.groups(dimension)
    shown = {name: row for name, row in groups.items() if any(value_of(row.get(figure)) for figure in OF_COURSES)}
    lines = [Line(name, (_invited(row), *_cells(row))) for name, row in sorted(shown.items())]
    are_departments = dimension == Dimension.DEPARTMENT
    return FigureSection(
        name="course-departments" if are_departments else "course-sites",
        title=_("By department") if are_departments else _("By place of work"),
        about=_("People, by department") if are_departments else _("People, by place of work"),
        columns=(_("Invited"), *_heads()),
        lines=tuple(lines),
        notes=tuple(_notes(has_lines=bool(lines), is_published=bool(published.last_at))),
    )


def _invited(row: dict[Figure, Any]) -> Cell:
    return max((row[figure].invited or 0 for figure in OF_COURSES if value_of(row.get(figure))), default=None)


def _cells(row: dict[Figure, Any]) -> tuple[Cell, ...]:
    return tuple(value_of(row.get(figure)) for figure in OF_COURSES)


def _notes(*, has_lines: bool, is_published: bool) -> Iterable[str]:
    if not is_published:
        yield not_yet()
    elif not has_lines:
        yield _("No group is shown: too few people have begun, or too few work there.")
