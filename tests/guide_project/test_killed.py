"""Whichever process of the server is killed, the site goes on answering, and what was under way is done."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings as settings_of_django
from django.tasks import TaskResultStatus
from django.test import Client
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from common.database import heartbeat
from guide.builds.build import request_builds
from guide.models import Edition
from guide_project.server.background import NICEST
from guide_project.server.startup_checks import MISCONFIGURED
from setup.serve import SERVER
from tests import factories
from tests.benchmarks import machine
from tests.common.markup.forkservers import ONLY_LINUX, wait_until_gone
from tests.factories import create_tip
from tests.guide_project.servers import (
    ROOT,
    SECRET_KEY,
    answer_to,
    environment,
    free_port,
    started,
    wait_for_line,
    wait_for_worker,
)

pytestmark = [pytest.mark.once, ONLY_LINUX]

TOKEN = "t" * 32
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


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("step_by_step")
def test_where_what_reads_texts_or_makes_a_file_is_killed_texts_are_read_and_the_file_is_made(
    server: subprocess.Popen[str], port: int, editor: User, tmp_path: Path, settings
) -> None:
    settings.SECRET_KEY, settings.EDITIONS_ROOT = SECRET_KEY, tmp_path / "editions"
    create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    request_builds(edition, forms=["pdf"])
    os.kill(waited_for(lambda: makers_of_files(server)), signal.SIGKILL)

    address, cookies = f"{factories.create_page().get_absolute_url()}preview/", signed_in(editor)
    preview = partial(answer_to, port, posted(address, cookies, body="Un **autre** texte."))
    for kill in (lambda: None, lambda: renderers(server), lambda: nurseries(server), lambda: renderers(server)):
        killed = kill() or []
        for pid in killed:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for _ in range(4):  # whichever worker answers
            assert preview()[0] == 200
        assert renderers(server)
        assert len(nurseries(server)) >= 1
        assert not set(killed) & {*renderers(server), *nurseries(server)}

    pdf = edition.files.get(form="pdf")
    until = time.monotonic() + 90
    while pdf.state != "ready":
        assert time.monotonic() < until, (pdf.state, pdf.problem)
        time.sleep(0.2)
        pdf.refresh_from_db()
    assert pdf.tries == 0
    assert not DBTaskResult.objects.failed().exists()


def signed_in(user: User) -> str:
    """The cookies of a browser in which somebody has signed in, and a token for its forms."""
    client = Client()
    client.force_login(user, backend="accounts.sessions.RolesBackend")
    session = client.cookies[settings_of_django.SESSION_COOKIE_NAME].value
    return f"{settings_of_django.SESSION_COOKIE_NAME}={session}; {settings_of_django.CSRF_COOKIE_NAME}={TOKEN}"


def posted(address: str, cookies: str, **fields: str) -> bytes:
    """A form that is sent."""
    body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN})
    lines = [f"POST {quote(address)} HTTP/1.1", "Host: localhost", "Connection: close", f"Cookie: {cookies}"]
    lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", body]).encode()


def nurseries(server: subprocess.Popen[str]) -> list[int]:
    born = begun_for_texts(server)
    return [pid for pid, parent in born.items() if parent not in born]


def renderers(server: subprocess.Popen[str]) -> list[int]:
    born = begun_for_texts(server)
    return [pid for pid, parent in born.items() if parent in born]


def begun_for_texts(server: subprocess.Popen[str]) -> dict[int, int]:
    """Nurseries and renderers, each with its parent."""
    found = {}
    for pid in machine.family([server.pid]):
        with suppress(OSError):
            if b"forkserver_process" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found[pid] = machine.parent_of(pid)
    return found


def makers_of_files(server: subprocess.Popen[str]) -> list[int]:
    """The forks in which workers make one file each."""
    workers = set(machine.nicer_children(server.pid))
    found = []
    for pid in machine.family([server.pid]):
        with suppress(OSError):
            if machine.parent_of(pid) in workers and machine.nice(pid) == NICEST and not machine.has_ended(pid):
                found.append(pid)
    return found


def waited_for(found: Callable[[], list[int]]) -> int:
    until = time.monotonic() + 60
    while not (pids := found()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return pids[0]
