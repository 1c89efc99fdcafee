"""What an employee does: reads, writes, improves, compares, takes back, moves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import choose, edit, press, read, save, told, type_text

OPENING = "Il se présente comme le service informatique."
CHAPTERS = "\n\n".join(f"## Partie {number}\n\n{'Une phrase de plus. ' * 60}" for number in range(1, 6))


@pytest.fixture
def colleague(transactional_db: None) -> User:
    return factories.create_user(username="nadia", last_name="Benali")


@pytest.fixture
def page_of_a_colleague(colleague: User) -> WikiPage:
    factories.create_themes()
    return factories.create_page(body=f"{OPENING}\n\n{CHAPTERS}", author=colleague)


@pytest.fixture
def martine(contributor: User, browser_of) -> Page:
    """Her browser, signed in."""
    return browser_of(contributor)


def test_she_signs_in_and_sees_the_questions_what_is_new_and_where_the_campaign_stands(
    contributor: User, page_of_a_colleague: WikiPage, visitor: Page
) -> None:
    factories.create_phase(days_ago=8, days_left=20)
    contributor.set_password(factories.PASSWORD)
    contributor.save()
    visitor.goto("/wiki/")
    visitor.fill("[name=login]", contributor.username)
    visitor.fill("[name=password]", "not this one at all")
    press(visitor, "main button[type=submit]")
    expect(visitor.get_by_role("alert")).to_be_visible()
    expect(visitor.locator("[name=login]")).to_have_value(contributor.username)
    visitor.fill("[name=password]", factories.PASSWORD)
    press(visitor, "main button[type=submit]")
    expect(visitor).to_have_url("/wiki/")
    press(visitor, ".brand")
    expect(visitor.locator(".cover h3")).to_have_count(4)
    expect(visitor.locator(".comment")).to_contain_text(OPENING)
    expect(visitor.locator(".comment a[href^='/wiki/']")).to_have_text(page_of_a_colleague.title)
    expect(visitor.locator(".phases [aria-current=step]")).to_contain_text("semaine 2")


def test_she_opens_a_question_and_reads_a_page_by_its_contents(martine: Page, page_of_a_colleague: WikiPage) -> None:
    martine.goto("/")
    press(martine, ".cover.t2 a")
    expect(martine.get_by_role("heading", level=1)).to_have_text(page_of_a_colleague.theme.question)
    press(martine, martine.get_by_role("link", name=page_of_a_colleague.title))
    contents = martine.locator(".side-toc a")
    expect(contents).to_have_text([*(f"Partie {number}" for number in range(1, 6)), "Ce qu’on en dit"])
    contents.nth(2).click()
    expect(martine.get_by_role("heading", name="Partie 3")).to_be_in_viewport()
    expect(martine.get_by_role("heading", name="Partie 1")).not_to_be_in_viewport()
    expect(martine.locator(".side-toc [aria-current]")).to_have_text("Partie 3")


def test_she_opens_a_page_and_a_link_to_a_page_that_does_not_exist_offers_to_write_it(
    martine: Page, page_of_a_colleague: WikiPage
) -> None:
    martine.goto("/wiki/delinquants/")
    press(martine, "main a[href$='/new/']")
    type_text(martine, "Raccrochez, puis [[Rappeler le bon numéro]].", title="La phrase qui arrête tout")
    martine.click("[data-preview]")
    expect(martine.locator("#preview .text a.missing")).to_have_text("Rappeler le bon numéro")
    save(martine)
    expect(martine).to_have_url("/wiki/delinquants/la-phrase-qui-arr%C3%AAte-tout/")
    expect(told(martine)).to_have_class(["note ok", "note info"])  # saved, and welcomed once
    first_page = martine.url
    press(martine, "article a.missing")
    expect(martine.locator("[name=title]")).to_have_value("Rappeler le bon numéro")
    type_text(martine, "Celui de l’annuaire interne.")
    save(martine)
    expect(martine.get_by_role("heading", level=1)).to_have_text("Rappeler le bon numéro")
    expect(told(martine)).to_have_class(["note ok"])
    written = martine.url
    choose(martine, "links")
    press(martine, martine.get_by_role("link", name="La phrase qui arrête tout"))
    expect(martine).to_have_url(first_page)
    expect(martine.locator("article a.missing")).to_have_count(0)
    press(martine, martine.get_by_role("link", name="Rappeler le bon numéro"))
    expect(martine).to_have_url(written)


def test_a_title_that_is_taken_is_said_beside_it_and_the_text_stays(
    martine: Page, page_of_a_colleague: WikiPage
) -> None:
    martine.goto("/wiki/delinquants/new/")
    type_text(martine, "Mon texte à moi.", title=page_of_a_colleague.title.upper())
    save(martine)
    title = martine.locator("[name=title]")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_value(page_of_a_colleague.title.upper())
    expect(martine.locator("[name=body]")).to_have_value("Mon texte à moi.")
    type_text(martine, "Mon texte à moi.", title="Un autre titre")
    save(martine)
    expect(martine.get_by_role("heading", level=1)).to_have_text("Un autre titre")


def test_what_she_changed_stands_in_the_history_and_in_the_recent_changes(
    martine: Page, contributor: User, colleague: User, page_of_a_colleague: WikiPage
) -> None:
    other = factories.create_page(theme=factories.create_theme(number=3), title="Chercher son nom", author=colleague)
    read(martine, page_of_a_colleague)
    press(martine, "article a[href$='/edit/']")
    type_text(martine, f"{OPENING} Il connaît votre nom.", summary="il connaît le nom", is_minor=True)
    save(martine)
    expect(martine.locator("article .text")).to_contain_text("Il connaît votre nom.")
    choose(martine, "history")
    newest = martine.locator(".versions li").first
    expect(newest).to_contain_text("il connaît le nom")
    expect(newest).to_contain_text(contributor.public_name)

    press(martine, ".nav a[href='/recent-changes/']")
    changed = martine.locator(".changes .page-name")
    expect(changed).to_have_text([page_of_a_colleague.title, other.title, page_of_a_colleague.title])
    martine.check("[name=hide_minor]")
    press(martine, ".filters button")
    expect(changed).to_have_text([other.title, page_of_a_colleague.title])
    martine.uncheck("[name=hide_minor]")
    martine.select_option("[name=theme]", "reputation")
    press(martine, ".filters button")
    expect(changed).to_have_text([other.title])
    martine.select_option("[name=theme]", "")
    martine.fill("[name=person]", "martine")
    press(martine, ".filters button")
    expect(changed).to_have_text([page_of_a_colleague.title])
    press(martine, martine.locator(".changes .acts a").first)
    expect(martine.locator("table.diff ins").first).to_be_visible()


def test_she_compares_two_versions_side_by_side_and_in_one_column(
    martine: Page, colleague: User, page_of_a_colleague: WikiPage
) -> None:
    factories.edit_page(page_of_a_colleague, f"{OPENING}\n\n{CHAPTERS} Fin.", author=colleague)
    factories.edit_page(page_of_a_colleague, f"{OPENING} Ou la banque.\n\n{CHAPTERS} Fin.", author=colleague)
    read(martine, page_of_a_colleague, "history/")
    martine.check("[name=older][value='1']")
    martine.check("[name=newer][value='3']")
    press(martine, ".compare button")
    expect(martine.locator("table.diff th")).to_contain_text(["Version 1", "Version 3"])
    row = martine.locator("table.diff tr", has=martine.locator("ins")).first
    expect(row.locator("td.old")).to_contain_text(OPENING)
    expect(row.locator("td.new ins")).to_contain_text("Ou la banque.")
    old, new = row.locator("td.old").bounding_box(), row.locator("td.new").bounding_box()
    assert old["x"] + old["width"] <= new["x"] + 1
    martine.locator("[data-unfold]").first.click()
    expect(martine.locator("table.diff .same", has_text="Partie 2")).to_be_visible()
    press(martine, "a[href*='view=unified']")
    expect(martine.locator("td.both ins").first).to_contain_text("Ou la banque.")
    expect(martine.locator("td.old")).to_have_count(0)


def test_she_undoes_a_version_in_the_middle_and_what_came_later_stays(
    martine: Page, page_of_a_colleague: WikiPage
) -> None:
    edit(martine, page_of_a_colleague, "Premier.\n\nDeuxième.\n\nTroisième.")
    edit(martine, page_of_a_colleague, "Premier, une erreur.\n\nDeuxième.\n\nTroisième.")
    edit(martine, page_of_a_colleague, "Premier, une erreur.\n\nDeuxième.\n\nTroisième, bien vu.")
    read(martine, page_of_a_colleague, "history/")
    martine.locator("#version-3 .drop > summary").click()
    press(martine, ".versions a[href*='undo/?version=3']")
    martine.fill("[name=summary]", "c’était faux")
    press(martine, "main .btn.do")
    expect(martine.locator("article .text > p")).to_have_text(["Premier.", "Deuxième.", "Troisième, bien vu."])
    page_of_a_colleague.refresh_from_db()
    assert page_of_a_colleague.version == 5


def test_she_goes_back_to_an_older_version_and_nothing_is_erased(martine: Page, page_of_a_colleague: WikiPage) -> None:
    edit(martine, page_of_a_colleague, "Tout est perdu.")
    read(martine, page_of_a_colleague, "history/")
    press(martine, ".versions a[href$='/revisions/1/']")
    expect(martine.locator(".old-text")).to_contain_text(OPENING)
    press(martine, "a[href*='/revert/?version=1']")
    press(martine, "main .btn.do")
    expect(martine.locator("article .text")).to_contain_text(OPENING)
    choose(martine, "history")
    expect(martine.locator(".versions li")).to_have_count(3)


def test_she_moves_a_page_and_its_old_address_and_the_links_to_it_lead_on(
    martine: Page, page_of_a_colleague: WikiPage
) -> None:
    linking = factories.create_page(title="Les gestes", body=f"Voyez [[{page_of_a_colleague.title}]].")
    read(martine, page_of_a_colleague)
    choose(martine, "move")
    martine.fill("[name=title]", "Le faux dépanneur")
    martine.select_option("[name=theme]", label=f"3. {factories.THEMES[3][2]}")
    press(martine, "main .btn.do")
    expect(martine).to_have_url("/wiki/reputation/le-faux-d%C3%A9panneur/")
    read(martine, page_of_a_colleague, "history/")
    expect(martine).to_have_url("/wiki/reputation/le-faux-d%C3%A9panneur/history/")
    read(martine, linking)
    press(martine, "article .text a.wiki:not(.missing)")
    expect(martine.get_by_role("heading", level=1)).to_have_text("Le faux dépanneur")
