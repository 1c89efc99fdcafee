"""What an editor does: promotes pages into places, edits, arranges, publishes editions that never change."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from guide.models import Section, Tip
from tests import factories
from tests.e2e.acts import choose, edit, press, read, save, told, type_text

OPENING = "Il se présente comme le service informatique."


@pytest.fixture
def page_of_the_wiki(transactional_db: None) -> WikiPage:
    factories.create_themes()
    return factories.create_page(body=f"{OPENING}\n\n## La phrase qui arrête tout\n\nDites : je vous rappelle.")


@pytest.fixture
def laurent(editor: User, browser_of) -> Page:
    """His browser, signed in."""
    return browser_of(editor)


def place_at(browser: Page, number: int) -> None:
    """Chooses a place of the board; its button is under its number."""
    browser.locator("label.pick", has=browser.locator(f"input[name=number][value='{number}']")).click()


def publish(browser: Page, number: int) -> None:
    """To proof, saying why it goes on past each line that is not green, and out."""
    browser.goto(f"/curation/editions/{number}/proof/")
    for reason in browser.locator(".reason").all():
        reason.locator("summary").click()
        reason.locator("input").fill("Vu ensemble.")
    press(browser, "form .btn.do")
    press(browser, "main .btn.do")
    press(browser, "main .btn.do")
    press(browser, "main form .btn.do")  # it asks before it goes out


def test_a_proposed_page_takes_a_place_and_page_and_tip_say_that_they_belong_together(
    contributor: User, laurent: Page, browser_of, page_of_the_wiki: WikiPage
) -> None:
    martine = browser_of(contributor)
    read(martine, page_of_the_wiki)
    choose(martine, "nominate")
    martine.fill("[name=reason]", "Tout le monde s’y reconnaît.")
    press(martine, "main .btn.do")
    expect(told(martine)).to_contain_text(page_of_the_wiki.title)

    laurent.goto("/")
    press(laurent, ".nav a[href='/curation/']")
    press(laurent, "main a:has-text('page proposée')")
    expect(laurent.locator(".nominated")).to_contain_text("Tout le monde s’y reconnaît.")
    press(laurent, ".nominated .btn")
    expect(laurent.locator("[name=title]")).to_have_value(page_of_the_wiki.title)
    expect(laurent.locator("[name=body]")).to_have_value(OPENING)
    expect(laurent.locator("input[name=number]:checked")).to_have_value("6")
    place_at(laurent, 8)
    type_text(laurent, f"{OPENING} Raccrochez.", title="Ne validez rien au téléphone")
    save(laurent)
    expect(laurent).to_have_url("/curation/tips/8/")
    laurent.click(".tip-sources summary")
    expect(laurent.locator(".source-list")).to_contain_text(OPENING)
    press(laurent, laurent.locator(".source-list .meta a").first)
    expect(laurent.locator(".ribbon")).to_contain_text("8")
    press(laurent, ".ribbon")
    expect(laurent.get_by_role("heading", level=1)).to_have_text("Ne validez rien au téléphone")
    laurent.goto("/curation/places/")
    expect(laurent.locator(".nominated")).to_have_count(0)
    expect(laurent.locator("#place-8")).to_contain_text("Ne validez rien au téléphone")
    martine.goto("/")
    expect(martine.locator(".places .place.on")).to_have_text(["8"])


def test_of_two_editors_who_choose_one_place_one_is_told_and_keeps_the_text(
    laurent: Page, browser_of, page_of_the_wiki: WikiPage
) -> None:
    catherine = browser_of(factories.create_editor(username="catherine"))
    other = factories.create_page(title="Le faux conseiller", body="Onze minutes au téléphone.")
    read(laurent, page_of_the_wiki, "promote/")
    read(catherine, other, "promote/")
    save(laurent)
    type_text(catherine, "Onze minutes, pas une de plus.", title="Raccrochez")
    save(catherine)
    expect(catherine.get_by_role("alert")).to_contain_text(page_of_the_wiki.title)
    expect(catherine.locator("[name=title]")).to_have_value("Raccrochez")
    expect(catherine.locator("[name=body]")).to_have_value("Onze minutes, pas une de plus.")
    place_at(catherine, 7)
    save(catherine)
    assert [(tip.number, tip.title) for tip in Tip.objects.placed()] == [(6, page_of_the_wiki.title), (7, "Raccrochez")]


def test_a_tip_is_edited_with_a_history_and_rests_on_a_further_source(
    laurent: Page, editor: User, page_of_the_wiki: WikiPage
) -> None:
    tip = factories.create_tip(number=6, page=page_of_the_wiki, by=editor)
    gestures = factories.create_page(title="Les gestes", body="Raccrochez d’abord.\n\nRappelez ensuite.")
    laurent.goto("/curation/tips/6/")
    press(laurent, ".wiki-head a[href$='/edit/']")
    type_text(laurent, "Ne validez rien.", title="Ne validez rien", summary="plus court")
    laurent.click("[data-preview]")
    expect(laurent.locator("#preview table.diff ins").first).to_be_visible()
    save(laurent)
    expect(laurent.locator("article .text")).to_contain_text("Ne validez rien.")
    press(laurent, "article a[href$='/history/']")
    expect(laurent.locator(".versions li").first).to_contain_text("plus court")
    read(laurent, tip)
    press(laurent, "a[href$='/sources/add/']")
    laurent.goto(f"{tip.screen_url('sources/add')}?of=page-{gestures.pk}")
    press(laurent, "main .btn.do")
    expect(laurent.get_by_role("alert")).to_be_visible()
    laurent.check(".choose label:has-text('Rappelez ensuite.') input")
    press(laurent, "main .choose .btn.do")
    laurent.click(".tip-sources summary")
    expect(laurent.locator(".source-list .passage")).to_have_text([OPENING, "Rappelez ensuite."])
    press(laurent, laurent.locator(".source-list button").first)
    laurent.click(".tip-sources summary")
    expect(laurent.locator(".source-list .passage")).to_have_text(["Rappelez ensuite."])


def test_tips_are_arranged_within_a_theme_and_across(laurent: Page, editor: User) -> None:
    for number in (6, 7, 11):
        factories.create_tip(number=number, by=editor)
    laurent.goto("/curation/places/")
    press(laurent, "#place-6 button[value='7']")
    expect(laurent.locator("#place-6 h4")).to_contain_text("Source du conseil 7")
    expect(laurent.locator("#place-7 h4")).to_contain_text("Source du conseil 6")
    press(laurent, "#place-7 a.tool")
    place_at(laurent, 11)
    press(laurent, "main .btn.do")
    expect(laurent.locator("#place-11 h4")).to_contain_text("Source du conseil 6")
    expect(laurent.locator("#place-7 h4")).to_contain_text("Source du conseil 11")
    press(laurent, "#place-11 h4 a")
    press(laurent, "article a[href$='/release/']")
    press(laurent, "main .btn.do")
    expect(laurent.locator("#place-11")).to_have_class("slot free")
    expect(laurent.locator(".inbox")).to_contain_text("Source du conseil 6")


def test_a_section_is_written_the_guide_previewed_and_published_with_free_places(
    laurent: Page, editor: User, visitor: Page
) -> None:
    factories.create_tip(number=6, by=editor, title="Ne validez rien")
    visitor.goto("/guide/fr/")
    expect(visitor.locator("#tip-6")).to_have_count(0)
    laurent.goto("/curation/places/")
    press(laurent, "a[href='/curation/sections/editorial/']")
    type_text(laurent, "Vingt conseils, écrits par vous.")
    save(laurent)
    expect(laurent.locator("[name=body]")).to_have_value("Vingt conseils, écrits par vous.")
    laurent.goto("/curation/places/")
    press(laurent, ".desk-head a[href$='/preview/']")
    expect(laurent.locator(".part-editorial")).to_contain_text("Vingt conseils, écrits par vous.")
    expect(laurent.locator("#tip-6 h3")).to_contain_text("Ne validez rien")
    publish(laurent, 1)
    press(laurent, "main .btn.do")
    expect(laurent).to_have_url("/guide/editions/1/fr/")
    visitor.goto("/guide/")
    expect(visitor).to_have_url("/guide/fr/")
    expect(visitor.locator("#tip-6 h3")).to_contain_text("Ne validez rien")


def test_an_edition_never_changes_what_is_edited_later_goes_into_the_next(
    laurent: Page, editor: User, visitor: Page
) -> None:
    tip = factories.create_tip(number=6, by=editor, title="Ne validez rien")
    publish(laurent, 1)
    edit(laurent, tip, "Un texte revu.", title="Raccrochez d’abord")
    visitor.goto("/guide/fr/")
    expect(visitor.locator("#tip-6 h3")).to_contain_text("Ne validez rien")
    publish(laurent, 2)
    visitor.reload()  # a browser may keep the page for a minute
    expect(visitor.locator("#tip-6 h3")).to_contain_text("Raccrochez d’abord")
    press(visitor, ".foot a[href^='/guide/editions/']")
    press(visitor, "a[href='/guide/editions/1/fr/']")
    expect(visitor.locator("#tip-6 h3")).to_contain_text("Ne validez rien")
    visitor.goto("/guide/editions/2/fr/")
    expect(visitor.locator("#tip-6 h3")).to_contain_text("Raccrochez d’abord")


def test_a_page_is_hidden_with_a_reason_and_shown_again(
    contributor: User, laurent: Page, browser_of, page_of_the_wiki: WikiPage
) -> None:
    martine = browser_of(contributor)
    read(laurent, page_of_the_wiki)
    choose(laurent, "hide")
    press(laurent, "main .btn.do")
    expect(laurent.locator("[name=reason]")).to_have_attribute("aria-invalid", "true")
    laurent.fill("[name=reason]", "Un client y est reconnaissable.")
    press(laurent, "main .btn.do")
    expect(laurent.locator("form.note")).to_contain_text("Un client y est reconnaissable.")
    martine.goto(page_of_the_wiki.theme.get_absolute_url())
    expect(martine.get_by_role("link", name=page_of_the_wiki.title)).to_have_count(0)
    assert martine.goto(page_of_the_wiki.get_absolute_url()).status == 404
    press(laurent, "form.note button")
    assert martine.goto(page_of_the_wiki.get_absolute_url()).status == 200


def test_the_texts_of_the_guide_are_made_when_the_desk_is_first_opened(laurent: Page) -> None:
    factories.create_themes()
    laurent.goto("/curation/places/")
    made = Section.objects.count()
    assert made
    # and the self-check, which is made when somebody writes one, and the way to all of them
    expect(laurent.locator("a[href^='/curation/sections/']")).to_have_count(made + 2)
