"""A real Chromium before a running server: what a person does, she does here."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Lock, current_thread, main_thread

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect, sync_playwright

from accounts.models import User
from setup.browser import installed
from tests import factories
from tests.e2e.acts import press
from tests.e2e.killable import KillableServer
from tests.e2e.looking import WIDE, axe, look
from tests.e2e.tab import Tab

__all__ = ["axe", "look"]  # fixtures

# Playwright runs an event loop in this thread; the queries of a test are not run inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

expect.set_options(timeout=15_000)

type SignIn = Callable[[User], Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a browser does with a box or a draft is the same before either database: it runs once."""
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.e2e)
            if not item.get_closest_marker("both"):
                item.add_marker(pytest.mark.once)


logger = logging.getLogger(__name__)


class Answering:
    """How many requests the server of the tests is answering just now; its threads tell."""

    def __init__(self) -> None:
        self.count = 0
        self.lock = Lock()
        request_started.connect(self.begins, weak=False)
        request_finished.connect(self.ends, weak=False)

    def begins(self, **_details: object) -> None:
        self.change(1)

    def ends(self, **_details: object) -> None:
        self.change(-1)

    def change(self, by: int) -> None:
        if current_thread() is not main_thread():  # else it is a test's own client
            with self.lock:
                self.count += by


answering = Answering()


def wait_for_answers(seconds: float = 5) -> None:
    """What a page sends as it closes is answered first: PostgreSQL cannot empty tables that a request is writing into."""
    deadline = time.monotonic() + seconds
    time.sleep(0.05)
    while answering.count > 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    answering.count = 0


@pytest.fixture(scope="session")
def _nobody_left_in_the_database(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """PostgreSQL drops no database that somebody uses, and a thread of the server may still hold a connection."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session")
def chromium(_nobody_left_in_the_database: None) -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or installed()
    arguments = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_server(request: pytest.FixtureRequest, tmp_path_factory):
    """The server starts once, before any test has its own settings: what it reads then is set here."""
    with (
        override_settings(
            SECURE_SSL_REDIRECT=False,
            SESSION_COOKIE_NAME="sessionid",
            CSRF_COOKIE_NAME="csrftoken",
            STATIC_ROOT=tmp_path_factory.mktemp("static"),
        ),
        pytest.MonkeyPatch.context() as patch,
    ):
        # pytest-django looks for the app of static files by its name, and does not see our own configuration of it.
        patch.setattr("django.test.testcases._StaticFilesHandler", StaticFilesHandler)
        return request.getfixturevalue("live_server")


def context_at(url: str, chromium: Browser, complaints: list[str], **options: object) -> BrowserContext:
    """A browser of one's own, at the site; what its console or its policy complains of goes into `complaints`."""
    settings = {"base_url": url, "locale": "fr-FR", "viewport": WIDE}
    settings["reduced_motion"] = "reduce"  # a colour half-way to the next is nobody's choice
    context = chromium.new_context(**settings | options)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("response", lambda response: complaints.extend(missing_part(response)))
    context.on("requestfailed", lambda request: logger.warning("%s, not loaded: %s", request.failure, request.url))
    return context


@pytest.fixture(scope="session")
def _tab(chromium: Browser, live_server) -> Iterator[Tab]:
    tab = Tab(partial(context_at, live_server.url, chromium))
    yield tab
    tab.close()


@pytest.fixture
def new_context(chromium: Browser, live_server, _tab: Tab) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a browser of one's own, at the site; what its console or its policy complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(**options: object) -> BrowserContext:
        contexts.append(context_at(live_server.url, chromium, complaints, **options))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()
    complaints += _tab.give_back()
    wait_for_answers()
    # A page that answers with an error status on purpose is also told on the console, its parts are looked at above; and so is
    # a preview of the guide, which is shown without its scripts.
    on_purpose = ("Failed to load resource", "the 'allow-scripts' permission is not set")
    assert [text for text in complaints if not any(words in text for words in on_purpose)] == []


def missing_part(response: Response) -> list[str]:
    is_part = response.request.resource_type in {"stylesheet", "script", "font", "image"}
    return [f"{response.status}: {response.url}"] if is_part and response.status >= 400 else []


@pytest.fixture
def visitor(new_context) -> Page:
    return new_context().new_page()


@pytest.fixture
def sign_in(new_context) -> SignIn:
    """A person's browser, signed in through the form."""

    def signed_in(user: User, **options: object) -> Page:
        user.set_password(factories.PASSWORD)
        user.save(update_fields=["password"])
        page: Page = new_context(**options).new_page()
        page.goto("/accounts/login/")
        page.fill("[name=login]", user.username)
        page.fill("[name=password]", factories.PASSWORD)
        press(page, "main button[type=submit]")
        expect(page).to_have_url("/")
        return page

    return signed_in


@pytest.fixture
def browser_of(new_context, live_server, _tab: Tab) -> SignIn:
    """A person's browser, signed in already: the cookie alone. Of a test's first one that is as all are, the tab stays."""

    def signed_in(user: User, **options: object) -> Page:
        client = Client()
        client.force_login(user, backend="accounts.sessions.RolesBackend")
        page: Page = new_context(**options).new_page() if options or _tab.is_taken else _tab.take()
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url, "httpOnly": True}])
        return page

    return signed_in


@pytest.fixture
def killable_server(transactional_db: None, tmp_path: Path) -> Iterator[KillableServer]:
    """A second server on the same database, which a test may kill and start again."""
    server = KillableServer(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def browser_beside(killable_server: KillableServer, new_context) -> SignIn:
    """A person's browser at the server that can be killed, signed in already."""

    def signed_in(user: User, **options: object) -> Page:
        client = Client()
        client.force_login(user, backend="accounts.sessions.RolesBackend")
        context: BrowserContext = new_context(base_url=killable_server.url, **options)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": killable_server.url, "httpOnly": True}])
        return context.new_page()

    return signed_in


@pytest.fixture(autouse=True)
def _as_in_life(awake: None) -> None:
    """Whoever watches is told, texts are indexed."""


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """The fragments of another test's pages have the same keys."""
    caches["template_fragments"].clear()
