"""The text that is being written looks like the page that it becomes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from accounts.models import User
from tests import factories
from tests.e2e.editor.writing import open_editor

pytestmark = pytest.mark.once

LINES = "Une ligne.\n\nUne note.[^1]\n\nFin.\n\n[^1]: La note."
HEIGHTS = (
    "[...document.querySelectorAll('.rich .text > p')].map(line => Math.round(line.getBoundingClientRect().height))"
)


def test_a_line_that_ends_with_a_footnote_is_one_line(contributor: User, browser_of, transactional_db: None) -> None:
    factories.create_themes()
    browser: Page = browser_of(contributor)
    open_editor(browser, factories.create_page(body=LINES))
    assert browser.locator(".rich .ProseMirror-separator").count() >= 1
    heights = browser.evaluate(HEIGHTS)
    assert len(heights) == 3
    assert len(set(heights)) == 1, heights
