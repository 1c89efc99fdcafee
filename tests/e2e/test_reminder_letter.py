"""The letter that reminds of a course, from the desk's button to the course, signed in and not signed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import Rhythm, User
from learning.completions import remind
from learning.models import Attempt
from notifications.mail.delivery import send_letters
from tests.e2e.acts import press, sticking_out
from tests.factories import PASSWORD
from tests.learning.course_rows import published_course
from tests.learning.sample_course import sample_course

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_who_has_not_begun_follows_the_letter_to_the_course(
    editor: User, contributor: User, browser_of: Callable[[User], Page], visitor: Page
) -> None:
    course = published_course(editor, sample_course(language="fr", title="Avant de publier")).course
    desk = browser_of(editor)
    desk.goto("/curation/courses/")
    press(desk, desk.get_by_role("link", name="Parcours terminés"))
    press(desk, desk.locator(f"form[action$='/{course.pk}/remind/'] button"), key="Enter")
    expect(desk.get_by_text("Une lettre part", exact=False).first).to_be_visible()
    send_letters(Rhythm.AT_ONCE)
    (letter,) = [one for one in mail.outbox if one.to == [contributor.email]]
    html = str(letter.alternatives[0].content)  # type: ignore[attr-defined]
    assert "Pas encore commencé : Avant de publier" in letter.subject.replace("\u00a0", " ")
    (address,) = set(re.findall(rf"https?://[^\s\"]+{course.get_absolute_url()}", f"{letter.body} {html}"))
    path = urlsplit(address).path
    contributor.set_password(PASSWORD)
    contributor.save()
    visitor.goto(path)
    visitor.get_by_label("Identifiant ou adresse électronique").fill(contributor.username)
    visitor.get_by_label("Mot de passe").fill(PASSWORD)
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", name="Avant de publier")).to_be_visible()
    assert urlsplit(visitor.url).path == path
    visitor.goto(path)
    press(visitor, visitor.get_by_role("button", name="Commencer le parcours"), key="Enter")
    visitor.wait_for_url(f"**{path}*/")
    assert Attempt.objects.get().learner == contributor
    mail.outbox.clear()
    press(desk, desk.locator(f"form[action$='/{course.pk}/remind/'] button"), key="Enter")
    send_letters(Rhythm.AT_ONCE)
    assert [one.to for one in mail.outbox] == [], "nobody is reminded twice, nor of what she has begun"


def test_a_long_word_does_not_make_a_letter_wider_than_a_telephone(
    editor: User, contributor: User, visitor: Page
) -> None:
    remind(published_course(editor, sample_course(language="fr", title="Avant " + "anticonstitutionnel" * 3)).course)
    send_letters(Rhythm.AT_ONCE)
    (letter,) = [one for one in mail.outbox if one.to == [contributor.email]]
    visitor.set_viewport_size({"width": 320, "height": 600})
    visitor.set_content(str(letter.alternatives[0].content))  # type: ignore[attr-defined]
    assert sticking_out(visitor) == []
