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
SIZES: tuple[ViewportSize, ...] = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
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
    """Looks at the screen that stands there in every size and scheme; what is wrong with any of them fails at the end."""
    wrong: list[str] = []

    def at(page: Page, screen: str = "") -> None:
        as_it_was = page.viewport_size
        for size in SIZES:
            page.set_viewport_size(size)
            found = [*axe(page), *(f"scrolls sideways: {part}" for part in sticking_out(page))]
            page.emulate_media(color_scheme="dark")
            found += axe(page, *COLOURS)
            page.emulate_media(color_scheme="light")
            wrong.extend(f"{screen or page.url} at {size['width']}: {one}" for one in found)
        if as_it_was:
            page.set_viewport_size(as_it_was)

    yield at
    assert "\n".join(wrong) == ""
