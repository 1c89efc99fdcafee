"""Which items most people get wrong: at their first attempt, twenty people at a time, in steps of five. It names nobody.

Were each answer counted as it comes, whoever looks before and after a colleague's would know it: see docs/topics/figures.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from accounts.small_groups import FEWEST_PEOPLE, STEP, in_steps
from learning.attempts.models import Attempt, ItemResponse
from learning.courses.models import CourseVersion
from learning.document import Course, Item, Lesson


@dataclass(frozen=True, slots=True)
class ItemResult:
    """An item, and at least how many people got it wrong."""

    lesson: Lesson
    item: Item
    wrong: int


@dataclass(frozen=True, slots=True)
class ItemResults:
    """Those of a version, what most get wrong first. `people` is 0 as long as too few have finished."""

    people: int
    rows: list[ItemResult]


def item_results(version: CourseVersion, content: Course) -> ItemResults:
    """Returns the results of a version; two queries. `content` is what it says in the language in which they are read."""
    finished = Attempt.objects.filter(version=version, number=1, is_forgotten=False, finished_at__isnull=False)
    number = finished.count()
    people = number - number % FEWEST_PEOPLE
    counted = finished.order_by("finished_at", "pk")[:people]
    responses = ItemResponse.objects.filter(attempt__in=counted.values("pk"), is_right=False).order_by()
    wrong = dict(responses.values_list("item").annotate(Count("pk")))
    most = max(people - STEP, 0)  # nearly all are as telling as nearly none
    rows = [
        ItemResult(lesson, item, min(in_steps(wrong.get(item.key, 0)), most))
        for lesson in content.lessons
        for item in lesson.items
    ]
    return ItemResults(people, sorted(rows, key=lambda row: -row.wrong) if people else [])
