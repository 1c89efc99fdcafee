"""A disk that is full, or soon will be, is told to those who can do something about it, and to who tries to sign in."""

from __future__ import annotations

import errno
import os
from collections import namedtuple
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from accounts import sessions
from accounts.models import User
from guide_project.server import disk_space
from tests import factories

pytestmark = pytest.mark.django_db

Usage = namedtuple("Usage", "free")
FULL, LOW, ENOUGH = 5 * 1024**2, 200 * 1024**2, 50 * 1024**3
NO_ROOM = [OperationalError("database or disk is full"), OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))]


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    monkeypatch.setattr(disk_space, "_found_full_at", None)
    return lambda free: monkeypatch.setattr(disk_space.shutil, "disk_usage", lambda _path: Usage(free))


@pytest.mark.parametrize(
    ("free", "status", "words"), [(FULL, 503, "full"), (LOW, 200, "200 MB left"), (ENOUGH, 200, "ready\n")]
)
def test_whether_there_is_room_shows_in_the_health_of_the_site(
    free: int, status: int, words: str, left: Callable[[int], None], client: Client
) -> None:
    left(free)
    answer = client.get("/health/ready")
    assert (answer.status_code, words in answer.text) == (status, True)


@pytest.mark.parametrize("address", ["home", "people", "admin:index"])
def test_administrators_see_on_the_site_that_the_room_ends_and_nobody_else_does(
    address: str, left: Callable[[int], None], as_administrator: Client, as_editor: Client
) -> None:
    address = reverse(address)
    words = {FULL: "disque du site est plein", LOW: "que 200", ENOUGH: ""}
    headers = {"accept-language": "fr"}
    as_administrator.get(address, headers=headers)  # what can be cached is
    for free, said in words.items():
        left(free)
        assert ("disque du site" in as_administrator.get(address, headers=headers).text) == bool(said)
        assert said in as_administrator.get(address, headers=headers).text
        assert "disque du site" not in as_editor.get("/", headers=headers).text


@pytest.mark.parametrize("problem", NO_ROOM)
def test_who_signs_in_while_the_disk_is_full_is_told_why_it_does_not_work(
    problem: Exception, left: Callable[[int], None], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(ENOUGH)
    person: User = factories.create_contributor()
    person.set_password(factories.PASSWORD)
    person.save()

    def find_no_room(*_args: object, **_how: object) -> None:
        raise problem

    monkeypatch.setattr(sessions.SessionStore, "save", find_no_room)
    client.raise_request_exception = False
    form = {"login": person.username, "password": factories.PASSWORD}
    answer = client.post("/accounts/login/", form, headers={"accept-language": "fr"})
    assert (answer.status_code, answer.get("Retry-After")) == (503, "10")
    assert "Le disque du site est plein" in answer.text
    assert disk_space.is_full()  # wherever the room ended: the database may lie on another disk
