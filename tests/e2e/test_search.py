"""Looking for something, by keyboard: what is offered as one types, and the key that leads to the box."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Attribution, User
from search.index import rebuild
from tests import factories


@pytest.fixture
def reader(transactional_db: None) -> User:
    reader = factories.create_contributor()
    factories.create_page(title="Le faux facteur", body="Il sonne deux fois.", author=reader)
    factories.create_page(title="Autre chose", body="Un facteur passe.", author=reader)
    rebuild()
    return reader


def box(browser: Page) -> Locator:
    return browser.get_by_role("combobox")


def test_a_title_is_found_while_one_types_and_opened_by_keyboard(reader: User, browser_of, axe) -> None:
    browser = browser_of(reader)
    browser.goto("/wiki/")
    browser.keyboard.press("/")
    expect(box(browser)).to_be_focused()
    browser.keyboard.type("fact")
    options = browser.get_by_role("option")
    expect(options).to_have_count(3)
    expect(options.first).to_contain_text("Le faux facteur")
    expect(box(browser)).to_have_attribute("aria-expanded", "true")
    assert axe(browser) == []
    browser.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box(browser)).to_have_attribute("aria-activedescendant", "found-1")
    browser.keyboard.press("Escape")
    expect(box(browser)).to_have_attribute("aria-expanded", "false")
    expect(box(browser)).to_have_value("fact")
    browser.keyboard.press("ArrowDown")
    with browser.expect_navigation():
        browser.keyboard.press("Enter")
    expect(browser).to_have_url("/wiki/delinquants/le-faux-facteur/")


def test_a_colleague_is_suggested_apart_from_pages_and_leads_to_her_own(reader: User, browser_of, axe) -> None:
    factories.create_user(
        username="fabre", first_name="Facteur", last_name="Fabre", attribution=Attribution.FULL, site="Lyon"
    )
    browser = browser_of(reader)
    browser.goto("/wiki/")
    browser.keyboard.press("/")
    browser.keyboard.type("fact")
    colleague = browser.get_by_role("option", name="Facteur Fabre")
    expect(colleague).to_contain_text("Collègue, Lyon")
    expect(browser.get_by_role("option")).to_have_count(4)
    assert axe(browser) == []
    for _option in range(3):
        browser.keyboard.press("ArrowDown")
    expect(colleague).to_have_attribute("aria-selected", "true")
    with browser.expect_navigation():
        browser.keyboard.press("Enter")
    expect(browser).to_have_url("/contributors/fabre/")


def test_what_was_typed_before_the_script_came_is_offered_too(reader: User, browser_of) -> None:
    browser, held = browser_of(reader), []
    browser.route("**/search.js", lambda route: held.append(route))
    browser.goto("/wiki/")
    browser.locator("input[name=q]").first.press_sequentially("fact")
    browser.wait_for_timeout(200)
    (script,) = held
    script.continue_()
    expect(browser.get_by_role("option")).to_have_count(3)


def test_there_is_one_list_however_often_one_comes_back_to_the_box(reader: User, browser_of) -> None:
    browser = browser_of(reader)
    browser.goto("/wiki/")
    browser.locator("#find").focus()
    expect(browser.locator("#find")).to_have_attribute("role", "combobox")
    browser.locator("#find").blur()
    browser.locator("#find").focus()
    browser.keyboard.type("fact")
    expect(browser.get_by_role("option").first).to_be_visible()
    expect(browser.locator(".found-list")).to_have_count(1)
    browser.keyboard.press("ArrowDown")
    expect(browser.locator('[aria-selected="true"]')).to_have_count(1)


def test_enter_finds_what_was_typed_and_the_key_can_be_told_off(reader: User, browser_of) -> None:
    browser = browser_of(reader)
    browser.goto("/search/")
    browser.locator("[data-slash] button").click()
    browser.goto("/wiki/")
    browser.keyboard.press("/")
    expect(browser.locator("#find")).not_to_be_focused()
    browser.locator("#find").fill("facteur")
    with browser.expect_navigation():
        browser.keyboard.press("Enter")
    expect(browser.locator(".result")).to_have_count(2)
    expect(browser.locator(".result mark").first).to_have_text("facteur")


def test_on_a_telephone_an_icon_leads_to_the_search(reader: User, browser_of, axe) -> None:
    browser = browser_of(reader)
    for width in (390, 320):
        browser.set_viewport_size({"width": width, "height": 800})
        browser.goto("/wiki/")
        with browser.expect_navigation():
            browser.locator(".find-link").click()
        browser.get_by_role("searchbox").or_(box(browser)).first.fill("facteur")
        with browser.expect_navigation():
            browser.keyboard.press("Enter")
        expect(browser.locator(".result")).to_have_count(2)
        assert not browser.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert axe(browser) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_words_of_the_bar_stand_in_one_line_and_the_box_has_room_for_a_word(
    language: str, editor: User, browser_of
) -> None:
    editor.speak(language)
    User.objects.filter(pk=editor.pk).update(unread_count=46)
    factories.create_themes()
    page = browser_of(editor)
    page.goto("/curation/")
    for width in (1217, 1280, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(".bell b").bounding_box()["height"] < 30, f"in one line of {width}"
        tops = page.locator(".top .nav a").evaluate_all(
            "all => all.map(one => Math.round(one.getBoundingClientRect().y))"
        )
        assert len(set(tops)) == 1, width
        frame = page.locator(".top .find").bounding_box()
        if frame is None:
            assert width < 1920 and page.locator(".top .find-link").is_visible(), "its sign leads to the search"
        else:
            assert frame["width"] >= 160, width
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), width


def test_who_answers_a_question_is_offered_the_titles_that_begin_so(reader: User, browser_of) -> None:
    question = factories.create_question(by=reader)
    browser = browser_of(reader)
    browser.goto(question.get_absolute_url())
    offered = browser.locator("#titles option")
    expect(offered).to_have_count(2)
    browser.locator("input[data-titles]").fill("fact")
    expect(offered).to_have_count(1)
    expect(offered).to_have_attribute("value", "Le faux facteur")
