"""500 learners finish a course of 32 items at once: `python -m tests.benchmarks.course_crowd [learners] [postgresql]`.

They answer by HTTP, as browsers without scripts do, through the server of production with two workers. Every eighth answer is
sent twice, at once from two connections. It fails where an answer is lost, an attempt is there twice, or a certificate is
missing; and says how long an answer took.
"""

from __future__ import annotations

import http.client
import os
import statistics
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from setup import postgres
from setup.console import say
from tests.benchmarks import serving
from tests.benchmarks.wrk import HEADERS

LEARNERS = int(sys.argv[1]) if sys.argv[1:] else 500
ITEMS, AT_ONCE, PORT, TWICE = 32, 64, 8791, 8
SECRET = "a" * 32
PLACES = {"order": "place", "match": "partner", "fill_in": "gap", "sort": "category"}


@contextmanager
def database() -> Iterator[str]:
    """A durable PostgreSQL where the command names it; else "", the embedded SQLite."""
    if "postgresql" not in sys.argv:
        yield ""
        return
    found = postgres.find_binaries()
    assert found is not None, "No PostgreSQL can be had"
    with postgres.cluster(found[0], durable=True) as url:
        yield url


def fill() -> tuple[str, list[str], list[tuple[str, bytes]]]:
    """A published course and learners. Returns its address, the cookies of the learners, and each item's address and form."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command

    from tests import factories
    from tests.learning.course_rows import published_course

    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--noinput"]):
        call_command(*command, verbosity=0)
    factories.create_site_settings()
    course = published_course(factories.create_editor(), content()).course
    store, cookies = import_module(settings.SESSION_ENGINE).SessionStore, []
    for number in range(LEARNERS):
        person = factories.create_user(username=f"c{number}")
        session = store()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session.create()
        cookies.append(f"__Host-sessionid={session.session_key}; __Host-csrftoken={SECRET}")
    address = f"/courses/{course.pk}/"
    return address, cookies, [(f"{address}1/{item.key}/", form_of(item)) for item in content().items]


def content() -> Any:
    from learning.document import Lesson
    from tests.learning.sample_course import KINDS, sample_course, sample_item

    kinds = list(KINDS)
    items = tuple(sample_item(kinds[place % len(kinds)], str(100 + place)) for place in range(ITEMS))
    return sample_course(lessons=(Lesson(key="1", title="All", items=items),), pass_mark=100)


def form_of(item: Any) -> bytes:
    """What a browser sends for the right answer."""
    from urllib.parse import urlencode

    from tests.learning.sample_course import RIGHT

    response, kind = RIGHT[item.kind], item.kind
    if kind in {"choice", "choices"}:
        pairs = [("answer", key) for key in response]
    elif kind == "dialogue":
        pairs = [("path", ",".join(response[:-1])), ("reply", response[-1])]
    else:
        pairs = [(f"{PLACES[kind]}-{place}", key) for place, key in enumerate(response, 1)]
    return urlencode([*pairs, ("csrfmiddlewaretoken", SECRET)]).encode()


def learn(address: str, cookie: str, forms: list[tuple[str, bytes]]) -> list[float]:
    """Begins, and answers each item, some twice at once. Returns how long each answer took."""
    own = connected()
    post(own, f"{address}begin/", cookie, f"csrfmiddlewaretoken={SECRET}".encode())
    took = []
    for place, (path, form) in enumerate(forms, 1):
        began, used = perf_counter(), [own] if place % TWICE else [own, connected()]
        for line in used:
            send(line, path, cookie, form)
        for line in used:
            received(line)
            took.append(perf_counter() - began)
    own.close()
    return took


def connected() -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)


def post(line: http.client.HTTPConnection, path: str, cookie: str, form: bytes) -> None:
    send(line, path, cookie, form)
    received(line)


def send(line: http.client.HTTPConnection, path: str, cookie: str, form: bytes) -> None:
    headers = HEADERS | {"Cookie": cookie, "Referer": "https://127.0.0.1/", "Host": "127.0.0.1"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    line.request("POST", path, form, headers)


def received(line: http.client.HTTPConnection) -> None:
    answer = line.getresponse()
    answer.read()
    assert answer.status == 302, (answer.status, answer.headers.get("Location"))
    assert "login" not in answer.headers["Location"]


def check() -> None:
    from learning.models import Attempt, Certificate, ItemResponse

    found = [model.objects.count() for model in (Attempt, Certificate, ItemResponse)]
    assert found == [LEARNERS, LEARNERS, LEARNERS * ITEMS], found
    assert set(Attempt.objects.values_list("points", "is_passed")) == {(ITEMS, True)}
    say(f"{found[0]} attempts finished and passed, {found[1]} certificates, {found[2]} answers: none lost, none twice")


def run(folder: Path, environment: dict[str, str]) -> None:
    import django

    serving.refuse_taken(PORT)  # before the minutes that filling takes
    django.setup()
    address, cookies, forms = fill()
    from django.db import connection

    connection.close()
    with serving.site(PORT, folder / "server.log", environment):
        began = perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            each = list(pool.map(lambda cookie: learn(address, cookie, forms), cookies))
        seconds = perf_counter() - began
    took = sorted(one for some in each for one in some)
    say(f"{len(took)} answers in {seconds:.0f} s: {len(took) / seconds:.0f} a second, {AT_ONCE} learners at a time")
    say(f"median {statistics.median(took) * 1000:.0f} ms, of 100 one {took[-len(took) // 100] * 1000:.0f} ms")
    check()
    say(f"load beside it: {os.getloadavg()}")


if __name__ == "__main__":
    with TemporaryDirectory() as folder, database() as url:
        own = serving.PRODUCTION | serving.ROOM | {"DATA_DIR": folder, "DATABASE_URL": url}
        os.environ.update(own | {"DJANGO_SETTINGS_MODULE": "guide_project.settings"})
        run(Path(folder), own)
