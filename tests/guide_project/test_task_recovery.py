"""Tasks whose worker was killed are done again, by one worker, and not for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.tasks import TaskResultStatus, task
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from common.database import heartbeat
from guide_project import settings as real_settings
from guide_project.server.task_recovery import forget_done_tasks, run_lost_tasks_again
from tests.admin_pages import address
from tests.failed_tasks import FailedTasks

pytestmark = pytest.mark.django_db


@task
def again() -> str:
    return "done"


@task
def once() -> str:
    return "done"


@pytest.fixture(autouse=True)
def _tasks_wait(settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.TASKS_DONE_AGAIN = [f"{__name__}.again"]


def lost(one: Any, *, minutes: int = 45, times: int = 1) -> DBTaskResult:
    """A task that a worker took so long ago."""
    row = DBTaskResult.objects.get(pk=one.enqueue().id)
    for number in range(times):
        row.claim(f"worker {number}")
    row.started_at = timezone.now() - timedelta(minutes=minutes)
    row.save()
    return row


def status(row: DBTaskResult) -> str:
    row.refresh_from_db()
    return str(row.status)


def test_a_task_that_runs_too_long_is_put_back() -> None:
    row = lost(again)
    assert run_lost_tasks_again() == 1
    assert status(row) == TaskResultStatus.READY
    assert DBTaskResult.objects.ready().get() == row


def test_one_that_may_still_run_is_left_alone() -> None:
    row = lost(again, minutes=5)
    assert run_lost_tasks_again() == 0
    assert status(row) == TaskResultStatus.RUNNING


def test_of_a_worker_that_fell_silent_a_task_is_put_back_within_a_minute_and_of_one_that_is_heard_of_it_is_not() -> (
    None
):
    silent, alive = (DBTaskResult.objects.get(pk=again.enqueue().id) for _ in range(2))
    silent.claim(heartbeat.new_worker_id(has_thread=True))
    alive.claim(heartbeat.new_worker_id(has_thread=False))
    cache.set(f"worker:{alive.worker_ids[0]}", "", 60)
    assert run_lost_tasks_again() == 1
    assert (status(silent), status(alive)) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@pytest.mark.parametrize("has_thread", [True, False])
def test_a_worker_that_begins_is_heard_of(has_thread: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat.threading.Thread, "start", lambda self: None)
    monkeypatch.setattr(heartbeat, "_own_id", "")
    worker = heartbeat.new_worker_id(has_thread=has_thread)
    heartbeat.begin(worker)
    assert heartbeat.living([worker, "another"]) == {worker}


def test_one_that_cannot_be_done_twice_stands_as_failed_with_the_reason(failed_tasks: FailedTasks) -> None:
    row = lost(once)
    assert run_lost_tasks_again() == 0
    assert status(row) == TaskResultStatus.FAILED
    assert "worker was lost" in row.traceback
    failed_tasks.expect("was lost")


def test_one_that_kills_its_worker_every_time_is_not_tried_for_ever(failed_tasks: FailedTasks) -> None:
    row = lost(again, times=3)
    run_lost_tasks_again()
    assert status(row) == TaskResultStatus.FAILED
    failed_tasks.expect("was lost")


def test_what_is_asked_for_anew_by_who_wanted_it_leaves_no_failed_task(settings) -> None:
    settings.TASKS_ASKED_ANEW = [f"{__name__}.again"]
    row = lost(again, times=3)
    lost(again, times=2)
    assert run_lost_tasks_again() == 1
    assert not DBTaskResult.objects.filter(pk=row.pk).exists()
    assert not DBTaskResult.objects.failed().exists()


def test_of_two_who_find_it_one_puts_it_back_and_what_was_finished_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    row = lost(again)
    stale = DBTaskResult.objects.get(pk=row.pk)
    monkeypatch.setattr(DBTaskResult.objects, "running", lambda: _Rows([stale]))
    row.set_successful("done")
    assert run_lost_tasks_again() == 0
    assert status(row) == TaskResultStatus.SUCCESSFUL
    row.claim("another worker")  # put back and taken again meanwhile
    assert run_lost_tasks_again() == 0
    assert status(row) == TaskResultStatus.RUNNING


class _Rows(list[DBTaskResult]):
    """Rows that were read a moment ago."""

    def filter(self, **_conditions: object) -> _Rows:
        return self

    def defer(self, *_names: str) -> _Rows:
        return self


def test_every_task_that_is_said_to_be_repeatable_exists() -> None:
    for path in real_settings.TASKS_DONE_AGAIN + real_settings.TASKS_ASKED_ANEW:
        assert import_string(path).module_path == path


def test_what_was_done_long_ago_is_forgotten_and_what_failed_is_not(failed_tasks: FailedTasks) -> None:
    old, fresh, failed = (DBTaskResult.objects.get(pk=again.enqueue().id) for _ in range(3))
    for row in (old, fresh):
        row.set_successful("done")
    failed.set_failed(ValueError("le disque est plein"))
    DBTaskResult.objects.exclude(pk=fresh.pk).update(finished_at=timezone.now() - timedelta(days=20))
    assert forget_done_tasks() == 1
    assert set(DBTaskResult.objects.all()) == {fresh, failed}
    failed_tasks.expect("le disque est plein")


def test_an_administrator_runs_a_failed_task_again(as_administrator: Client, as_editor: Client) -> None:
    failed = DBTaskResult.objects.get(pk=again.enqueue().id)
    running = lost(again, minutes=1)
    failed.set_failed(ValueError("le disque est plein"))
    form = {"action": "run_again", "_selected_action": [failed.pk, running.pk]}
    as_editor.post(address(DBTaskResult), form)
    assert status(failed) == TaskResultStatus.FAILED
    as_administrator.post(address(DBTaskResult), form)
    assert status(failed) == TaskResultStatus.READY
    assert status(running) == TaskResultStatus.RUNNING
    assert failed.worker_ids == []
