"""Steps 1 to 3: a contributor answers a question, improves a page, answers a colleague, follows, asks and searches."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.acts import choose, press, select_words, told, wait_until
from tests.e2e.readme.site import Site
from tests.e2e.readme.steps import does

ANSWER = "Au guichet, une dame a raccroché au nez d’un faux conseiller, puis elle est venue nous voir."
PAGE = "Le faux conseiller bancaire : onze minutes au téléphone"
ANOTHER_PAGE = "Vrai ou faux : emplois et placements trop beaux"
NUANCE = "À l’accueil, nous avons une minute, pas onze."
ADDED = " Notez le numéro de votre banque au dos de votre carte."
REPLY = "Chez nous aussi, et personne n’en parlait."
ALL_IS_SENT = "() => !Object.keys(localStorage).some((name) => name.startsWith('draft:'))"
ASKED = "Que dire à un client qui vient de donner son code au téléphone\u00a0?"


@does("As `contributor`, open a question, answer it in the box, and press *Proposer*.")
def answer_a_question(site: Site) -> None:
    martine = site.of("contributor")
    press(martine, martine.get_by_role("link", name="Comment faire face aux délinquants numériques ?"))
    martine.get_by_role("textbox", name="Votre réponse à la question 2").fill(ANSWER)
    martine.get_by_role("button", name="Proposer", exact=True).click()
    expect(martine.locator("#answers > .comment.sent")).to_contain_text(ANSWER)


@does("Open a page and select a sentence: agree with it, nuance it, or propose it for the guide.")
def react_to_three_sentences(site: Site) -> None:
    martine = site.of("contributor")
    press(martine, martine.get_by_role("link", name=PAGE, exact=True).first)
    react(martine, "Une voix calme", "D’accord")
    expect(martine.locator("#passages-told")).not_to_be_empty()
    react(martine, "L’écran ment", "Nuancer")
    martine.locator("#nuance textarea").fill(NUANCE)
    martine.locator("#nuance button[type=submit]").click()
    expect(martine.locator("#log .comment").first).to_contain_text(NUANCE)
    with martine.expect_navigation():
        react(martine, "Un vrai conseiller ne se vexe pas", "Proposer au guide")
    martine.locator("[name=reason]").fill("On le retient d’une lecture.")
    press(martine, "main .btn.do")
    expect(told(martine)).to_contain_text("propos")


def react(page: Page, words: str, name: str) -> None:
    """Selects them, and presses what is offered beside them."""
    select_words(page, words)
    page.locator(".bubble").get_by_role("button", name=name, exact=True).click()


@does(
    "Then press *Améliorer cette page*, close the tab before saving, and come back: the draft waits."
    " Look at the page's *Historique* when it is saved."
)
def find_the_draft_again(site: Site) -> None:
    martine = site.of("contributor")
    press(martine, martine.get_by_role("link", name="Améliorer cette page"))
    address = martine.url
    martine.locator(".rich [contenteditable=true] > p").first.click()
    martine.keyboard.press("End")
    martine.keyboard.type(ADDED)
    wait_until(martine, ALL_IS_SENT)
    expect(martine.locator("[data-draft-state]")).to_contain_text("Brouillon gardé à")
    again = site.open_again("contributor")
    again.goto(address)
    press(again, again.get_by_role("link", name="Reprendre mon brouillon"))
    expect(again.locator(".rich")).to_contain_text(ADDED.strip())
    press(again, ".save .btn.do")
    expect(again.locator("article.wiki > .text")).to_contain_text(ADDED.strip())
    choose(again, "history")
    expect(again.locator(".versions li").first).to_contain_text("Martine")


@does("Answer a colleague, press *Suivre*, ask a question under *On se demande*;")
def answer_follow_and_ask(site: Site) -> None:
    martine = site.of("contributor")
    press(martine, martine.locator(".crumbs").get_by_role("link", name="2. Délinquants"))
    press(martine, martine.get_by_role("link", name=ANOTHER_PAGE, exact=True).first)
    press_follow(martine)
    answer_in_place(martine)
    press(martine, martine.locator(".nav").get_by_role("link", name="On se demande"))
    martine.get_by_label("Votre question, en une ligne").fill(ASKED)
    martine.locator("main form").get_by_label("Question de la campagne").first.select_option(label="2. Délinquants")
    press(martine, martine.get_by_role("button", name="Demander", exact=True))
    expect(martine.get_by_role("main")).to_contain_text(ASKED)


def press_follow(page: Page) -> None:
    follow = page.locator("article .tools").get_by_role("button", name="Suivre", exact=True)
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true")


def answer_in_place(page: Page) -> None:
    page.locator("#log .comment").get_by_role("link", name="Répondre", exact=True).first.click()
    form = page.locator("form.box", has=page.locator("textarea[id^='answer-']"))
    form.get_by_role("textbox").fill(REPLY)
    form.get_by_role("button", name="Proposer", exact=True).click()
    expect(page.locator(".comment.sent")).to_contain_text(REPLY)


@does("look under the bell, and for « reseau social » in the search box.")
def look_under_the_bell_and_search(site: Site) -> None:
    martine = site.of("contributor")
    press(martine, martine.get_by_role("link", name="Avis"))
    expect(martine.get_by_role("heading", level=1)).to_have_text("Mes avis")
    unread = martine.get_by_role("button", name="Marquer comme lu : ")
    before = unread.count()
    assert before
    unread.first.click()
    expect(unread).to_have_count(before - 1)
    search = martine.locator("header [name=q]").first
    search.fill("reseau social")
    press(martine, search, key="Enter")
    press(martine, martine.locator("main").get_by_role("link", name="réseaux sociaux").first)
    expect(martine.get_by_role("main")).to_contain_text("réseaux sociaux")
