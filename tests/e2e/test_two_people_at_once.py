"""Two browsers on one page: what can be merged is merged, what cannot is shown, and nobody loses a word."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import read, save, sticking_out, told, type_text

pytestmark = pytest.mark.both

BODY = "Il se présente comme le service informatique.\n\nIl est pressé.\n\nRaccrochez."


@pytest.fixture
def page_of_both(transactional_db: None) -> WikiPage:
    return factories.create_page(body=BODY)


@pytest.fixture
def martine(contributor: User, browser_of) -> Page:
    return browser_of(contributor)


@pytest.fixture
def karim(transactional_db: None, browser_of) -> Page:
    return browser_of(factories.create_user(username="karim", last_name="Haddad"))


def test_changes_that_do_not_touch_each_other_are_merged_and_both_are_told(
    martine: Page, karim: Page, page_of_both: WikiPage
) -> None:
    read(martine, page_of_both, "edit/")
    read(karim, page_of_both, "edit/")
    type_text(martine, BODY.replace("informatique.", "informatique, poliment."))
    save(martine)
    type_text(karim, BODY.replace("Raccrochez.", "Raccrochez, puis rappelez."))
    save(karim)
    expect(karim.locator("article .text > p").first).to_contain_text("poliment")
    expect(karim.locator("article .text > p").last).to_contain_text("puis rappelez")
    expect(told(karim).first).to_contain_text("Martine L.")
    martine.goto("/wiki/")
    expect(told(martine)).to_contain_text("Karim H.")
    told(martine).get_by_role("link").click()
    expect(martine.locator("table.diff ins").first).to_contain_text("puis rappelez")
    expect(told(martine)).to_have_count(0)


def test_two_additions_at_one_place_are_both_kept(martine: Page, karim: Page, page_of_both: WikiPage) -> None:
    for person, addition in ((martine, "Chez nous, c’était un lundi."), (karim, "Prévenez l’assistance.")):
        read(person, page_of_both, "edit/")
        type_text(person, f"{BODY}\n\n{addition}")
    save(martine)
    save(karim)
    expect(karim.locator("article .text > p")).to_have_text(
        [*BODY.split("\n\n"), "Chez nous, c’était un lundi.", "Prévenez l’assistance."]
    )


def test_of_one_sentence_changed_by_both_the_second_sees_both_texts_and_saves_a_proposal(
    martine: Page, karim: Page, page_of_both: WikiPage
) -> None:
    read(martine, page_of_both, "edit/")
    read(karim, page_of_both, "edit/")
    type_text(martine, BODY.replace("Il est pressé.", "Il est très pressé."))
    save(martine)
    mine = BODY.replace("Il est pressé.", "Il est pressé et aimable.").replace("Raccrochez.", "Raccrochez vite.")
    type_text(karim, mine, summary="le ton")
    save(karim)
    expect(karim.locator(".three .mine")).to_contain_text("et aimable")
    expect(karim.locator(".three .his")).to_contain_text("très")
    shown = karim.locator(".mbox, .three .voice").evaluate_all("all => all.map(one => one.textContent)")
    assert len(shown) == 4
    assert not [text for text in shown if text[0].isspace()]  # spaces show there
    proposal = karim.locator("[name=body]")
    for words in ("très", "et aimable", "Raccrochez vite."):
        expect(proposal).to_have_value(re.compile(re.escape(words)))
    expect(karim.locator("[name=summary]")).to_have_value("le ton")

    karim.click("button[value='0:theirs']")
    expect(proposal).to_have_value(BODY.replace("pressé.", "très pressé.").replace("Raccrochez.", "Raccrochez vite."))
    karim.click("button[value='0:mine']")
    expect(proposal).to_have_value(mine)
    proposal.fill(BODY.replace("Il est pressé.", "Il est très pressé, et aimable."))
    save(karim)
    expect(karim.locator("article .text")).to_contain_text("Il est très pressé, et aimable.")
    page_of_both.refresh_from_db()
    assert page_of_both.version == 3
    assert page_of_both.revision(3).summary == "le ton"


def test_of_a_title_changed_by_both_the_second_chooses(martine: Page, karim: Page, page_of_both: WikiPage) -> None:
    read(martine, page_of_both, "edit/")
    read(karim, page_of_both, "edit/")
    type_text(martine, BODY, title="Le faux dépanneur")
    save(martine)
    type_text(karim, f"{BODY} Toujours.", title="L’appel piégé")
    save(karim)
    title = karim.locator("main [name=title]")
    expect(title).to_have_value("L’appel piégé")
    karim.locator("button[value='title:theirs']").click()
    expect(title).to_have_value("Le faux dépanneur")
    save(karim)
    expect(karim).to_have_url("/wiki/delinquants/le-faux-d%C3%A9panneur/")
    expect(karim.locator("article .text")).to_contain_text("Raccrochez. Toujours.")


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_double_click_saves_an_edit_once(
    contributor: User, browser_of, page_of_both: WikiPage, with_scripts: bool
) -> None:
    browser = browser_of(contributor, java_script_enabled=with_scripts)
    read(browser, page_of_both, "edit/")
    type_text(browser, f"{BODY} Toujours.")
    browser.dblclick(".save .btn.do")  # the second click may break off the navigation of the first
    expect(browser.locator("article .text")).to_contain_text("Toujours.")
    browser.wait_for_load_state("networkidle")
    page_of_both.refresh_from_db()
    assert page_of_both.version == 2


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_double_click_opens_a_page_once(contributor: User, browser_of, with_scripts: bool) -> None:
    theme = factories.create_theme()
    browser = browser_of(contributor, java_script_enabled=with_scripts)
    browser.goto(f"/wiki/{theme.slug}/new/")
    type_text(browser, BODY, title="Raccrocher")
    browser.dblclick(".save .btn.do")  # the second click may break off the navigation of the first
    expect(browser.get_by_role("heading", level=1)).to_have_text("Raccrocher")
    browser.wait_for_load_state("networkidle")
    assert [page.title for page in WikiPage.objects.all()] == ["Raccrocher"]


WHOLE_WORDS = """(state) => {
    const text = state.querySelector('span').firstChild
    return [...text.data.matchAll(/\\S+/g)].every(({ 0: word, index }) => {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        return range.getClientRects().length === 1
    })
}"""


def test_on_a_telephone_the_words_beside_the_long_button_of_a_conflict_are_whole(
    martine: Page, karim: Page, page_of_both: WikiPage
) -> None:
    karim.set_viewport_size({"width": 390, "height": 844})
    for person, word in ((martine, "très"), (karim, "fort")):
        read(person, page_of_both, "edit/")
        type_text(person, BODY.replace("Il est pressé.", f"Il est {word} pressé."))
    save(martine)
    save(karim)
    state = karim.locator(".save [data-draft-state]")
    expect(state).to_contain_text("Brouillon gardé")
    assert state.evaluate(WHOLE_WORDS)
    assert sticking_out(karim) == []
