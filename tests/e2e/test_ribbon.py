"""The ribbon of a page that is in the guide, and what stands under it."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.models import Edition
from tests import factories
from tests.e2e.acts import edit, told


@pytest.mark.parametrize("width", [1280, 390])
def test_the_ribbon_covers_no_link_while_a_message_stands_above(editor: User, browser_of, width: int) -> None:
    page = factories.create_page(author=editor)
    factories.create_tip(page=page, by=editor)
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    browser = browser_of(editor, viewport={"width": width, "height": 900})
    edit(browser, page, "Un autre texte.")
    assert told(browser).count()
    ribbon, link = (browser.locator(part).bounding_box() for part in (".ribbon", ".ribbon-from"))
    assert ribbon and link
    assert ribbon["y"] + ribbon["height"] <= link["y"]
