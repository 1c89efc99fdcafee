"""The demo as its four accounts and a visitor have it before them, in browsers and by everything that they can open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.management import call_command
from playwright.sync_api import Frame, Page, expect

from tests.e2e.acts import press

PASSWORD = "demo"


@dataclass
class Site:
    """`visited` are the addresses that somebody has come to since they were last taken."""

    new_context: Callable[..., object]
    browsers: dict[str, Page] = field(default_factory=dict)
    visited: dict[str, None] = field(default_factory=dict)

    def of(self, account: str) -> Page:
        """The browser of one of the accounts, signed in through the form as README.md says; it stays open."""
        if account not in self.browsers:
            page = self.visitor()
            page.goto("/accounts/login/")
            page.fill("[name=login]", account)
            page.fill("[name=password]", PASSWORD)
            press(page, "main button[type=submit]")
            expect(page).to_have_url("/")
            self.browsers[account] = page
        return self.browsers[account]

    def visitor(self, **options: object) -> Page:
        """A browser of somebody who is signed out."""
        page: Page = self.new_context(**options).new_page()  # type: ignore[attr-defined]
        page.on("framenavigated", self._note)
        return page

    def open_again(self, account: str) -> Page:
        """Another tab of her browser, once she has closed the one that she had."""
        page: Page = self.browsers[account].context.new_page()
        page.on("framenavigated", self._note)
        self.browsers[account].close(run_before_unload=False)
        self.browsers[account] = page
        return page

    def _note(self, frame: Frame) -> None:
        parts = urlsplit(frame.url)
        if parts.scheme == "http":
            self.visited[f"{parts.path}?{parts.query}".rstrip("?")] = None

    def take_visited(self) -> list[str]:
        taken = list(self.visited)
        self.visited.clear()
        return taken

    def work(self) -> None:
        """What waits in the background is done, as the workers of `make run` do it."""
        call_command(
            "db_worker", queue_name="*", batch=True, reload=False, startup_delay=False, interval=0, verbosity=0
        )
