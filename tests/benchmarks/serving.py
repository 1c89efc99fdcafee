"""Starts what is measured: the site as in production, with a worker, and any other server; ends them again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from setup.console import ROOT, Missing
from setup.serve import SERVER
from tests.benchmarks.wrk import HEADERS

PRODUCTION = {
    "ALLOWED_HOSTS": "127.0.0.1",
    "SITE_ADDRESS": "https://127.0.0.1",
    "TRUSTED_PROXIES": "1",
    "GUIDE_DEMO": "0",
    "DEBUG": "0",
    # A few people write here as much as hundreds: their tries are counted, and none is refused.
    "FLOOD_LIMITS": " ".join(f"{act}=1000000/1000000" for act in ("say", "save", "open", "read")),
}
# Sixteen connections that never pause ask for as many costly screens at once as hundreds of people: none is refused for that.
ROOM = {"COSTLY_IN_HAND": "1000", "COSTLY_FOR_ONE": "1000", "COSTLY_PATIENCE": "60"}
PATIENCE = 60  # seconds
WORKERS = 2


@contextmanager
def site(port: int, log: Path, environment: dict[str, str], background: int = 0) -> Iterator[int]:
    """The process number of granian, once all of its workers answer: one that is ended while they start may hang.

    Raises Missing where another server listens at the port: both would answer, each a part of what is asked.
    """
    refuse_taken(port)
    command = [
        *SERVER,
        "--background-workers",
        str(background),
        "--workers",
        str(WORKERS),
        "--log-level",
        "info",
        "--port",
        str(port),
    ]

    def is_up() -> bool:
        return log.read_text(errors="replace").count("Started worker-") >= WORKERS and answers(port, "/health/live")

    with running(command, log, PRODUCTION | environment, is_up) as process:
        yield process


def refuse_taken(port: int) -> None:
    """Raises Missing where another server listens at the port."""
    if is_taken(port):
        raise Missing(f"Port {port} is taken: another measurement runs. Wait for it, or end it.")


def is_taken(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


@contextmanager
def running(command: list[str], log: Path, environment: dict[str, str], is_up: Callable[[], bool]) -> Iterator[int]:
    with log.open("wb") as words:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=words, stderr=words, start_new_session=True
        )
    try:
        wait_for(is_up, process, log)
        yield process.pid
    finally:
        end(process)


def wait_for(is_up: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_up():
        if process.poll() is not None or time.monotonic() > deadline:
            raise Missing(f"{process.args!r} does not answer: {log.read_text(errors='replace').strip()[-500:]}")
        time.sleep(0.1)


def end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answers(port: int, address: str) -> bool:
    try:
        fetched(port, address)
    except OSError:
        return False
    return True


def fetched(port: int, address: str, cookie: str = "") -> bytes:
    """The bytes of one answer, compressed as a browser takes them."""
    headers = HEADERS | ({"Cookie": cookie} if cookie else {})
    with urlopen(Request(f"http://127.0.0.1:{port}{address}", headers=headers), timeout=30) as response:
        return bytes(response.read())
