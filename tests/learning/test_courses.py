"""Rows of courses: what the database itself refuses."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from guide.course_texts import CourseText, in_course_order
from learning.courses import course_settings
from learning.models import Attempt, Course, ItemResponse
from tests.learning.course_rows import published_course
from tests.learning.sample_course import CHOICE, sample_course

pytestmark = pytest.mark.django_db


def test_a_published_course_says_what_was_frozen(editor: User) -> None:
    version = published_course(editor)
    assert version.documents.get().content == sample_course()


def test_a_learner_has_one_open_attempt_and_answers_an_item_once(editor: User, contributor: User) -> None:
    version = published_course(editor)
    values = {"course": version.course, "version": version, "learner": contributor, "language": "en"}
    attempt = Attempt.objects.create(number=1, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(number=2, **values)
    ItemResponse.objects.create(attempt=attempt, item="11", response=["2"], is_right=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemResponse.objects.create(attempt=attempt, item="11", response=["1"], is_right=False)


def test_whoever_closes_a_course_takes_back_no_setting_that_was_saved_meanwhile(editor: User) -> None:
    course = published_course(editor).course
    another_screen = Course.objects.get(pk=course.pk)
    course.pass_mark = 60
    course_settings.change(course, by=editor)
    course_settings.close(another_screen, by=editor)
    course.refresh_from_db()
    assert (course.pass_mark, course.closed_at) == (60, another_screen.closed_at)
    assert course.closed_at is not None


def test_whoever_saves_the_settings_of_a_course_opens_none_that_was_closed_meanwhile(editor: User) -> None:
    course = published_course(editor).course
    another_screen = Course.objects.get(pk=course.pk)
    course_settings.close(course, by=editor)
    another_screen.pass_mark = 60
    course_settings.change(another_screen, by=editor)
    course.refresh_from_db()
    assert (course.pass_mark, course.closed_at is None) == (60, False)
    assert course.history.count() == len(course_settings.settings_history(course)) == 3


def test_an_item_is_revised_and_undone_with_its_parts(editor: User) -> None:
    course = CourseText(kind="course", title="A course", body="Ten minutes.")
    course.create(author=editor)
    lesson = CourseText(kind="lesson", parent=course, title="Pictures", body="What they show.")
    lesson.create(author=editor)
    item = CourseText(kind="choice", parent=lesson, title="The party", parts=CHOICE.to_json())
    item.create(author=editor)
    assert item.body.startswith(CHOICE.situation)
    worded = CHOICE.with_lines(iter(f"{line} Indeed." for line in CHOICE.lines))
    item.record_revision(body="", author=editor, base_version=1, parts=worded.to_json())
    assert (item.version, item.item) == (2, worded)
    item.undo(2, author=editor)
    item.refresh_from_db()
    assert item.item == CHOICE
    assert in_course_order([item, lesson, course]) == [course, lesson, item]
    with pytest.raises(ValidationError):
        item.undo(2, author=editor)
