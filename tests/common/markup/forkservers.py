"""Looks at a nursery, and at what it has forked, from outside."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from common.markup import forkserver, renderer

ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="renderers are forked on Linux only")


def children_of(pid: int) -> list[int]:
    """Those that run, the newest last."""
    lines = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, check=True, text=True
    ).stdout.splitlines()
    rows = [line.split() for line in lines]
    return sorted(int(one) for one, parent, state in rows if int(parent) == pid and not state.startswith("Z"))


def nursery_pid() -> int:
    assert forkserver._fork_server
    return forkserver._fork_server.pid


def pid_of(process: Any) -> int:
    """Of a process that was started, or of the youngest child of the nursery."""
    return int(process.pid) if isinstance(process, subprocess.Popen) else children_of(nursery_pid())[-1]


def end_nursery() -> None:
    """As if everybody had gone who could ask."""
    if forkserver._control_socket is not None:
        forkserver._control_socket.close()
    if forkserver._fork_server is not None:
        forkserver._fork_server.wait(10)
    forkserver._control_socket = forkserver._fork_server = None


def open_files(pid: int) -> list[str]:
    """What a process has open, but for standard output and errors."""
    found = []
    for file in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            found.append(file.readlink().name if file.name not in {"1", "2"} else "")
    return sorted(filter(None, found))


def wait_until_gone(pid: int) -> None:
    for _ in range(200):
        state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False, text=True)
        if not state.stdout.strip() or state.stdout.startswith("Z"):
            return
        time.sleep(0.05)
    raise AssertionError(f"process {pid} lives on")


@contextmanager
def own_pool(monkeypatch: pytest.MonkeyPatch, *, is_forked: bool) -> Iterator[renderer._Pool]:
    """Renderers of one test alone: forked by a nursery, or each started by itself."""
    monkeypatch.setattr(forkserver, "_replaced_at", -forkserver.REST)
    if is_forked:
        forkserver.start()
    own = renderer._Pool(renderer.BRIEF_CPU_SECONDS)
    monkeypatch.setattr(renderer, "_current", {False: own})
    yield own
    for one in renderer._current.values():
        one.end()
    end_nursery()
