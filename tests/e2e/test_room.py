"""A room for questions in browsers: telephones without an account, and the organiser's wall."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from campaign.models import QuestionRoom, RoomQuestion
from tests.campaign.training.rooms import open_room, session_path
from tests.e2e.acts import press
from tests.e2e.looking import Look

pytestmark = pytest.mark.e2e
TELEPHONE = {"viewport": {"width": 390, "height": 844}, "locale": "fr-FR"}
FIRST, SECOND = "Et si le numéro est bien celui de ma banque ?", "Que dire à ma mère ?"
POLLED = 12_000  # three times the pause of the script


def ask(telephone: Page, room: QuestionRoom, text: str) -> None:
    telephone.goto(room.path)
    telephone.fill("[name=text]", text)
    press(telephone, ".btn.do")


def questions(page: Page) -> list[str]:
    return page.locator("[data-live-list] > [id^=q-] > .voice").all_inner_texts()


def test_what_is_asked_by_telephone_comes_on_the_wall_when_the_speaker_asks_for_it(
    editor: User, browser_of, new_context
) -> None:
    room = open_room()
    room.ask(FIRST, voter="x")
    wall, telephone, other = browser_of(editor), *(new_context(**TELEPHONE).new_page() for _place in range(2))
    wall.goto(session_path(room.session, "speaker"))
    ask(telephone, room, SECOND)
    news = wall.locator("[data-refresh]")
    expect(news).to_have_text("1 nouvelle : l’afficher", timeout=POLLED)
    assert questions(wall) == [FIRST]
    other.goto(f"/ask/{room.code.upper()}/")
    vote = other.locator(f"li:has-text('{SECOND}') button")
    vote.click()
    expect(vote).to_have_attribute("aria-pressed", "true", timeout=POLLED)
    wall.keyboard.press("s")
    expect(wall.locator(".wall-question")).to_have_count(2)
    expect(wall.locator(f".wall-question:has-text('{SECOND}') b")).to_have_text("2", timeout=POLLED)
    wall.keyboard.press("s")
    assert questions(wall) == [SECOND, FIRST]
    assert RoomQuestion.objects.get(text=SECOND).vote_count == 2


def test_the_wall_is_steered_with_the_keyboard_alone_and_moves_nothing_by_itself(editor: User, browser_of) -> None:
    room = open_room()
    first, second = (room.ask(text, voter="x") for text in (FIRST, SECOND))
    wall = browser_of(editor)
    wall.goto(session_path(room.session, "speaker"))
    wall.keyboard.press("?")
    expect(wall.locator("#keys")).to_be_visible()
    wall.keyboard.press("Escape")
    wall.keyboard.press("j")
    wall.keyboard.press("j")
    expect(wall.locator(f"#q-{second.pk}")).to_be_focused()
    wall.keyboard.press("p")
    expect(wall.locator(".wall-current h2")).to_have_text(SECOND)
    for voter in "abc":
        room.vote(second.pk, voter=voter)
    expect(wall.locator(f"#q-{second.pk} .wall-votes b")).to_have_text("4", timeout=POLLED)
    assert questions(wall) == [FIRST, SECOND]
    expect(wall.locator(f"#q-{second.pk}")).to_be_focused()
    wall.keyboard.press("a")
    expect(wall.locator(f"#q-{second.pk}")).to_contain_text("répondu")
    expect(wall.locator(".wall-current")).to_have_count(0)
    wall.keyboard.press("k")
    wall.keyboard.press("h")
    expect(wall.locator(f"#q-{first.pk}")).to_have_count(0)
    assert RoomQuestion.objects.get(pk=first.pk).state == "hidden"


def test_a_lost_connection_is_said_and_goes_on(editor: User, browser_of) -> None:
    room = open_room()
    wall = browser_of(editor)
    wall.goto(session_path(room.session, "speaker"))
    wall.context.set_offline(True)
    expect(wall.locator("[data-lost]")).to_be_visible(timeout=POLLED)
    room.ask(FIRST, voter="x")
    wall.context.set_offline(False)
    expect(wall.locator("[data-lost]")).to_be_hidden(timeout=POLLED)
    expect(wall.locator("[data-refresh]")).to_have_text("1 nouvelle : l’afficher", timeout=POLLED)


def test_without_scripts_one_asks_and_votes_all_the_same(new_context) -> None:
    room = open_room()
    room.ask(FIRST, voter="x")
    telephone = new_context(**TELEPHONE, java_script_enabled=False).new_page()
    ask(telephone, room, SECOND)
    assert questions(telephone) == [FIRST, SECOND]
    press(telephone, f"li:has-text('{FIRST}') button")
    expect(telephone.locator(f"li:has-text('{FIRST}') button")).to_have_attribute("aria-pressed", "true")
    assert RoomQuestion.objects.get(text=FIRST).vote_count == 2


def test_what_is_typed_on_a_telephone_stays_while_others_ask(new_context) -> None:
    room = open_room()
    telephone = new_context(**TELEPHONE).new_page()
    telephone.goto(room.path)
    telephone.fill("[name=text]", "Une question qui")
    room.ask(FIRST, voter="x")
    expect(telephone.locator("[data-refresh]")).to_have_text("1 nouvelle : l’afficher", timeout=POLLED)
    expect(telephone.locator("[name=text]")).to_have_value("Une question qui")
    expect(telephone.locator("[name=text]")).to_be_focused()


def test_the_screens_of_a_room(editor: User, browser_of, look: Look) -> None:
    room, empty = open_room(is_moderated=True), open_room(speakers="")
    not_yet = open_room(in_days=9, speakers="")
    for place, text in enumerate((FIRST, SECOND, "Une troisième ?", "M" * 300)):
        question = room.ask(text, voter="x")
        if place:
            room.show(question.pk)
    room.pin(question.pk)
    browser = browser_of(editor)
    browser.goto(room.path)
    vote = browser.locator(".room-list button").first
    vote.click()
    expect(vote).to_have_attribute("aria-pressed", "true", timeout=POLLED)
    paths = [session_path(room.session, name) for name in ("speaker", "questions", "take-over")]
    paths += [
        session_path(empty.session, "speaker"),
        session_path(not_yet.session, "speaker"),
        not_yet.path,
        room.path,
        empty.path,
        "/ask/nothing/",
        room.session.get_absolute_url(),
    ]
    for path in paths:
        browser.goto(path)
        look(browser, path)
