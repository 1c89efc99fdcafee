"""The workers that do the background tasks, forked by the server from what it has loaded.

One does what people wait for, one sends letters, and the others make files: none of them waits for what another is at.
`manage.py background_worker` runs one apart.

Forked, a worker takes half of what one takes that loads everything for itself. One that ends by itself (the database
went away, the kernel wanted its memory) is told in the log, and another begins.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess

from django.db.utils import OperationalError

from common.process_limits.orphans import end_with_parent
from guide_project.server.logs import is_unreachable, unreachable

NICE = 5  # what people look at comes first; with 10, eight people who save without a pause left it too little
NICEST = 19  # files are made of what is left
PAUSE = 5.0  # seconds before another begins
PATIENCE = 60.0  # seconds for the task that it is at, when the server was killed
log = logging.getLogger(__name__)


class Background:
    """A worker for what people wait for, one for letters, and so many that make files, until `stop`; none where that is 0.

    All are forked before the first thread is there that waits for one.
    """

    def __init__(self, workers: int) -> None:
        self._stopping = threading.Event()
        self._work = work_of(workers)
        self._processes = [begun(task) for task in self._work]
        places = range(len(self._work))
        self._supervisors = [threading.Thread(target=self._supervise, args=(place,), daemon=True) for place in places]
        for supervisor in self._supervisors:
            supervisor.start()

    def _supervise(self, place: int) -> None:
        while True:
            process = self._processes[place]
            process.join()
            if self._stopping.is_set():
                return
            log.error("A background worker ended by itself (exit code %s); another begins", process.exitcode)
            if self._stopping.wait(PAUSE):
                return
            self._processes[place] = begun(self._work[place])
            if self._stopping.is_set():  # meanwhile: nobody else tells this one
                self._processes[place].terminate()

    def stop(self, patience: float | None = None) -> None:
        """Each finishes the task that it is at, and is killed where that takes longer than `patience` seconds."""
        self._stopping.set()
        for process in self._processes:
            process.terminate()
        until = None if patience is None else time.monotonic() + patience
        for process, supervisor in zip(self._processes, self._supervisors, strict=True):
            supervisor.join(None if until is None else max(until - time.monotonic(), 0.0))
            if supervisor.is_alive():
                process.kill()
                supervisor.join()


def work_of(workers: int) -> list[Callable[[], None]]:
    """What each of the workers does, where so many make files."""
    return [work, send_letters, *[make_files] * workers] if workers else []


def begun(work: Callable[[], None]) -> BaseProcess:
    process = multiprocessing.Process(target=do, args=(work,), name="background worker")
    process.start()
    return process


def do(work: Callable[[], None]) -> None:
    """Ends with a line, and no traceback, where the database cannot be reached."""
    try:
        work()
    except OperationalError as problem:
        if not is_unreachable(problem):
            raise
        log.error("A background worker: %s", unreachable(problem))
        sys.exit(1)


def work() -> None:
    """Notices, entries of the index, and, every few seconds, what killed workers left behind."""
    _prepare(NICE)
    from guide_project.server.tasks import attend

    attend()


def send_letters() -> None:
    """Letters, and nothing else: a mail server may keep this worker waiting."""
    _prepare(NICE)
    from guide_project.server.tasks import attend_to_letters

    attend_to_letters()


def make_files() -> None:
    _prepare(NICEST)
    from guide.builds.build import FILES
    from guide_project.server import tasks

    tasks.make_files(FILES)


def _prepare(nice: int) -> None:
    import django
    from django.apps import apps

    if not apps.ready:  # not forked
        django.setup()
    end_with_parent(patience=PATIENCE)
    os.nice(nice)
