"""What the server has forked ends with it, however it ends: killed, it could tell nobody.

On Linux the kernel tells. Where there is no such service a thread looks whose child the process is: who has lost its
parent is given another. (On Linux there is no such thread: a process that has one is not copied to make a PDF in.)
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
LOOKED_AGAIN_AFTER = 1.0  # seconds
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before the fork


def kill_children_with_this_process() -> None:
    """Every process that this one forks from now on is killed when it ends. A grandchild is its parent's affair."""
    server = os.getpid()

    def follow() -> None:
        if os.getppid() == server:
            _be_told(signal.SIGKILL)
            if os.getppid() != server:  # it has gone meanwhile
                os._exit(1)

    os.register_at_fork(after_in_child=follow)


def be_killed_with_parent() -> None:
    """For a child that keeps nothing: whoever asked for what it makes has gone."""
    parent = multiprocessing.parent_process()
    _be_told(signal.SIGKILL)
    if parent is not None and os.getppid() != parent.pid:  # gone meanwhile
        os._exit(1)


def end_with_parent(*, patience: float) -> None:
    """Has the kernel send SIGTERM when the parent ends; else a thread does so, and sends SIGKILL after `patience` seconds."""
    parent = multiprocessing.parent_process()
    if _libc is not None:
        _be_told(signal.SIGTERM)
    elif parent is not None:
        threading.Thread(target=_watch, args=(parent.pid, patience), name="watching the server", daemon=True).start()


def _be_told(how: signal.Signals) -> None:
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, how)


def _watch(parent: int | None, patience: float) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKED_AGAIN_AFTER)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(patience)
    os.kill(os.getpid(), signal.SIGKILL)
