"""Nobody loses a word: in a small form, whatever happens between typing and sending."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Error, Locator, Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from drafts.models import Draft
from guide.candidates.evidence import Nomination
from tests import factories
from tests.e2e.acts import leaving_asks_first, press, read
from tests.e2e.killable import KillableServer

WORDS = "Il faut que chacun la lise."
SAVED = re.compile(r"Brouillon gardé à \d+\sh\s\d\d")
OFFLINE = "Gardé sur cet appareil, pas encore envoyé. Nous réessayons."
EXPIRED = "Votre texte est gardé. Il reste à vous reconnaître."


@pytest.fixture
def wiki_page(transactional_db: None) -> WikiPage:
    return factories.create_page()


@pytest.fixture
def martine(contributor: User, browser_of) -> Page:
    contributor.set_password(factories.PASSWORD)
    contributor.save(update_fields=["password"])
    return browser_of(contributor)


def box(browser: Page) -> Locator:
    return browser.locator("[name=reason]")


def state(browser: Page) -> Locator:
    return browser.locator("[data-draft-state]")


def open_form(browser: Page, page: WikiPage) -> None:
    read(browser, page, "nominate/")


def type_words(browser: Page, words: str = WORDS) -> None:
    box(browser).click()
    browser.keyboard.press("End")
    browser.keyboard.type(words)


def propose(browser: Page) -> None:
    browser.click("main .btn.do")


def waiting(person: User) -> list[str]:
    return [draft.fields["reason"] for draft in Draft.objects.waiting_for(person)]


def comes_to_wait(browser: Page, person: User, *words: str) -> None:
    """Within seconds, these are the drafts that wait."""
    for _attempt in range(50):
        if set(waiting(person)) == set(words):
            return
        browser.wait_for_timeout(100)
    assert set(waiting(person)) == set(words)


def expire() -> None:
    Session.objects.all().delete()


def sign_in_here(browser: Page, user: User, password: str = factories.PASSWORD) -> None:
    dialog = browser.get_by_role("dialog")
    dialog.locator("[name=login]").fill(user.username)
    dialog.locator("[name=password]").fill(password)
    dialog.locator(".btn.do").click()


def stored(browser: Page) -> list[str]:
    return browser.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:'))")


def test_what_is_typed_is_on_the_server_within_seconds(martine: Page, contributor: User, wiki_page: WikiPage) -> None:
    open_form(martine, wiki_page)
    expect(state(martine)).to_have_text("")
    type_words(martine)
    assert len(stored(martine)) == 1
    expect(state(martine)).to_have_text(SAVED, timeout=4000)
    assert waiting(contributor) == [WORDS]
    assert stored(martine) == []


def test_the_text_of_who_never_rests_is_saved_all_the_same(
    martine: Page, contributor: User, wiki_page: WikiPage
) -> None:
    open_form(martine, wiki_page)
    box(martine).press_sequentially("mot " * 15, delay=80)  # nearly five seconds without a rest
    assert waiting(contributor)


def test_a_text_that_was_sent_leaves_no_draft(martine: Page, contributor: User, wiki_page: WikiPage) -> None:
    open_form(martine, wiki_page)
    type_words(martine)
    press(martine, "main .btn.do")
    expect(martine).to_have_url(wiki_page.get_absolute_url())
    assert Nomination.objects.get().reason == WORDS
    assert (waiting(contributor), stored(martine)) == ([], [])


def test_a_tab_that_is_closed_at_once(martine: Page, contributor: User, wiki_page: WikiPage) -> None:
    open_form(martine, wiki_page)
    type_words(martine)
    again = martine.context.new_page()
    martine.close()
    open_form(again, wiki_page)
    expect(box(again)).to_have_value(WORDS)
    expect(state(again)).to_have_text(SAVED)
    assert waiting(contributor) == [WORDS]


def test_a_page_that_is_left_at_once(martine: Page, contributor: User, wiki_page: WikiPage) -> None:
    open_form(martine, wiki_page)
    type_words(martine)
    with leaving_asks_first(martine) as asked:
        press(martine, "main a.btn.plain")
    assert asked == []  # what is saved is not lost
    open_form(martine, wiki_page)
    expect(box(martine)).to_have_value(WORDS)


def test_a_browser_that_crashes_without_a_network(martine: Page, wiki_page: WikiPage) -> None:
    open_form(martine, wiki_page)
    martine.context.set_offline(True)
    type_words(martine)
    expect(state(martine)).to_have_text(OFFLINE)
    again = martine.context.new_page()
    with pytest.raises(Error, match="crash"):
        martine.goto("chrome://crash")
    martine.close()
    again.context.set_offline(False)
    open_form(again, wiki_page)
    expect(box(again)).to_have_value(WORDS)
    expect(state(again)).to_have_text(SAVED)


def test_another_device_goes_on_with_it(martine: Page, contributor: User, wiki_page: WikiPage, browser_of) -> None:
    open_form(martine, wiki_page)
    type_words(martine)
    expect(state(martine)).to_have_text(SAVED)
    train = browser_of(contributor)
    open_form(train, wiki_page)
    expect(box(train)).to_have_value(WORDS)
    type_words(train, " Vraiment.")
    comes_to_wait(train, contributor, f"{WORDS} Vraiment.")
    type_words(martine, " Si, si.")
    comes_to_wait(martine, contributor, f"{WORDS} Vraiment.", f"{WORDS} Si, si.")


def test_two_tabs_do_not_overwrite_each_other(martine: Page, contributor: User, wiki_page: WikiPage) -> None:
    other = martine.context.new_page()
    open_form(martine, wiki_page)
    open_form(other, wiki_page)
    type_words(martine, "Dans un onglet")
    type_words(other, "Dans l’autre")
    for tab in (martine, other):
        expect(state(tab)).to_have_text(SAVED)
    assert set(waiting(contributor)) == {"Dans un onglet", "Dans l’autre"}


def test_a_network_that_is_cut(martine: Page, contributor: User, wiki_page: WikiPage) -> None:
    open_form(martine, wiki_page)
    martine.context.set_offline(True)
    type_words(martine)
    expect(state(martine)).to_have_text(OFFLINE)
    propose(martine)
    expect(martine.locator("main .btn.do")).to_have_text("Réessayer")
    expect(box(martine)).to_have_value(WORDS)
    martine.context.set_offline(False)
    expect(state(martine)).to_have_text(SAVED)
    expect(martine.locator("main .btn.do")).to_have_text("Proposer")
    assert waiting(contributor) == [WORDS]
    press(martine, "main .btn.do")
    assert Nomination.objects.get().reason == WORDS


def test_a_browser_that_keeps_nothing_itself(martine: Page, contributor: User, wiki_page: WikiPage) -> None:
    martine.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })")
    open_form(martine, wiki_page)
    type_words(martine)
    expect(state(martine)).to_have_text(SAVED)
    martine.context.set_offline(True)
    type_words(martine, " Oui.")
    expect(state(martine)).to_contain_text("Pas encore gardé.")
    with leaving_asks_first(martine) as asked:
        martine.click("main a.btn.plain")
        expect(box(martine)).to_have_value(f"{WORDS} Oui.")
    assert asked == ["beforeunload"]
    martine.context.set_offline(False)
    comes_to_wait(martine, contributor, f"{WORDS} Oui.")


def test_a_session_that_expired_asks_to_sign_in_over_the_text(
    martine: Page, contributor: User, wiki_page: WikiPage, axe
) -> None:
    open_form(martine, wiki_page)
    expire()
    type_words(martine)
    expect(state(martine)).to_have_text(EXPIRED)
    martine.get_by_role("button", name="Me reconnecter ici").click()
    dialog = martine.get_by_role("dialog")
    expect(dialog.locator("[name=login]")).to_be_focused()
    assert axe(martine) == []
    sign_in_here(martine, contributor, "not this one at all")
    expect(dialog.get_by_role("alert").last).to_be_visible()
    assert axe(martine) == []
    sign_in_here(martine, contributor)
    expect(dialog).to_have_count(0)
    expect(box(martine)).to_be_focused()
    expect(state(martine)).to_have_text(SAVED)
    assert waiting(contributor) == [WORDS]
    press(martine, "main .btn.do")
    assert Nomination.objects.get().reason == WORDS


def test_sending_after_the_session_expired_goes_on_by_itself(
    martine: Page, contributor: User, wiki_page: WikiPage
) -> None:
    open_form(martine, wiki_page)
    type_words(martine)
    martine.context.clear_cookies()
    propose(martine)
    sign_in_here(martine, contributor)
    expect(martine).to_have_url(wiki_page.get_absolute_url())
    assert Nomination.objects.get().reason == WORDS
    assert waiting(contributor) == []


def test_who_does_not_sign_in_again_keeps_the_text(martine: Page, wiki_page: WikiPage, contributor: User) -> None:
    open_form(martine, wiki_page)
    expire()
    type_words(martine)
    propose(martine)
    expect(martine.get_by_role("dialog")).to_be_visible()
    martine.keyboard.press("Escape")
    expect(martine.get_by_role("dialog")).to_have_count(0)
    expect(box(martine)).to_have_value(WORDS)
    expect(state(martine)).to_have_text(EXPIRED)
    assert len(stored(martine)) == 1


def test_words_are_not_filed_under_whoever_signs_in_there(
    martine: Page, contributor: User, editor: User, wiki_page: WikiPage
) -> None:
    editor.set_password(factories.PASSWORD)
    editor.save(update_fields=["password"])
    open_form(martine, wiki_page)
    expire()
    type_words(martine)
    propose(martine)
    sign_in_here(martine, editor)
    dialog = martine.get_by_role("dialog")
    expect(dialog.get_by_role("alert").first).to_contain_text(editor.public_name)
    assert (waiting(editor), Nomination.objects.count()) == ([], 0)
    sign_in_here(martine, contributor)
    expect(martine).to_have_url(wiki_page.get_absolute_url())
    assert Nomination.objects.get().nominated_by == contributor


def test_somebody_else_who_signed_in_in_another_tab_is_named(
    martine: Page, editor: User, wiki_page: WikiPage, live_server
) -> None:
    open_form(martine, wiki_page)
    client = Client()
    client.force_login(editor, backend="accounts.sessions.RolesBackend")
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    martine.context.add_cookies([session | {"httpOnly": True}])  # type: ignore[list-item]
    type_words(martine)
    expect(state(martine)).to_contain_text(f"{editor.public_name} a ouvert sa session ici.")
    assert waiting(editor) == []
    open_form(martine, wiki_page)
    expect(box(martine)).to_have_value("")  # what another person typed in this browser is not shown


def test_who_goes_back_and_types_on_begins_a_new_draft(martine: Page, contributor: User, wiki_page: WikiPage) -> None:
    open_form(martine, wiki_page)
    type_words(martine)
    press(martine, "main .btn.do")
    martine.go_back()
    comes_to_wait(martine, contributor)
    type_words(martine, " Encore.")
    comes_to_wait(martine, contributor, f"{WORDS} Encore.")


def test_a_draft_is_thrown_away(martine: Page, contributor: User, wiki_page: WikiPage) -> None:
    open_form(martine, wiki_page)
    type_words(martine)
    expect(state(martine)).to_have_text(SAVED)
    open_form(martine, wiki_page)
    martine.locator(".discard summary").click()
    press(martine, "[data-draft-discard]")
    expect(box(martine)).to_have_value("")
    assert (waiting(contributor), stored(martine)) == ([], [])


def test_a_text_that_was_emptied_is_no_draft(martine: Page, contributor: User, wiki_page: WikiPage) -> None:
    open_form(martine, wiki_page)
    type_words(martine)
    expect(state(martine)).to_have_text(SAVED)
    box(martine).fill("")
    expect(state(martine)).to_have_text("")
    assert (waiting(contributor), stored(martine)) == ([], [])


def test_without_scripts_a_button_keeps_it_for_later(contributor: User, wiki_page: WikiPage, browser_of) -> None:
    plain = browser_of(contributor, java_script_enabled=False)
    open_form(plain, wiki_page)
    box(plain).fill(WORDS)
    press(plain, plain.get_by_role("button", name="Garder pour plus tard"))
    expect(box(plain)).to_have_value(WORDS)
    expect(state(plain)).to_have_text(SAVED)
    assert waiting(contributor) == [WORDS]
    press(plain, "main .btn.do")
    assert Nomination.objects.get().reason == WORDS
    assert waiting(contributor) == []


@pytest.fixture
def beside(contributor: User, wiki_page: WikiPage, browser_beside) -> Page:
    return browser_beside(contributor)


def test_a_server_that_is_killed_and_a_browser_that_is_closed_meanwhile(
    beside: Page, killable_server: KillableServer, contributor: User, wiki_page: WikiPage
) -> None:
    open_form(beside, wiki_page)
    killable_server.kill()
    type_words(beside)
    again = beside.context.new_page()
    beside.close()
    killable_server.start()
    open_form(again, wiki_page)
    expect(box(again)).to_have_value(WORDS)
    expect(state(again)).to_have_text(SAVED)
    assert waiting(contributor) == [WORDS]
