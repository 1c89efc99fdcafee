"""The letter to those who have not begun a course."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from accounts.models import Rhythm, User
from campaign.invitations.wave_letters import OptOut
from common.words.dates import full_day
from learning.attempts.models import Attempt
from learning.completions import people_to_remind, remind
from learning.courses.models import Course
from notifications.mail.delivery import send_letters
from notifications.mail.outbox import Letter
from tests import factories
from tests.learning.course_rows import published_course
from tests.learning.sample_course import sample_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return factories.create_editor()


@pytest.fixture
def course(editor: User) -> Course:
    french = sample_course(language="fr", title="Avant de <script>publier</script>")
    return published_course(editor, sample_course(), french).course


def person(name: str, **values: object) -> User:
    found = factories.create_user(username=name, email=f"{name}@example.org")
    User.objects.filter(pk=found.pk).update(**values)
    return User.objects.get(pk=found.pk)


def to_remind(course: Course) -> set[str]:
    return set(people_to_remind(course, at=timezone.now()).values_list("username", flat=True))


def test_who_has_begun_wants_no_mail_or_knows_nothing_of_the_site_gets_none(course: Course, editor: User) -> None:
    begun = person("begun")
    version = course.versions.get()
    Attempt.objects.create(course=course, version=version, learner=begun, number=1, language="en")
    OptOut.objects.create(person=person("opted-out"))
    person("never", mail_campaign=Rhythm.NEVER)
    person("stopped", is_active=False)
    person("erased", erased_at=timezone.now())
    person("no-address", email="")
    person("brought-in-alone", invited_at=None)
    person("here-without-an-invitation", invited_at=None, last_login=timezone.now())
    person("waiting")
    assert to_remind(course) - {editor.username} == {"waiting", "here-without-an-invitation"}


def test_a_person_is_reminded_once_a_week_of_whatever_course(course: Course, editor: User) -> None:
    person("waiting")
    other = published_course(editor, sample_course(key="6")).course
    assert remind(course) == 2
    assert remind(course) == 0 == remind(other)
    assert remind(other, at=timezone.now() + timedelta(days=8)) == 2


def test_a_course_that_cannot_be_begun_is_not_reminded_of(course: Course) -> None:
    person("waiting")
    Course.objects.filter(pk=course.pk).update(deadline=timezone.localdate() - timedelta(days=1))
    assert remind(Course.objects.get(pk=course.pk)) == 0
    Course.objects.filter(pk=course.pk).update(deadline=None, closed_at=timezone.now())
    assert remind(Course.objects.get(pk=course.pk)) == 0
    assert not Letter.objects.exists()


def test_the_letter_is_in_the_language_of_the_person_and_says_the_deadline(course: Course, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(email="")
    Course.objects.filter(pk=course.pk).update(deadline=timezone.localdate() + timedelta(days=30))
    person("ana", language="fr", first_name="Ana")
    remind(Course.objects.get(pk=course.pk))
    send_letters(Rhythm.AT_ONCE)
    (letter,) = mail.outbox
    assert "Avant de <script>publier</script>" in letter.subject
    text, html = str(letter.body), str(letter.alternatives[0][0])  # type: ignore[attr-defined]
    assert reverse("learning:course", args=[course.pk]) in text
    with override("fr"):
        assert full_day(timezone.localdate() + timedelta(days=30)) in text
    assert "<script>" not in html and "Ana" in text


def test_nothing_is_sent_to_whoever_has_begun_meanwhile(course: Course, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(email="")
    late = person("late")
    key = f"course:{course.pk}:2026-01-01"
    letter = Letter.objects.create(person=late, key=key, rhythm=Rhythm.AT_ONCE)
    Attempt.objects.create(course=course, version=course.versions.get(), learner=late, number=1, language="en")
    send_letters(Rhythm.AT_ONCE)
    letter.refresh_from_db()
    assert (letter.state, mail.outbox) == (Letter.State.EMPTY, [])


def test_an_editor_is_told_how_many_in_steps_and_never_who(course: Course, editor: User, client: Client) -> None:
    client.force_login(editor)
    person("geheim")
    for number in range(41):
        person(f"colleague-{number}")
    page = client.get(reverse("reporting:completions")).content.decode()
    assert "geheim" not in page and not re.search(r"\b4[1-9]\b", words_of(page))
    assert re.search(r"\b35\b", words_of(page))  # nearly all of 43 would be as telling as nearly none
    said = client.post(reverse("reporting:course_remind", args=[course.pk]), follow=True).content.decode()
    assert "geheim" not in said and re.search(r"\b35\b", words_of(said))
    assert Letter.objects.filter(key__startswith="course:").count() == 43


def words_of(html: str) -> str:
    return strip_tags(html.partition("<main")[2].partition("</main>")[0])
