"""The workers for what people wait for, and for letters: heard of while they live, doing what is due between tasks."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import OperationalError, close_old_connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, TaskResultStatus
from django.tasks.signals import task_finished, task_started
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from campaign.site_settings.current import as_decided
from common.database import heartbeat
from common.database.passing_problems import is_passing, wait_after
from contributions.events import dispatch, dispatch_all
from guide.builds import subprocess
from notifications.mail import mail_server

log = logging.getLogger(__name__)
PAUSE = 0.5


class SteadyWorker(Worker):
    """Of one queue; `has_thread` where it never forks."""

    beat_at = 0.0

    def __init__(self, queue: str, *, has_thread: bool) -> None:
        super().__init__(
            queue_names=[queue],
            interval=PAUSE,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=heartbeat.new_worker_id(has_thread=has_thread),
            excluded_queue_names=[],
        )

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        super().run_task(db_task_result)
        put_back_if_passing(db_task_result)
        self.look_around()

    def look_around(self) -> None:
        """Between two tasks, and while there is none."""
        if self.worker_id.startswith(heartbeat.ALONE) and time.monotonic() >= self.beat_at:
            heartbeat.beat()
            self.beat_at = time.monotonic() + heartbeat.EVERY

    def attend(self) -> None:
        """Does what comes until it is told to end."""
        self.configure_signals()
        heartbeat.begin(self.worker_id)
        while self.running:
            self.run()
            self.look_around()
            time.sleep(PAUSE)


def put_back_if_passing(row: DBTaskResult[Any, Any]) -> None:
    """Has a task that has just failed tried again after a while that grows, a few times."""
    wait = wait_after(len(row.worker_ids))
    if row.status != TaskResultStatus.FAILED or wait is None or not is_passing(row.traceback):
        return
    log.warning("Task %s (%s) failed, and is tried again in %s", row.id, row.task_path, wait)
    row.status, row.finished_at, row.run_after = TaskResultStatus.READY, None, timezone.now() + wait
    row.save(update_fields=["status", "finished_at", "run_after"])


# Events that wait are taken and handled together: to take one, and to mark it as done, costs as much as to handle it.
#
# What a worker was at when it was killed is done again alone, so that an event that kills its worker takes no other along.


AT_ONCE = 100
type Row = DBTaskResult[Any, Any]


def others_like(row: Row, worker_id: str) -> list[Row]:
    """Takes the events that wait behind one that the worker has taken; none where that is no event."""
    if row.task_path != dispatch.module_path or len(row.worker_ids) > 1:
        return []
    alike = {"task_path": row.task_path, "queue_name": row.queue_name, "backend_name": row.backend_name}
    waiting = DBTaskResult.objects.ready().filter(priority=row.priority, worker_ids=[], **alike)
    try:
        with exclusive_transaction(waiting.db):
            rows = list(waiting.select_for_update(skip_locked=True)[: AT_ONCE - 1])
            status, begun = TaskResultStatus.RUNNING, timezone.now()
            taken = DBTaskResult.objects.filter(pk__in=[one.pk for one in rows])
            taken.update(status=status, started_at=begun, worker_ids=[worker_id])
    except OperationalError as error:
        if is_locked_database_exception(error):
            return []
        raise
    for one in rows:
        one.status, one.started_at, one.worker_ids = status, begun, [worker_id]
    return rows


def run_together(rows: list[Row]) -> None:
    """Handles these events and marks each as done, or as failed."""
    sender = type(rows[0].task.get_backend())
    for row in rows:
        task_started.send(sender=sender, task_result=row.task_result)
    with as_decided():
        failures = dispatch_all([row.args_kwargs["args"][0] for row in rows])
    status, ended = TaskResultStatus.SUCCESSFUL, timezone.now()
    done = DBTaskResult.objects.filter(
        pk__in=[row.pk for row, failure in zip(rows, failures, strict=True) if not failure]
    )
    done.update(status=status, finished_at=ended, exception_class_path="", traceback="")
    for row, failure in zip(rows, failures, strict=True):
        if failure is None:
            row.status, row.finished_at = status, ended
        else:
            row.set_failed(failure)
            put_back_if_passing(row)
        task_finished.send(sender=sender, task_result=row.task_result)


# The workers for what people wait for, and for letters: between its tasks, every few seconds, each does what is due.


OFTEN = 10.0  # seconds


class AttentiveWorker(SteadyWorker):
    """Takes the events that wait together, and does between its tasks what is due every few seconds.

    What answers True has more to do: it goes on after the tasks that have come meanwhile.
    """

    due_at = 0.0

    def __init__(self, queue: str, run_often: Sequence[str]) -> None:
        super().__init__(queue, has_thread=True)
        self.run_often = run_often

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        others = others_like(db_task_result, self.worker_id)
        if others:
            self.run_several([db_task_result, *others])
            self.look_around()
        else:
            super().run_task(db_task_result)

    def run_several(self, rows: list[DBTaskResult[Any, Any]]) -> None:
        """As `run_task`; where they cannot be handled together, each is by itself."""
        self.running_task = True
        try:
            run_together(rows)
        except Exception:
            log.exception("%s events could not be handled together", len(rows))
            for row in rows:
                super().run_task(row)
        finally:
            self.running_task = False

    def look_around(self) -> None:
        if time.monotonic() < self.due_at:
            return
        has_more = False
        for path in self.run_often:
            try:
                with as_decided():
                    has_more |= import_string(path)() is True
            except Exception:
                log.exception("%s failed", path)
        close_old_connections()
        self.due_at = time.monotonic() + (0 if has_more else OFTEN)


def attend() -> None:
    """Does what people wait for, until it is told to end."""
    AttentiveWorker(DEFAULT_TASK_QUEUE_NAME, settings.RUN_OFTEN).attend()


def attend_to_letters() -> None:
    """Sends letters, until it is told to end."""
    AttentiveWorker(mail_server.QUEUE, settings.RUN_OFTEN_WITH_LETTERS).attend()


def make_files(queue: str) -> None:
    """Until it is told to end; each large one in a fork, which a process with a thread cannot make safely."""
    SteadyWorker(queue, has_thread=not subprocess.may_fork()).attend()
