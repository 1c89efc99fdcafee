"""Nobody loses a word of a page, whatever happens between typing and saving."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import press, save
from tests.e2e.editor.writing import READY, open_editor, text_box
from tests.e2e.killable import KillableServer

pytestmark = pytest.mark.both

SAVED = re.compile(r"Brouillon gardé à \d+\sh\s\d\d")
OFFLINE = "Gardé sur cet appareil, pas encore envoyé. Nous réessayons."


@pytest.fixture
def wiki_page(transactional_db: None) -> WikiPage:
    return factories.create_page(body="Le premier paragraphe.\n\nLe second.")


def state(browser: Page):
    return browser.locator("[data-draft-state]").first


def test_the_server_is_killed_and_comes_back(
    browser_beside, killable_server: KillableServer, contributor: User, wiki_page: WikiPage
) -> None:
    martine = browser_beside(contributor)
    open_editor(martine, wiki_page)
    martine.keyboard.type(" Un mot.")
    expect(state(martine)).to_have_text(SAVED)
    killable_server.kill()
    martine.keyboard.type(" Un autre.")
    expect(state(martine)).to_have_text(OFFLINE)
    martine.click(".save .btn.do")
    expect(text_box(martine)).to_contain_text("Le second. Un mot. Un autre.")
    killable_server.start()
    expect(state(martine)).to_have_text(SAVED, timeout=30_000)
    save(martine)
    wiki_page.refresh_from_db()
    assert wiki_page.body == "Le premier paragraphe.\n\nLe second. Un mot. Un autre."


def test_the_network_is_cut_and_the_tab_closed(browser_of, contributor: User, wiki_page: WikiPage) -> None:
    martine = browser_of(contributor)
    open_editor(martine, wiki_page)
    martine.context.set_offline(True)
    martine.keyboard.type(" Écrit hors ligne.")
    expect(state(martine)).to_have_text(OFFLINE)
    again = martine.context.new_page()
    martine.close()
    again.context.set_offline(False)
    again.goto(f"{wiki_page.get_absolute_url()}edit/")
    again.wait_for_selector(READY)
    expect(text_box(again)).to_contain_text("Le second. Écrit hors ligne.")
    save(again)
    wiki_page.refresh_from_db()
    assert wiki_page.body.endswith("Le second. Écrit hors ligne.")


def test_a_draft_is_gone_on_with_on_another_device_over_what_a_colleague_saved(
    browser_of, contributor: User, wiki_page: WikiPage
) -> None:
    martine = browser_of(contributor)
    open_editor(martine, wiki_page)
    martine.keyboard.type(" De moi.")
    expect(state(martine)).to_have_text(SAVED)
    martine.context.close()
    factories.edit_page(wiki_page, "Le premier paragraphe, repris.\n\nLe second.", author=factories.create_editor())
    elsewhere = browser_of(contributor, viewport={"width": 390, "height": 844})
    elsewhere.goto(f"{wiki_page.get_absolute_url()}edit/")
    press(elsewhere, elsewhere.get_by_role("link", name="Reprendre mon brouillon"))
    elsewhere.wait_for_selector(READY)
    save(elsewhere)
    wiki_page.refresh_from_db()
    assert wiki_page.body == "Le premier paragraphe, repris.\n\nLe second. De moi."
