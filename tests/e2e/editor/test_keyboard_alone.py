"""By keyboard alone: a text is written, given its form, its links and a picture, and saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.contributions.uploads import makers
from tests.e2e.editor.writing import dialog, markdown, open_editor, settle, text_box

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "Il se présente."


@pytest.fixture
def page_of_the_wiki(contributor: User) -> WikiPage:
    factories.create_themes()
    factories.create_page(title="Les gestes")
    return factories.create_page(body=BODY, author=contributor)


@pytest.fixture
def martine(contributor: User, browser_of, page_of_the_wiki: WikiPage) -> Page:
    browser: Page = browser_of(contributor)
    open_editor(browser, page_of_the_wiki)
    return browser


def tab_to(page: Page, target: str) -> None:
    for _press in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
    raise AssertionError(f"Tab never reaches {target}")


def choose_tool(page: Page, act: str) -> None:
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Home")
    for _press in range(20):
        if page.evaluate("document.activeElement.dataset.act") == act:
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")


def test_she_writes_gives_form_links_adds_a_picture_and_saves(
    martine: Page, page_of_the_wiki: WikiPage, tmp_path: Path
) -> None:
    picture = tmp_path / "ecran.png"
    picture.write_bytes(makers.encoded(makers.halves(400, 200)))
    keys = martine.keyboard
    keys.press("Enter")
    choose_tool(martine, "heading")
    expect(text_box(martine)).to_be_focused()
    keys.type("Que faire")
    keys.press("Enter")
    choose_tool(martine, "bulletList")
    expect(text_box(martine)).to_be_focused()
    keys.press("Control+b")
    keys.type("Raccrocher")
    keys.press("Control+b")
    keys.press("Enter")
    settle(martine)
    keys.press("Tab")
    keys.type("puis voir [[gestes")
    expect(martine.locator("#editor-titles [role=option]").first).to_have_text("Les gestes Délinquants")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Control+k")
    keys.type("example.org/aide")
    keys.press("Tab")
    keys.type("l’aide")
    keys.press("Enter")
    expect(text_box(martine)).to_be_focused()
    keys.press("Enter")
    settle(martine)
    add_picture(martine, picture)
    assert markdown(martine).startswith(
        f"{BODY}\n\n## Que faire\n\n- **Raccrocher**\n    - puis voir [[Les gestes]]\n\n[l’aide](https://example.org/aide)\n\n"
        "![Un écran bloqué](/media/images/"
    )
    with martine.expect_navigation():
        keys.press("Control+s")
    expect(martine.locator("article .text img")).to_have_attribute("alt", "Un écran bloqué")
    expect(martine.locator("article .text h2").first).to_have_text("Que faire")
    page_of_the_wiki.refresh_from_db()
    assert page_of_the_wiki.version == 2


def add_picture(page: Page, picture: Path) -> None:
    choose_tool(page, "picture")
    asked = dialog(page, "Ajouter une image")
    expect(asked).to_be_visible()
    expect(page.locator("#picture-file")).to_be_focused()
    with page.expect_file_chooser() as chosen:
        settle(page)  # by now the browser knows that its dialog of files is to be handed over
        page.keyboard.press("Space")
    chosen.value.set_files(picture)
    expect(page.locator("#picture-alt")).to_be_focused()
    page.keyboard.type("Un écran bloqué")
    tab_to(page, "[data-describe] [type=submit]")
    page.keyboard.press("Enter")
    expect(asked).to_be_hidden()
    expect(text_box(page)).to_be_focused()


def test_tab_leaves_the_text_at_once_where_it_means_nothing_there(martine: Page) -> None:
    martine.keyboard.press("Tab")
    expect(text_box(martine)).not_to_be_focused()
    martine.keyboard.press("Shift+Tab")
    expect(text_box(martine)).to_be_focused()


def test_escape_then_tab_leaves_a_list_and_a_table(martine: Page) -> None:
    martine.keyboard.press("Control+Shift+8")
    martine.keyboard.press("Enter")
    martine.keyboard.type("un")
    martine.keyboard.press("Tab")
    expect(text_box(martine)).to_be_focused()
    martine.keyboard.press("Escape")
    expect(martine.locator("[data-editor-status]")).to_have_text("Tab sort maintenant du texte.")
    martine.keyboard.press("Tab")
    expect(text_box(martine)).not_to_be_focused()
    martine.keyboard.press("Shift+Tab")
    expect(text_box(martine)).to_be_focused()
    martine.keyboard.press("Shift+Tab")
    expect(text_box(martine)).to_be_focused()
    assert markdown(martine) == f"- {BODY}\n- un"


@pytest.mark.parametrize(("keys", "made"), [("Control+Alt+2", "## "), ("Control+Alt+3", "### ")])
def test_shortcuts_make_headings(martine: Page, keys: str, made: str) -> None:
    martine.keyboard.press(keys)
    assert markdown(martine) == f"{made}{BODY}"


def test_all_shortcuts_are_shown_and_the_focus_comes_back(martine: Page) -> None:
    martine.keyboard.press("Escape")
    tab_to(martine, "[data-shortcuts]")
    martine.keyboard.press("Enter")
    expect(dialog(martine, "Tous les raccourcis")).to_be_visible()
    martine.keyboard.press("Escape")
    expect(martine.locator("[data-shortcuts]")).to_be_focused()


def test_the_focus_stays_where_it_is_while_the_editor_comes(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor)
    browser.goto(page_of_the_wiki.screen_url("edit"))
    browser.wait_for_selector("form[data-editor=ready]")
    assert browser.evaluate("document.activeElement === document.body")


def test_a_space_that_was_typed_while_the_editor_came_stays(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor)
    held: list[Route] = []
    browser.route("**/editor*.js", lambda route: held.append(route))
    browser.goto(page_of_the_wiki.screen_url("edit"), wait_until="commit")
    browser.fill("[name=body]", "Ne dites ")
    browser.press("[name=body]", "Control+End")
    while not held:
        browser.wait_for_timeout(50)
    held[0].continue_()
    browser.wait_for_selector("form[data-editor=ready]")
    browser.keyboard.type("rien.")
    assert markdown(browser) == "Ne dites rien."


def test_japanese_is_composed_into_the_text(martine: Page) -> None:
    """As an input method does: what is not settled yet stands in the text, and is not taken for a shortcut."""
    session = martine.context.new_cdp_session(martine)
    for unsettled in ("に", "にほ", "にほん", "日本"):
        session.send(
            "Input.imeSetComposition",
            {"text": unsettled, "selectionStart": len(unsettled), "selectionEnd": len(unsettled)},
        )
    expect(text_box(martine)).to_contain_text("日本")
    session.send("Input.insertText", {"text": "日本"})
    martine.keyboard.press("Enter")
    for unsettled in ("ご", "語"):
        session.send("Input.imeSetComposition", {"text": unsettled, "selectionStart": 1, "selectionEnd": 1})
    session.send("Input.insertText", {"text": "語"})
    settle(martine)
    assert markdown(martine) == f"{BODY}日本\n\n語"
