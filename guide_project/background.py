"""The workers that do the background tasks, forked by the server from what it has loaded: each is `manage.py db_worker`.

Forked, a worker takes half of what one takes that loads everything for itself. One that ends by itself (the database
went away, the kernel wanted its memory) is told in the log, and another begins.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from multiprocessing.process import BaseProcess

from guide_project.orphans import end_with_parent

NICE = 19  # what people wait for comes first: a save wakes as much work behind it as it is itself
PAUSE = 5.0  # seconds before another begins
PATIENCE = 60.0  # seconds for the task that it is at, when the server was killed
log = logging.getLogger(__name__)


class Background:
    """So many workers, from now until `stop`. All are forked before the first thread is there that waits for one."""

    def __init__(self, workers: int) -> None:
        self._stopping = threading.Event()
        self._processes = [begun() for _ in range(workers)]
        self._keepers = [threading.Thread(target=self._keep, args=(place,), daemon=True) for place in range(workers)]
        for keeper in self._keepers:
            keeper.start()

    def _keep(self, place: int) -> None:
        while True:
            process = self._processes[place]
            process.join()
            if self._stopping.is_set():
                return
            log.error("A background worker ended by itself (exit code %s); another begins", process.exitcode)
            if self._stopping.wait(PAUSE):
                return
            self._processes[place] = begun()

    def stop(self) -> None:
        """Each finishes the task that it is at."""
        self._stopping.set()
        for process in self._processes:
            process.terminate()
        for keeper in self._keepers:
            keeper.join()


def begun() -> BaseProcess:
    process = multiprocessing.Process(target=work, name="background worker")
    process.start()
    return process


def work() -> None:
    import django
    from django.apps import apps
    from django.core.management import call_command

    if not apps.ready:  # not forked
        django.setup()
    end_with_parent(patience=PATIENCE)
    os.nice(NICE)
    call_command("db_worker", reload=False)
