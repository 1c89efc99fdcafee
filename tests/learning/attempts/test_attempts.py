"""Attempts: begun, gone on with, answered, finished; each answer once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from learning import grading
from learning.attempts.course_list import begin, state_of
from learning.attempts.responding import respond
from learning.models import Attempt, Certificate, CourseDocument, CourseVersion, ItemResponse
from tests import factories
from tests.learning.attempts.ways import go_through
from tests.learning.course_rows import published_course
from tests.learning.sample_course import RIGHT, WRONG, sample_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(editor: User) -> CourseVersion:
    return published_course(editor, sample_course(), sample_course(language="fr"))


def publish_again(version: CourseVersion) -> CourseVersion:
    newer = CourseVersion.objects.create(
        course=version.course, number=2, edition=version.edition, pass_mark=70, published_by=version.published_by
    )
    content = sample_course(version=2)
    CourseDocument.objects.create(version=newer, language="en", frozen=content.to_json())
    return newer


def test_she_goes_on_with_the_attempt_that_she_began(version: CourseVersion, contributor: User) -> None:
    attempt = begin(version.course, contributor, language="fr")
    assert (attempt.number, attempt.version, attempt.language) == (1, version, "fr")
    publish_again(version)
    assert begin(version.course, contributor, language="en") == attempt
    go_through(version.course, contributor)
    another = begin(version.course, contributor, language="fr")
    assert (another.number, another.version.number) == (2, 2)
    assert another.language == "en", "the newer version has no French"


def test_all_answers_finish_the_attempt_and_passing_makes_one_certificate(
    version: CourseVersion, contributor: User
) -> None:
    attempt = go_through(version.course, contributor, left_out=1)
    assert attempt.is_open
    assert not Certificate.objects.exists()
    content = attempt.version.content_in("en")
    last = list(content.items)[-1]
    respond(attempt, content, last, RIGHT[last.kind])
    attempt.refresh_from_db()
    assert (attempt.points, attempt.is_passed, attempt.is_open) == (7, True, False)
    respond(attempt, content, last, RIGHT[last.kind])
    assert Certificate.objects.get().attempt == attempt


@pytest.mark.once
@pytest.mark.parametrize(("wrong", "is_passed"), [(2, True), (3, False)])
def test_seventy_percent_of_seven_are_five(
    version: CourseVersion, contributor: User, wrong: int, is_passed: bool
) -> None:
    attempt = go_through(version.course, contributor, wrong=wrong)
    assert (attempt.points, attempt.is_passed) == (7 - wrong, is_passed)
    assert Certificate.objects.exists() is is_passed


def test_a_score_is_the_same_however_the_attempt_was_found(version: CourseVersion, contributor: User) -> None:
    attempt = go_through(version.course, contributor, wrong=2)
    assert [row.percent for row in (attempt, Attempt.objects.get(), Attempt.objects.of(contributor).get())] == [71] * 3


def test_an_answer_stays_as_it_was_given_first(version: CourseVersion, contributor: User) -> None:
    attempt = begin(version.course, contributor, language="en")
    content = version.content_in("en")
    item = next(content.items)
    first = respond(attempt, content, item, WRONG[item.kind])
    same, another = (respond(attempt, content, item, given) for given in (WRONG[item.kind], RIGHT[item.kind]))
    assert [one.is_another for one in (first, same, another)] == [False, False, True]
    assert first.row == same.row == another.row == ItemResponse.objects.get()
    assert another.row.response == WRONG[item.kind]
    assert not another.row.is_right


def test_what_cannot_be_read_is_not_stored(version: CourseVersion, contributor: User) -> None:
    attempt = begin(version.course, contributor, language="en")
    content = version.content_in("en")
    with pytest.raises(grading.UnreadableResponse):
        respond(attempt, content, next(content.items), ["9"])
    assert not ItemResponse.objects.exists()


def test_attempts_are_used_up(editor: User, contributor: User) -> None:
    course = published_course(editor, sample_course(attempts=2)).course
    go_through(course, contributor, wrong=7)
    assert (state_of(course, contributor).left, state_of(course, contributor).why_not) == (1, "")
    go_through(course, contributor, wrong=3)
    state = state_of(course, contributor)
    assert (state.left, bool(state.why_not)) == (0, True)
    assert state.best is not None
    assert (state.best.number, state.best.percent) == (2, 57)
    with pytest.raises(ValidationError):
        begin(course, contributor, language="en")
    assert begin(course, editor, language="en").number == 1


def test_the_deadline_is_a_day_of_the_campaign(version: CourseVersion, contributor: User, editor: User) -> None:
    factories.change_site_settings(time_zone="Pacific/Auckland")
    version.course.deadline = date(2026, 6, 30)
    version.course.save()
    on_time, late = datetime(2026, 6, 30, 11, 59, tzinfo=UTC), datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
    with timezone.override("Pacific/Auckland"):
        attempt = begin(version.course, contributor, language="en", at=on_time)
        assert begin(version.course, contributor, language="en", at=late) == attempt, "who has begun may finish"
        with pytest.raises(ValidationError):
            begin(version.course, editor, language="en", at=late)


def test_nobody_begins_a_closed_course_and_who_has_begun_finishes(
    version: CourseVersion, contributor: User, editor: User
) -> None:
    go_through(version.course, contributor, left_out=2)
    version.course.closed_at = timezone.now() - timedelta(days=1)
    version.course.save()
    assert go_through(version.course, contributor).is_passed
    with pytest.raises(ValidationError):
        begin(version.course, editor, language="en")


def test_the_best_attempt_counts(version: CourseVersion, contributor: User) -> None:
    for wrong in (3, 0, 2):
        go_through(version.course, contributor, wrong=wrong)
    state = state_of(version.course, contributor)
    assert state.best is not None
    assert (state.best.number, state.has_passed, state.open) == (2, True, None)


def test_an_erased_person_leaves_no_attempt_and_no_certificate(
    version: CourseVersion, contributor: User, editor: User, administrator: User
) -> None:
    go_through(version.course, contributor)
    go_through(version.course, editor)
    contributor.erase(by=administrator, reason="Left")
    assert [attempt.learner for attempt in Attempt.objects.all()] == [editor]
    assert Certificate.objects.get().attempt.learner == editor
    assert ItemResponse.objects.count() == 7
