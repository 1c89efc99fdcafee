"""Events that wait are taken and handled together: to take one, and to mark it as done, costs as much as to handle it.

What a worker was at when it was killed is done again alone, so that an event that kills its worker takes no other along.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import OperationalError
from django.tasks import TaskResultStatus
from django.tasks.signals import task_finished, task_started
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from campaign.site_settings.background import as_decided
from contributions.events import dispatch, dispatch_all
from guide_project.server.steady_worker import put_back_if_passing

AT_ONCE = 100
log = logging.getLogger(__name__)
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
