"""The ribbon of a page that is in the guide, and what stands under it."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Page

from accounts.models import User
from guide.models import Edition
from tests import factories
from tests.e2e.acts import edit, told
from tests.e2e.looking import SIZES


def test_the_ribbon_covers_no_link_while_a_message_stands_above(contributor: User, editor: User, browser_of) -> None:
    page = factories.create_page(title="La boîte mail, première porte à fermer", author=editor)
    factories.create_tip(page=page, by=editor)
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    browser = browser_of(contributor)
    edit(browser, page, "Un autre texte.")
    assert told(browser).count()
    for size in SIZES:
        browser.set_viewport_size(size)
        ribbon, link = box(browser, ".ribbon"), box(browser, ".ribbons .meta")
        assert ribbon["y"] + ribbon["height"] <= link["y"]
        tools = box(browser, ".tools")
        is_above = tools["y"] + tools["height"] <= ribbon["y"]
        assert is_above or tools["x"] + tools["width"] <= link["x"]


def box(browser: Page, part: str) -> FloatRect:
    found = browser.locator(part).bounding_box()
    assert found
    return found
