"""Attempts have an end: answers and results go, certificates and counts stay, and nobody reads them by name before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from guide_project.periodic_jobs import RUN_PERIODICALLY
from learning.attempts.attempt_expiry import forget_attempts
from learning.attempts.course_list import begin
from learning.models import (
    Attempt,
    Certificate,
    CourseVersion,
    ForgottenLearners,
    ItemResponse,
    PendingStatement,
)
from learning.statements.outbox import forget_old_statements
from notifications.kinds import NotificationKind
from notifications.mail.outbox import Letter
from notifications.models import Notification
from reporting import course_figures
from tests.factories import create_contributor
from tests.learning.attempts.ways import go_through
from tests.learning.course_rows import published_course
from tests.learning.sample_course import sample_course

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=370)


@pytest.fixture
def version(editor: User) -> CourseVersion:
    return published_course(editor, sample_course())


def test_what_was_answered_goes_and_certificates_and_counts_stay(version: CourseVersion, settings) -> None:
    settings.COURSE_ANSWERS_MONTHS = 12
    passed, failed, stopped, fresh = (create_contributor(username=name) for name in ("a", "b", "c", "d"))
    go_through(version.course, passed, at=LONG_AGO)
    go_through(version.course, failed, wrong=7, at=LONG_AGO)
    go_through(version.course, stopped, left_out=3, at=LONG_AGO)
    go_through(version.course, fresh, left_out=3)
    before = course_figures._counts()
    assert before == {version.course_id: (4, 2, 1)}
    assert forget_attempts() == 3
    left = Attempt.objects.get(learner=passed)
    assert (left.is_passed, left.is_forgotten, left.points, left.responses.count()) == (True, True, 0, 0)
    assert Certificate.objects.get().attempt == left
    assert set(Attempt.objects.values_list("learner", flat=True)) == {passed.pk, fresh.pk}
    assert set(ItemResponse.objects.values_list("attempt__learner", flat=True)) == {fresh.pk}
    assert course_figures._counts() == before
    assert forget_attempts() == 0
    assert ForgottenLearners.objects.get().began == 2


@pytest.mark.once
def test_a_later_answer_keeps_all_of_hers_and_she_can_begin_again_afterwards(
    version: CourseVersion, contributor: User, client: Client
) -> None:
    go_through(version.course, contributor, wrong=7, at=LONG_AGO)
    go_through(version.course, contributor, at=LONG_AGO)
    begin(version.course, contributor, language="en")
    assert forget_attempts() == 0
    Attempt.objects.filter(finished_at=None).delete()
    assert forget_attempts() == 1
    client.force_login(contributor)
    page = client.get(reverse("learning:course", args=[version.course_id]))
    assert page.status_code == 200
    assert client.get(reverse("learning:course_result", args=[version.course_id])).status_code == 302
    assert client.get(reverse("learning:certificate", args=[version.course_id])).status_code == 200
    assert client.get(reverse("learning:courses")).status_code == 200
    assert begin(version.course, contributor, language="en").number == 3


@pytest.mark.once
def test_what_no_record_store_took_goes_as_well(contributor: User) -> None:
    assert {
        "learning.attempts.attempt_expiry.forget_attempts",
        "learning.statements.outbox.forget_old_statements",
    } <= set(RUN_PERIODICALLY)
    for moment, uuid in (
        (LONG_AGO, "7c1a2d3e-0000-4000-8000-000000000001"),
        (None, "7c1a2d3e-0000-4000-8000-000000000002"),
    ):
        PendingStatement.objects.create(
            uuid=uuid, learner=contributor, statement={}, **({"created_at": moment} if moment else {})
        )
    assert forget_old_statements() == 1
    assert PendingStatement.objects.count() == 1


@pytest.mark.once
def test_no_page_of_administrators_says_who_learns_or_what_she_answered(
    version: CourseVersion, administrator: User, client: Client
) -> None:
    learner = create_contributor(username="ysoline", last_name="Kerdaniel", email="ysoline@example.com")
    attempt = go_through(version.course, learner)
    certificate = Certificate.objects.get()
    letter = Letter.objects.create(person=learner, key="course:1:2026-12-01", next_try_at=timezone.now())
    Notification.objects.notify(
        [learner.pk],
        kind=NotificationKind.COURSE_WITHDRAWN,
        place="course:1",
        place_title="Avant de publier",
        url="/courses/1/",
        key="learning.course:1:1",
    )
    statement = PendingStatement.objects.create(
        uuid="7c1a2d3e-0000-4000-8000-000000000001", learner=learner, statement={"actor": "ysoline"}
    )
    client.force_login(administrator)
    for name in ("learning/attempt", "learning/itemresponse", "notifications/notification"):
        assert client.get(f"/admin/{name}/").status_code == 404
        assert client.get(f"/admin/{name}/{attempt.pk}/change/").status_code in {302, 404}
    pages = [
        "learning/certificate/",
        f"learning/certificate/{certificate.pk}/change/",
        "learning/pendingstatement/",
        f"learning/pendingstatement/{statement.pk}/change/",
        "learning/course/",
        "notifications/letter/",
        "notifications/letter/?q=course",
    ]
    for page in pages:
        answer = client.get(f"/admin/{page}")
        assert answer.status_code == 200, page
        shown = answer.content.decode()
        assert "kerdaniel" not in shown.casefold() and "ysoline" not in shown, page
    assert client.get(f"/admin/notifications/letter/{letter.pk}/change/").status_code == 302


@pytest.mark.once
def test_the_first_page_of_a_course_says_who_sees_the_answers(
    version: CourseVersion, as_contributor: Client, settings
) -> None:
    settings.COURSE_ANSWERS_MONTHS = 7
    address = reverse("learning:course", args=[version.course_id])
    words = as_contributor.get(address, headers={"accept-language": "en"}).content.decode()
    assert "Who sees your answers" in words and "7 months after your last answer" in words
    assert "record store" not in words
    settings.RECORD_STORE_URL = "https://lrs.example/xapi"
    for has_names, sentence in ((False, "without your name"), (True, "with your name and your e-mail address")):
        settings.RECORD_STORE_NAMES_PEOPLE = has_names
        words = as_contributor.get(address, headers={"accept-language": "en"}).content.decode()
        assert "lrs.example" in words and sentence in words
