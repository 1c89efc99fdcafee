"""An edition with one tip, and a course that was made of it."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.models import CourseText, Edition, Tip
from learning.courses.making import make_course
from learning.models import Course
from tests.factories import create_tip


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor, title="Demandez d’abord")


@pytest.fixture
def edition(tip: Tip, editor: User) -> Edition:
    found = Edition.objects.in_preparation()
    found.publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    return found


@pytest.fixture
def course(edition: Edition, editor: User) -> Course:
    return make_course(edition, title="Avant de publier", by=editor)


@pytest.fixture
def lesson(course: Course) -> CourseText:
    return CourseText.objects.get(parent=course.text)
