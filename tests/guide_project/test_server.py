"""The server's processes: what they load, and that they end when they are told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import machine
from tests.common.markup.forkservers import ONLY_LINUX, children_of, wait_until_gone
from tests.guide_project.servers import ROOT, environment, free_port, started, wait_for_line

pytestmark = pytest.mark.once

HEAVY = {"weasyprint", "docx", "PIL", "fontTools.subset", "pikepdf", "pydyf"}
LOADED = f"""
from guide_project.server import __main__ as server
server.load()
import sys, threading
from django.db import connections
from common.caching.file_store import site_files
print(sorted({HEAVY!r} & sys.modules.keys()), threading.active_count(), [one.connection for one in connections.all()])
print(site_files.cache_info().currsize, "contributions.templatetags.version_tags" in sys.modules)
"""
FORKED = """
import os, signal, time
from guide_project.server import __main__ as server
signal.signal(signal.SIGTERM, lambda *told: None)
server.end_workers_on_request()
for _ in range(20):
    pid = os.fork()
    if not pid:
        time.sleep(5)
        os._exit(0)
    os.kill(pid, signal.SIGTERM)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""
TOLD_EARLY = """
import os, signal, uvloop
from guide_project.server.rsgi import application
loop = uvloop.new_event_loop()
told = []
loop.add_signal_handler(signal.SIGTERM, lambda: (told.append(True), loop.stop()))
os.kill(os.getpid(), signal.SIGTERM)
application.__rsgi_init__(loop)
loop.call_later(5, loop.stop)
loop.run_forever()
print(told, flush=True)
os._exit(0)
"""


@pytest.fixture
def server(tmp_path: Path, database: str) -> Iterator[subprocess.Popen[str]]:
    """One whose first worker has just been forked."""
    with started(free_port(), environment(tmp_path, DATABASE_URL=database), "--background-workers", "1") as process:
        wait_for_line(process, "worker-1 with PID")
        yield process


@pytest.mark.parametrize("seconds", [0, 0.1, 0.4])
def test_a_server_that_is_stopped_while_its_workers_start_ends(server: subprocess.Popen[str], seconds: float) -> None:
    time.sleep(seconds)
    begun = family(server)
    server.send_signal(signal.SIGTERM)
    assert server.wait(12) == 0  # sooner than granian kills those that hang
    for pid in begun:
        wait_until_gone(pid)


def test_a_worker_that_is_told_to_end_just_before_its_loop_runs_is_told_then(tmp_path: Path) -> None:
    """As granian begins a worker: its loop handles the signal, the application is told of the loop, the loop runs."""
    done = subprocess.run(
        [sys.executable, "-c", TOLD_EARLY],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[True]"


def test_a_worker_that_is_told_to_end_while_it_is_forked_ends() -> None:
    done = subprocess.run([sys.executable, "-c", FORKED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(-signal.SIGTERM)] * 20


@ONLY_LINUX
def test_a_server_that_is_killed_leaves_no_background_worker(server: subprocess.Popen[str]) -> None:
    worker = nicer_child(server)
    server.kill()
    wait_until_gone(worker)


@ONLY_LINUX
def test_a_server_that_is_killed_leaves_nothing(server: subprocess.Popen[str]) -> None:
    """Neither what serves beside the next server, nor what forks renderers."""
    wait_for_line(server, "Started worker-2")
    begun = machine.family([server.pid]) - {server.pid}
    assert len(begun) >= 4
    server.kill()
    for pid in begun:
        wait_until_gone(pid)


@ONLY_LINUX
def test_a_background_worker_that_ends_by_itself_is_replaced(server: subprocess.Popen[str]) -> None:
    worker = nicer_child(server)
    os.kill(worker, signal.SIGKILL)
    wait_until_gone(worker)
    assert nicer_child(server) != worker


def family(server: subprocess.Popen[str]) -> list[int]:
    """The server, its workers, and what forks renderers."""
    return [server.pid, *children_of(server.pid)]


def nicer_child(server: subprocess.Popen[str]) -> int:
    """The background worker, once there is one."""
    for _ in range(200):
        if found := machine.nicer_children(server.pid):
            return found[0]
        time.sleep(0.1)
    raise AssertionError("no background worker")


def test_what_workers_share_holds_no_thread_no_connection_and_nothing_that_only_makes_files(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["[] 1 [None]", "1 True"]
