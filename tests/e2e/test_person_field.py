"""Naming somebody in a filter, by keyboard: the colleagues whose name goes on so are offered, as an ARIA combobox has it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Attribution, User
from tests import factories


@pytest.fixture
def reader(transactional_db: None) -> User:
    reader = factories.create_contributor()
    for username, last_name, department in (("em12", "Mercier", "Sinistres"), ("em13", "Mercier", "Ventes")):
        elodie = factories.create_user(
            username=username,
            first_name="Élodie",
            last_name=last_name,
            department=department,
            attribution=Attribution.FULL,
        )
        factories.create_page(title=f"De {department}", body="Du texte.", author=elodie)
    return reader


def field(browser: Page) -> Locator:
    return browser.get_by_label("Personne", exact=True)


def offered(browser: Page) -> Locator:
    return browser.get_by_role("listbox", name="Collègues").get_by_role("option")


def test_a_person_is_chosen_with_the_arrows_and_the_list_narrowed_to_her(reader: User, browser_of, axe) -> None:
    browser = browser_of(reader)
    browser.goto("/recent-changes/")
    field(browser).focus()
    expect(field(browser)).to_have_role("combobox")
    browser.keyboard.type("elodie")
    options = offered(browser)
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("Sinistres")
    expect(field(browser)).to_have_attribute("aria-expanded", "true")
    expect(field(browser)).not_to_have_attribute("aria-activedescendant", "id_person-people-0")
    assert axe(browser) == []
    browser.keyboard.press("ArrowDown")
    browser.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field(browser)).to_have_attribute("aria-activedescendant", "id_person-people-1")
    browser.keyboard.press("Enter")
    expect(field(browser)).to_have_value("Élodie Mercier (em13)")
    expect(field(browser)).to_have_attribute("aria-expanded", "false")
    with browser.expect_navigation():
        browser.keyboard.press("Enter")
    expect(browser.get_by_text("De Ventes").first).to_be_visible()
    expect(browser.get_by_text("De Sinistres")).to_have_count(0)


def test_escape_closes_the_list_and_enter_then_asks_which_one_is_meant(reader: User, browser_of) -> None:
    browser = browser_of(reader)
    browser.goto("/recent-changes/")
    field(browser).focus()
    browser.keyboard.type("mercier")
    expect(offered(browser)).to_have_count(2)
    browser.keyboard.press("Escape")
    expect(offered(browser)).to_have_count(0)
    expect(field(browser)).to_have_value("mercier")
    with browser.expect_navigation():
        browser.keyboard.press("Enter")
    expect(browser.get_by_text("Laquelle")).to_be_visible()


def test_on_a_telephone_a_touch_chooses_and_nothing_scrolls_sideways(reader: User, browser_of, axe) -> None:
    browser = browser_of(reader)
    browser.set_viewport_size({"width": 390, "height": 800})
    browser.emulate_media(color_scheme="dark")
    browser.goto("/recent-changes/")
    field(browser).focus()
    browser.keyboard.type("mer")
    expect(offered(browser)).to_have_count(2)
    assert axe(browser) == []
    assert not browser.evaluate("document.documentElement.scrollWidth > innerWidth")
    offered(browser).first.click()
    expect(field(browser)).to_have_value("Élodie Mercier (em12)")
    expect(field(browser)).to_be_focused()
