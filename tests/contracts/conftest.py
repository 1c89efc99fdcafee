"""A world for all the tests of a module or a folder: built once, seen by each as it was built, taken back at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from django.conf import settings as django_settings
from django.core.handlers import exception as handlers
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test import client as client_of_django
from pytest_django import DjangoDbBlocker

from guide.builds import sheet_printing
from guide_project import frame
from tests.contracts import world
from tests.contracts.pseudo_locale import CODE, write_pseudo_locale
from tests.folders import Copies
from tests.loaded_demo import Demo
from tests.shared_rows import made_once


@dataclass(frozen=True)
class Built:
    """The files of the world, and with which cookie each role is signed in."""

    files: Copies
    sessions: dict[str, str]


def built_once(*, scope: Literal["module", "package"], woken: list[str]) -> Any:
    """Makes the fixture `built`: the world, once for all tests of its scope; `woken` is what hears of its texts.

    It stands on the fixture `demo`.
    """

    @pytest.fixture(scope=scope)
    def built(
        demo: Demo, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[Built]:
        with made_once(_sign_everybody_in, django_db_blocker, demo.folder, ON_TEXT_CHANGED=woken) as sessions:
            yield Built(Copies(demo.folder, tmp_path_factory.mktemp("world")), sessions)

    return built


def _sign_everybody_in() -> dict[str, str]:
    """Completes the demo. Returns the session of each role."""
    Path(django_settings.STATIC_ROOT).mkdir()
    return {"visitor": ""} | {role: _session_of(person) for role, person in world.complete().items()}


def _session_of(person: object) -> str:
    client = Client()
    client.force_login(person, backend="accounts.sessions.RolesBackend")  # type: ignore[arg-type]
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def _own_folder(request: pytest.FixtureRequest, _own_folder: Path) -> Path:
    """Whoever stands in the world has its files."""
    if "built" not in request.fixturenames:
        return _own_folder
    built: Built = request.getfixturevalue("built")
    return built.files.as_made()


@pytest.fixture(name="world")
def _world(built: Built, db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Client]:
    """A client for each role, before the demo and what it has no occasion for: see tests/contracts/world.py. A sheet that is
    printed while somebody waits is a few bytes.
    """
    monkeypatch.setattr(sheet_printing, "_printed", lambda *_document: b"%PDF-1.7")
    clients = {}
    for role, session in built.sessions.items():
        clients[role] = Client()
        if session:
            clients[role].cookies[django_settings.SESSION_COOKIE_NAME] = session
    return clients


@pytest.fixture(scope="session")
def _pseudo_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made of all sources, which takes a second."""
    return write_pseudo_locale(tmp_path_factory.mktemp("pseudo") / "locale")


@pytest.fixture
def _pseudo_locale(settings, _pseudo_catalogue: Path) -> Iterator[None]:
    settings.LOCALE_PATHS = [_pseudo_catalogue]
    settings.LANGUAGES = [(CODE, "Pseudo")]
    frame._made.cache_clear()
    yield
    frame._made.cache_clear()


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is refused or not found is answered in two words, where nothing of an answer is looked at but its status."""

    def answer(_request: HttpRequest, _resolver: object, status: int, _exception: Exception) -> HttpResponse:
        return HttpResponse("An error", status=status)

    monkeypatch.setattr(handlers, "get_exception_response", answer)


@pytest.fixture
def no_stored_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of an answer is looked at but its status, and which fields it has."""
    monkeypatch.setattr(client_of_django, "store_rendered_templates", lambda *seen, **more: None)
