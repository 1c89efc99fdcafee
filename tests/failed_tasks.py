"""A task that fails fails the test that caused it, and so does an error that a worker writes into its log.

Tasks are done in the test's own process, at once or by its worker, or by workers of other processes: their rows are looked
at as well. A test that means one to fail takes `failed_tasks` and says so: `failed_tasks.expect("was lost")`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError
from django.tasks import TaskResultStatus
from django.tasks.signals import task_enqueued, task_finished, task_started
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult


class FailedTasks(logging.Handler):
    """What failed since it was last asked: tasks with their tracebacks, and what was logged as an error while one ran."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []
        self.has_rows = False
        self.taken: set[object] = set()
        self.running = threading.local()  # how many tasks a thread is at: one may have another done at once

    def emit(self, record: logging.LogRecord) -> None:
        if self._depth and not _is_of_a_browser(record):
            self.found.append(self.format(record))

    @property
    def _depth(self) -> int:
        return getattr(self.running, "depth", 0)

    def started(self, **_signal: object) -> None:
        self.running.depth = self._depth + 1

    def finished(self, task_result: Any, **_signal: object) -> None:
        self.running.depth = max(self._depth - 1, 0)
        if task_result.status == TaskResultStatus.FAILED:
            self.found.append(f"{task_result.task.module_path}: {_why(task_result)}")

    def enqueued(self, sender: type, **_signal: object) -> None:
        self.has_rows |= issubclass(sender, DatabaseBackend)

    def expect(self, *words: str) -> None:
        """What has failed so far is what the test is about: it holds each of the words, and nothing else has failed."""
        found = self.take()
        assert all(any(word in one for one in found) for word in words), found
        assert all(any(word in one for word in words) for one in found), found

    def take(self) -> list[str]:
        """What failed, each thing once; it is forgotten here."""
        rows = [row for row in DBTaskResult.objects.failed() if row.pk not in self.taken] if self.has_rows else []
        found = [*self.found, *(f"{row.task_path}: {row.traceback}" for row in rows)]
        self.found, self.taken = [], {*self.taken, *(row.pk for row in rows)}
        return list(dict.fromkeys(found))

    def take_at_the_end(self) -> list[str]:
        try:
            return self.take()
        except (DatabaseError, RuntimeError):  # the test left its transaction broken, or has no database
            return self.found
        finally:
            self.found, self.taken, self.has_rows, self.running = [], set(), False, threading.local()


def _is_of_a_browser(record: logging.LogRecord) -> bool:
    """What the driver of a browser that a test has closed leaves unfinished is collected at any time, in any later test."""
    return record.name == "asyncio" and "playwright" in record.getMessage()


def _why(task_result: Any) -> str:
    return task_result.errors[-1].traceback if task_result.errors else "no reason given"


@contextmanager
def watched() -> Iterator[FailedTasks]:
    watching = FailedTasks()
    task_started.connect(watching.started)
    task_finished.connect(watching.finished)
    task_enqueued.connect(watching.enqueued)
    logging.getLogger().addHandler(watching)
    yield watching
    logging.getLogger().removeHandler(watching)
    task_finished.disconnect(watching.finished)
    task_enqueued.disconnect(watching.enqueued)
    task_started.disconnect(watching.started)
