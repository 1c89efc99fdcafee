"""By keyboard alone: every control is reached, seen when it is reached, and left again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from contributions.models import Watch
from guide.models import Edition
from tests import factories
from tests.campaign.invitations.made import create_colleagues, create_running_wave
from tests.e2e.acts import leaving_asks_first, put_text, read
from tests.e2e.looking import SIZES

# Where the focus is, whether something of it can be seen, and whether something marks it: an outline of its own or
# around it (a frame that holds it, or what stands for a control that is itself hidden).
FOCUS = """() => {
  const at = document.activeElement
  const parts = [at, at.nextElementSibling, at.closest('form.editor, .say, .cover, .pick, .find')].filter(Boolean)
  const box = at.getBoundingClientRect()
  return {
    name: `${at.tagName} ${at.className} ${at.textContent.trim().slice(0, 30)}`,
    is_page: at === document.body,
    is_first: at.matches('.skip'),
    is_marked: parts.some((part) => getComputedStyle(part).outlineStyle !== 'none'),
    is_seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
}"""
LONGEST_WAY = 150


@pytest.fixture
def page_of_the_wiki(transactional_db: None) -> WikiPage:
    factories.create_themes()
    return factories.create_page()


def tab_to(browser: Page, target: str) -> None:
    """Presses Tab until the control has the focus."""
    wanted = browser.locator(target).first
    for _press in range(LONGEST_WAY):
        browser.keyboard.press("Tab")
        if wanted.evaluate("control => control === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {target}")


def enter(browser: Page, target: str) -> None:
    tab_to(browser, target)
    with browser.expect_navigation():
        browser.keyboard.press("Enter")


def test_a_table_that_scrolls_sideways_is_reached_and_scrolled(
    contributor: User, browser_of, axe, transactional_db: None
) -> None:
    factories.create_themes()
    columns = [f"colonne-{number}-{'x' * 12}" for number in range(6)]
    head, line = " | ".join(columns), " | ".join("---" for _column in columns)
    page = factories.create_page(body=f"| {head} |\n| {line} |\n| {head} |\n\n| a | b |\n| --- | --- |\n| c | d |")
    browser = browser_of(contributor, viewport={"width": 390, "height": 844})
    read(browser, page)
    tables = browser.locator("article .text table")
    expect(tables.nth(0)).to_have_attribute("tabindex", "0")
    expect(tables.nth(1)).not_to_have_attribute("tabindex", "0")
    tab_to(browser, "article .text table")
    for _press in range(30):
        browser.keyboard.press("ArrowRight")
    expect(tables.nth(0).locator("th").last).to_be_in_viewport()
    assert axe(browser) == []


def test_the_first_tab_offers_to_skip_to_the_text(contributor: User, browser_of, page_of_the_wiki: WikiPage) -> None:
    browser = browser_of(contributor)
    read(browser, page_of_the_wiki)
    browser.keyboard.press("Tab")
    expect(browser.locator(".skip")).to_be_focused()
    expect(browser.locator(".skip")).to_be_in_viewport()
    browser.keyboard.press("Enter")
    browser.keyboard.press("Tab")
    assert browser.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_she_signs_in_opens_a_page_edits_and_saves_it(
    contributor: User, visitor: Page, page_of_the_wiki: WikiPage
) -> None:
    contributor.set_password(factories.PASSWORD)
    contributor.save(update_fields=["password"])
    visitor.goto("/")
    enter(visitor, "main a[href='/accounts/login/']")
    tab_to(visitor, "[name=login]")
    visitor.keyboard.type(contributor.username)
    tab_to(visitor, "[name=password]")
    visitor.keyboard.type(factories.PASSWORD)
    with visitor.expect_navigation():
        visitor.keyboard.press("Enter")
    enter(visitor, ".cover.t2 a")
    enter(visitor, ".rows h3 a")
    enter(visitor, "article a[href$='/edit/']")
    tab_to(visitor, ".rich [role=textbox]")
    visitor.keyboard.press("Control+End")
    visitor.keyboard.type(" Toujours.")
    tab_to(visitor, "[name=summary]")
    visitor.keyboard.type("un mot de plus")
    enter(visitor, ".save .btn.do")
    expect(visitor.locator("article .text > p").last).to_contain_text("Toujours.")
    page_of_the_wiki.refresh_from_db()
    assert page_of_the_wiki.revision(2).summary == "un mot de plus"


def test_after_a_wrong_password_it_is_typed_again_at_once(contributor: User, visitor: Page) -> None:
    contributor.set_password(factories.PASSWORD)
    contributor.save(update_fields=["password"])
    visitor.goto("/accounts/login/")
    tab_to(visitor, "[name=login]")
    visitor.keyboard.type(contributor.username)
    tab_to(visitor, "[name=password]")
    for password in ("not this one", factories.PASSWORD):
        expect(visitor.locator("[name=password]")).to_be_focused()
        visitor.keyboard.type(password)
        with visitor.expect_navigation():
            visitor.keyboard.press("Enter")
    expect(visitor).to_have_url("/")


def test_enter_in_the_summary_saves_rather_than_previews(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor)
    read(browser, page_of_the_wiki, "edit/")
    put_text(browser, "Raccrochez.")
    browser.locator("[name=summary]").focus()
    with browser.expect_navigation():
        browser.keyboard.press("Enter")
    expect(browser.locator("article .text")).to_have_text("Raccrochez.")


def test_a_refused_form_comes_back_with_the_focus_on_what_is_wrong(
    editor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    factories.create_tip(number=6, page=page_of_the_wiki, by=editor)
    edition = Edition.objects.in_preparation()
    browser = browser_of(editor)
    browser.goto(f"/curation/editions/{edition.number}/proof/")
    enter(browser, "form.proof .btn.do")
    expect(browser.locator("form.proof [aria-invalid=true]").first).to_be_focused()
    expect(browser.locator(":focus")).to_be_in_viewport()


def test_what_says_that_something_is_missing_goes_once_it_is_there(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor)
    browser.goto(f"{page_of_the_wiki.theme.get_absolute_url()}new/")
    enter(browser, ".save .btn.do")
    title, message = browser.locator("[name=title]"), browser.locator("#id_title_error")
    expect(title).to_be_focused()
    expect(message).to_be_visible()
    browser.keyboard.type("Raccrocher")
    expect(message).to_be_hidden()
    expect(title).not_to_have_attribute("aria-invalid", "true")
    browser.keyboard.press("Control+A")
    browser.keyboard.press("Delete")
    expect(message).to_be_visible()
    expect(title).to_have_attribute("aria-invalid", "true")


def test_what_says_that_something_is_wrong_stays_until_the_form_is_sent(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor)
    browser.goto(f"{page_of_the_wiki.theme.get_absolute_url()}new/")
    tab_to(browser, "[name=title]")
    browser.keyboard.type(page_of_the_wiki.title)
    enter(browser, ".save .btn.do")
    expect(browser.locator("[name=title]")).to_be_focused()
    browser.keyboard.type("autre")
    expect(browser.locator("#id_title_error")).to_be_visible()


def send_nothing(browser: Page, page: WikiPage) -> None:
    """Sends the empty box of a page, which comes back with the caret."""
    read(browser, page)
    tab_to(browser, ".say button.do")
    browser.keyboard.press("Enter")
    expect(browser.locator("#say-body")).to_be_focused()


def test_a_comment_that_is_begun_says_no_more_that_it_is_empty(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor)
    send_nothing(browser, page_of_the_wiki)
    expect(browser.locator(".say .err-lines")).to_be_visible()
    browser.keyboard.type("Merci")
    expect(browser.locator(".say .err-lines")).to_be_hidden()


def test_so_does_one_that_was_begun_before_its_script_came(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor)
    held: list[Route] = []
    browser.route("**/filled*.js", lambda route: held.append(route))
    send_nothing(browser, page_of_the_wiki)
    browser.keyboard.type("Merci")
    expect(browser.locator(".say .err-lines")).to_be_visible()
    while not held:
        browser.wait_for_timeout(50)
    held[0].continue_()
    expect(browser.locator(".say .err-lines")).to_be_hidden()


@pytest.mark.parametrize("viewport", SIZES, ids=lambda size: str(size["width"]))
def test_what_ends_for_good_is_unfolded_and_pressed_in_every_size(
    editor: User, browser_of, page_of_the_wiki: WikiPage, viewport: dict[str, int]
) -> None:
    create_colleagues(1)
    wave = create_running_wave(by=editor)
    Watch.objects.watch(page_of_the_wiki, by=editor)
    browser = browser_of(editor, viewport=viewport)
    folds = {wave.get_absolute_url(): "details:has([value=stop])", "/watchlist/?kind=page": ".stop-all"}
    for address, fold in folds.items():
        browser.goto(address)
        expect(browser.locator(f"{fold} button")).to_be_hidden()
        tab_to(browser, f"{fold} > summary")
        browser.keyboard.press("Enter")
        enter(browser, f"{fold} button")
    wave.refresh_from_db()
    assert wave.state == "stopped"
    assert not Watch.objects.filter(person=editor, page=page_of_the_wiki, is_on=True).exists()


def test_a_tip_that_is_moved_has_the_focus_where_it_stands_now(
    editor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    factories.create_tip(number=6, page=page_of_the_wiki, by=editor)
    browser = browser_of(editor)
    browser.goto("/curation/places/")
    for place in (6, 7):
        enter(browser, f"#place-{place} button.tool[value='{place + 1}']")
        expect(browser.locator(f"#place-{place + 1}")).to_be_focused()


def split(browser: Page, page: WikiPage) -> None:
    """Asks for both halves of a page, of which its one section is to be another."""
    read(browser, page, "split/")
    tab_to(browser, "[name=sections]")
    browser.keyboard.press("Space")
    tab_to(browser, "[name=title]")
    browser.keyboard.type("Raccrocher")
    enter(browser, "button[name=preview]")


def test_both_halves_of_a_page_take_the_focus_and_splitting_it_is_near(editor: User, browser_of) -> None:
    factories.create_themes()
    page = factories.create_page(author=editor, body="Un début.\n\n## Raccrocher\n\nSans attendre.")
    browser = browser_of(editor)
    split(browser, page)
    expect(browser.locator("#both")).to_be_focused()
    for _press in range(3):
        browser.keyboard.press("Shift+Tab")
    with browser.expect_navigation():
        browser.keyboard.press("Enter")
    expect(browser.get_by_role("heading", level=1)).to_have_text("Raccrocher")


def test_a_refusal_of_a_whole_form_comes_back_with_the_focus_on_its_message(editor: User, browser_of) -> None:
    factories.create_themes()
    page = factories.create_page(author=editor, body="## Raccrocher\n\nSans attendre.")
    browser = browser_of(editor)
    split(browser, page)
    expect(browser.get_by_role("alert")).to_be_focused()
    expect(browser.get_by_role("alert")).to_be_in_viewport()


def test_the_preview_takes_the_focus_and_the_way_back_is_short(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor)
    read(browser, page_of_the_wiki, "edit/")
    put_text(browser, "Raccrochez.")
    tab_to(browser, "[data-preview]")
    browser.keyboard.press("Enter")
    expect(browser.locator("#preview")).to_be_focused()
    browser.keyboard.press("Tab")
    expect(browser.locator("[name=summary]")).to_be_focused()


def test_the_menu_of_a_narrow_screen_opens_leads_and_closes(
    contributor: User, browser_of, page_of_the_wiki: WikiPage
) -> None:
    browser = browser_of(contributor, viewport={"width": 390, "height": 844})
    browser.goto("/wiki/")
    menu = browser.locator("details.menu")
    tab_to(browser, "details.menu summary")
    browser.keyboard.press("Enter")
    expect(menu.locator("nav")).to_be_visible()
    browser.keyboard.press("Tab")
    expect(menu.locator("a").first).to_be_focused()
    browser.keyboard.press("Escape")
    expect(menu.locator("nav")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    browser.keyboard.press("Enter")
    enter(browser, "details.menu a[href='/recent-changes/']")
    expect(browser).to_have_url("/recent-changes/")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_focus_is_always_seen_and_leaves_every_screen(
    editor: User, browser_of, page_of_the_wiki: WikiPage, width: int
) -> None:
    tip = factories.create_tip(number=6, page=page_of_the_wiki, by=editor)
    factories.edit_page(page_of_the_wiki, "Un texte revu.", author=editor)
    browser = browser_of(editor, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    screens = ["/", page_of_the_wiki.theme.get_absolute_url(), "/curation/", tip.screen_url("move")]
    screens += [page_of_the_wiki.screen_url(name) for name in ("edit", "history", "promote")]
    wrong = []
    for screen in screens:
        with leaving_asks_first(browser, stay=False):
            browser.goto(screen)
        wrong += [f"{screen}: {complaint}" for complaint in walk_through(browser)]
    assert "\n".join(wrong) == ""


def walk_through(browser: Page) -> list[str]:
    """Tabs from the head of a screen to its end; what is wrong with any stop on the way."""
    wrong = []
    for stop in range(LONGEST_WAY):
        browser.keyboard.press("Tab")
        focus = browser.evaluate(FOCUS)
        if focus["is_page"] or (stop and focus["is_first"]):
            return wrong
        if not focus["is_marked"]:
            wrong.append(f"{focus['name']} is not marked")
        if not focus["is_seen"]:
            wrong.append(f"{focus['name']} is out of sight")
    return [*wrong, "the focus never leaves"]
