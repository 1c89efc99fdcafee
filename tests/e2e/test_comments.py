"""Talking in the browser: a name behind an @, a quotation, a thread settled by two people at once, an editor in a small box."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Attribution, User
from contributions.models import Comment
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import sticking_out
from tests.e2e.editor.writing import settle

FETCHED = "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /editor|box/.test(name))"
NARROW = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def marie(transactional_db: None) -> User:
    return factories.create_user(username="marie.dupont", first_name="Marie", last_name="Dupont", site="Nantes")


@pytest.fixture
def page_of_the_wiki(transactional_db: None) -> WikiPage:
    return factories.create_page()


@pytest.fixture
def comment(page_of_the_wiki: WikiPage, marie: User) -> Comment:
    body = "Je raccroche, toujours. Puis je rappelle par l’annuaire."
    return factories.create_comment(author=marie, body=body, page=page_of_the_wiki)


@pytest.fixture
def martine(contributor: User, browser_of) -> Page:
    return browser_of(contributor)


def talk(page: Page, place: WikiPage) -> None:
    page.goto(place.screen_url("talk"))


def test_a_name_is_completed_by_keyboard_alone(martine: Page, marie: User, page_of_the_wiki: WikiPage, axe) -> None:
    factories.create_user(username="mariette", first_name="Mariette", last_name="Roy")
    factories.create_user(username="mario", first_name="Mario", last_name="Caché", attribution=Attribution.ANONYMOUS)
    talk(martine, page_of_the_wiki)
    box = martine.locator("#say-body")
    box.focus()
    martine.keyboard.type("Merci @mari")
    options = martine.get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("Marie D.")
    expect(options.first).to_contain_text("Nantes")
    expect(box).to_have_attribute("aria-activedescendant", "say-body-people-0")
    assert axe(martine) == []
    martine.keyboard.press("ArrowDown")
    martine.keyboard.press("Escape")
    expect(martine.get_by_role("listbox")).to_be_hidden()
    martine.keyboard.type("e")
    expect(options.first).to_contain_text("Marie D.")
    martine.keyboard.press("Enter")
    expect(box).to_have_value("Merci @marie.dupont ")
    expect(box).to_be_focused()
    martine.keyboard.type("et bravo.")
    martine.keyboard.press("Tab")
    expect(martine.get_by_role("button", name="Proposer")).to_be_focused()
    martine.keyboard.press("Enter")
    expect(martine.locator(".comment.sent .mention")).to_have_text("@Marie D.")


def test_the_chosen_words_are_quoted_behind_what_was_typed(
    martine: Page, comment: Comment, page_of_the_wiki: WikiPage
) -> None:
    talk(martine, page_of_the_wiki)
    thread = martine.locator(f"#comment-{comment.pk}")
    thread.get_by_role("link", name="Nuancer").click()
    box = martine.locator(f"#answer-{comment.pk}-body")
    box.fill("Une chose me frappe.")
    martine.evaluate(
        """id => {
            const words = document.querySelector(`#comment-${id} blockquote p`).firstChild
            const range = document.createRange()
            range.setStart(words, words.data.indexOf('Puis'))
            range.setEnd(words, words.data.length)
            getSelection().removeAllRanges()
            getSelection().addRange(range)
        }""",
        comment.pk,
    )
    thread.locator("summary", has_text="Plus").click()
    thread.get_by_role("link", name="Citer").click()
    quoted = "@marie.dupont a dit\u00a0:\n\n> Puis je rappelle par l’annuaire.\n\n"
    expect(box).to_have_value(f"Une chose me frappe.\n\n{quoted}")
    expect(box).to_be_focused()
    martine.keyboard.type("C’est le plus sûr.")
    martine.locator(f"#answer-{comment.pk}").get_by_role("button", name="Proposer").click()
    answer = martine.locator(f"#under-{comment.pk} > .comment")
    expect(answer.locator("blockquote blockquote")).to_have_text("Puis je rappelle par l’annuaire.")
    expect(answer.locator(".mention")).to_have_text("@Marie D.")


def test_two_people_settle_a_thread_at_once(
    martine: Page, comment: Comment, page_of_the_wiki: WikiPage, browser_of, editor: User
) -> None:
    laurent: Page = browser_of(editor)
    for browser in (martine, laurent):
        talk(browser, page_of_the_wiki)
        browser.locator(f"#comment-{comment.pk} summary", has_text="Plus").click()
    for browser in (martine, laurent):
        browser.get_by_role("button", name="Régler").click()
        thread = browser.locator(f"#comment-{comment.pk}")
        expect(thread.locator("summary").first).to_contain_text("Réglé par Martine L.")
        expect(thread).to_be_focused()
        expect(browser.locator("#talk-told")).to_contain_text("C’est réglé")
        assert sticking_out(browser) == []
    comment.refresh_from_db()
    assert comment.resolved_by is not None
    assert comment.resolved_by.username == "martine"


def test_the_earlier_answers_come_in_place(
    martine: Page, comment: Comment, page_of_the_wiki: WikiPage, marie: User
) -> None:
    for number in range(30):
        at = timezone.now() + timedelta(seconds=number)
        factories.create_comment(author=marie, body=f"Réponse {number:02}.", reply_to=comment, page=comment.page, at=at)
    talk(martine, page_of_the_wiki)
    answers = martine.locator(f"#under-{comment.pk} > .comment")
    shown = answers.count()
    martine.get_by_role("link", name="réponses plus anciennes").click()
    expect(answers).to_have_count(shown + 20)
    expect(answers.first).to_be_focused()
    martine.get_by_role("link", name="plus ancienne").click()
    expect(answers).to_have_count(30)
    expect(answers.first).to_contain_text("Réponse 00.")
    expect(martine.locator(".earlier")).to_have_count(0)


@pytest.mark.parametrize("options", [{}, NARROW], ids=["wide", "narrow"])
def test_a_small_box_takes_the_editor_when_it_is_asked_for(
    contributor: User, browser_of, marie: User, page_of_the_wiki: WikiPage, options: dict[str, object], axe
) -> None:
    martine: Page = browser_of(contributor, **options)
    martine.goto(page_of_the_wiki.get_absolute_url())
    assert martine.evaluate(FETCHED) == []
    martine.fill("#say-body", "Première ligne.\nSeconde ligne.")
    martine.get_by_role("button", name="Mettre en forme").click()
    text = martine.locator("#say .rich .text")
    expect(text).to_be_focused()
    expect(text.locator("p")).to_have_count(1)
    expect(text.locator("br:not(.ProseMirror-trailingBreak)")).to_have_count(1)
    settle(martine)
    martine.keyboard.press("Enter")
    martine.keyboard.press("ControlOrMeta+b")
    martine.keyboard.type("Attention")
    martine.keyboard.press("ControlOrMeta+b")
    martine.keyboard.type(" à @marie")
    expect(martine.get_by_role("option")).to_have_count(1)
    martine.keyboard.press("Enter")
    assert axe(martine) == []
    assert sticking_out(martine) == []
    martine.locator("#say").get_by_role("button", name="Proposer").click()
    sent = martine.locator(".comment.sent")
    expect(sent.locator("strong")).to_have_text("Attention")
    expect(sent.locator(".mention")).to_have_text("@Marie D.")
    expect(martine.locator("#say-body")).to_have_value("")
    comment = Comment.objects.get()
    assert comment.body == f"Première ligne.  \nSeconde ligne.\n\n**Attention** à @[{marie.alias}]"


def test_the_number_of_messages_follows_what_is_posted(martine: Page, comment: Comment) -> None:
    assert comment.page
    for screen, length in ((comment.page.get_absolute_url(), 1), (comment.page.screen_url("talk"), 0)):
        martine.goto(screen)
        told = martine.locator("#thread-length")
        expect(told).to_have_count(length)
        martine.locator("#say-body").fill("Je fais pareil.")
        martine.locator(".say button.do").first.click()
        expect(martine.locator(".comment.sent")).to_be_visible()
        if length:
            expect(told).to_have_text("2 messages et 1 version, du plus récent au plus ancien")
