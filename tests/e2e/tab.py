"""One tab for the person of a test, which stays at the site from test to test.

The process of a new page is half of what a page costs Chromium, and goes with the page or with its site: so the tab waits at
a file of the site. Each test finds it as a new one: no cookies, nothing stored, nothing open beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from playwright.sync_api import BrowserContext, Error, Page

from tests.e2e.looking import WIDE

REST = "/static/dist/icon.svg"
CHANGES = (
    "add_init_script",
    "expose_binding",
    "expose_function",
    "grant_permissions",
    "new_cdp_session",
    "on",
    "once",
    "route",
    "set_extra_http_headers",
    "set_offline",
)
"""What cannot be undone, or not simply."""
EMPTY = """async () => {
    localStorage.clear()
    sessionStorage.clear()
    const workers = await navigator.serviceWorker.getRegistrations()
    return workers.length + (await caches.keys()).length + (await indexedDB.databases()).length === 0
}"""


class Tab:
    """A browser of one person, for one test at a time; `complaints` are those of its console."""

    def __init__(self, new: Callable[[list[str]], BrowserContext]) -> None:
        self.complaints: list[str] = []
        self.is_taken = False
        self._new = new
        self._page: Page | None = None
        self._is_changed = False

    def take(self) -> Page:
        """Returns the tab, as empty as a new one."""
        self.complaints.clear()
        self.is_taken, self._is_changed = True, False
        if not self._page:
            context = self._new(self.complaints)
            self._page = context.new_page()
            for part in (context, self._page):
                for name in CHANGES:
                    if hasattr(part, name):
                        setattr(part, name, partial(self._change, getattr(part, name)))
        return self._page

    def _change(self, method: Callable[..., object], *args: object, **options: object) -> object:
        self._is_changed = True
        return method(*args, **options)

    def give_back(self) -> list[str]:
        """Empties the tab; closes it where a test has changed more of it, or closed it. Returns the complaints of the test."""
        complaints = list(self.complaints)
        if self.is_taken:
            self.is_taken = False
            if not self._is_emptied():
                self.close()
        return complaints

    def _is_emptied(self) -> bool:
        page = self._page
        if not page or page.is_closed() or self._is_changed:
            return False
        try:
            for other in page.context.pages:
                if other is not page:
                    other.close()
            page.context.clear_cookies()  # what is still sent by the page that is left is nobody's
            page.goto(REST)
            page.mouse.move(0, 0)
            page.emulate_media(media="null", color_scheme="light", reduced_motion="reduce", forced_colors="none")
            if page.viewport_size != WIDE:
                page.set_viewport_size(WIDE)
            return bool(page.evaluate(EMPTY))
        except Error:
            return False

    def close(self) -> None:
        if self._page:
            self._page.context.close()
        self._page = None
