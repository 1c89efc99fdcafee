"""A worker that is heard of while it lives, and that tries again later what failed for want of something that comes back."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from common.database import heartbeat
from common.database.passing_problems import is_passing, wait_after

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
