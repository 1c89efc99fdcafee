"""The worker for what people wait for: between its tasks, every few seconds, it does what settings.RUN_OFTEN names."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from guide_project.task_batches import others_like, run_together
from site_settings.background import as_decided

log = logging.getLogger(__name__)
OFTEN = 10.0  # seconds
PAUSE = 0.5


class AttentiveWorker(Worker):
    """A worker that returns when nothing waits for it, to be run again."""

    due_at = 0.0

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        others = others_like(db_task_result, self.worker_id)
        if others:
            self.run_several([db_task_result, *others])
        else:
            super().run_task(db_task_result)
        self.look_around()

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
        for path in settings.RUN_OFTEN:
            try:
                with as_decided():
                    import_string(path)()
            except Exception:
                log.exception("%s failed", path)
        close_old_connections()
        self.due_at = time.monotonic() + OFTEN


def attend() -> None:
    """Until it is told to end."""
    worker = AttentiveWorker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=PAUSE,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    while worker.running:
        worker.run()
        worker.look_around()
        time.sleep(PAUSE)
