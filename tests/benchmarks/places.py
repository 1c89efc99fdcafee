"""Where each part of `parts` is, in a database that is filled; and the sessions of those who ask. Needs Django."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.middleware import csrf
from django.test import Client

from accounts.models import User
from contributions.models import Page
from tests.benchmarks.machine import parent_of
from tests.benchmarks.parts import Place
from tests.benchmarks.sizes import EDITORS, EQUAL, READERS, Size, apart
from tests.benchmarks.texts import Writer
from tests.benchmarks.writing import LONG_TITLE
from themes.models import Theme

SEARCHES = ("mot de passe", "le téléphone", "“compte bancaire”", "passe -wifi", "zzyzx", "donnees personneles")
FIRST_SEEN = 6_000


def client_of(person: User) -> Client:
    client = Client(HTTP_HOST="127.0.0.1", HTTP_X_FORWARDED_PROTO="https", HTTP_ACCEPT_LANGUAGE="fr")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.cookies[settings.CSRF_COOKIE_NAME] = csrf._get_new_csrf_string()
    return client


def people() -> list[User]:
    """Editors first, then readers."""
    return list(User.objects.order_by("pk")[: EDITORS + READERS])


def plan(size: Size) -> dict[str, Any]:
    """Every place, with sessions that are begun for it, and the postmaster's process where the database has one."""
    cookies = [client_of(person).cookies.output(attrs=[], header="", sep=";").strip() for person in people()]
    found = places(size, editors=cookies[:EDITORS], readers=cookies[EDITORS:])
    return {"places": found, "postmaster": postmaster(), "one": found["save-one"].paths[0]}


def places(size: Size, *, editors: list[str], readers: list[str]) -> dict[str, Place]:
    keys = list(Page.objects.order_by("pk").values_list("pk", flat=True))
    first = addresses(keys[: size.history_page + 1])
    history, ordinary = first[size.history_page], keys[size.history_page + 1 : -1]
    shown, saved = apart(ordinary)
    read = addresses(shown)
    long = addresses(list(Page.objects.filter(title=LONG_TITLE).values_list("pk", flat=True)))[0]
    paths: dict[str, list[str]] = {
        "page": read,
        "page-one": read[:1],
        "history": pages_of_history(history, size.history),
        "history-long": pages_of_history(long, size.long_history),
        "diff": differences(history, size.history)[-50:],
        "diff-first": differences(history, size.history)[:-50][:FIRST_SEEN],
        "changes": ["/recent-changes/"],
        "theme": [theme.get_absolute_url() for theme in Theme.objects.all()],
        "search": searching(searches()),
        "search-first": searching(first_searches()),
        "form": [f"{path}edit/" for path in read],
        "save": addresses(saved),
        "save-equal": first[:EQUAL],
        "save-one": [first[EQUAL]],
        "say": read,
        "first-view": read[:1],
        "attack": read[:20],
    }
    found = {
        name: Place(some, readers[:1] if name == "page-one" else readers, is_alone=name == "form")
        for name, some in paths.items()
    }
    return found | {"desk": Place(["/curation/"], editors)}


def addresses(keys: list[int]) -> list[str]:
    rows = Page.objects.filter(pk__in=keys).select_related("theme").narrow().order_by("pk")
    return [page.get_absolute_url() for page in rows]


def pages_of_history(path: str, versions: int) -> list[str]:
    """The newest versions, and some that are ever deeper down."""
    return [f"{path}history/", *(f"{path}history/?before={versions * share // 5}" for share in (4, 3, 2, 1))]


def differences(path: str, versions: int) -> list[str]:
    """Of versions that are far apart, in an order without any."""
    half = versions // 2
    pairs = list(product(range(1, half + 1), range(half + 1, versions + 1)))
    Random("differences").shuffle(pairs)
    return [f"{path}diff/?older={older}&newer={newer}" for older, newer in pairs]


def searching(questions: Iterable[str]) -> list[str]:
    return [f"/search/?{urlencode({'q': asked})}" for asked in questions]


def searches() -> list[str]:
    """What people type, and words of the texts, common and rare, alone and together."""
    words = [word for word in Writer().words if len(word) > 3]
    return [*SEARCHES, *words[:6], *words[200:204], *(" ".join(words[n : n + 2]) for n in (10, 50, 100, 400))]


def first_searches() -> list[str]:
    """One to three words of the texts, as often as these have them, that nobody has asked for together."""
    writer, known = Writer("searches"), set(searches())
    asked = dict.fromkeys(writer.some(writer.chance.randint(1, 3)) for _ in range(4 * FIRST_SEEN))
    return [question for question in asked if question not in known][:FIRST_SEEN]


def postmaster() -> int | None:
    """The process that started the one that serves us."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return parent_of(cursor.fetchone()[0])
