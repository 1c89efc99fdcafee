"""Fork server: forks renderers from one process that has loaded Markdown; without it they are started one by one.

Forked, they share what they have loaded: five take 50 MB instead of 125. The process that forks them is started anew, with
none of the site's secrets, before the server forks its workers (`start`); they inherit its door, a socket without a name.
Who asks there hands in the ends of two pipes, and of a line: on it the nursery tells how the renderer ended, and when the line
is closed, it ends it. Where there is no nursery, renderers are started. Where it was killed, each process that misses it
starts one of its own, which ends with that process.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).resolve().parents[2]
# The processes that read hostile texts know none of the site's secrets.
PASSED_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")
ASKED = struct.Struct(">fb")  # seconds, and how nice to be
CODE = struct.Struct(">i")
PATIENCE = 10.0  # seconds, with a nursery that should answer at once
REST = 60.0  # seconds before a nursery that has replaced another is replaced itself: it may die at each start
UNKNOWN = 1

_control_socket: socket.socket | None = None
_fork_server: subprocess.Popen[bytes] | None = None
_replaced_at = -REST
_lock = threading.Lock()


class Process(Protocol):
    """What a renderer needs of subprocess.Popen."""

    stdin: Any
    stdout: Any
    returncode: Any

    def poll(self) -> int | None: ...
    def wait(self) -> int: ...
    def kill(self) -> None: ...


def start() -> None:
    """To be called by the process whose forks will ask, before it forks them."""
    global _control_socket, _fork_server
    if not _can_watch():
        return
    _control_socket, its_side = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with its_side:
        number = its_side.fileno()
        _fork_server = started(
            "common.markup.forkserver_process", str(number), pass_fds=[number], stdin=subprocess.DEVNULL, stdout=None
        )


def _can_watch() -> bool:
    """Whether a process can wait for others and for sockets at once: Linux, and not everywhere (some sandboxes)."""
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


def forked(seconds: float) -> Process | None:
    """Forks a renderer limited to that many CPU seconds a text. Returns None if no fork server answers."""
    door = _control_socket
    if door is None:
        return None
    try:
        return _Forked(door, seconds)
    except OSError:
        return _forked_by_another(door, seconds)


def _forked_by_another(dead: socket.socket, seconds: float) -> Process | None:
    global _replaced_at
    with _lock, suppress(OSError):
        if _control_socket is dead:
            if time.monotonic() < _replaced_at + REST:
                return None
            _replaced_at = time.monotonic()
            dead.close()
            if _fork_server is not None:
                _fork_server.kill()
                _fork_server.wait()
            start()
        if _control_socket is not None:
            return _Forked(_control_socket, seconds)
    return None


def started(module: str, *words: str, **how: Any) -> subprocess.Popen[bytes]:
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process: subprocess.Popen[bytes] = subprocess.Popen(
        [sys.executable, "-m", module, *words],
        bufsize=0,  # nothing waits in a buffer that a fork would copy
        cwd=ROOT,
        env={name: os.environ[name] for name in PASSED_ENVIRONMENT if name in os.environ},
        **pipes | how,
    )
    return process


def close(process: Process) -> None:
    """This process's ends of what leads to it."""
    for way in (process.stdin, process.stdout, getattr(process, "line", None)):
        if way is not None:
            way.close()


class _Forked:
    """A child of the nursery, used like one's own."""

    def __init__(self, door: socket.socket, seconds: float) -> None:
        its_input, our_end = os.pipe()
        our_beginning, its_output = os.pipe()
        self.line, its_line = socket.socketpair()
        self.stdin = os.fdopen(our_end, "wb", buffering=0)
        self.stdout = os.fdopen(our_beginning, "rb", buffering=0)
        self.returncode: Any = None
        try:
            socket.send_fds(door, [ASKED.pack(seconds, os.nice(0))], [its_input, its_output, its_line.fileno()])
        except OSError:
            close(self)
            raise
        finally:
            os.close(its_input)
            os.close(its_output)
            its_line.close()

    def poll(self) -> int | None:
        if self.returncode is None:
            with suppress(BlockingIOError):
                self._hear(0)
        code: int | None = self.returncode
        return code

    def wait(self) -> int:
        if self.returncode is None:
            try:
                self._hear(PATIENCE)
            except TimeoutError:
                self.returncode = UNKNOWN
        return int(self.returncode or 0)

    def kill(self) -> None:
        with suppress(OSError):
            self.line.shutdown(socket.SHUT_WR)

    def _hear(self, seconds: float) -> None:
        """How it ended; a nursery that ended itself tells nothing."""
        self.line.settimeout(seconds)
        try:
            told = self.line.recv(CODE.size)
        except ConnectionError:
            told = b""
        self.returncode = CODE.unpack(told)[0] if len(told) == CODE.size else UNKNOWN
        self.line.close()


def kernel_ended(code: int) -> bool:
    """Whether a process was ended because it took too much time. SIGKILL tells nothing: a machine may lack memory."""
    return code == -getattr(signal, "SIGPROF", 0)
