"""Which background workers live: each says so every few seconds, in the cache that all processes share, which is a table.

A worker that is killed cannot say that it ended; it falls silent, and what it was at is done by another. Most say so from a
thread, whatever their task is at. A worker that makes files has no thread, since it forks: it says so before each task, and
while it waits for a child (guide/builds/subprocess.py), and is given more time.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from django.tasks import Task, TaskResultStatus
from django.utils.crypto import get_random_string
from django_tasks_db.models import DBTaskResult

EVERY = 10.0  # seconds
SILENT, SILENT_ALONE = 30.0, 150.0  # seconds after which a worker with a thread, or without one, has been killed
BEATS, ALONE = "beats-", "beats-alone-"
log = logging.getLogger(__name__)
_own_id = ""


def new_worker_id(*, has_thread: bool) -> str:
    """Returns an id of its own for a worker, which tells that it will be heard of."""
    return (BEATS if has_thread else ALONE) + get_random_string(32)


def begin(worker_id: str) -> None:
    """Says from now on that this process lives: by itself, but for a worker without a thread, for which `beat` is called."""
    global _own_id
    _own_id = worker_id
    beat()
    if not worker_id.startswith(ALONE):
        threading.Thread(target=_beat_on, name="heartbeat", daemon=True).start()


def beat() -> None:
    """Says that this worker lives; nothing in a process that is none. That it cannot be said now is no reason to end."""
    if not _own_id:
        return
    try:
        cache.set(_key(_own_id), "", SILENT_ALONE if _own_id.startswith(ALONE) else SILENT)
    except (DatabaseError, InterfaceError) as problem:
        log.warning("It cannot be said that this worker lives: %s", str(problem).strip())


def is_heard_of(worker_id: str) -> bool:
    """Whether it is a worker whose silence tells something."""
    return worker_id.startswith(BEATS)


def living(worker_ids: Iterable[str]) -> set[str]:
    """Returns those that have been heard of."""
    keys = {_key(one): one for one in worker_ids}
    return {keys[key] for key in cache.get_many(list(keys))}


def is_at_work(tasks: Iterable[Task[..., Any]], pk: int) -> bool:
    """Returns whether one of these tasks, about the row of this key, waits or has a worker that is not silent."""
    paths, going = [task.module_path for task in tasks], [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    rows = DBTaskResult.objects.filter(task_path__in=paths, status__in=going).only(
        "status", "args_kwargs", "worker_ids"
    )
    workers = [row.worker_ids[-1:] for row in rows if row.args_kwargs["args"][:1] == [pk]]
    heard_of = [worker[0] for worker in workers if worker and is_heard_of(worker[0])]
    return len(heard_of) < len(workers) or bool(living(heard_of))


def _key(worker_id: str) -> str:
    return f"worker:{worker_id}"


def _beat_on() -> None:
    while True:
        time.sleep(EVERY)
        beat()
        connection.close()
