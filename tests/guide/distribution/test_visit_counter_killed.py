"""Workers are killed while they write and while they serve: what was written is whole, and nobody is counted twice."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from django.db.models import Sum

from guide.models import CountedReader, DailyCount
from setup.serve import SERVER
from tests.e2e.killable import address_of_database
from tests.guide.serving.conftest import BROWSER, put

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[3]
READERS = 1_200  # more than fit into a query, so that a part of them is written when the worker dies
WORKER = """
import os, signal, sys
import django
django.setup()
from django.db.models import QuerySet
from guide.distribution import visit_counter
first, last, dies_after = map(int, sys.argv[1:])
execute, done = QuerySet._insert, []
def insert_and_die(self, objects, *args, **values):
    written = execute(self, objects, *args, **values)
    done.append(self.model.__name__)
    if done.count("CountedReader") == dies_after:
        os.kill(os.getpid(), signal.SIGKILL)
    return written
QuerySet._insert = insert_and_die
visit_counter.read_time_zone()  # as a server has by then: for an hour or two of each day UTC has another one
for number in range(first, last):
    meta = {"REQUEST_METHOD": "GET", "HTTP_USER_AGENT": "BROWSER", "REMOTE_ADDR": f"2001:db8::{number:x}"}
    visit_counter.note(meta, edition=1, language="fr", form="pdf")
visit_counter.start()
""".replace("BROWSER", BROWSER)


def environment() -> dict[str, str]:
    said = {
        "DATABASE_URL": address_of_database(),
        "DJANGO_SETTINGS_MODULE": "guide_project.settings",
        "LOG_LEVEL": "ERROR",
        "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
    }
    return os.environ | said | {"GUIDE_DEMO": "1", "SECRET_KEY": "x" * 50}


def work(first: int, last: int, *, dies_after: int = -1) -> subprocess.Popen[bytes]:
    """A process that saw these readers, and writes them when it ends, if it comes to that."""
    command = [sys.executable, "-c", WORKER, str(first), str(last), str(dies_after)]
    return subprocess.Popen(command, cwd=ROOT, env=environment())


def counted() -> int:
    """How many; as many as hashes are stored, at any moment."""
    number = DailyCount.objects.aggregate(Sum("number"))["number__sum"] or 0
    assert number == CountedReader.objects.count()
    return int(number)


def test_a_worker_that_is_killed_while_it_writes_leaves_nobody_counted_twice_or_by_half() -> None:
    assert work(0, READERS, dies_after=2).wait(120) == -signal.SIGKILL
    assert counted() == 0
    both = [work(0, READERS), work(300, READERS + 300)]
    assert [one.wait(120) for one in both] == [0, 0]
    assert counted() == READERS + 300
    assert work(0, READERS + 300, dies_after=1).wait(120) == 0  # they come again: there is nothing to write
    assert counted() == READERS + 300


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """granian as in production, whose two workers write once a second."""

    def __init__(self, port: int, data: Path) -> None:
        command = [*SERVER, "--log-level", "warning", "--port", str(port)]
        said = {"DATA_DIR": str(data), "COUNT_EVERY": "1", "TRUSTED_PROXIES": "1"}
        self.port = port
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment() | said, start_new_session=True)

    def send(self, readers: range) -> None:
        for number in readers:
            headers = {"User-Agent": BROWSER, "X-Forwarded-For": f"2001:db8::{number:x}"}
            urlopen(Request(f"http://127.0.0.1:{self.port}/guide/fr/guide.pdf", headers=headers), timeout=10).close()

    def wait(self) -> None:
        for _ in range(300):
            with suppress(OSError):
                urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=5).close()
                return
            time.sleep(0.1)
        raise TimeoutError

    def end(self, how: signal.Signals) -> None:
        os.killpg(self.process.pid, how) if how == signal.SIGKILL else self.process.send_signal(how)
        self.process.wait(30)


@pytest.fixture
def serve(port: int, tmp_path: Path) -> Iterator[object]:
    put(tmp_path / "editions" / "current", b"1")
    put(tmp_path / "editions" / "1" / "fr" / "guide.pdf", b"%PDF")
    servers: list[Server] = []

    def started() -> Server:
        servers.append(Server(port, tmp_path))
        servers[-1].wait()
        return servers[-1]

    yield started
    for server in servers:
        with suppress(ProcessLookupError):
            os.killpg(server.process.pid, signal.SIGKILL)


def test_a_server_that_is_killed_loses_the_last_seconds_and_one_that_is_stopped_nothing(serve) -> None:
    first = serve()
    first.send(range(20))
    deadline = time.monotonic() + 60
    while counted() < 20 and time.monotonic() < deadline:
        time.sleep(0.2)
    first.send(range(20, 40))
    first.end(signal.SIGKILL)
    assert 20 <= counted() <= 40
    second = serve()
    second.send(range(45))
    second.end(signal.SIGTERM)
    assert counted() == 45
