"""A course of an edition that is withdrawn is closed with it: nobody learns from it any more, and everybody reads why."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User
from guide.editions import Edition
from learning.attempts.course_list import begin, course_call_for
from learning.attempts.responding import EditionWithdrawn, respond
from learning.completions import remind
from learning.courses import course_settings
from learning.courses.course_publishing import CannotBePublished, publish
from learning.models import Attempt, Certificate, Course, CourseVersion, ItemResponse, PendingStatement
from notifications.models import Notification
from tests.factories import create_contributor, create_tip
from tests.learning.attempts.ways import go_through
from tests.learning.course_rows import published_course
from tests.learning.sample_course import RIGHT, sample_course

pytestmark = pytest.mark.django_db
NOTICE = "Le conseil 6 met en danger ceux qui le suivent."


@pytest.fixture
def version(editor: User) -> CourseVersion:
    create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    return published_course(editor, sample_course(language="fr"), edition=edition)


@pytest.fixture
def course(version: CourseVersion) -> Course:
    return version.course


@pytest.fixture
def withdraw(course: Course, editor: User, django_capture_on_commit_callbacks) -> Any:
    def done() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            Edition.objects.get(number=1).withdraw(notice=NOTICE, by=editor)
        course.refresh_from_db()

    return done


@pytest.fixture
def reinstate(course: Course, editor: User, django_capture_on_commit_callbacks) -> Any:
    def done() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            Edition.objects.get(number=1).reinstate(why="Le conseil est sûr.", by=editor)
        course.refresh_from_db()

    return done


def words(client: Client, address: str) -> str:
    return " ".join(html.fromstring(client.get(address).content).xpath("string(//main)").split())


def next_edition(editor: User, course: Course) -> CourseVersion:
    """Another edition, which the course's next version teaches."""
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    newer = CourseVersion.objects.create(course=course, number=2, edition=edition, pass_mark=70, published_by=editor)
    newer.documents.create(language="fr", frozen=sample_course(language="fr", version=2).to_json())
    return newer


def test_nobody_begins_goes_on_or_is_reminded(course: Course, contributor: User, withdraw, settings) -> None:
    settings.RECORD_STORE_URL = "https://lrs.example/xapi"
    attempt = go_through(course, contributor, left_out=2)
    told = PendingStatement.objects.count()
    withdraw()
    assert course.closed_at == Edition.objects.get(number=1).withdrawn_at
    assert course.history.first().closed_at == course.closed_at
    item = list(attempt.content.items)[-1]
    with pytest.raises(EditionWithdrawn):
        respond(Attempt.objects.get(), attempt.content, item, RIGHT[item.kind])
    for learner in (contributor, create_contributor(username="novice")):
        with pytest.raises(ValidationError, match="retirée"):
            begin(course, learner, language="fr")
        assert course_call_for(learner) is None
    assert remind(course) == 0
    assert PendingStatement.objects.count() == told


def test_who_is_in_the_middle_is_told_on_the_site_and_on_each_page(
    course: Course, contributor: User, as_contributor: Client, withdraw
) -> None:
    go_through(course, contributor, left_out=2)
    go_through(course, create_contributor(username="done"))
    create_contributor(username="novice")
    withdraw()
    [told] = Notification.objects.filter(kind="c_withdrawn")
    assert (told.person, told.url, told.excerpt) == (contributor, course.get_absolute_url(), NOTICE)
    for address in ("1/", "2/17/"):
        answer = as_contributor.get(f"{course.get_absolute_url()}{address}")
        assert answer["Location"] == course.get_absolute_url()
    sent = as_contributor.post(f"{course.get_absolute_url()}2/17/", {"path": "", "reply": "2"})
    assert sent["Location"] == course.get_absolute_url()
    assert ItemResponse.objects.filter(item="17", attempt__learner=contributor).count() == 0
    page = words(as_contributor, course.get_absolute_url())
    assert NOTICE in page and "vous reprendrez là où vous en étiez" in page
    form = reverse("learning:course_begin", args=[course.pk])
    assert form not in as_contributor.get(course.get_absolute_url()).content.decode()


def test_who_has_passed_keeps_the_certificate(
    course: Course, contributor: User, as_contributor: Client, withdraw
) -> None:
    go_through(course, contributor)
    withdraw()
    page = words(as_contributor, course.get_absolute_url())
    assert NOTICE in page and "votre attestation" in page
    assert as_contributor.get(reverse("learning:certificate", args=[course.pk])).status_code == 200
    assert Certificate.objects.count() == 1


def test_no_package_and_no_questions_are_given_out_and_the_desk_says_so(
    version: CourseVersion, as_editor: Client, withdraw
) -> None:
    document = version.documents.get()
    files = [
        reverse("learning:package", args=[document.pk, "scorm2004"]),
        reverse("learning:questions_qti", args=[document.pk]),
        reverse("learning:questions_moodle", args=[document.pk]),
    ]
    desk = reverse("learning:course_version", args=[version.course_id, 1])
    assert [as_editor.get(address).status_code for address in files] == [200, 200, 200]
    assert all(address in as_editor.get(desk).content.decode() for address in files)
    withdraw()
    for address in files:
        refused = as_editor.get(address)
        assert refused.status_code == 422 and "est retirée" in words_of(refused), address
        assert html.fromstring(refused.content).xpath("//a[@download]") == []
        assert address not in as_editor.get(desk).content.decode()
    for page in (desk, reverse("learning:course_at_the_desk", args=[version.course_id])):
        assert "ne peut pas être rappelé d’ici" in words(as_editor, page), page


def words_of(answer: Any) -> str:
    return " ".join(html.fromstring(answer.content).xpath("string(//main)").split())


def test_no_version_of_a_withdrawn_edition_is_published_and_the_course_is_not_opened(
    course: Course, editor: User, as_editor: Client, withdraw
) -> None:
    withdraw()
    with pytest.raises(CannotBePublished):
        publish(course, by=editor, languages=["fr"], unread_reason="Un essai.")
    as_editor.post(reverse("learning:course_close", args=[course.pk]), {"to": "open"})
    course.refresh_from_db()
    assert course.closed_at is not None


def test_put_back_it_opens_again_and_who_was_in_the_middle_goes_on(
    course: Course, contributor: User, withdraw, reinstate
) -> None:
    attempt = go_through(course, contributor, left_out=2)
    withdraw()
    reinstate()
    assert course.closed_at is None
    assert Notification.objects.filter(kind="c_back", person=contributor).count() == 1
    assert begin(course, contributor, language="fr") == attempt
    assert go_through(course, contributor).is_passed


def test_a_course_that_editors_had_closed_stays_closed(course: Course, editor: User, withdraw, reinstate) -> None:
    course_settings.close(course, by=editor)
    closed = course.closed_at
    withdraw()
    reinstate()
    assert course.closed_at == closed


def test_with_another_edition_she_begins_anew_and_loses_no_attempt(
    course: Course, contributor: User, editor: User, as_contributor: Client, withdraw
) -> None:
    Course.objects.update(attempts=1)
    go_through(course, contributor, left_out=2)
    withdraw()
    newer = next_edition(editor, course)
    course_settings.reopen(course, by=editor)
    assert "autre édition" in words(as_contributor, course.get_absolute_url())
    as_contributor.post(reverse("learning:course_begin", args=[course.pk]))
    attempt = Attempt.objects.get(learner=contributor)
    assert (attempt.version, attempt.is_open) == (newer, True)
    assert as_contributor.get(f"{course.get_absolute_url()}1/").status_code == 200


def test_the_desk_offers_the_course_for_the_newest_edition(
    course: Course, editor: User, as_editor: Client, withdraw
) -> None:
    withdraw()
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    page = html.fromstring(as_editor.get(reverse("learning:course_at_the_desk", args=[course.pk])).content)
    [link] = page.xpath("//a[contains(@href, '?edition=')]/@href")
    chosen = html.fromstring(as_editor.get(link).content).xpath("//select[@name='edition']/option[@selected]/@value")
    assert chosen == [str(edition.pk)]


def test_a_version_for_another_edition_opens_the_course(course: Course, editor: User, withdraw, monkeypatch) -> None:
    withdraw()
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    Course.objects.filter(pk=course.pk).update(edition=edition)
    monkeypatch.setattr("learning.courses.course_publishing.problems_of", lambda *_args: [])
    publish(course, by=editor, languages=["fr"], unread_reason="Un essai.")
    course.refresh_from_db()
    assert course.closed_at is None
