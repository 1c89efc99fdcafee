"""A world for all the tests of a module or a folder: built once, seen by each as it was built, taken back at the end."""

from __future__ import annotations

import os
import shutil
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

from guide_project import frame
from tests.contracts.pseudo_locale import CODE, write_pseudo_locale
from tests.contracts.world import build_world
from tests.shared_rows import made_once


@dataclass(frozen=True)
class Built:
    """Where the files of the world are, and with which cookie each role is signed in."""

    folder: Path
    sessions: dict[str, str]


def built_once(*, scope: Literal["module", "package"], woken: list[str]) -> Any:
    """Makes the fixture `built`: the world, once for all tests of its scope; `woken` is what hears of its texts."""

    @pytest.fixture(scope=scope)
    def built(
        django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[Built]:
        folder = tmp_path_factory.mktemp("world")
        with made_once(_sign_everybody_in, django_db_blocker, folder, ON_TEXT_CHANGED=woken) as sessions:
            yield Built(folder, sessions)

    return built


def _sign_everybody_in() -> dict[str, str]:
    """Builds the world. Returns the session of each role."""
    return {"visitor": ""} | {role: _session_of(person) for role, person in build_world().items()}


def _session_of(person: object) -> str:
    client = Client()
    client.force_login(person, backend="accounts.backends.RolesBackend")  # type: ignore[arg-type]
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def world(built: Built, db: None, tmp_path: Path) -> dict[str, Client]:
    """A client for each role, in a world of which `build_world` says what stands in it."""
    for name in ("editions", "media"):
        shutil.copytree(built.folder / name, tmp_path / name, copy_function=os.link)  # no file is written a second time
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
