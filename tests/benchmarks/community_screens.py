"""The screens that `tests.benchmarks.community` asks for, and the database that they are asked in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from accounts.models import User
from contributions.models import Page
from tests.benchmarks.filling import Filling
from tests.benchmarks.sizes import SIZES
from tests.benchmarks.timing import asked, timed

SEARCHES = ("mot de passe", "le téléphone", "“compte bancaire”", "passe -wifi", "zzyzx", "donnees personneles")


def prepare(size: str, say: Callable[..., None]) -> User:
    """Fills the database; returns the person who will read: one who wrote much."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    filling = Filling(SIZES[size], say=say)
    filling.fill()
    for command in ("rank_pages", "rebuild_search"):
        begun = time.monotonic()
        call_command(command, verbosity=0)
        say(f"{command}: {time.monotonic() - begun:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return User.objects.get(pk=filling.people[0])


def screens(reader: User) -> dict[str, str]:
    page = Page.objects.order_by("pk").select_related("theme").first()
    assert page is not None
    return {
        "page": page.get_absolute_url(),
        "theme": page.theme.get_absolute_url(),
        "history": f"{page.get_absolute_url()}history/",
        "discussion": f"{page.get_absolute_url()}talk/",
        "recent changes": "/recent-changes/",
        "watchlist": "/watchlist/",
        "notifications": "/notifications/",
        "contributor": f"/contributors/{reader.handle}/",
        "questions": "/questions/",
    } | {f"search {asked}": f"/search/?{urlencode({'q': asked})}" for asked in SEARCHES}


@override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False)
def measure(reader: User, *, rounds: int, warm: int) -> dict[str, dict[str, Any]]:
    client = Client()
    client.force_login(reader, backend=settings.AUTHENTICATION_BACKENDS[0])
    figures = {name: asked(client, path, rounds, warm) for name, path in screens(reader).items()}
    first, last = Page.objects.order_by("pk").first(), Page.objects.order_by("pk").last()
    return figures | {
        "save, everybody watches": saved(first, reader, rounds),
        "save, nobody watches": saved(last, reader, rounds),
    }


def saved(page: Page | None, author: User, rounds: int) -> dict[str, Any]:
    """One save after another of one page, without the screens; telling those who watch is left to the worker."""
    assert page is not None
    with CaptureQueriesContext(connection) as queries:
        page.revise(title=page.title, body=f"{page.body}\n\nAvant.", author=author, base_version=page.version)
    count = len(queries)
    return timed(lambda number: save(page, author, number), rounds) | {"queries": count}


def save(page: Page, author: User, number: int) -> None:
    page.revise(title=page.title, body=f"{page.body}\n\n{number}", author=author, base_version=page.version)
