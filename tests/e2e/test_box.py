"""Two minutes before a meeting: somebody says one thing that she knows, and sees it stand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Comment
from contributions.models import Page as WikiPage
from drafts.models import Draft
from tests import factories
from tests.e2e.acts import press, sticking_out, told
from themes.models import Theme

THEME = "/wiki/delinquants/"
SAID = "J’ai raccroché, puis j’ai rappelé par l’annuaire interne."
NARROW = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def theme(transactional_db: None) -> Theme:
    theme = factories.create_theme()
    theme.starters, theme.sentence = ["Un jour, on m’a…"], "Quand un message me presse, je…"
    theme.save()
    return theme


@pytest.fixture
def page_of_the_wiki(theme: Theme) -> WikiPage:
    return factories.create_page(theme=theme)


@pytest.fixture
def martine(contributor: User, browser_of) -> Page:
    return browser_of(contributor)


@pytest.fixture
def colleague(transactional_db: None) -> User:
    return factories.create_user(username="yves", first_name="Yves", last_name="Kerbrat")


COUNT = """() => { window.acts = 0; for (const kind of ['click', 'submit']) addEventListener(kind, (event) => {
    if (kind === 'click' && event.detail > 0) window.acts += 1 }, true) }"""


@contextmanager
def actions_counted(page: Page) -> Iterator[list[int]]:
    """How often she presses something on the page, besides typing."""
    counted: list[int] = []
    page.evaluate(COUNT)
    yield counted
    counted.append(page.evaluate("window.acts"))


def test_what_follows_by_keyboard_stands_after_it(martine: Page, page_of_the_wiki: WikiPage) -> None:
    martine.goto(page_of_the_wiki.get_absolute_url())
    buttons = martine.locator(".say-foot button:visible")
    expect(buttons).to_have_text(["Proposer", "Mettre en forme"])
    for width in (1280, 390):
        martine.set_viewport_size({"width": width, "height": 900})
        propose, format_it = (button.bounding_box() for button in buttons.all())
        is_beside = format_it["x"] >= propose["x"] + propose["width"]
        assert is_beside or format_it["y"] >= propose["y"] + propose["height"], width


def test_from_a_theme_to_a_published_comment_in_two_actions(martine: Page, theme: Theme) -> None:
    martine.goto(THEME)
    with actions_counted(martine) as actions:
        martine.locator("#say-body").click()
        martine.keyboard.type(SAID)
        martine.get_by_role("button", name="Proposer").click()
        sent = martine.locator("#answers > .comment.sent")
        expect(sent).to_contain_text(SAID)
    assert actions == [2]
    assert Comment.objects.get().author.username == "martine"
    assert martine.url.endswith(THEME)


def test_what_happens_next_is_said_and_the_box_is_empty_again(martine: Page, theme: Theme) -> None:
    martine.goto(THEME)
    martine.fill("#say-body", SAID)
    martine.get_by_role("button", name="Proposer").click()
    sent = martine.locator("#answers > .comment.sent")
    expect(sent.get_by_role("status")).to_contain_text("C’est dit.")
    expect(sent).to_be_focused()
    expect(martine.locator("#say-body")).to_have_value("")
    assert not Draft.objects.waiting_for(Comment.objects.get().author).exists()
    martine.reload()
    expect(martine.locator("#say-body")).to_have_value("")
    expect(martine.locator("#answers > .comment")).to_have_count(1)


def test_the_fragment_is_what_the_page_shows_later(martine: Page, theme: Theme) -> None:
    martine.goto(THEME)
    martine.fill("#say-body", SAID)
    martine.get_by_role("button", name="Proposer").click()
    text = martine.locator("#answers > .comment blockquote")
    at_once = text.inner_html()
    martine.reload()
    assert text.inner_html() == at_once


def test_a_second_thing_can_be_said_at_once(martine: Page, theme: Theme) -> None:
    martine.goto(THEME)
    for text in ("Je raccroche.", "Je rappelle."):
        martine.fill("#say-body", text)
        martine.get_by_role("button", name="Proposer").click()
        expect(martine.locator("#answers > .comment").first).to_contain_text(text)
        expect(martine.locator("#say-body")).to_have_value("")
    expect(martine.locator("#answers > .comment")).to_have_count(2)
    assert Comment.objects.count() == 2
    expect(martine.locator("#comment-count")).to_have_text("2")


def test_pressing_twice_says_it_once(martine: Page, theme: Theme) -> None:
    martine.goto(THEME)
    martine.fill("#say-body", SAID)
    martine.get_by_role("button", name="Proposer").dblclick()
    expect(martine.locator("#answers > .comment.sent")).to_have_count(1)
    martine.wait_for_timeout(500)
    expect(martine.locator("#answers > .comment")).to_have_count(1)
    assert Comment.objects.count() == 1


def test_an_empty_box_says_so_and_keeps_the_caret(martine: Page, theme: Theme) -> None:
    martine.goto(THEME)
    martine.get_by_role("button", name="Proposer").click()
    expect(martine.locator("#say .err-line")).to_contain_text("Écrivez d’abord quelques mots")
    expect(martine.locator("#say-body")).to_be_focused()
    expect(martine.locator("#say-body")).to_have_attribute("aria-invalid", "true")


def test_writing_that_has_closed_meanwhile_leaves_the_text(martine: Page, theme: Theme) -> None:
    martine.goto(THEME)
    martine.fill("#say-body", SAID)
    factories.close_writing()
    martine.get_by_role("button", name="Proposer").click()
    refusal = martine.locator("#say .err-line")
    expect(refusal).to_contain_text(["Les contributions sont closes.", "Ce que vous avez envoyé est gardé"])
    expect(martine.locator("#say-body")).to_have_value(SAID)
    assert not Comment.objects.exists()


def test_a_starter_and_a_sentence_to_complete_put_their_words_into_the_box(martine: Page, theme: Theme) -> None:
    martine.goto(THEME)
    martine.get_by_role("button", name="Un jour, on m’a…").click()
    expect(martine.locator("#say-body")).to_have_value("Un jour, on m’a ")
    expect(martine.locator("#say-body")).to_be_focused()
    martine.fill("#say-body", "")
    martine.get_by_role("button", name="Quand un message me presse, je…").click()
    martine.keyboard.type("respire.")
    expect(martine.locator("#say-body")).to_have_value("Quand un message me presse, je respire.")


def test_with_the_keyboard_alone(martine: Page, theme: Theme) -> None:
    martine.goto(THEME)
    martine.locator("#say-body").focus()
    martine.keyboard.type(SAID)
    for _step in range(6):
        martine.keyboard.press("Tab")
        if martine.evaluate("document.activeElement.type") == "submit":
            break
    martine.keyboard.press("Enter")
    expect(martine.locator("#answers > .comment.sent")).to_be_focused()
    martine.keyboard.press("Tab")
    expect(martine.get_by_role("link", name="Corriger")).to_be_focused()


def test_she_answers_in_place_and_under_what_she_answers(
    martine: Page, page_of_the_wiki: WikiPage, colleague: User
) -> None:
    comment = Comment.objects.write(
        theme=page_of_the_wiki.theme, page=page_of_the_wiki, body="Faut-il répondre ?", author=colleague
    )
    martine.goto(page_of_the_wiki.get_absolute_url())
    martine.locator(f"#comment-{comment.pk}").get_by_role("link", name="Répondre").click()
    box = martine.locator(f"#answer-{comment.pk}-body")
    expect(box).to_be_focused()
    martine.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(martine.locator(f"#comment-{comment.pk}").get_by_role("link", name="Répondre")).to_be_focused()
    martine.keyboard.press("Enter")
    expect(box).to_be_focused()
    martine.keyboard.type("Non, jamais.")
    martine.locator(f"#answer-{comment.pk}").get_by_role("button", name="Proposer").click()
    expect(martine.locator(f"#under-{comment.pk} > .comment.sent")).to_contain_text("Non, jamais.")
    expect(box).to_have_count(0)
    assert Comment.objects.get(reply_to=comment).kind == "answer"


def test_escape_takes_away_no_box_in_which_something_stands(
    martine: Page, page_of_the_wiki: WikiPage, colleague: User
) -> None:
    comment = Comment.objects.write(
        theme=page_of_the_wiki.theme, page=page_of_the_wiki, body="Faut-il répondre ?", author=colleague
    )
    martine.goto(page_of_the_wiki.get_absolute_url())
    martine.locator(f"#comment-{comment.pk}").get_by_role("link", name="Répondre").click()
    expect(martine.locator(f"#answer-{comment.pk}-body")).to_be_focused()
    martine.keyboard.type("Non, jamais.")
    martine.locator(f"#answer-{comment.pk}").get_by_role("button", name="Proposer").focus()
    martine.keyboard.press("Escape")
    expect(martine.locator(f"#answer-{comment.pk}-body")).to_have_value("Non, jamais.")


def test_she_withdraws_what_she_said_and_puts_it_back(martine: Page, theme: Theme, browser_of, colleague: User) -> None:
    martine.goto(THEME)
    martine.fill("#say-body", SAID)
    martine.get_by_role("button", name="Proposer").click()
    press(martine, martine.get_by_role("button", name="Retirer"))
    expect(told(martine)).to_contain_text("Retiré.")
    other = browser_of(colleague)
    other.goto(THEME)
    expect(other.locator("#answers > .comment")).to_have_count(0)
    martine.locator("#answers summary", has_text="Plus").click()
    press(martine, martine.get_by_role("button", name="Remettre"))
    other.reload()
    expect(other.locator("#answers > .comment")).to_contain_text(SAID)


def test_she_takes_a_comment_up_into_the_page_with_one_press(
    martine: Page, page_of_the_wiki: WikiPage, colleague: User
) -> None:
    Comment.objects.write(theme=page_of_the_wiki.theme, page=page_of_the_wiki, body=SAID, author=colleague)
    martine.goto(page_of_the_wiki.get_absolute_url())
    press(martine, martine.get_by_role("button", name="Reprendre dans la page"))
    expect(martine.locator("article .text")).to_contain_text(SAID)
    expect(martine.locator("article .wiki-head")).to_contain_text("Yves K.")
    expect(martine.locator("#log .comment")).to_contain_text("reprise dans la page, version 2")
    expect(martine.locator("#log .ev").first).to_contain_text("d’après Yves K.")


def test_what_was_typed_waits_when_she_comes_back(martine: Page, page_of_the_wiki: WikiPage) -> None:
    martine.goto(page_of_the_wiki.get_absolute_url())
    martine.locator("#say-body").click()
    martine.keyboard.type(SAID)
    expect(martine.locator("#say .saved")).to_contain_text("Brouillon gardé")
    martine.goto("/")
    martine.goto(page_of_the_wiki.get_absolute_url())
    expect(martine.locator("#say-body")).to_have_value(SAID)
    martine.get_by_role("button", name="Proposer").click()
    expect(martine.locator("#log .comment.sent")).to_contain_text(SAID)
    martine.goto(page_of_the_wiki.get_absolute_url())
    expect(martine.locator("#say-body")).to_have_value("")


def test_a_form_whose_protection_has_expired_loses_nothing(martine: Page, theme: Theme) -> None:
    martine.goto(THEME)
    martine.fill("#say-body", SAID)
    martine.context.clear_cookies(name="csrftoken")
    martine.get_by_role("button", name="Proposer").click()
    waiting = martine.locator(".stored", has_text="raccroché").or_(martine.locator("#answers > .comment.sent"))
    expect(waiting.first).to_be_visible()
    if martine.locator(".stored").count():
        press(martine, "main .btn.do")
    expect(martine.locator("#answers > .comment")).to_contain_text(SAID)
    assert Comment.objects.count() == 1


def test_without_javascript(browser_of, contributor: User, page_of_the_wiki: WikiPage, colleague: User) -> None:
    comment = Comment.objects.write(
        theme=page_of_the_wiki.theme, page=page_of_the_wiki, body="Faut-il répondre ?", author=colleague
    )
    browser = browser_of(contributor, java_script_enabled=False)
    for address, place in ((THEME, "#answers"), (page_of_the_wiki.get_absolute_url(), "#log")):
        browser.goto(address)
        browser.fill("#say-body", SAID)
        press(browser, "#say button[type=submit]")
        expect(browser.locator(f"{place} > .comment.sent")).to_contain_text("C’est dit.")
        assert "#comment-" in browser.url
    press(browser, browser.locator(f"#comment-{comment.pk}").get_by_role("link", name="Répondre"))
    browser.fill(f"#answer-{comment.pk}-body", "Non, jamais.")
    press(browser, f"#answer-{comment.pk} button[type=submit]")
    expect(browser.locator(f"#under-{comment.pk} > .comment.sent")).to_contain_text("Non, jamais.")
    browser.goto(THEME)
    press(browser, "#say button[type=submit]")
    expect(browser.locator("#say .err-line")).to_contain_text("Écrivez d’abord quelques mots")


def test_with_a_thumb(browser_of, contributor: User, page_of_the_wiki: WikiPage) -> None:
    browser = browser_of(contributor, **NARROW)
    for address, place in ((THEME, "#answers"), (page_of_the_wiki.get_absolute_url(), "#log")):
        browser.goto(address)
        browser.locator("#say-body").tap()
        browser.keyboard.type(SAID)
        button = browser.get_by_role("button", name="Proposer", exact=True)
        assert button.bounding_box()["height"] >= 44
        button.tap()
        expect(browser.locator(f"{place} > .comment.sent")).to_contain_text(SAID)
        assert sticking_out(browser) == []


def test_nothing_moves_for_somebody_who_wants_it_still(martine: Page, theme: Theme) -> None:
    martine.emulate_media(reduced_motion="reduce")
    martine.goto(THEME)
    martine.fill("#say-body", SAID)
    martine.get_by_role("button", name="Proposer").click()
    last = martine.locator("#answers > .comment.sent blockquote > :last-child")
    expect(last).to_be_visible()
    assert last.evaluate("part => getComputedStyle(part, '::after').animationName") == "none"
