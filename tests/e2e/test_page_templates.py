"""A section is edited alone; a new page begins with the editors' template. In the visual editor, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from contributions.models import PageTemplate
from tests import factories
from tests.e2e.acts import press, put_text, read, save, told
from tests.e2e.editor.writing import settle
from tests.e2e.looking import Look

NEW = "/wiki/delinquants/new/"
DESK = "/curation/page-template/"
BODY = "Une ouverture.\n\n## Le signe\n\nIl presse.\n\n## La réponse\n\nRaccrocher.\n"


@pytest.fixture
def page_of_the_wiki(transactional_db: None) -> WikiPage:
    return factories.create_page(body=BODY)


@pytest.fixture
def martine(contributor: User, browser_of) -> Page:
    return browser_of(contributor)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def either(request: pytest.FixtureRequest, contributor: User, browser_of) -> Page:
    """Her browser, with scripts and without."""
    return browser_of(contributor) if request.param else browser_of(contributor, java_script_enabled=False)


def section_link(browser: Page, title: str) -> object:
    return browser.get_by_role("link", name=f"Modifier la partie « {title} »")


def test_from_its_heading_a_section_is_two_presses_from_being_changed(
    martine: Page, page_of_the_wiki: WikiPage
) -> None:
    read(martine, page_of_the_wiki)
    press(martine, section_link(martine, "Le signe"))
    expect(martine.get_by_role("heading", level=1)).to_contain_text("Le signe")
    put_text(martine, "## Le signe\n\nIl insiste.")
    save(martine)
    expect(martine.locator("article .text > p")).to_have_text(["Une ouverture.", "Il insiste.", "Raccrocher."])
    page_of_the_wiki.refresh_from_db()
    assert page_of_the_wiki.body == BODY.replace("presse", "insiste")
    assert page_of_the_wiki.revision(2).summary == "Le signe"


def test_what_a_section_changes_is_seen_before_it_is_saved(martine: Page, page_of_the_wiki: WikiPage) -> None:
    read(martine, page_of_the_wiki, "edit/?section=h-le-signe")
    put_text(martine, "## Le signe\n\nIl insiste.")
    martine.click("button[data-preview]")
    expect(martine.locator("#preview .text")).to_contain_text("Il insiste.")
    expect(martine.locator("#preview .text")).not_to_contain_text("Raccrocher.")
    expect(martine.locator("#preview table.diff ins")).to_have_text("insiste")
    save(martine)
    expect(martine.locator("article .text")).to_contain_text("Il insiste.")


def test_a_section_in_conflict_becomes_the_proposal_of_the_whole_page(either: Page, page_of_the_wiki: WikiPage) -> None:
    read(either, page_of_the_wiki, "edit/?section=h-le-signe")
    factories.edit_page(page_of_the_wiki, BODY.replace("presse", "menace"), author=factories.create_editor())
    put_text(either, "## Le signe\n\nIl insiste.")
    save(either)
    expect(either.locator(".three .mine")).to_contain_text("insiste")
    press(either, "button[value='0:mine']")
    save(either)
    expect(either.locator("article .text > p")).to_have_text(["Une ouverture.", "Il insiste.", "Raccrocher."])


def test_a_text_whose_section_is_gone_goes_into_the_whole_page(either: Page, page_of_the_wiki: WikiPage) -> None:
    read(either, page_of_the_wiki, "edit/?section=h-le-signe")
    either.locator("[name=section]").evaluate("field => { field.value = 'h-autre' }")
    put_text(either, "## Autre\n\nMon texte.")
    press(either, ".save .btn.do")
    press(either, either.get_by_role("button", name="La mettre à la fin de la page entière"))
    save(either)
    expect(either.locator("article .text > p").last).to_have_text("Mon texte.")


def test_a_new_page_begins_with_the_template_and_shows_what_was_written_alone(
    either: Page, page_of_the_wiki: WikiPage
) -> None:
    either.goto(NEW)
    expect(either.locator(".outline dt")).to_have_text(PageTemplate.objects.current().titles)
    outline = PageTemplate.objects.current().outline
    either.fill("[name=title]", "Raccrocher")
    put_text(either, outline.replace("## Que faire\n", "## Que faire\n\nRaccrocher, puis rappeler.\n"))
    save(either)
    expect(either.locator("article .text h2")).to_have_text(["Que faire"])
    expect(either.locator("article .text > p")).to_have_text(["Raccrocher, puis rappeler."])


def test_one_can_start_without_the_template(martine: Page, page_of_the_wiki: WikiPage) -> None:
    martine.goto(NEW)
    press(martine, martine.get_by_role("link", name="Commencer sans modèle"))
    expect(martine.locator("[name=body]")).to_have_value("")
    press(martine, martine.get_by_role("link", name="Partir du modèle"))
    expect(martine.locator(".outline dt")).to_have_count(4)


def test_a_room_under_a_heading_is_pressed_and_written_in(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor)
    browser.goto(NEW)
    rooms = browser.locator(".rich .room")
    expect(rooms).to_have_text(
        ["Quand cela se présente, et pour qui.", *[rooms.nth(n).inner_text() for n in (1, 2, 3)]]
    )
    rooms.nth(2).click()
    browser.keyboard.type("Raccrocher.")
    expect(rooms).to_have_count(3)
    browser.fill("[name=title]", "Raccrocher")
    save(browser)
    expect(browser.locator("article .text > p")).to_have_text(["Raccrocher."])
    assert WikiPage.objects.get(title="Raccrocher").body == "## Que faire\n\nRaccrocher."


def test_by_keyboard_enter_behind_a_heading_makes_the_room(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor)
    browser.goto(NEW)
    expect(browser.locator(".rich .room")).to_have_count(4)
    browser.locator(".rich h2").first.click()
    settle(browser)
    browser.keyboard.press("End")
    settle(browser)
    browser.keyboard.press("Enter")
    expect(browser.locator(".rich p.placeholder")).to_have_attribute(
        "data-placeholder", "Quand cela se présente, et pour qui."
    )
    browser.keyboard.type("Un appel.")
    expect(browser.locator(".rich .text > p").first).to_have_text("Un appel.")


def test_editors_change_the_template(editor: User, browser_of, page_of_the_wiki: WikiPage) -> None:
    laurent = browser_of(editor)
    laurent.goto("/curation/places/")
    press(laurent, laurent.get_by_role("link", name="Le modèle dont partent les nouvelles pages"))
    put_text(laurent, "## Le piège\n\nÀ quoi on le reconnaît.")
    save(laurent)
    expect(told(laurent)).to_contain_text("Version 2")
    laurent.goto(NEW)
    expect(laurent.locator(".outline dt")).to_have_text(["Le piège"])
    expect(laurent.locator(".rich .room")).to_have_text(["À quoi on le reconnaît."])


def test_axe_finds_nothing(editor: User, browser_of, page_of_the_wiki: WikiPage, look: Look) -> None:
    browser, address = browser_of(editor), page_of_the_wiki.get_absolute_url()
    for screen in (address, f"{address}edit/?section=h-le-signe", NEW, f"{NEW}?blank=1", DESK, f"{DESK}history/"):
        browser.goto(screen)
        if "edit" in screen or "new" in screen or screen == DESK:
            expect(browser.locator("form[data-editor=ready]")).to_be_attached()
        look(browser)
