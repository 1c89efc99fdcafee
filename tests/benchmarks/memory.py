"""What the processes of a site take together: `python -m tests.benchmarks.memory`, on the database of DATABASE_URL.

Server, renderers and one worker as in production, after people have read, searched, edited and saved. Counted is the
proportional set (PSS): what processes share counts once. The database should hold the demo; pages of it are written to.
"""

from __future__ import annotations

import html
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

from setup.console import ROOT, say
from setup.serve import SERVER
from tests.benchmarks.machine import family, held_by, nicer_children, proportional_set

PORT, MARK, ROUNDS = 8963, 300, 3
SCREENS = [
    "/",
    "/wiki/",
    "/recent-changes/",
    "/questions/",
    "/notifications/",
    "/guide/fr/",
    "/guide/fr/guide.pdf",
    "/statistics/people/",
]
TOKEN = "a" * 32
FIELD = r'name="{}"[^>]*value="([^"]*)"'


def shown(pid: int) -> str:
    """A line for each process of a tree."""
    background = nicer_children(pid)
    names = {one: "background worker" if one in background else module_of(one) for one in sorted(family([pid]))}
    return "\n".join(f"  {proportional_set(one) / 1e6:6.1f} MB  {name}" for one, name in names.items())


def module_of(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return next(word for word in words[1:] if not word.startswith("-"))


class Reader:
    """Somebody who is signed in, and reads and writes."""

    def __init__(self, username: str) -> None:
        from django.conf import settings
        from django.test import Client

        from accounts.models import User

        client = Client()
        client.force_login(User.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[0])
        self.cookie = f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"

    def ask(self, path: str, fields: dict[str, str] | None = None) -> str:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=30)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN}) if fields else None
        connection.request("POST" if fields else "GET", path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        if answer.status not in {200, 302, 303}:
            raise RuntimeError(f"{answer.status}: {path}")
        return text

    def edit(self, path: str, words: str) -> None:
        form = self.ask(f"{path}edit/")
        box = re.search(r'<textarea[^>]*name="body"[^>]*>(.*?)</textarea>', form, re.DOTALL)
        values = {name: re.search(FIELD.format(name), form) for name in ("title", "base_version")}
        if box and all(values.values()):
            fields = {name: html.unescape(found[1]) for name, found in values.items() if found}
            self.ask(f"{path}edit/", fields | {"body": f"{html.unescape(box[1]).strip()}\n\n{words}", "summary": "mot"})


def warm_up() -> None:
    import django

    django.setup()
    from contributions.models import Page

    writers, chance = [Reader("contributor"), Reader("editor")], Random("memory")
    paths = [page.get_absolute_url() for page in Page.objects.visible()[:40]]
    for number in range(ROUNDS * 2):
        reader = writers[number % 2]
        for path in [*paths, *(f"{path}history/" for path in paths[:5]), *SCREENS]:
            reader.ask(path)
        for question in ("mot de passe", "hameconnage", "phrases longues"):
            reader.ask(f"/search/?q={quote(question)}")
        for path in paths[:5]:
            reader.edit(path, f"Mot {chance.random()}.")
    for screen in ("/curation/", "/curation/tips/1/"):
        writers[1].ask(screen)


@contextmanager
def running(command: list[str]) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until_it_answers(seconds: int = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/health/live")
            connection.getresponse().read()
            return
        time.sleep(0.2)
    raise TimeoutError("The server does not answer.")


def run() -> int:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "guide_project.settings", "GUIDE_DEMO": "1", "LOG_LEVEL": "ERROR"}
    with running([*SERVER, "--background-workers", "1", "--log-level", "warning", "--port", str(PORT)]) as serving:
        wait_until_it_answers()
        warm_up()
        time.sleep(10)  # the worker follows what was saved
        total = held_by([serving]) / 1e6
        say(f"{shown(serving)}\n  {total:6.1f} MB in all, of {MARK}")
    return 0 if total <= MARK else 1


if __name__ == "__main__":
    sys.exit(run())
