"""The Markdown source: another view of the same text, remembered on the device; nothing is lost on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import press, put_text, read, save
from tests.e2e.editor.writing import READY, markdown, open_editor, sent, text_box, tool

# A text that its author wrote in her own way: no editor may write it anew.
BODY = """Premier
paragraphe,   avec des espaces.

* une étoile
* deux

Un titre
--------

[[Les gestes|les bons gestes]] et <kbd>Ctrl</kbd>.\\
Fin"""


@pytest.fixture
def page_of_the_wiki(transactional_db: None) -> WikiPage:
    factories.create_themes()
    return factories.create_page(body=BODY)


@pytest.fixture
def martine(contributor: User, browser_of, page_of_the_wiki: WikiPage) -> Page:
    browser: Page = browser_of(contributor)
    open_editor(browser, page_of_the_wiki)
    return browser


TELL = """() => {
    window.told = 0
    document.getElementById('writing').addEventListener('input', ({ target }) => { window.told += target.name === 'body' })
}"""


def source(page: Page) -> Locator:
    return page.locator("textarea[name=body]")


def test_opening_a_page_and_saving_it_changes_nothing(martine: Page, page_of_the_wiki: WikiPage) -> None:
    assert sent(martine).replace("\r\n", "\n") == BODY
    save(martine)
    page_of_the_wiki.refresh_from_db()
    assert (page_of_the_wiki.version, page_of_the_wiki.body) == (1, BODY)


def test_the_source_is_what_was_written(martine: Page) -> None:
    tool(martine, "Source : le texte avec ses signes Markdown").click()
    expect(source(martine)).to_be_focused()
    expect(source(martine)).to_have_value(BODY)
    expect(text_box(martine)).to_be_hidden()
    assert martine.locator("[data-editor-bar] button:visible").count() == 1
    assert sent(martine).replace("\r\n", "\n") == BODY


def test_what_is_typed_in_either_view_stays(martine: Page, page_of_the_wiki: WikiPage) -> None:
    martine.keyboard.type(" vue.")
    switch = martine.locator("[data-act=source]")
    switch.click()
    expect(source(martine)).to_have_value(f"{BODY} vue.")
    martine.keyboard.type(" Et source.")
    switch.click()
    expect(text_box(martine)).to_be_focused()
    expect(text_box(martine)).to_contain_text("Fin vue. Et source.")
    martine.keyboard.type(" Encore.")
    assert markdown(martine) == f"{BODY} vue. Et source. Encore."
    save(martine)
    page_of_the_wiki.refresh_from_db()
    assert page_of_the_wiki.body == f"{BODY} vue. Et source. Encore."


def test_what_was_typed_can_still_be_undone_after_a_look_at_the_source(martine: Page) -> None:
    martine.keyboard.type(" vue.")
    switch = martine.locator("[data-act=source]")
    switch.click()
    switch.click()
    martine.keyboard.press("Control+z")
    assert markdown(martine) == BODY


def test_the_choice_is_remembered_on_this_device(martine: Page, page_of_the_wiki: WikiPage) -> None:
    martine.locator("[data-act=source]").click()
    read(martine, page_of_the_wiki, "edit/")
    martine.wait_for_selector(READY)
    expect(source(martine)).to_be_visible()
    expect(martine.locator("[data-act=source]")).to_have_attribute("aria-pressed", "true")
    martine.locator("[data-act=source]").click()
    read(martine, page_of_the_wiki, "edit/")
    martine.wait_for_selector(READY)
    expect(text_box(martine)).to_be_visible()


def test_a_text_that_another_script_puts_there_is_shown(martine: Page) -> None:
    put_text(martine, "## Reprise\n\nUn brouillon.")
    expect(text_box(martine).get_by_role("heading", level=2)).to_have_text("Reprise")
    assert markdown(martine) == "## Reprise\n\nUn brouillon."


def test_each_change_is_told_at_the_text_area_and_its_value_follows(martine: Page) -> None:
    martine.evaluate(TELL)
    martine.keyboard.type("abc")
    assert martine.evaluate("window.told") == 3
    expect(source(martine)).to_have_value(f"{BODY}abc")


def test_where_the_editor_does_not_come_the_text_area_stays(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor)
    browser.route("**/editor*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    read(browser, page_of_the_wiki, "edit/")
    expect(source(browser)).to_be_visible()
    expect(browser.locator(".bar button:visible")).to_have_count(0)
    source(browser).fill("Du texte.")
    save(browser)
    expect(browser.locator("article .text")).to_have_text("Du texte.")


def test_the_preview_shows_what_is_in_the_editor(martine: Page) -> None:
    martine.keyboard.type(" Puis ceci.")
    martine.click("[data-preview]")
    expect(martine.locator("#preview ins")).to_contain_text("Puis ceci.")
    expect(text_box(martine)).to_contain_text("Puis ceci.")


def test_a_refused_form_brings_the_text_back_into_the_editor(martine: Page) -> None:
    martine.keyboard.type(" Puis ceci.")
    martine.fill("textarea[name=title]", " ")
    press(martine, ".save .btn.do")
    martine.wait_for_selector(READY)
    expect(text_box(martine)).to_contain_text("Puis ceci.")
    assert markdown(martine) == f"{BODY} Puis ceci."
