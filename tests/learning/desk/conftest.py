"""An edition with one tip, published once for all tests of this folder, and a course that was made of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from accounts.models import User
from guide.models import CourseText, Edition, Tip
from learning.courses.making import make_course
from learning.models import Course
from tests.factories import publish_edition
from tests.shared_rows import copy_editions, published_once

edition_files = published_once(partial(publish_edition, title="Demandez d’abord"), scope="package")


@pytest.fixture
def editor(edition_files: Path, db: None) -> User:
    return User.objects.get(username="laurent")


@pytest.fixture
def tip(edition_files: Path, db: None) -> Tip:
    return Tip.objects.get()


@pytest.fixture
def edition(edition_files: Path, db: None, settings) -> Edition:
    """Edition 1, with a copy of its files."""
    copy_editions(edition_files, settings.EDITIONS_ROOT)
    return Edition.objects.get(number=1)


@pytest.fixture
def course(edition: Edition, editor: User) -> Course:
    return make_course(edition, title="Avant de publier", by=editor)


@pytest.fixture
def lesson(course: Course) -> CourseText:
    return CourseText.objects.get(parent=course.text)
