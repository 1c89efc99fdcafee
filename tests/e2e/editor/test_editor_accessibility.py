"""The editor with all that it opens, wide and narrow, light and dark: nothing for axe to complain of."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.editor.writing import open_editor, settle, tool
from tests.e2e.looking import Look

BODY = """Voyez [[Les gestes]] et [le site](https://example.org).

## Ce qui s’est passé

- Minute 1 : **un appel**, puis *une question*.
- [ ] À faire

1. Premier

| Situation | Une personne honnête |
|---|---|
| Vous vendez | pose des questions |

> « J’ai été poli. »

!!! warning "Attention"
    Raccrochez.

Terme
:   Ce qu’il veut dire.

Une note[^1], et `du code`.

[^1]: La voici.

Fin."""


@pytest.fixture
def martine(contributor: User, browser_of, transactional_db: None) -> Page:
    factories.create_themes()
    factories.create_page(title="Les gestes")
    page: WikiPage = factories.create_page(body=BODY)
    browser: Page = browser_of(contributor)
    open_editor(browser, page)
    return browser


def test_nothing_is_wrong_with_the_editor_and_what_it_opens(martine: Page, look: Look) -> None:
    look(martine, "editor")
    martine.locator(".rich td").first.click()
    expect(martine.get_by_role("toolbar", name="Lignes et colonnes")).to_be_visible()
    look(martine, "in a table")
    martine.keyboard.press("Control+k")
    martine.keyboard.press("Enter")
    look(martine, "link, refused")
    martine.keyboard.press("Escape")
    tool(martine, "Lien vers une page").click()
    martine.keyboard.type("gestes")
    expect(martine.get_by_role("option")).to_have_count(2)
    martine.keyboard.press("ArrowDown")
    look(martine, "page")
    martine.keyboard.press("Escape")
    martine.keyboard.press("Escape")
    martine.locator("[data-shortcuts]").click()
    look(martine, "shortcuts")
    martine.keyboard.press("Escape")
    tool(martine, "Image").click()
    expect(martine.get_by_role("dialog")).to_be_visible()
    look(martine, "picture")
    martine.keyboard.press("Escape")
    martine.locator(".rich p").last.click()
    settle(martine)
    martine.keyboard.press("Control+End")
    martine.keyboard.type(" [[gestes")
    expect(martine.locator("#editor-titles")).to_be_visible()
    look(martine, "pages offered in the text")
    martine.keyboard.press("Escape")
    martine.locator("[data-act=source]").click()
    look(martine, "source")
