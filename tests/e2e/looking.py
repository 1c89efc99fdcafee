"""Screens as axe-core sees them, and as they fit: narrow and wide, light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.e2e.acts import sticking_out

type Axe = Callable[..., list[str]]
type Look = Callable[..., None]

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
SIZES = (WIDE, NARROW)
COLOURS = ("color-contrast", "link-in-text-block")  # all that differs between light and dark


@pytest.fixture
def axe() -> Axe:
    """What axe-core finds on a page: WCAG 2.0 to 2.2, A and AA, and best practice; or by a few rules alone."""

    def violations(page: Page, *rules: str) -> list[str]:
        if not page.evaluate("'axe' in window"):
            # by the debugger, so that the page's own policy need not allow it
            page.evaluate(AXE.read_text())
        only = {"runOnly": {"type": "rule", "values": rules}} if rules else {"runOnly": TAGS}
        result = page.evaluate("options => axe.run(options)", only | {"resultTypes": ["violations"]})
        return [
            f"{found['id']}: {node['target']} {node['failureSummary']}"
            for found in result["violations"]
            for node in found["nodes"]
        ]

    return violations


@pytest.fixture
def look(axe: Axe) -> Iterator[Look]:
    """Looks at the screen that stands there, wide and light, then narrow and dark; what is wrong with any fails at the end.

    What stands there in both sizes is seen in both schemes; the rest is where one looks `closely`, at both sizes in both. A
    screen whose parts are looked at elsewhere is seen by a few rules alone.
    """
    wrong: list[str] = []

    def at(page: Page, screen: str = "", *rules: str, closely: bool = False) -> None:
        as_it_was = page.viewport_size
        found = seen(page, *rules)
        if closely:
            page.emulate_media(color_scheme="dark")
            found += axe(page, *COLOURS)
            page.set_viewport_size(NARROW)
            page.emulate_media(color_scheme="light")
            found += axe(page, *COLOURS)
        wrong.extend(f"{screen or page.url} when wide: {one}" for one in found)
        page.set_viewport_size(NARROW)
        page.emulate_media(color_scheme="dark")
        wrong.extend(f"{screen or page.url} when narrow: {one}" for one in seen(page, *rules))
        page.emulate_media(color_scheme="light")
        if as_it_was:
            page.set_viewport_size(as_it_was)

    def seen(page: Page, *rules: str) -> list[str]:
        return [*axe(page, *rules), *(f"scrolls sideways: {part}" for part in sticking_out(page))]

    yield at
    assert "\n".join(wrong) == ""
