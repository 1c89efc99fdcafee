"""The editors' desk in a browser: by the keyboard alone, by two editors at once, and for axe."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Comment, Patrol
from guide.decisions.models import Decision, Submission
from guide.models import Tip
from tests import factories
from tests.e2e.looking import Look
from tests.guide.desk.waiting import ago, page_that_waits, waiting_comment, waits

pytestmark = pytest.mark.once

ENTRIES = 50
MOST_SECONDS = 25
# One key for each decision; a figure chooses a reason, Enter confirms what a panel proposes.
ROUND = (("r",), ("n", "2", "Enter"), ("l",), ("d", "Enter"), ("v",), ("]", "r"), ("f", "Enter"))


@pytest.fixture
def fifty(contributor: User) -> list[Comment]:
    """Fifty texts of every theme that nobody has read, a few of them pages that have changed since."""
    themes = factories.create_themes()
    factories.create_phase()
    for theme in themes:
        factories.create_page(theme=theme, title=f"Ce que l’on sait : {theme.short_title}")
    for number in range(ENTRIES):
        theme, at = themes[number % 4], ago(hours=100 - number)
        if number % 9 == 4:
            page = page_that_waits(contributor, theme=theme, title=f"Une page {number}", at=at)
            factories.edit_page(page, f"{page.body}\n\nEt la suite, {number}.", author=contributor)
            waits(page)
        else:
            waiting_comment(contributor, theme=theme, body=f"Ce que j’ai vu le {number} : je raccroche.", at=at)
    return list(Comment.objects.all())


def test_fifty_entries_are_read_decided_and_promoted_by_the_keyboard_alone(
    editor: User, browser_of, fifty: list[Comment]
) -> None:
    desk: Page = browser_of(editor)
    desk.goto("/curation/")
    expect(desk.locator("h1")).to_contain_text(str(ENTRIES))
    began = time.process_time()
    for number in range(ENTRIES):
        before = desk.locator("#decide").get_attribute("action") or ""
        expect(desk.locator("#reader .text")).to_be_visible()
        for key in ROUND[number % len(ROUND)]:
            if key == "Enter":
                expect(desk.locator("details.choice[open] input[type=radio]:checked")).to_be_focused()
            with_aim = desk.locator(".place.aim").inner_text() if key == "]" else ""
            desk.keyboard.press(key)
            if key == "]":
                expect(desk.locator(".place.aim")).not_to_have_text(with_aim)
        expect(desk.locator(f'#decide[action="{before}"]')).to_have_count(0)
        expect(desk.locator(".toast")).to_be_visible()
    took = time.process_time() - began  # of the server and of this test, whatever else the machine is doing
    outcomes = Counter(Decision.objects.values_list("outcome", flat=True))
    assert set(outcomes) == {"promoted", "not_kept", "later", "duplicate", "merged"}
    assert Tip.objects.exclude(number=None).count() >= 8
    assert Patrol.objects.waiting().count() == 2 * outcomes["later"] - _read_once(outcomes["later"])
    assert took < MOST_SECONDS, f"{took:.1f} s"


def _read_once(later: int) -> int:
    """Of what is kept for later and stays unread, how much has a single version."""
    waiting = Counter(Patrol.objects.waiting().values_list("page", "comment"))
    return 2 * later - sum(waiting.values())


def test_keys_do_nothing_in_a_field_and_can_be_switched_off(editor: User, browser_of, contributor: User) -> None:
    factories.create_themes()
    comment = waiting_comment(contributor)
    desk: Page = browser_of(editor)
    desk.goto("/curation/")
    desk.keyboard.press("n")
    words = desk.locator("[name=words]")
    words.focus()
    desk.keyboard.type("rvl")
    expect(words).to_have_value("rvl")
    desk.keyboard.press("Escape")
    expect(desk.locator("details.choice[open]")).to_have_count(0)
    desk.keyboard.press("Shift+?")
    desk.uncheck("[data-desk-keys]")
    desk.locator("#rd").focus()
    desk.keyboard.press("l")
    desk.reload()
    desk.keyboard.press("l")
    assert Submission.objects.of(comment).outcome == ""
    expect(desk.locator("[data-desk-keys]")).not_to_be_checked()


def test_selected_words_become_the_passage(editor: User, browser_of, contributor: User) -> None:
    factories.create_themes()
    waiting_comment(contributor, body="J’ai cliqué. Ces deux jours ont coûté cher.")
    desk: Page = browser_of(editor)
    desk.goto("/curation/")
    desk.locator("#reader .text ins").first.evaluate(
        """node => {
            const at = node.textContent.indexOf('Ces'), range = document.createRange()
            range.setStart(node.firstChild, at)
            range.setEnd(node.firstChild, node.textContent.length)
            getSelection().addRange(range)
        }"""
    )
    expect(desk.locator("[data-key=r]")).to_contain_text("avec les mots choisis")
    desk.keyboard.press("r")
    expect(desk.locator(".toast")).to_be_visible()
    assert Tip.objects.get().sources.get().passage == "Ces deux jours ont coûté cher."


def test_of_two_editors_at_one_text_the_second_is_told_and_keeps_her_words(
    editor: User, browser_of, contributor: User
) -> None:
    factories.create_themes()
    waiting_comment(contributor)
    laurent: Page = browser_of(editor)
    claire: Page = browser_of(factories.create_editor(username="claire", last_name="Arnaud"))
    for desk in (laurent, claire):
        desk.goto("/curation/")
    claire.keyboard.press("r")
    expect(claire.locator(".toast")).to_contain_text("retenu au conseil 6")
    laurent.keyboard.press("n")
    laurent.keyboard.press("1")
    laurent.fill("[name=words]", "Un peu court.")
    laurent.locator("details.choice[open] .btn.do").click()
    expect(laurent.get_by_role("alert")).to_contain_text("Claire A. l’a retenu")
    expect(laurent.locator("[name=words]")).to_have_value("Un peu court.")
    assert Decision.objects.count() == 1


def test_nothing_for_axe_to_complain_of(editor: User, browser_of, look: Look, fifty: list[Comment]) -> None:
    desk: Page = browser_of(editor)
    for screen, address in {
        "desk": "/curation/",
        "places": "/curation/places/",
        "later": "/curation/?list=later",
    }.items():
        desk.goto(address)
        look(desk, screen)
    desk.goto(re.sub(r"^", "/curation/?text=page-", str(Submission.objects.exclude(page=None).last().page_id)))
    desk.keyboard.press("n")
    look(desk, "a page that has changed, with a panel open")
    desk.keyboard.press("Escape")
    desk.keyboard.press("?")
    desk.keyboard.press("l")
    expect(desk.locator(".toast")).to_be_visible()
    look(desk, "after a decision, with the list of keys")
