"""An edition with one tip, published once for all tests of this folder, and a course that was made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import TestCase
from django.utils import translation

from accounts.models import User
from guide.models import CourseText, Edition, Tip
from learning.courses.making import make_course
from learning.models import Course
from tests import factories
from tests.shared_rows import copy_editions, published_once


def publish_edition() -> None:
    factories.create_site_settings()
    editor = factories.create_editor()
    factories.create_tip(number=6, by=editor, title="Demandez d’abord")
    with translation.override("fr"), TestCase.captureOnCommitCallbacks(execute=True):
        Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")


edition_files = published_once(publish_edition, scope="package")


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
