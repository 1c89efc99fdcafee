"""Another language: chosen by its own name, by keys; and no line of the site in Japanese sticks out."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from accounts.models import User
from tests import factories
from tests.e2e.acts import sticking_out

PHONE = {"viewport": {"width": 390, "height": 844}}
SCREENS = (
    "/",
    "/wiki/",
    "/wiki/delinquants/",
    "{page}",
    "{page}history/",
    "{page}edit/",
    "/recent-changes/",
    "/notifications/",
)
OF_EDITORS = ("/curation/", "/guide/editions/", "/statistics/")


def test_a_visitor_finds_her_language_by_keys_and_stays_on_the_screen(visitor: Page) -> None:
    visitor.goto("/guide/editions/")
    italian = visitor.get_by_role("button", name="Italiano")
    italian.focus()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("html")).to_have_attribute("lang", "it")
    expect(visitor).to_have_url("/guide/editions/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Le edizioni della guida")
    visitor.get_by_role("button", name="日本語").press("Enter")
    expect(visitor.locator("html")).to_have_attribute("lang", "ja")


def test_screens_in_japanese_fit_a_telephone(editor: User, browser_of) -> None:
    """Its lines break elsewhere. The words of the others are shorter than those of test_long_texts."""
    factories.create_themes()
    factories.create_phase()
    page = factories.create_page(author=editor)
    factories.edit_page(page, "Un autre texte.", author=editor)
    factories.create_comment(page=page, author=editor)
    browser, wrong = browser_of(editor, **PHONE | {"locale": "ja-JP"}), list[str]()
    for screen in (*SCREENS, *OF_EDITORS):
        path = screen.format(page=page.get_absolute_url())
        answer = browser.goto(path)
        assert answer and answer.ok, path
        assert browser.locator("html").get_attribute("lang") == "ja"
        wrong += [f"{path}: {found}" for found in sticking_out(browser)]
    assert "\n".join(wrong) == ""
