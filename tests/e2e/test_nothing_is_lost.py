"""What somebody has typed is never lost: whatever happens meanwhile, it is given back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from campaign.calendar.rights import GRACE
from campaign.models import Phase
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import leaving_asks_first, press, read, save, type_text

pytestmark = pytest.mark.both

TYPED = "Il connaît « votre nom » & votre service.\n\n<b>Raccrochez</b>."


@pytest.fixture
def page_of_the_wiki(transactional_db: None) -> WikiPage:
    return factories.create_page()


@pytest.fixture
def martine(contributor: User, browser_of) -> Page:
    contributor.set_password(factories.PASSWORD)
    contributor.save(update_fields=["password"])
    return browser_of(contributor)


def writing_in(browser: Page) -> Locator:
    """The text as it is being written, with the editor."""
    return browser.get_by_role("textbox").and_(browser.locator("[contenteditable=true]"))


@pytest.fixture
def plain(contributor: User, martine: Page, browser_of) -> Page:
    """Martine's browser, without scripts."""
    return browser_of(contributor, java_script_enabled=False)


def sign_in_again(browser: Page, user: User) -> None:
    """On the login page, where there are no scripts."""
    browser.fill("[name=login]", user.username)
    browser.fill("[name=password]", factories.PASSWORD)
    press(browser, "main button[type=submit]")


def sign_in_over_the_text(browser: Page, user: User) -> None:
    dialog = browser.get_by_role("dialog")
    dialog.locator("[name=login]").fill(user.username)
    dialog.locator("[name=password]").fill(factories.PASSWORD)
    dialog.locator(".btn.do").click()


def test_a_session_that_expired_while_she_was_writing(
    martine: Page, contributor: User, page_of_the_wiki: WikiPage
) -> None:
    read(martine, page_of_the_wiki, "edit/")
    type_text(martine, TYPED, summary="le nom")
    martine.context.clear_cookies(name="sessionid")
    martine.click(".save .btn.do")
    sign_in_over_the_text(martine, contributor)
    expect(martine).to_have_url(page_of_the_wiki.get_absolute_url())
    page_of_the_wiki.refresh_from_db()
    assert page_of_the_wiki.body == TYPED
    assert page_of_the_wiki.revision(2).summary == "le nom"


def test_a_session_that_expired_before_she_opens_a_page(martine: Page, contributor: User) -> None:
    factories.create_themes()
    martine.goto("/wiki/marques/new/")
    type_text(martine, TYPED, title="Un titre à moi")
    martine.context.clear_cookies()
    martine.click(".save .btn.do")
    sign_in_over_the_text(martine, contributor)
    expect(martine.locator("article").get_by_role("heading", level=1)).to_have_text("Un titre à moi")
    assert WikiPage.objects.get().body == TYPED


def test_a_session_that_expired_before_she_looks_at_her_changes(
    martine: Page, contributor: User, page_of_the_wiki: WikiPage
) -> None:
    read(martine, page_of_the_wiki, "edit/")
    type_text(martine, TYPED)
    martine.context.clear_cookies(name="sessionid")
    martine.click("[data-preview]")
    sign_in_over_the_text(martine, contributor)
    expect(martine.locator("#preview .text")).to_contain_text("votre service")
    save(martine)
    page_of_the_wiki.refresh_from_db()
    assert page_of_the_wiki.body == TYPED


def test_a_form_whose_protection_expired(martine: Page, page_of_the_wiki: WikiPage) -> None:
    read(martine, page_of_the_wiki, "edit/")
    type_text(martine, TYPED)
    martine.context.clear_cookies(name="csrftoken")
    save(martine)
    expect(martine).to_have_url(page_of_the_wiki.get_absolute_url())
    page_of_the_wiki.refresh_from_db()
    assert page_of_the_wiki.body == TYPED


def test_without_scripts_a_session_that_expired_carries_the_text_along(
    plain: Page, contributor: User, page_of_the_wiki: WikiPage
) -> None:
    read(plain, page_of_the_wiki, "edit/")
    type_text(plain, TYPED, summary="le nom")
    plain.context.clear_cookies(name="sessionid")
    save(plain)
    plain.fill("[name=login]", contributor.username)
    plain.fill("[name=password]", "not this one at all")
    press(plain, "main button[type=submit]")
    sign_in_again(plain, contributor)
    expect(plain.locator(".stored").last).to_contain_text("Il connaît « votre nom » & votre service.")
    press(plain, "main .btn.do")
    expect(plain).to_have_url(page_of_the_wiki.get_absolute_url())
    page_of_the_wiki.refresh_from_db()
    assert page_of_the_wiki.body == TYPED
    assert page_of_the_wiki.revision(2).summary == "le nom"


def test_without_scripts_a_preview_after_the_session_expired_comes_all_the_same(
    plain: Page, contributor: User, page_of_the_wiki: WikiPage
) -> None:
    read(plain, page_of_the_wiki, "edit/")
    type_text(plain, TYPED)
    plain.context.clear_cookies()
    press(plain, "[data-preview]")
    sign_in_again(plain, contributor)
    press(plain, "main .btn.do")
    expect(plain.locator("[name=body]")).to_have_value(TYPED)
    expect(plain.locator("#preview .text")).to_contain_text("votre service")


def test_without_scripts_a_form_whose_protection_expired_is_given_back(plain: Page, page_of_the_wiki: WikiPage) -> None:
    read(plain, page_of_the_wiki, "edit/")
    type_text(plain, TYPED)
    plain.context.clear_cookies(name="csrftoken")
    save(plain)
    expect(plain.locator(".stored").last).to_contain_text("Il connaît « votre nom » & votre service.")
    press(plain, "main .btn.do")
    expect(plain).to_have_url(page_of_the_wiki.get_absolute_url())


def test_writing_was_closed_while_she_was_writing(martine: Page, page_of_the_wiki: WikiPage) -> None:
    phase = factories.create_phase()
    read(martine, page_of_the_wiki, "edit/")
    type_text(martine, TYPED, title="Un autre titre")
    Phase.objects.filter(pk=phase.pk).update(ends_at=timezone.now() - GRACE)
    save(martine)
    expect(martine.get_by_role("alert")).to_be_visible()
    expect(martine.locator("[name=title]")).to_have_value("Un autre titre")
    expect(martine.locator("[name=body]")).to_have_value(TYPED)
    Phase.objects.filter(pk=phase.pk).update(ends_at=timezone.now() + timedelta(days=1))
    save(martine)
    expect(martine.get_by_role("heading", level=1)).to_have_text("Un autre titre")


def test_the_page_was_hidden_while_she_was_writing(martine: Page, editor: User, page_of_the_wiki: WikiPage) -> None:
    read(martine, page_of_the_wiki, "edit/")
    type_text(martine, TYPED)
    page_of_the_wiki.hide(reason="À vérifier", by=editor)
    save(martine)
    expect(martine.get_by_role("alert")).to_be_visible()
    expect(martine.locator("[name=body]")).to_have_value(TYPED)
    page_of_the_wiki.show(by=editor)
    save(martine)
    expect(martine).to_have_url(page_of_the_wiki.get_absolute_url())


def test_the_page_moved_while_she_was_writing(martine: Page, editor: User, page_of_the_wiki: WikiPage) -> None:
    read(martine, page_of_the_wiki, "edit/")
    type_text(martine, TYPED)
    page_of_the_wiki.move(title="Le faux dépanneur", theme=factories.create_theme(number=3), author=editor)
    save(martine)
    expect(martine).to_have_url("/wiki/reputation/le-faux-d%C3%A9panneur/")
    expect(martine.locator("article .text")).to_contain_text("Il connaît")


def test_leaving_with_a_text_that_is_not_saved_asks_first(martine: Page, page_of_the_wiki: WikiPage) -> None:
    read(martine, page_of_the_wiki, "edit/")
    with leaving_asks_first(martine) as asked:
        writing_in(martine).press_sequentially("Un mot de plus. ")
        martine.click(".kicker a")
        expect(writing_in(martine)).to_contain_text("Un mot de plus.")
    assert asked == ["beforeunload"]
    with leaving_asks_first(martine) as asked:
        save(martine)
    assert asked == []


def test_leaving_a_text_that_was_not_touched_does_not_ask(martine: Page, page_of_the_wiki: WikiPage) -> None:
    read(martine, page_of_the_wiki, "edit/")
    writing_in(martine).click()
    with leaving_asks_first(martine) as asked:
        press(martine, ".kicker a")
    assert asked == []
    expect(martine).to_have_url(page_of_the_wiki.get_absolute_url())


def test_a_text_that_came_back_with_an_error_is_not_left_without_asking(
    martine: Page, page_of_the_wiki: WikiPage
) -> None:
    read(martine, page_of_the_wiki, "edit/")
    type_text(martine, TYPED, title=" ")
    save(martine)
    martine.locator("[name=title]").click()
    with leaving_asks_first(martine) as asked:
        martine.click(".kicker a")
        expect(martine.locator("[name=body]")).to_have_value(TYPED)
    assert asked == ["beforeunload"]
