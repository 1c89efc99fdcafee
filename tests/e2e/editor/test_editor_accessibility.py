"""The editor with all that it opens, wide and narrow, light and dark: nothing for axe to complain of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import sticking_out
from tests.e2e.editor.writing import open_editor, settle, tool

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

SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})


@pytest.fixture
def martine(contributor: User, browser_of, transactional_db: None) -> Page:
    factories.create_themes()
    factories.create_page(title="Les gestes")
    page: WikiPage = factories.create_page(body=BODY)
    browser: Page = browser_of(contributor)
    open_editor(browser, page)
    return browser


def test_nothing_is_wrong_with_the_editor_and_what_it_opens(martine: Page, axe: Callable[..., list[str]]) -> None:
    martine.emulate_media(reduced_motion="reduce")
    wrong = []

    def look(state: str) -> None:
        for size in SIZES:
            martine.set_viewport_size(size)
            for scheme in ("light", "dark"):
                martine.emulate_media(color_scheme=scheme)
                wrong.extend(f"{state}, {size['width']}, {scheme}: {found}" for found in axe(martine))
            wrong.extend(f"{state}, {size['width']}: {part} sticks out" for part in sticking_out(martine))
        martine.set_viewport_size(SIZES[0])

    look("editor")
    martine.locator(".rich td").first.click()
    expect(martine.get_by_role("toolbar", name="Lignes et colonnes")).to_be_visible()
    look("in a table")
    martine.keyboard.press("Control+k")
    martine.keyboard.press("Enter")
    look("link, refused")
    martine.keyboard.press("Escape")
    tool(martine, "Lien vers une page").click()
    martine.keyboard.type("gestes")
    expect(martine.get_by_role("option")).to_have_count(2)
    martine.keyboard.press("ArrowDown")
    look("page")
    martine.keyboard.press("Escape")
    martine.keyboard.press("Escape")
    martine.locator("[data-shortcuts]").click()
    look("shortcuts")
    martine.keyboard.press("Escape")
    tool(martine, "Image").click()
    expect(martine.get_by_role("dialog")).to_be_visible()
    look("picture")
    martine.keyboard.press("Escape")
    martine.locator(".rich p").last.click()
    settle(martine)
    martine.keyboard.press("Control+End")
    martine.keyboard.type(" [[gestes")
    expect(martine.locator("#editor-titles")).to_be_visible()
    look("pages offered in the text")
    martine.keyboard.press("Escape")
    martine.locator("[data-act=source]").click()
    look("source")
    assert "\n".join(wrong) == ""
