"""Ahead of Django and inside of it, the same is said; and it is said while there is no database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.guide.serving.conftest import BROWSER, PAGE, PDF, SHEET, Given, asks, put

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[3]
REQUESTS = [
    ("", {}),
    ("", {"accept_encoding": "br, gzip"}),
    ("", {"accept_encoding": "gzip;q=0.2, zstd"}),
    ("", {"accept_encoding": "identity, gzip;q=0.5"}),
    ("", {"if_none_match": "*"}),
    ("", {"if_match": '"x"'}),
    (SHEET, {"accept_encoding": "gzip"}),
    ("guide.pdf", {"accept_encoding": "gzip"}),
    ("guide.pdf", {"range": "bytes=0-3", "accept_encoding": "gzip"}),
    ("guide.pdf", {"range": "bytes=999-"}),
    ("guide.pdf", {"range": "bytes=-5"}),
    ("guide.pdf", {"if_modified_since": "Fri, 01 Jan 2100 00:00:00 GMT"}),
]
OF_DJANGO_ALONE = {"Vary", "Content-Length"}  # the language of its own pages; nothing is long where there is no body


def inside_of_django(address: str, **headers: str) -> Given:
    sent = {name.replace("_", "-"): value for name, value in headers.items()} | {"User-Agent": BROWSER}
    response = Client().get(address, headers=sent)
    return Given(response.status_code, dict(response.items()), response.getvalue())


@pytest.mark.parametrize("where", ["/guide/fr/", "/guide/editions/1/fr/"])
@pytest.mark.parametrize(("name", "headers"), REQUESTS)
def test_ahead_of_django_and_inside_of_it_the_same_is_said(
    root: Path, where: str, name: str, headers: dict[str, str]
) -> None:
    ahead = asks()(where + name, **headers)
    inside = inside_of_django(where + name, **headers)
    assert (inside.status, inside.body) == (ahead.status, ahead.body)
    of_django = {
        key: value
        for key, value in inside.headers.items()
        if key not in OF_DJANGO_ALONE and (key != "Content-Language" or key in ahead.headers)
    }
    assert {key: value for key, value in ahead.headers.items() if key not in OF_DJANGO_ALONE} == of_django


def test_the_notice_of_a_withdrawn_edition_is_said_inside_of_django_too(root: Path) -> None:
    put(root / "1" / "fr" / "withdrawn.html", b"Withdrawn.")
    for given in (asks()("/guide/fr/"), inside_of_django("/guide/fr/")):
        assert (given.status, given.body) == (410, b"Withdrawn.")


READ_WITHOUT = """
import sys
from guide_project.wsgi import application
from io import BytesIO
from django.db import connection
def refuse(*args): raise AssertionError("a query")
connection.execute_wrappers.append(refuse)
for address in sys.argv[1:]:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": "c=gare", "HTTP_HOST": "localhost",
               "SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
               "REMOTE_ADDR": "192.0.2.1", "HTTP_USER_AGENT": "BROWSER"}
    said = []
    body = b"".join(application(environ, lambda *args: said.extend(args)))
    print(said[0], len(body))
""".replace("BROWSER", BROWSER)


def test_the_guide_is_read_while_the_database_is_away(root: Path) -> None:
    """The real application, whose database does not answer; when it ends, it says how many it could not count."""
    environment = {"GUIDE_DEMO": "1", "DATA_DIR": str(root.parent), "SECRET_KEY": "x" * 50, "COUNT_EVERY": "3600"}
    environment["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/nothing"
    addresses = ["/guide/fr/", "/guide/editions/1/fr/guide.pdf", f"/guide/fr/{SHEET}"]
    command = [sys.executable, "-c", READ_WITHOUT, *addresses]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == f"200 OK {len(PAGE)}"
    assert done.stdout.splitlines()[1] == f"200 OK {len(PDF)}"
    assert done.stdout.splitlines()[2].startswith("200 OK")
    assert "2 readers are not counted" in done.stderr
    assert "192.0.2.1" not in done.stderr
