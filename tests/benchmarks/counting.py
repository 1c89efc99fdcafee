"""Counts so many readers who download the guide in a moment: `make bench ARGS=counting`, 50,000 where no number is given.

In one process, through the front that granian calls, with the thread that writes every second, on a database of its own
(an embedded one, or the empty one that DATABASE_URL names). Each reader comes
twice. What must come out is said at the end: as many as came, and as many hashes.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from io import BytesIO
from pathlib import Path
from typing import Any

from setup.console import VAR, Missing, say

READERS = 50_000
EDITION = 9999
DATA = VAR / "bench"


def run(readers: int = READERS) -> int:
    os.environ |= {"DATA_DIR": str(DATA / "counting"), "TRUSTED_PROXIES": "1", "GUIDE_DEMO": "1", "COUNT_EVERY": "1"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
    import django

    django.setup()
    prepare()
    try:
        found = measured(readers)
    finally:
        clear()
    (DATA / "counting.json").write_text(json.dumps(found, indent=1))
    say(
        f"{readers:,} readers, each twice: asked in {found['asked']:.1f} s, all of them written {found['written']:.1f} s "
        f"after the last, {found['queries']} queries in all; counted {found['counted']:,}, hashes {found['hashes']:,}"
    )
    return 0 if found["counted"] == found["hashes"] == readers else 1


def prepare() -> None:
    from django.conf import settings
    from django.core.management import call_command

    from guide.models import DailyCount

    call_command("migrate", verbosity=0)
    if DailyCount.objects.exclude(edition=EDITION).exists():
        raise Missing("Somebody is counted in this database already: name an empty one in DATABASE_URL, or none.")
    clear()
    folder = Path(settings.EDITIONS_ROOT) / str(EDITION) / "fr"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "guide.pdf").write_bytes(b"%PDF-1.7" * 1_000)


def clear() -> None:
    from guide.models import CountedReader, DailyCount, DaySalt

    DailyCount.objects.filter(edition=EDITION).delete()
    CountedReader.objects.all().delete()
    DaySalt.objects.all().delete()


def measured(readers: int) -> dict[str, Any]:
    from guide.distribution import visit_counter
    from guide.models import CountedReader, DailyCount
    from guide.serving.file_server import FileServer

    front, queries, done = FileServer(refuse, note=visit_counter.note), Queries(), threading.Event()
    writer = threading.Thread(target=write_until, args=(done, queries))
    writer.start()
    begun = time.perf_counter()
    for _turn in range(2):
        for number in range(readers):
            front(request(number), lambda *_args: None)
    asked = time.perf_counter()
    done.set()
    writer.join()
    return {
        "readers": readers,
        "asked": asked - begun,
        "written": time.perf_counter() - asked,
        "queries": queries.number,
        "counted": sum(DailyCount.objects.filter(edition=EDITION).values_list("number", flat=True)),
        "hashes": CountedReader.objects.count(),
        "load": os.getloadavg(),
    }


class Queries:
    """How many there were; all of them are the writer's."""

    number = 0

    def __call__(self, execute: Any, *args: Any) -> Any:
        self.number += 1
        return execute(*args)


def write_until(done: threading.Event, queries: Queries) -> None:
    """What `counting.Writing` does, until `done` and once more."""
    from django.db import connection

    from guide.distribution import visit_counter

    with connection.execute_wrapper(queries):
        while not done.wait(1):
            visit_counter.visits.write()
        visit_counter.visits.write()
    connection.close()


def refuse(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    raise AssertionError(f"{environ['PATH_INFO']} came to Django")


def request(number: int, path: str = f"/guide/editions/{EDITION}/fr/guide.pdf") -> dict[str, Any]:
    """What granian hands over for one reader."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "192.0.2.1",
        "HTTP_HOST": "localhost",
        "HTTP_X_FORWARDED_FOR": f"2001:db8::{number:x}",
        "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }


if __name__ == "__main__":
    sys.exit(run(*map(int, sys.argv[1:])))
