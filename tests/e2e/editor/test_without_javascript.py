"""Where no script runs there is a text area, how its signs are written, and a preview; and nothing that would not work."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import press, read, save, type_text


@pytest.fixture
def page_of_the_wiki(transactional_db: None) -> WikiPage:
    factories.create_themes()
    return factories.create_page(body="Premier.")


@pytest.fixture
def martine(contributor: User, browser_of) -> Page:
    return browser_of(contributor, java_script_enabled=False)


def test_she_sees_no_tool_that_would_not_work(martine: Page, page_of_the_wiki: WikiPage) -> None:
    read(martine, page_of_the_wiki, "edit/")
    expect(martine.get_by_role("toolbar")).to_have_count(0)
    expect(martine.get_by_role("dialog")).to_have_count(0)
    expect(martine.locator("textarea[name=body]")).to_be_visible()
    expect(martine.locator(".signs-help summary")).to_be_visible()
    expect(martine.locator("[data-editor-hint]")).to_be_hidden()


def test_she_edits_looks_and_saves(martine: Page, page_of_the_wiki: WikiPage) -> None:
    read(martine, page_of_the_wiki, "edit/")
    type_text(martine, "Premier.\n\n## Ensuite\n\n[[Les gestes]]")
    press(martine, "[data-preview]")
    expect(martine.locator("#preview .text h2")).to_have_text("Ensuite")
    save(martine)
    expect(martine.locator("article .text h2").first).to_have_text("Ensuite")
