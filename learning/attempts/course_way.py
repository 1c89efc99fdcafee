"""A learner in a course: what the course says to her, and where she is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import cached_property

from accounts.models import User
from guide.models import Edition
from learning.attempts.course_state import CourseState, state_of
from learning.attempts.models import Attempt, ItemResponse
from learning.courses.models import Course, CourseVersion
from learning.document import Course as CourseContent
from learning.document import Item, Lesson


@dataclass(frozen=True)
class CourseWay:
    """`attempt` is the one that she is at, or finished last; its version is shown, else the newest one.

    `responses` are its answers, by the keys of items. One whose answers are forgotten is none.
    """

    state: CourseState
    version: CourseVersion
    content: CourseContent
    attempt: Attempt | None
    responses: Mapping[str, ItemResponse]

    @cached_property
    def withdrawn_edition(self) -> Edition | None:
        """The edition that is shown, where it is withdrawn: nobody reads it here, nor answers."""
        return self.version.withdrawn_edition()

    @property
    def course(self) -> Course:
        return self.state.course

    @property
    def answered(self) -> int:
        return len(self.responses)

    def lesson(self, key: str) -> Lesson | None:
        return next((lesson for lesson in self.content.lessons if lesson.key == key), None)

    def answered_in(self, lesson: Lesson) -> int:
        return sum(item.key in self.responses for item in lesson.items)

    def open_items(self, lesson: Lesson) -> list[Item]:
        return [item for item in lesson.items if item.key not in self.responses]

    def next_item(self, lesson: Lesson, item: Item) -> Item | None:
        """The next item of a lesson that waits for an answer: after this one, else before it."""
        place = lesson.items.index(item) + 1
        return next((one for one in lesson.items[place:] + lesson.items[:place] if one.key not in self.responses), None)

    def next_lesson(self) -> Lesson | None:
        """The first lesson with an item that waits for an answer."""
        return next((lesson for lesson in self.content.lessons if self.open_items(lesson)), None)

    @property
    def wrong_items(self) -> list[tuple[Lesson, Item]]:
        """What was answered wrongly, with its lesson."""
        rows = self.responses
        return [
            (lesson, item)
            for lesson in self.content.lessons
            for item in lesson.items
            if item.key in rows and not rows[item.key].is_right
        ]


def way_of(course: Course, learner: User, language: str) -> CourseWay | None:
    """Returns her way in a course, in this language where it speaks it, or None where it is not published."""
    state = state_of(course, learner)
    attempt = state.open or state.newest
    if attempt is None or attempt.is_forgotten:
        version = course.newest_version()
        return CourseWay(state, version, version.content_in(language), None, {}) if version else None
    responses = {row.item: row for row in attempt.responses.all()}
    return CourseWay(state, attempt.version, attempt.version.content_in(language), attempt, responses)
