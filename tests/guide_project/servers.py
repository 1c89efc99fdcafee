"""The real server, as production starts it, and what a client can send to it byte by byte."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from setup.serve import SERVER

ROOT = Path(__file__).resolve().parents[2]
SECRET_KEY = "x" * 50


def environment(data: Path, **more: str) -> dict[str, str]:
    said = {
        "DATA_DIR": str(data),
        "GUIDE_DEMO": "1",
        "SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": "",
        "LOG_LEVEL": "CRITICAL",
        "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
    }
    return os.environ | said | {"PYTHONUNBUFFERED": "1"} | more


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(port: int, variables: dict[str, str], *options: str) -> Iterator[subprocess.Popen[str]]:
    """One of which nothing is left afterwards."""
    process = subprocess.Popen(
        [*SERVER, "--log-level", "info", "--port", str(port), *options],
        cwd=ROOT,
        env=variables,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        assert process.stdout
        process.stdout.close()
        process.wait()


def wait_for_worker(process: subprocess.Popen[str], port: int) -> None:
    """Until it says that it has started, and listens, which is a moment later."""
    wait_for_line(process, "Started worker-1 runtime-1")
    for _ in range(100):
        with suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=30).close()
            return
        time.sleep(0.1)
    raise AssertionError("nothing listens")


def wait_for_line(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if words in line:
            return line
    raise AssertionError("".join(said))


def connected(port: int, sent: bytes) -> socket.socket:
    """A connection over which this was sent."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.sendall(sent)
    return connection


def answer_to(port: int, sent: bytes) -> tuple[int, str]:
    """The status, and everything else that came until the other side closed or said all."""
    with connected(port, sent) as connection:
        came = b""
        while b"\r\n\r\n" not in came and (piece := connection.recv(65_536)):
            came += piece
    head = came.decode("latin-1")
    return int(head.split(" ")[1]), head
