"""Whichever process of the server is killed, the site goes on answering, and what was under way is done."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from database import heartbeat
from guide_project.startup_checks import MISCONFIGURED
from setup.serve import SERVER
from tests import factories
from tests.benchmarks import machine
from tests.guide_project.servers import ROOT, answer_to, environment, free_port, started, wait_for_line, wait_for_worker
from tests.markup.forkservers import ONLY_LINUX, wait_until_gone

pytestmark = [pytest.mark.once, ONLY_LINUX]

LIVE = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(tmp_path: Path, port: int, database: str) -> Iterator[subprocess.Popen[str]]:
    with started(port, environment(tmp_path, DATABASE_URL=database), "--background-workers", "1") as process:
        for _ in range(2):
            wait_for_line(process, "Started worker-")
        wait_until_answered(port)
        yield process


def test_of_two_web_workers_one_that_is_killed_is_replaced_while_the_other_answers(
    server: subprocess.Popen[str], port: int
) -> None:
    for _ in range(2):  # the one that answers next may be the new one
        killed = min(web_workers(server))
        os.kill(killed, signal.SIGKILL)
        wait_until_gone(killed)
        time.sleep(0.2)  # its threads end, and with the last its socket
        for _ in range(20):
            assert answer_to(port, LIVE)[0] == 200
        wait_for_line(server, "Started worker-")
        assert len(web_workers(server) - {killed}) == 2
        time.sleep(6)  # two deaths of one worker within five seconds are a crash that comes again and again
    assert server.poll() is None


def test_a_site_whose_workers_crash_again_and_again_ends_at_once_for_whoever_starts_it_anew(
    server: subprocess.Popen[str],
) -> None:
    """It waits for no background worker: what these were at is done again."""
    while server.poll() is None:
        for worker in web_workers(server):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        time.sleep(0.2)
    assert server.wait(20) == 1


def test_where_the_main_process_is_killed_another_has_the_port_at_once(
    server: subprocess.Popen[str], port: int, tmp_path: Path, database: str
) -> None:
    server.kill()
    server.wait()
    with started(port, environment(tmp_path, DATABASE_URL=database)) as another:
        wait_for_worker(another, port)
        assert answer_to(port, LIVE)[0] == 200


@pytest.mark.django_db(transaction=True)
def test_what_a_background_worker_was_at_when_it_was_killed_is_done_within_a_minute(
    server: subprocess.Popen[str], settings
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.ON_TEXT_CHANGED = ["contributions.watches.notify.notify_watchers"]  # here; the server calls all
    factories.edit_page(factories.create_page(), "Autre chose.", author=factories.create_contributor())
    rows = DBTaskResult.objects.filter(task_path="contributions.events.dispatch")
    for row in rows:
        row.claim(heartbeat.new_worker_id(has_thread=True))  # whom nobody will hear of
    os.kill(machine.nicer_children(server.pid)[0], signal.SIGKILL)
    until = time.monotonic() + 60
    while rows.exclude(status=TaskResultStatus.SUCCESSFUL).exists():
        assert time.monotonic() < until, list(rows.values("status", "traceback"))
        time.sleep(0.5)
    assert rows.exists()


def test_a_second_server_at_the_same_port_does_not_start_and_says_why_in_a_line(
    server: subprocess.Popen[str], port: int, tmp_path: Path, database: str
) -> None:
    command = [*SERVER, "--port", str(port)]
    variables = environment(tmp_path, DATABASE_URL=database)
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == MISCONFIGURED
    assert done.stderr.startswith(f"! Port {port} of 127.0.0.1 cannot be used (Address already in use)")
    assert done.stderr.count("\n") == 1


def wait_until_answered(port: int) -> None:
    for _ in range(100):
        with suppress(OSError):
            assert answer_to(port, LIVE)[0] == 200
            return
        time.sleep(0.1)
    raise AssertionError("nobody answers")


def web_workers(server: subprocess.Popen[str]) -> set[int]:
    """What the server has forked to answer: what is not nicer, and is no process that was started anew."""
    command = Path(f"/proc/{server.pid}/cmdline").read_bytes()
    children = [pid for pid in machine.family([server.pid]) - {server.pid} if machine.parent_of(pid) == server.pid]
    forked = {pid for pid in children if Path(f"/proc/{pid}/cmdline").read_bytes() == command}
    return forked - set(machine.nicer_children(server.pid))
