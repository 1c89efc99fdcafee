"""One world for all tests of screens and forms, and each of its screens opened once by each role for several contracts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import caches
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import translation

from tests.contracts.addresses import address
from tests.contracts.conftest import built_once
from tests.contracts.pseudo_locale import CODE
from tests.contracts.screens.costly_functions import watch_costly
from tests.loaded_demo import demo_once


@dataclass(frozen=True)
class Opened:
    """What somebody was answered who opened an address: the html of a screen, and which costly functions made it."""

    status: int
    location: str
    html: str
    called: frozenset[str]


type Open = Callable[[str, str], Opened]


demo = demo_once(scope="package")
built = built_once(scope="package", woken=[])


@pytest.fixture(scope="package")
def _opened() -> dict[tuple[str, str], Opened]:
    """By the role and the name of the address."""
    return {}


@pytest.fixture
def open_as(
    _opened: dict[tuple[str, str], Opened], world: dict[str, Client], _pseudo_locale: None, bare_refusals: None
) -> Iterator[Open]:
    """Opens an address as somebody of a role, in the language that nobody speaks, as if nobody had opened it before: once for
    all tests of screens, and nothing of that stays.
    """

    def open_once(role: str, name: str) -> Opened:
        if (role, name) not in _opened:
            _opened[role, name] = opened_by(world[role], address(name))
        return _opened[role, name]

    yield open_once
    translation.activate("fr")


def opened_by(client: Client, path: str) -> Opened:
    for cache in caches.all():
        cache.clear()
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        called = watch_costly(patch)
        response = client.get(path, headers={"accept-language": CODE})
        html = html_of(response)
        transaction.set_rollback(True)
    return Opened(response.status_code, response.headers.get("Location", ""), html, frozenset(called))


def html_of(response: HttpResponseBase) -> str:
    """What a screen says; nothing of a file, or of what is refused."""
    content: bytes = response.getvalue()  # type: ignore[attr-defined]  # its end is what closes a file
    is_screen = response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
    return content.decode() if is_screen else ""
