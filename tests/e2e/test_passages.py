"""Reacting to a passage: by mouse, by keyboard alone, by touch on a telephone; and the margin beside the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Comment, Endorsement, Passage
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import press, read, select_words, sticking_out

SENTENCE = "Un vrai technicien ne s’en vexera pas"
BODY = f"""Il se présente comme le service informatique. Il connaît votre nom, votre service.

## La phrase qui arrête tout

Dites : « Je vous rappelle. » Puis raccrochez. {SENTENCE} : c’est ce qu’on lui a *appris à* espérer. Un faux n’attendra pas.

- Changez le mot de passe depuis un autre poste.
- Appelez le 3030.

## Si vous avez déjà répondu

Personne ne vous le reprochera : le silence aide l’autre, pas vous.
"""
NARROW = {"viewport": {"width": 390, "height": 844}}

BOX = "range => { const box = getSelection().getRangeAt(0).getBoundingClientRect(); return [box.top, box.bottom] }"


@pytest.fixture
def page(transactional_db: None) -> WikiPage:
    factories.create_themes()
    factories.create_phase()
    return factories.create_page(body=BODY)


def bubble_at(browser: Page, words: str) -> None:
    select_words(browser, words)
    expect(browser.locator(".bubble")).to_be_visible()


def act(browser: Page, name: str) -> None:
    browser.click(f".bubble [data-act={name}]")


def colleagues_agree(page: WikiPage, words: str, number: int) -> Passage:
    passage = Passage.objects.at(page, exact=words)
    for one in range(number):
        Endorsement.objects.endorse(passage, by=factories.create_user(username=f"collegue{one}"))
    return passage


def test_words_dragged_over_with_the_mouse_show_what_can_be_done(contributor: User, browser_of, page: WikiPage) -> None:
    browser = browser_of(contributor)
    read(browser, page)
    box = browser.get_by_text("Puis raccrochez").bounding_box()
    assert box
    browser.mouse.move(box["x"] + 150, box["y"] + 12)
    browser.mouse.down()
    browser.mouse.move(box["x"] + 320, box["y"] + 14, steps=5)
    browser.mouse.up()
    bubble = browser.locator(".bubble")
    expect(bubble).to_be_visible()
    expect(bubble).to_have_attribute("role", "toolbar")
    assert bubble.get_by_role("button").all_inner_texts() == ["D’accord", "Nuancer", "Proposer au guide"]
    chosen = browser.evaluate(BOX)
    stands = bubble.bounding_box()
    assert stands and stands["y"] >= chosen[1]
    browser.keyboard.press("Escape")
    expect(bubble).to_have_count(0)


def test_agreeing_counts_and_marks_the_whole_sentence(contributor: User, browser_of, page: WikiPage) -> None:
    colleagues_agree(page, SENTENCE, 12)
    browser = browser_of(contributor)
    read(browser, page)
    bubble_at(browser, "technicien ne s’en")
    act(browser, "agree")
    expect(browser.locator("#passages-told")).to_have_text("Vous et 12 collègues")
    expect(browser.locator(".m-note [aria-pressed=true] .n")).to_have_text("13")
    marked = "".join(browser.locator("mark[data-passage]").all_text_contents())
    assert marked == "Un vrai technicien ne s’en vexera pas\u00a0: c’est ce qu’on lui a appris à espérer."
    browser.click(".m-note [aria-pressed=true]")
    expect(browser.locator(".m-note [aria-pressed=false] .n")).to_have_text("12")
    expect(browser.locator(".m-note button")).to_be_focused()


def test_a_nuance_is_written_level_with_its_passage_and_stays_there(
    contributor: User, browser_of, page: WikiPage
) -> None:
    browser = browser_of(contributor)
    read(browser, page)
    bubble_at(browser, "Personne ne vous le reprochera")
    act(browser, "nuance")
    box = browser.locator("#nuance textarea")
    expect(box).to_be_focused()
    assert level_with_its_mark(browser, "#nuance")
    browser.keyboard.type("À Dijon, on me l’a reproché.")
    browser.click("#nuance button[type=submit]")
    note = browser.locator(".m-note:not(.new)")
    expect(note.locator(".voice")).to_have_text("À Dijon, on me l’a reproché.")
    expect(browser.locator("#nuance")).to_have_count(0)
    expect(browser.locator("#log .comment").first).to_contain_text("À Dijon")
    assert level_with_its_mark(browser, ".m-note")
    comment = Comment.objects.get()
    assert comment.kind == "nuance"
    assert comment.passage and comment.passage.exact.startswith("Personne ne vous le reprochera")


def level_with_its_mark(browser: Page, note: str) -> bool:
    beside = browser.locator(note).first
    mark = browser.locator(f"mark[data-passage='{beside.get_attribute('id')}']").first.bounding_box()
    box = beside.bounding_box()
    assert mark and box
    return abs(mark["y"] - box["y"]) < 12 and box["x"] > mark["x"] + mark["width"]


def test_notes_of_one_paragraph_stand_below_each_other(contributor: User, browser_of, page: WikiPage) -> None:
    for number, words in enumerate(("Je vous rappelle", SENTENCE, "Un faux n’attendra pas")):
        passage = Passage.objects.at(page, exact=words)
        Endorsement.objects.endorse(passage, by=factories.create_user(username=f"collegue{number}"))
    browser = browser_of(contributor)
    read(browser, page)
    expect(browser.locator("mark[data-passage]").first).to_be_visible()
    boxes = [note.bounding_box() for note in browser.locator(".m-note").all()]
    assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)  # type: ignore[index]
    for above, below in pairwise(boxes):
        assert above and below and above["y"] + above["height"] <= below["y"]


def test_a_passage_is_proposed_for_the_guide(contributor: User, editor: User, browser_of, page: WikiPage) -> None:
    browser = browser_of(contributor)
    read(browser, page)
    bubble_at(browser, "Appelez le 3030")
    with browser.expect_navigation():
        act(browser, "nominate")
    expect(browser.locator("blockquote.passage")).to_have_text("Appelez le 3030.")
    browser.fill("[name=reason]", "Le seul numéro à retenir.")
    press(browser, "main .btn.do")
    laurent = browser_of(editor)
    laurent.goto("/curation/places/")
    expect(laurent.locator(".nominated blockquote")).to_have_text("Appelez le 3030.")


def test_by_keyboard_alone_a_sentence_is_chosen_and_nuanced(contributor: User, browser_of, page: WikiPage) -> None:
    browser = browser_of(contributor)
    read(browser, page)
    browser.locator("[data-react]").focus()
    browser.keyboard.press("Enter")
    chosen = browser.locator("mark.sel").first
    expect(chosen).to_be_focused()
    expect(browser.locator("#passages-told")).to_contain_text("flèches")
    browser.keyboard.press("ArrowDown")
    expect(chosen).to_have_text("Il connaît votre nom, votre service.")
    expect(browser.locator("#passages-told")).to_have_text("Il connaît votre nom, votre service.")
    browser.keyboard.press("Enter")
    expect(browser.locator(".bubble [data-act=agree]")).to_be_focused()
    browser.keyboard.press("ArrowRight")
    expect(browser.locator(".bubble [data-act=nuance]")).to_be_focused()
    browser.keyboard.press("Enter")
    expect(browser.locator("#nuance textarea")).to_be_focused()
    browser.keyboard.type("Pas toujours.")
    browser.keyboard.press("Tab")
    browser.keyboard.press("Enter")
    expect(browser.locator(".m-note .voice")).to_have_text("Pas toujours.")
    assert Comment.objects.get().passage.exact == "Il connaît votre nom, votre service."  # type: ignore[union-attr]


def test_escape_leads_back_step_by_step(contributor: User, browser_of, page: WikiPage) -> None:
    browser = browser_of(contributor)
    read(browser, page)
    browser.locator("[data-react]").focus()
    browser.keyboard.press("Enter")
    browser.keyboard.press("Enter")
    expect(browser.locator(".bubble button").first).to_be_focused()
    browser.keyboard.press("Escape")
    expect(browser.locator("mark.sel").first).to_be_focused()
    browser.keyboard.press("Escape")
    expect(browser.locator("[data-react]")).to_be_focused()
    expect(browser.locator("mark.sel")).to_have_count(0)


def test_words_chosen_with_the_keyboard_lead_into_the_bubble(contributor: User, browser_of, page: WikiPage) -> None:
    browser = browser_of(contributor)
    read(browser, page)
    bubble_at(browser, "Appelez le")
    browser.keyboard.press("F6")
    expect(browser.locator(".bubble button").first).to_be_focused()
    browser.keyboard.press("Enter")
    expect(browser.locator("#passages-told")).to_have_text("Vous êtes d’accord avec ce passage.")


def test_by_touch_the_bubble_leaves_room_and_a_mark_opens_its_note(
    contributor: User, browser_of, page: WikiPage
) -> None:
    colleagues_agree(page, SENTENCE, 3)
    browser = browser_of(contributor, has_touch=True, is_mobile=True, **NARROW)
    read(browser, page)
    expect(browser.locator(".m-note")).to_be_hidden()
    browser.locator("mark[data-passage]").first.tap()
    note = browser.locator(".text > .m-note")
    expect(note).to_be_visible()
    expect(browser.locator(".m-ref")).to_have_attribute("aria-expanded", "true")
    bubble_at(browser, "Personne ne vous")
    chosen = browser.evaluate(BOX)
    stands = browser.locator(".bubble").bounding_box()
    assert stands and stands["y"] - chosen[1] >= 24
    assert sticking_out(browser) == []
    browser.locator(".bubble [data-act=nuance]").tap()
    expect(browser.locator(".text > #nuance textarea")).to_be_focused()
    browser.fill("#nuance textarea", "Cela dépend des services.")
    browser.locator("#nuance button[type=submit]").tap()
    expect(browser.locator("#passages-told")).to_contain_text("C’est dit")
    expect(browser.locator("#nuance")).to_have_count(0)


def test_escape_in_the_editor_leaves_a_nuance_where_it_stands(contributor: User, browser_of, page: WikiPage) -> None:
    browser = browser_of(contributor)
    read(browser, page)
    bubble_at(browser, "Appelez le 3030")
    act(browser, "nuance")
    browser.fill("#nuance textarea", "Le soir, personne ne répond.")
    browser.locator("#nuance").get_by_role("button", name="Mettre en forme").click()
    text = browser.locator("#nuance .rich .text")
    expect(text).to_be_focused()
    browser.keyboard.press("Escape")
    expect(text).to_have_text("Le soir, personne ne répond.")


def test_a_nuance_that_was_begun_waits_for_its_passage(contributor: User, browser_of, page: WikiPage) -> None:
    browser = browser_of(contributor)
    read(browser, page)
    bubble_at(browser, "Appelez le 3030")
    act(browser, "nuance")
    browser.fill("#nuance textarea", "Le soir, personne ne répond.")
    expect(browser.locator("#nuance [data-draft-state]")).to_contain_text("gardé")
    read(browser, page)
    bubble_at(browser, "le 3030")
    act(browser, "nuance")
    expect(browser.locator("#nuance textarea")).to_have_value("Le soir, personne ne répond.")


def test_agreeing_elsewhere_leaves_a_nuance_that_is_being_written(
    contributor: User, browser_of, page: WikiPage
) -> None:
    browser = browser_of(contributor)
    read(browser, page)
    bubble_at(browser, "Appelez le 3030")
    act(browser, "nuance")
    browser.fill("#nuance textarea", "Le soir, personne ne répond.")
    bubble_at(browser, SENTENCE)
    act(browser, "agree")
    expect(browser.locator(".m-note [aria-pressed=true]")).to_be_visible()
    expect(browser.locator("#nuance textarea")).to_have_value("Le soir, personne ne répond.")


def test_a_refusal_is_seen_and_leaves_the_margin_as_it_is(contributor: User, browser_of, page: WikiPage) -> None:
    colleagues_agree(page, SENTENCE, 2)
    browser = browser_of(contributor)
    read(browser, page)
    factories.edit_page(page, BODY.replace("Appelez le 3030", "Rappelez"))
    bubble_at(browser, "Appelez le 3030")
    act(browser, "agree")
    expect(browser.locator("#passages-refused")).to_contain_text("ne sont plus dans la page")
    expect(browser.locator("#margin .m-note")).to_have_count(1)


def test_useful_is_pressed_in_place_and_the_focus_stays(contributor: User, browser_of, page: WikiPage) -> None:
    browser = browser_of(contributor)
    read(browser, page)
    button = browser.locator(".tools .useful button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(button.locator(".n")).to_have_text("1")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_to_complain_of_with_the_bubble_and_the_note_open(
    contributor: User, browser_of, axe, page: WikiPage, width: int
) -> None:
    passage = colleagues_agree(page, SENTENCE, 2)
    Comment.objects.write(
        theme=page.theme,
        page=page,
        passage=passage,
        author=factories.create_user(username="lucie"),
        body="Sauf le soir.",
    )
    browser = browser_of(contributor, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    read(browser, page)
    if width < 1000:
        browser.click(".m-ref")
    wrong = []
    for scheme in ("light", "dark"):
        browser.emulate_media(color_scheme=scheme)
        bubble_at(browser, "Appelez le 3030")
        wrong += axe(browser)
        act(browser, "nuance")
        expect(browser.locator("#nuance textarea")).to_be_visible()
        wrong += axe(browser)
        browser.click("#nuance [data-leave]")
        wrong += sticking_out(browser)
    browser.goto(f"{page.get_absolute_url()}nuance/")
    wrong += axe(browser)
    browser.goto(f"{page.get_absolute_url()}nuance/?exact=Appelez")
    wrong += axe(browser)
    assert wrong == []


def test_without_scripts_a_sentence_is_chosen_from_a_list(contributor: User, browser_of, page: WikiPage) -> None:
    browser = browser_of(contributor, java_script_enabled=False)
    read(browser, page)
    press(browser, "[data-react]")
    browser.get_by_label("Appelez le 3030.").check()
    press(browser, "main .btn.do")
    expect(browser.locator(".chosen")).to_have_text("Appelez le 3030.")
    browser.fill("[name=body]", "Le soir, personne ne répond.")
    press(browser, "#nuance button[type=submit]")
    expect(browser.locator(".m-note .voice")).to_have_text("Le soir, personne ne répond.")
    press(browser, ".m-note button")
    assert not Endorsement.objects.exists() or Endorsement.objects.get().person == contributor
