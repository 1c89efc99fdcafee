"""A worker handles the events that wait together, and each alone where together they fail."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.tasks import DEFAULT_TASK_QUEUE_NAME, TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from common.database.passing_problems import WAITS
from contributions import events
from contributions.events import Event
from guide_project.server.tasks import AttentiveWorker
from tests.failed_tasks import FailedTasks

pytestmark = pytest.mark.django_db(transaction=True)

heard: list[tuple[int, ...]] = []


def listen(change: Event) -> None:
    heard.append((change.version,))


@events.in_bulk
def listen_to_many(*changes: Event) -> None:
    heard.append(tuple(change.version for change in changes))


@events.debounced
@events.in_bulk
def look(*changes: Event) -> None:
    heard.append(tuple(change.version for change in changes))


@events.in_bulk
def fail_at_the_second(*changes: Event) -> None:
    listen_to_many(*changes)
    if 2 in (change.version for change in changes):
        raise RuntimeError


def find_it_locked(change: Event) -> None:
    raise OperationalError("database is locked")


@task
def other() -> None:
    heard.append(())


@pytest.fixture(autouse=True)
def _tasks_wait(settings) -> None:
    heard.clear()
    events._dispatched_at.clear()
    settings.TASKS = {"default": {"BACKEND": "campaign.site_settings.current.TaskBackend", "QUEUES": []}}
    settings.RUN_OFTEN = []


def happened(version: int, pk: int = 1) -> DBTaskResult[Any, Any]:
    told = {"label": "contributions.page", "pk": pk, "version": version, "what": "edited", "by": None}
    result = events.dispatch.enqueue(told | {"at": "2026-11-24T10:00:00+00:00"})
    return DBTaskResult.objects.get(pk=result.id)


def work(worker_id: str = "first") -> None:
    worker = AttentiveWorker(DEFAULT_TASK_QUEUE_NAME, [])
    worker.interval, worker.worker_id = 0, worker_id
    worker.run()


def statuses() -> list[str]:
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def test_events_that_wait_are_handled_together_in_their_order(settings) -> None:
    settings.ON_TEXT_CHANGED = [f"{__name__}.listen_to_many", f"{__name__}.listen"]
    for version in (1, 2, 3):
        happened(version)
    work()
    assert heard == [(1, 2, 3), (1,), (2,), (3,)]
    assert statuses() == [TaskResultStatus.SUCCESSFUL] * 3
    assert set(DBTaskResult.objects.values_list("worker_ids", flat=True)[0]) == {"first"}


def test_what_goes_by_the_newest_text_sees_the_last_of_many_saves(settings) -> None:
    settings.ON_TEXT_CHANGED = [f"{__name__}.look"]
    for version in (1, 2, 3):
        happened(version, pk=77)
    happened(8, pk=78)
    work()
    assert heard == [(3, 8)]


def test_other_tasks_are_run_by_themselves(settings) -> None:
    settings.ON_TEXT_CHANGED = [f"{__name__}.listen_to_many"]
    happened(1)
    other.enqueue()
    happened(2)
    work()
    assert sorted(heard) == [(), (1, 2)]


def test_of_events_that_fail_together_those_that_fail_alone_stand_as_failed(
    settings, failed_tasks: FailedTasks
) -> None:
    settings.ON_TEXT_CHANGED = [f"{__name__}.fail_at_the_second"]
    rows = [happened(version) for version in (1, 2, 3)]
    work()
    assert heard == [(1, 2, 3), (1,), (2,), (3,)]
    assert statuses() == [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL]
    rows[1].refresh_from_db()
    assert "HandlersFailed" in rows[1].exception_class_path
    failed_tasks.expect("failed after", "contributions.events.dispatch")


def test_events_that_found_the_database_locked_are_tried_again_after_waits_that_grow_and_not_for_ever(
    settings, failed_tasks: FailedTasks
) -> None:
    settings.ON_TEXT_CHANGED = [f"{__name__}.find_it_locked"]
    row, _other = happened(1), happened(2)
    waits = []
    for _ in range(1 + len(WAITS)):
        work()
        row.refresh_from_db()
        waits.append(row.run_after)
        assert DBTaskResult.objects.failed().count() == (2 if len(waits) > len(WAITS) else 0)
        DBTaskResult.objects.update(run_after=timezone.now())
    assert waits[1] < waits[2] < waits[3]
    failed_tasks.expect("failed after", "contributions.events.dispatch")


def test_an_event_that_a_worker_was_lost_with_is_handled_alone(settings) -> None:
    settings.ON_TEXT_CHANGED = [f"{__name__}.listen_to_many"]
    rows = [happened(version) for version in (1, 2, 3)]
    DBTaskResult.objects.filter(pk=rows[1].pk).update(worker_ids=["lost"])
    work("second")
    assert heard == [(1, 3), (2,)]


def test_events_that_another_worker_has_taken_are_left_to_it(settings) -> None:
    settings.ON_TEXT_CHANGED = [f"{__name__}.listen_to_many"]
    rows = [happened(version) for version in (1, 2, 3)]
    rows[1].claim("another")
    work()
    assert heard == [(1, 3)]


def test_what_cannot_be_read_is_handled_alone(settings, failed_tasks: FailedTasks) -> None:
    settings.ON_TEXT_CHANGED = [f"{__name__}.listen_to_many"]
    rows = [happened(version) for version in (1, 2)]
    DBTaskResult.objects.filter(pk=rows[1].pk).update(args_kwargs={"args": [{}], "kwargs": {}})
    work()
    assert heard == [(1,)]
    assert statuses() == [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]
    rows[1].refresh_from_db()
    assert "KeyError" in rows[1].exception_class_path
    failed_tasks.expect("could not be handled together", "contributions.events.dispatch")
