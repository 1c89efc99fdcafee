"""The tools over the text: one stop of the Tab key, arrows inside, each showing what holds at the caret."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import press, save, sticking_out
from tests.e2e.editor.writing import markdown, open_editor, settle, text_box, tool

BODY = "Premier paragraphe.\n\nDeuxième."
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def page_of_the_wiki(transactional_db: None) -> WikiPage:
    factories.create_themes()
    return factories.create_page(body=BODY)


@pytest.fixture
def martine(contributor: User, browser_of, page_of_the_wiki: WikiPage) -> Page:
    browser: Page = browser_of(contributor)
    open_editor(browser, page_of_the_wiki)
    return browser


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset.act ?? document.activeElement.getAttribute('role')"))


def test_the_text_box_has_the_name_of_its_label_and_says_how_to_leave_it(martine: Page) -> None:
    box = martine.get_by_role("textbox", name="Texte", exact=True)
    expect(box).to_have_attribute("aria-multiline", "true")
    hint = box.get_attribute("aria-describedby") or ""
    expect(martine.locator(f"#{hint.split()[-1]}")).to_contain_text("Esc puis Tab pour sortir du texte.")


def test_the_toolbar_is_one_stop_and_arrows_go_round_in_it(martine: Page) -> None:
    martine.keyboard.press("Alt+F10")
    assert focused(martine) == "heading"
    martine.keyboard.press("ArrowRight")
    assert focused(martine) == "paragraph"
    martine.keyboard.press("End")
    assert focused(martine) == "source"
    martine.keyboard.press("ArrowRight")
    assert focused(martine) == "heading"
    martine.keyboard.press("ArrowLeft")
    martine.keyboard.press("Home")
    martine.keyboard.press("ArrowRight")
    martine.keyboard.press("Shift+Tab")
    assert focused(martine) != "heading"
    martine.keyboard.press("Tab")
    assert focused(martine) == "paragraph"
    martine.keyboard.press("Tab")
    expect(martine.locator("[name=title]")).to_be_focused()


def test_escape_leads_from_the_tools_back_to_the_caret(martine: Page) -> None:
    martine.keyboard.press("Alt+F10")
    martine.keyboard.press("Escape")
    expect(text_box(martine)).to_be_focused()
    martine.keyboard.type(" Suite.")
    assert markdown(martine) == f"{BODY} Suite."


def test_pressed_tools_show_what_holds_at_the_caret(martine: Page) -> None:
    expect(tool(martine, "Texte")).to_have_attribute("aria-pressed", "true")
    martine.keyboard.press("Control+b")
    expect(tool(martine, "Gras")).to_have_attribute("aria-pressed", "true")
    martine.keyboard.type(" Gras.")
    martine.keyboard.press("Control+b")
    expect(tool(martine, "Gras")).to_have_attribute("aria-pressed", "false")
    assert markdown(martine) == "Premier paragraphe.\n\nDeuxième. **Gras.**"


def test_a_heading_is_made_made_smaller_and_unmade(martine: Page) -> None:
    martine.locator("[data-act=heading]").click()
    assert markdown(martine) == "Premier paragraphe.\n\n## Deuxième."
    expect(martine.locator("[data-act=heading]")).to_have_attribute("aria-label", "Intertitre, niveau 2")
    expect(martine.locator("[data-act=heading] > .i").nth(1)).to_be_visible()
    expect(martine.locator("[data-act=heading] > .i:visible")).to_have_count(1)
    martine.locator("[data-act=heading]").click()
    assert markdown(martine) == "Premier paragraphe.\n\n### Deuxième."
    expect(martine.locator("[data-editor-status]")).to_have_text("Intertitre, niveau 3")
    tool(martine, "Texte").click()
    assert markdown(martine) == BODY
    expect(text_box(martine)).to_be_focused()


@pytest.mark.parametrize(
    ("name", "made"),
    [("Liste", "- Deuxième."), ("Numéros", "1. Deuxième."), ("Citation", "> Deuxième.")],
)
def test_a_block_is_made_and_unmade_by_one_tool(martine: Page, name: str, made: str) -> None:
    tool(martine, name).click()
    assert markdown(martine) == f"Premier paragraphe.\n\n{made}"
    expect(tool(martine, name)).to_have_attribute("aria-pressed", "true")
    tool(martine, name).click()
    assert markdown(martine) == BODY


def test_what_was_done_is_undone_and_done_again(martine: Page) -> None:
    expect(tool(martine, "Annuler")).to_have_attribute("aria-disabled", "true")
    martine.keyboard.type(" Suite.")
    tool(martine, "Annuler").click()
    assert markdown(martine) == BODY
    tool(martine, "Rétablir").click()
    assert markdown(martine) == f"{BODY} Suite."


def test_a_table_brings_tools_of_its_own(martine: Page) -> None:
    table_tools = martine.get_by_role("toolbar", name="Lignes et colonnes")
    expect(table_tools).to_be_hidden()
    martine.keyboard.press("Enter")
    tool(martine, "Tableau").click()
    expect(table_tools).to_be_visible()
    for cell in ("Vrai", "Faux", "a", "b"):
        martine.keyboard.type(cell)
        martine.keyboard.press("Tab")
    table_tools.get_by_role("button", name="Retirer la ligne").click()
    table_tools.get_by_role("button", name="Colonne après").click()
    lines = markdown(martine).split("\n\n")[2].split("\n")
    assert [line.count("|") for line in lines] == [4, 4, 4]
    assert lines[0].startswith("| Vrai")
    table_tools.get_by_role("button", name="Retirer le tableau").click()
    expect(table_tools).to_be_hidden()
    assert markdown(martine) == BODY


def test_a_first_edit_of_a_page_takes_three_actions(contributor: User, browser_of, page_of_the_wiki: WikiPage) -> None:
    browser = browser_of(contributor)
    browser.goto(page_of_the_wiki.get_absolute_url())
    actions = 0
    press(browser, browser.get_by_role("link", name="Améliorer cette page").first)
    actions += 1
    box = text_box(browser)
    box.click()
    browser.keyboard.press("Control+End")
    browser.keyboard.type(" Raccrochez.")
    actions += 1
    save(browser)
    actions += 1
    assert actions <= 3
    expect(browser.locator("article .text > p").last).to_have_text("Deuxième. Raccrochez.")


def test_on_a_telephone_the_tools_are_a_thumb_wide_and_nothing_sticks_out(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor, viewport=PHONE, has_touch=True, is_mobile=True)
    open_editor(browser, page_of_the_wiki)
    small = browser.eval_on_selector_all(
        ".bar:not([hidden]) .tb",
        "all => all.filter(tb => tb.offsetWidth < 44 || tb.offsetHeight < 44).map(tb => tb.dataset.act)",
    )
    assert small == []
    assert sticking_out(browser) == []


KEYBOARD_COMES = """height => {
    Object.defineProperty(visualViewport, 'height', { value: innerHeight - height, configurable: true })
    visualViewport.dispatchEvent(new Event('resize'))
}"""


def test_on_a_telephone_the_tools_stand_on_the_keyboard_while_one_writes(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor, viewport=PHONE, has_touch=True, is_mobile=True)
    open_editor(browser, page_of_the_wiki)
    browser.evaluate(KEYBOARD_COMES, 336)
    bar = browser.locator("[data-editor-bar]")
    expect(bar).to_have_class("bar on-keyboard")
    box = bar.bounding_box()
    assert box is not None
    assert round(box["y"] + box["height"]) == 844 - 336
    tool(browser, "Gras").tap()
    browser.keyboard.type(" Gras.")
    assert markdown(browser) == "Premier paragraphe.\n\nDeuxième. **Gras.**"
    browser.evaluate(KEYBOARD_COMES, 0)
    expect(bar).to_have_class("bar")


@pytest.mark.parametrize("end", ["- un\n- deux", "> Une citation.", "Une fin."])
def test_on_a_telephone_a_heading_is_made_wherever_a_text_ends(
    contributor: User, browser_of, page_of_the_wiki: WikiPage, end: str
) -> None:
    factories.edit_page(page_of_the_wiki, f"{BODY}\n\n{end}", author=contributor)
    browser = browser_of(contributor, viewport=PHONE, has_touch=True, is_mobile=True)
    open_editor(browser, page_of_the_wiki)
    browser.locator(".rich p").last.tap()
    settle(browser)
    browser.keyboard.press("End")
    settle(browser)
    browser.evaluate(KEYBOARD_COMES, 336)
    browser.keyboard.press("Enter")
    browser.keyboard.type("Et après ?")
    heading = browser.locator("[data-act=heading]")
    expect(heading).not_to_have_attribute("aria-disabled", "true")
    heading.tap()
    expect(heading).to_have_attribute("aria-pressed", "true")
    assert markdown(browser).splitlines()[-1].endswith("## Et après ?")


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_telephone_all_tools_stand_in_two_rows(martine: Page, width: int) -> None:
    martine.set_viewport_size({"width": width, "height": 800})
    tops = "bar => new Set([...bar.querySelectorAll('button')].map((button) => button.offsetTop)).size"
    assert martine.locator("[data-editor-bar]").evaluate(tops) == 2
