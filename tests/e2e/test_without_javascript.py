"""The contributor's main path in a browser that runs no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import press, read, save, type_text

BODY = "Premier.\n\nIl est pressé.\n\nTroisième."


@pytest.fixture
def page_of_the_wiki(transactional_db: None) -> WikiPage:
    factories.create_themes()
    return factories.create_page(body=BODY)


@pytest.fixture
def martine(contributor: User, browser_of) -> Page:
    return browser_of(contributor, java_script_enabled=False)


def test_she_signs_in_and_finds_her_way_by_the_menu_of_a_narrow_screen(
    contributor: User, page_of_the_wiki: WikiPage, sign_in
) -> None:
    browser = sign_in(contributor, java_script_enabled=False, viewport={"width": 390, "height": 844})
    browser.click("details.menu summary")
    press(browser, "details.menu a[href='/recent-changes/']")
    press(browser, browser.get_by_role("link", name=page_of_the_wiki.title).first)
    expect(browser.get_by_role("heading", level=1)).to_have_text(page_of_the_wiki.title)


def test_she_opens_a_page_after_having_seen_how_it_looks(martine: Page, page_of_the_wiki: WikiPage) -> None:
    martine.goto("/wiki/delinquants/new/")
    type_text(martine, "## Un intertitre\n\nDu texte.", title="Raccrocher")
    press(martine, "[data-preview]")
    expect(martine.locator("#preview .text h2")).to_have_text("Un intertitre")
    assert not WikiPage.objects.filter(title="Raccrocher").exists()
    expect(martine.locator("[name=title]")).to_have_value("Raccrocher")
    save(martine)
    expect(martine.locator("article .text h2")).to_have_text("Un intertitre")


def test_she_edits_a_page_after_having_seen_her_changes(martine: Page, page_of_the_wiki: WikiPage) -> None:
    read(martine, page_of_the_wiki, "edit/")
    type_text(martine, f"{BODY}\n\nQuatrième.", summary="un de plus")
    press(martine, "[data-preview]")
    expect(martine.locator("#preview table.diff ins")).to_have_text("Quatrième.")
    expect(martine.locator("[name=summary]")).to_have_value("un de plus")
    save(martine)
    expect(martine.locator("article .text > p")).to_have_count(4)
    page_of_the_wiki.refresh_from_db()
    assert page_of_the_wiki.revision(2).summary == "un de plus"


def test_she_brings_two_texts_together(martine: Page, page_of_the_wiki: WikiPage) -> None:
    read(martine, page_of_the_wiki, "edit/")
    factories.edit_page(page_of_the_wiki, BODY.replace("pressé", "très pressé"), author=factories.create_editor())
    type_text(martine, BODY.replace("pressé", "pressé, aimable").replace("Troisième.", "Troisième, revu."))
    save(martine)
    expect(martine.locator(".three .mine")).to_contain_text("aimable")
    press(martine, "button[value='0:theirs']")
    proposal = martine.locator("[name=body]")
    expect(proposal).to_have_value("Premier.\n\nIl est très pressé.\n\nTroisième, revu.")
    proposal.fill("Premier.\n\nIl est très pressé, et aimable.\n\nTroisième, revu.")
    save(martine)
    expect(martine.locator("article .text > p").nth(1)).to_have_text("Il est très pressé, et aimable.")


def test_she_compares_and_unfolds_what_did_not_change(martine: Page, page_of_the_wiki: WikiPage) -> None:
    long = "\n\n".join(f"Passage {number}." for number in range(20))
    factories.edit_page(page_of_the_wiki, f"{long}\n\nFin.")
    factories.edit_page(page_of_the_wiki, f"{long}\n\nFin, vraiment.")
    read(martine, page_of_the_wiki, "history/")
    press(martine, ".compare button")
    expect(martine.locator("table.diff ins")).to_contain_text("vraiment")
    expect(martine.get_by_text("Passage 3.")).to_be_hidden()
    press(martine, "[data-unfold]")
    expect(martine.get_by_text("Passage 3.")).to_be_visible()
