"""The workers for what people wait for, and for letters: between its tasks, every few seconds, each does what is due."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.tasks import DEFAULT_TASK_QUEUE_NAME
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from campaign.site_settings.background import as_decided
from guide.builds import subprocess
from guide_project.server.steady_worker import SteadyWorker
from guide_project.server.task_batches import others_like, run_together
from notifications.mail import mail_server

log = logging.getLogger(__name__)
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
