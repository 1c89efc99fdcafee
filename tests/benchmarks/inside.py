"""What `tests.benchmarks.wiki` does inside the site: python -m tests.benchmarks.inside fill|plan|queries|profile|text|… …

Answers with a line of JSON, the last of what it says.
"""

from __future__ import annotations

import cProfile
import json
import os
import pstats
import re
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from contributions.cache_versions.models import compact_cache_versions  # noqa: E402
from setup.console import ROOT  # noqa: E402
from tests.benchmarks import parts, places  # noqa: E402
from tests.benchmarks.browsers import Act, Done, saves, says  # noqa: E402
from tests.benchmarks.crowd import export as exporting  # noqa: E402
from tests.benchmarks.crowd import places as crowd_places  # noqa: E402
from tests.benchmarks.crowd.filling import CrowdFilling  # noqa: E402
from tests.benchmarks.crowd.parts import EVERY as CROWD  # noqa: E402
from tests.benchmarks.crowd.parts import SAVING  # noqa: E402
from tests.benchmarks.filling import Filling  # noqa: E402
from tests.benchmarks.indexing import build_index  # noqa: E402
from tests.benchmarks.sizes import CROWDS, SIZES  # noqa: E402
from tests.benchmarks.timing import queries_of  # noqa: E402
from tests.benchmarks.writing import Writing, build_what_hangs_on_the_texts  # noqa: E402

WARM, PROFILED, SHOWN = 8, 2, 25
SEEN = 4  # addresses that a process has seen before it is looked at
BY_VERBS = {"tiny", "small"}


def fill(name: str, kind: str = "") -> dict[str, Any]:
    """An empty database becomes a wiki, ready to be served. Where it is written in, it need not be safe yet."""
    begun = time.monotonic()
    bring_up()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
    say = loud if sys.stderr.isatty() else quiet
    if kind == "crowd":
        CrowdFilling(CROWDS[name], say).fill()
    elif name in BY_VERBS:
        Writing(SIZES[name], say).fill()
    else:
        Filling(SIZES[name], say).fill()
        build_what_hangs_on_the_texts(say, build_index)
    by = "verbs" if name in BY_VERBS and not kind else "rows"
    return {"seconds": time.monotonic() - begun, "by": by}


def bring_up() -> dict[str, Any]:
    """Its tables, what the clock and the database know of them, and the files that the server sends."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    compact_cache_versions()  # as `run_periodic` does every ten minutes: it was filled faster than people write
    call_command("collectstatic", verbosity=0, interactive=False)
    if connection.vendor == "postgresql":  # as it does by itself; SQLite never looks how much there is
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return {}


def loud(*words: Any, **options: Any) -> None:
    print(*words, file=sys.stderr, **options)


def quiet(*_words: Any, **_options: Any) -> None:
    """A log has no use for how far it is."""


class InProcess:
    """Django's client, used as a browser is."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode()

    def post(self, path: str, fields: dict[str, str], *, is_live: bool = False) -> tuple[int, str]:
        headers = {"HX-Request": "true"} if is_live else {}
        answer = self.client.post(path, urlencode(fields), "application/x-www-form-urlencoded", headers=headers)
        self.client.cookies.pop("messages", None)  # as of whoever has read the page where she was led
        return answer.status_code, answer.content.decode()


def turn_of(part: str, size: str) -> Callable[[], object]:
    """One request of the part, or one form with its sending; each call is the next turn."""
    if part in parts.GUIDE:
        return turn_of_guide(size)
    known = places.people()
    person = known[0 if part.endswith("desk") else -1]
    browser = InProcess(places.client_of(person))
    paths = paths_of(part, size)
    if part not in parts.WRITING | SAVING:
        following = cycle(paths if part in {*parts.FIRST, *CROWD} else paths[:SEEN])
        return lambda: browser.get(next(following))
    act, numbers = act_of(part, paths), iter(range(1_000_000))
    return lambda: act(browser, 0, 500_000 + next(numbers), Done())


def paths_of(part: str, size: str) -> list[str]:
    if part in CROWD:
        return crowd_places.places(CROWDS[size], [""])[part].paths
    return places.places(SIZES[size], editors=[""], readers=[""])[part].paths


def turn_of_guide(path: str) -> Callable[[], object]:
    """What granian calls for a published file, ahead of Django."""
    from guide.distribution.visit_counter import note
    from guide.serving.file_server import FileServer
    from tests.benchmarks import counting

    front = FileServer(counting.refuse, note=note)
    request = counting.request(1, path) | {
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_HOST": "127.0.0.1",
    }
    return lambda: list(front(dict(request), lambda *_: None))


def act_of(part: str, paths: list[str]) -> Act:
    if part == "say":
        return says(paths, parts.words)
    return saves(paths, parts.added if part == "save-one" else parts.changed)


def queries(size: str, *wanted: str) -> dict[str, int]:
    """Of one turn, once what can be cached is cached; the first view counts none."""
    found = {}
    for part in wanted:
        turn = turn_of(part, size)
        for _ in range(WARM):
            turn()
        found[part] = queries_of(turn)
    return found


def profile(place: str, part: str, file: str) -> dict[str, Any]:
    """The functions that took most of the computing time, into a file; `place` is the size, or a path of the guide."""
    turn = turn_of(part, place)
    for _ in range(WARM):
        turn()
    begun, turns = time.thread_time(), repeated(turn)
    plain = (time.thread_time() - begun) / turns * 1000
    profiler = cProfile.Profile(time.thread_time)
    profiler.enable()
    repeated(turn)
    profiler.disable()
    with Path(file).open("w", encoding="utf-8") as words:
        words.write(f"{part}: {plain:.3f} ms of this thread a turn, {turns} turns; below under the profiler\n")
        statistics = pstats.Stats(profiler, stream=words)
        statistics.sort_stats("tottime").print_stats(SHOWN)
        words.write("Of our own code, with what it calls:\n")
        statistics.sort_stats("cumulative").print_stats(rf"^{re.escape(str(ROOT))}/(?!\.venv|tests)", SHOWN)
    return {"milliseconds": plain}


def repeated(turn: Callable[[], object]) -> int:
    """For some seconds of computing; how often."""
    turns, until = 0, time.thread_time() + PROFILED
    while time.thread_time() < until:
        turn()
        turns += 1
    return turns


def text(path: str) -> dict[str, Any]:
    """The newest text of a page, by its address, and its version."""
    from django.urls import resolve

    from contributions.models import Page

    found = resolve(django.utils.encoding.uri_to_iri(path)).kwargs
    page = Page.objects.at_address(found["theme"], found["page"]).get()
    return {"body": page.body, "version": page.version}


def plan(size: str, kind: str = "") -> dict[str, Any]:
    return crowd_places.plan(CROWDS[size]) if kind == "crowd" else places.plan(SIZES[size])


def export(size: str, file: str) -> dict[str, Any]:
    return exporting.export(CROWDS[size], file)


def waiting() -> dict[str, Any]:
    """How many tasks the background worker has still to do."""
    from django.tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    undone = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return {"tasks": DBTaskResult.objects.filter(queue_name="default", status__in=undone).count()}


if __name__ == "__main__":
    commands: dict[str, Callable[..., Any]] = {
        command.__name__: command for command in (bring_up, fill, plan, queries, profile, text, export, waiting)
    }
    answer = commands[sys.argv[1]](*sys.argv[2:])
    print(json.dumps(answer, default=lambda row: asdict(row) if is_dataclass(row) else str(row)))
