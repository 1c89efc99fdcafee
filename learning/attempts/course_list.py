"""What the home page says to a reader of the courses that can be begun: begin, go on, or that she has passed them.

A learner in a course: she begins or goes on, how far she is, and what the course says to her.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User
from common.paging import NumberedPage, numbered_page
from guide.models import Edition
from learning.attempts.models import Attempt, ItemResponse
from learning.attempts.responding import AttemptStep, tell_of
from learning.courses.course_settings import withdrawn_in_words
from learning.courses.models import Course, CourseDocument, CourseVersion
from learning.document import Course as CourseContent
from learning.document import Item, Lesson


def begin(course: Course, learner: User, *, language: str, at: datetime | None = None) -> Attempt:
    """Returns her open attempt; where there is none, begins one at the newest version, in a language that it has.

    Raises ValidationError with the reason why no attempt can be begun.
    """
    moment = at or timezone.now()
    try:
        with transaction.atomic():
            return _attempt_to_go_on_with(course, learner) or _begin(course, learner, language, moment)
    except IntegrityError:
        begun = _open_attempt(course, learner)  # at the same moment, on another device
        if begun is None:
            raise
        return begun


def _open_attempt(course: Course, learner: User) -> Attempt | None:
    return Attempt.objects.filter(course=course, learner=learner, finished_at=None).first()


def _attempt_to_go_on_with(course: Course, learner: User) -> Attempt | None:
    """Her open attempt. One at a withdrawn edition goes, where there is another by now: it counts as none that was used."""
    attempt = _open_attempt(course, learner)
    edition = attempt.version.withdrawn_edition() if attempt else None
    if attempt is None or edition is None:
        return attempt
    newest = course.newest_version()
    if newest is None or newest.withdrawn_edition():
        raise ValidationError(withdrawn_in_words(edition))
    attempt.delete()
    return None


def _begin(course: Course, learner: User, language: str, at: datetime) -> Attempt:
    own = Attempt.objects.filter(course=course, learner=learner)
    version = course.newest_version()
    if version is None:
        raise ValidationError(_("This course is not published yet."))
    edition = version.withdrawn_edition()
    refusal = withdrawn_in_words(edition) if edition else why_not(course, own.count(), at)
    if refusal:
        raise ValidationError(refusal)
    content = version.content_in(language)
    number = (own.aggregate(last=Max("number"))["last"] or 0) + 1  # of those before it, some may have been forgotten
    attempt = Attempt.objects.create(
        course=course, version=version, learner=learner, number=number, language=content.language, begun_at=at
    )
    tell_of(attempt, content, AttemptStep.BEGUN)
    return attempt


def why_not(course: Course, used: int, at: datetime) -> str:
    """Returns why nobody who has used so many attempts begins another one now, or an empty text."""
    if course.closed_at:
        return _("This course is closed: it can no longer be started.")
    if course.deadline and timezone.localdate(at) > course.deadline:
        return _("The deadline has passed: nobody begins an attempt any more.")
    if course.attempts and used >= course.attempts:
        return _("You have used all your attempts.")
    return ""


# How far a learner is with a course: what she has answered, what is left, how she did.


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


# A learner in a course: what the course says to her, and where she is in it.


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


class CourseCall(NamedTuple):
    """`act` is "begin", "go_on", or "passed" where no course is left; `course` the key of the one, None of several."""

    act: str
    course: int | None


def course_call_for(reader: User) -> CourseCall | None:
    """Returns the call of home for her, or None where no course can be begun; one query."""
    hers = Attempt.objects.filter(course=OuterRef("pk"), learner=reader)
    has_passed, is_at_it = Exists(hers.filter(is_passed=True)), Exists(hers.filter(finished_at=None))
    courses = Course.objects.to_begin(timezone.localdate()).annotate(has_passed=has_passed, is_at_it=is_at_it)
    rows = list(courses.order_by("-pk").values_list("pk", "has_passed", "is_at_it"))
    left = [row for row in rows if not row[1]]
    shown = [row for row in left if row[2]] or left or rows
    if not shown:
        return None
    act = "passed" if not left else "go_on" if shown[0][2] else "begin"
    return CourseCall(act, shown[0][0] if len(shown) == 1 else None)


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
