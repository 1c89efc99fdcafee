"""Administrators are told of tasks that have failed for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.core import mail
from django.tasks import TaskResultStatus, task
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Rhythm, User
from guide_project import settings as real_settings
from guide_project.server.task_recovery import notify_of_failures, run_again
from notifications.mail.delivery import deliver_what_is_due
from notifications.models import Notification
from tests import factories
from tests.failed_tasks import FailedTasks

pytestmark = pytest.mark.django_db
PATH = f"{__name__}.draw_a_map"


@task
def draw_a_map() -> None:
    pass


@task
def count_the_readers() -> None:
    pass


@pytest.fixture(autouse=True)
def _tasks_wait(settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture(autouse=True)
def _meant_to_fail(failed_tasks: FailedTasks) -> Iterator[None]:
    yield
    failed_tasks.take()


@pytest.fixture
def administrator(db: None) -> User:
    return factories.create_administrator(username="ada", email="ada@example.org")


def fail(one: object = draw_a_map, *, at: datetime | None = None) -> DBTaskResult:
    row = DBTaskResult.objects.get(pk=one.enqueue().id)  # type: ignore[attr-defined]
    row.status, row.finished_at, row.traceback = TaskResultStatus.FAILED, at or timezone.now(), "No paper."
    row.save()
    return row


def test_administrators_alone_are_told(administrator: User) -> None:
    factories.create_editor(username="laurent")
    fail()
    assert notify_of_failures() == 1
    assert Notification.objects.get().person == administrator


def test_each_kind_of_task_is_told_once_a_day(administrator: User) -> None:
    for _time in range(3):
        fail()
    fail(count_the_readers)
    assert [notify_of_failures() for _time in range(2)] == [2, 0]
    fail(at=timezone.now() - timedelta(days=1))
    assert notify_of_failures() == 1


def test_what_is_done_again_or_has_not_failed_is_not_told(administrator: User) -> None:
    draw_a_map.enqueue()
    run_again(fail())
    assert notify_of_failures() == 0


def test_the_notice_leads_to_the_tasks_that_failed(administrator: User, sign_in) -> None:
    row, other = fail(), draw_a_map.enqueue()
    notify_of_failures()
    client: Client = sign_in(administrator)
    shown = unescape(client.get("/notifications/").text)
    assert "Une tâche du site a échoué" in shown and PATH in shown
    answer = client.get(Notification.objects.get().get_absolute_url(), follow=True)
    assert answer.request["PATH_INFO"].startswith("/admin/")
    assert str(row.pk) in answer.text and str(other.id) not in answer.text


@pytest.mark.parametrize(("rhythm", "letters"), [(Rhythm.AT_ONCE, 1), (Rhythm.NEVER, 0)])
def test_it_is_mailed_as_she_chose(administrator: User, rhythm: str, letters: int) -> None:
    User.objects.filter(pk=administrator.pk).update(mail_personal=rhythm)
    fail()
    notify_of_failures()
    deliver_what_is_due()
    assert ["Une tâche du site a échoué" in one.subject for one in mail.outbox] == [True] * letters


def test_the_clock_sees_to_it() -> None:
    assert "guide_project.server.task_recovery.notify_of_failures" in real_settings.RUN_PERIODICALLY
