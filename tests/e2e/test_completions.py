"""Completions of courses, and the letter to those who have not begun, on every screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from notifications.mail.outbox import Letter
from reporting.nightly_run import publish
from tests.e2e.looking import Look
from tests.learning.course_rows import published_course
from tests.learning.sample_course import sample_course

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_an_editor_looks_at_completions_and_reminds(editor: User, browser_of: Callable[..., Page], look: Look) -> None:
    invited = {"invited_at": timezone.now()}
    people = [User(username=f"p{n}", site=f"Lieu {n % 3}", email=f"p{n}@example.org", **invited) for n in range(90)]
    User.objects.bulk_create(people)
    course = published_course(editor, sample_course(title="Avant de publier " * 3 + "anticonstitutionnel" * 4)).course
    publish(timezone.localdate(), at=timezone.now())
    screen = browser_of(editor)
    screen.goto("/statistics/courses/")
    look(screen, "completions")
    screen.set_viewport_size({"width": 390, "height": 844})
    beside_a_long_word = screen.locator("table.fig tbody td").first
    expect(beside_a_long_word).to_be_in_viewport()
    screen.set_viewport_size({"width": 1280, "height": 900})
    screen.locator(f"form[action$='/{course.pk}/remind/'] button").click()
    expect(screen.locator("main, [role=status]").filter(has_text="85").first).to_be_visible()
    assert Letter.objects.filter(key__startswith=f"course:{course.pk}:").count() >= 90
    look(screen, "reminded")
    screen.goto(f"/curation/courses/{course.pk}/versions/1/")
    look(screen, "files of questions")
