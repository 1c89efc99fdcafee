"""Editions as files, and the front that gives them; what it leaves to Django is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.core import signals
from django.db import close_old_connections
from django.test import RequestFactory

from guide.serving import file_server, names
from guide.serving.file_server import FileServer

PAGE = b"<!doctype html>" + b"<p>Vingt conseils, et ce qui les fonde.</p>" * 100
SHEET, STYLE = "guide.0123456789ab.css", b"p { color: black }" * 50
PDF = b"%PDF-1.7 " + bytes(range(256))
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/130"


@dataclass
class Given:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Asked:
    """Asks as a browser would; an answer of Django's has status 0."""

    front: FileServer
    noted: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, address: str, *, method: str = "GET", **headers: str | None) -> Given:
        return ask(self.front, address, method=method, **headers)


def ask(application: Callable[..., Iterable[bytes]], address: str, *, method: str, **headers: str | None) -> Given:
    """A header of None is not sent."""
    path, _mark, query = address.partition("?")
    environ = RequestFactory()._base_environ(REQUEST_METHOD=method, QUERY_STRING=query)
    environ |= {"PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "HTTP_HOST": "localhost"}
    environ |= {"HTTP_USER_AGENT": BROWSER} | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    started: list[Any] = []
    signals.request_started.disconnect(close_old_connections)  # the test's own transaction is in it
    body = application(
        {name: value for name, value in environ.items() if value is not None}, lambda *args: started.extend(args)
    )
    signals.request_started.connect(close_old_connections)
    status, found = started[0], started[1]
    assert len(found) == len(dict(found)), "a header stands twice"
    return Given(int(status.split()[0]), dict(found), b"".join(body))


def left_to_django(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    start_response("000 Left to Django", [])
    return [b""]


@pytest.fixture
def root(settings) -> Path:
    """Edition 1 in French, the current one."""
    put(settings.EDITIONS_ROOT / "current", b"1")
    put(settings.EDITIONS_ROOT / "public", b"")
    edition = settings.EDITIONS_ROOT / "1" / "fr"
    for name, content in {"index.html": PAGE, SHEET: STYLE, "guide.pdf": PDF}.items():
        put(edition / name, content)
    names.name_file(edition / "guide.pdf", "le-guide-édition-1.pdf")
    return Path(settings.EDITIONS_ROOT)


def put(path: Path, content: bytes) -> None:
    """As editions are written: beside its place, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_bytes(content)
    unfinished.replace(path)


@pytest.fixture
def asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Asks a front that looks at the disk each time."""
    monkeypatch.setattr(file_server, "LOOKED_AGAIN_AFTER", 0)
    return asks()


def asks() -> Asked:
    noted: list[dict[str, Any]] = []
    return Asked(FileServer(left_to_django, note=lambda _environ, **what: noted.append(what)), noted)
