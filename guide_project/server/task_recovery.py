"""Tasks whose worker was killed are done again; what was done long ago is forgotten.

A worker of django-tasks-db takes a task by marking its row RUNNING, and marks it again when it is done or has failed. Asked to
stop (SIGTERM) it finishes the task first. Killed (SIGKILL, memory, power) it cannot: the row stays RUNNING for good, and
no worker looks at it again. The server's own workers say that they live (common/database/heartbeat.py): of one that has fallen
silent all counts as lost. Of another (django-tasks-db's own `manage.py db_worker`) time decides: whatever runs for longer
than settings.TASK_LOST_AFTER minutes. A task that can be done twice without harm (settings.TASKS_DONE_AGAIN) is made READY;
any other, and one that was lost with three workers, is marked as failed, where administrators see it and can run it again.
What is asked for anew by whoever wanted it (settings.TASKS_ASKED_ANEW) does not fail: its row goes.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q, QuerySet
from django.tasks import TaskResultStatus
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Role, User
from common.database import heartbeat
from notifications.kinds import NotificationKind
from notifications.models import Notification

log = logging.getLogger(__name__)
ATTEMPTS = 3
RETENTION_DAYS = 14


class WorkerLost(Exception):
    """Stands beside a task that is not tried again by itself."""


def run_lost_tasks_again() -> int:
    """For settings.RUN_PERIODICALLY and RUN_OFTEN: returns how many tasks were put back. Several may do it at once."""
    running = list(DBTaskResult.objects.running().defer("traceback", "return_value"))
    workers = {row.worker_ids[-1] for row in running if row.worker_ids}
    living = heartbeat.living(worker for worker in workers if heartbeat.is_heard_of(worker))
    return sum(_is_put_back(row) for row in running if _is_lost(row, living))


def forget_done_tasks() -> int:
    """For settings.RUN_PERIODICALLY: what was done two weeks ago leaves the table; what failed stays until it is done."""
    limit = timezone.now() - timedelta(days=RETENTION_DAYS)
    return int(DBTaskResult.objects.successful().filter(finished_at__lt=limit).delete()[0])


def run_again(row: DBTaskResult[Any, Any]) -> bool:
    """An administrator has a failed task done once more; returns whether it was a failed one still."""
    return _change(
        row,
        TaskResultStatus.FAILED,
        status=TaskResultStatus.READY,
        started_at=None,
        finished_at=None,
        worker_ids=[],
        exception_class_path="",
        traceback="",
    )


def _is_lost(row: DBTaskResult[Any, Any], living: set[str]) -> bool:
    worker = row.worker_ids[-1] if row.worker_ids else ""
    if heartbeat.is_heard_of(worker):
        return worker not in living
    limit = timezone.now() - timedelta(minutes=settings.TASK_LOST_AFTER)
    return row.started_at is not None and row.started_at < limit


def _is_put_back(row: DBTaskResult[Any, Any]) -> bool:
    is_tried_again = row.task_path in settings.TASKS_DONE_AGAIN and len(set(row.worker_ids)) < ATTEMPTS
    if not is_tried_again:
        _give_up(row, timezone.now())
        return False
    log.warning("Task %s (%s) was lost by its worker: it is put back", row.id, row.task_path)
    return _change(row, TaskResultStatus.RUNNING, status=TaskResultStatus.READY)


def _give_up(row: DBTaskResult[Any, Any], moment: datetime) -> None:
    if row.task_path in settings.TASKS_ASKED_ANEW:
        log.warning("Task %s (%s) was lost by its worker, and is left to who asked for it", row.id, row.task_path)
        _same(row, TaskResultStatus.RUNNING).delete()
        return
    reason = f"The worker was lost {len(set(row.worker_ids))} time(s) while it did this, last since {row.started_at}."
    log.error("Task %s (%s) was lost by its worker: it stands as failed", row.id, row.task_path)
    _change(
        row,
        TaskResultStatus.RUNNING,
        status=TaskResultStatus.FAILED,
        finished_at=moment,
        exception_class_path=f"{WorkerLost.__module__}.{WorkerLost.__qualname__}",
        traceback=reason,
    )


def _change(row: DBTaskResult[Any, Any], standing: TaskResultStatus, /, **values: Any) -> bool:
    """Updates the task row, unless it has changed since it was read. Returns whether it did."""
    return bool(_same(row, standing).update(**values))


def _same(row: DBTaskResult[Any, Any], standing: TaskResultStatus) -> QuerySet[DBTaskResult[Any, Any]]:
    """The row, or nothing where it has changed since it was read."""
    return DBTaskResult.objects.filter(pk=row.pk, status=standing, started_at=row.started_at)


# Administrators are told of tasks that have failed for good: the site lists them, and nobody looks at a list for no reason.


LONGEST_PLACE = Notification._meta.get_field("place").max_length or 0
DAYS_LOOKED_BACK = 7  # the clock may have stood still: what is older is left to the list


def notify_of_failures(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: returns how many were told. Once for each kind of task and each day on which it failed."""
    since = (at or timezone.now()) - timedelta(days=DAYS_LOOKED_BACK)
    rows = DBTaskResult.objects.failed().filter(finished_at__gte=since).values_list("task_path", "finished_at")
    days = {(path, timezone.localdate(moment)) for path, moment in rows.iterator()}
    return sum(_notify(path, day) for path, day in sorted(days))


def _notify(path: str, day: date) -> int:
    people = User.objects.filter(Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.value), is_active=True)
    query = urlencode({"status__exact": TaskResultStatus.FAILED, "q": path})
    return Notification.objects.notify(
        people.values_list("pk", flat=True).distinct(),
        kind=NotificationKind.TASK_FAILED,
        place=f"task:{path}"[:LONGEST_PLACE],
        place_title=path,
        url=f"{reverse('admin:django_tasks_database_dbtaskresult_changelist')}?{query}",
        key=f"task:{path}:{day}",
    )
