"""The board of a theme and a vote, with a mouse and without one."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from accounts.models import User
from guide.models import Candidate, Tip
from tests import factories
from tests.e2e.acts import press, sticking_out

BOARD = "/curation/themes/delinquants/"


def drag(page: Page, start: str, end: str) -> None:
    page.locator(start).hover()
    page.mouse.down()
    page.locator(end).hover()
    page.mouse.move(
        *page.evaluate(
            """selector => {
        const at = document.querySelector(selector).getBoundingClientRect()
        return [at.x + at.width / 2, at.y + at.height / 2]
    }""",
            end,
        )
    )
    page.mouse.up()


def check(page: Page, axe) -> None:
    for size in ({"width": 1280, "height": 900}, {"width": 390, "height": 844}):
        page.set_viewport_size(size)
        assert axe(page) == []
        assert sticking_out(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page, "color-contrast") == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_candidates_and_tips_are_placed_by_dragging_and_by_keyboard(editor: User, browser_of, axe) -> None:
    factories.create_themes()
    first, second = (
        factories.create_candidate(factories.create_page(title=title), by=editor) for title in ("Premier", "Second")
    )
    laurent = browser_of(editor)
    laurent.goto(BOARD)
    told = laurent.locator("#board-told")
    assert told.evaluate("box => box.offsetHeight") == 0  # nothing has happened yet: no empty box
    check(laurent, axe)
    drag(laurent, f"#candidate-{first.pk} [data-grip]", "#place-8 .place")
    expect(told).to_contain_text("Premier")
    expect(laurent.locator("#place-8")).to_be_focused()
    drag(laurent, f"#candidate-{second.pk} [data-grip]", "#place-8 .place")
    expect(told).to_contain_text("8")
    assert Candidate.objects.open().get() == second
    laurent.locator(f"#place-of-{second.pk}").select_option("9")
    laurent.locator(f"#candidate-{second.pk} button[type=submit]").press("Enter")
    expect(told).to_contain_text("Second")
    drag(laurent, "#place-9 [data-grip]", "#place-8 .place")
    expect(laurent.locator("#place-8")).to_contain_text("Second")
    laurent.locator("#place-8 button").first.press("Enter")
    expect(laurent.locator("#place-7")).to_contain_text("Second")
    assert {tip.title: tip.number for tip in Tip.objects.placed()} == {"Premier": 9, "Second": 7}


def test_a_ballot_is_ranked_by_keyboard_and_counted(editor: User, browser_of, axe) -> None:
    pages = [factories.create_page(title=title) for title in ("Premier", "Second", "Tiers")]
    poll = factories.create_poll(*pages, by=editor)
    one, two, three = poll.keys
    laurent = browser_of(editor)
    laurent.goto(poll.get_absolute_url())
    check(laurent, axe)
    up = laurent.locator("[data-line]", has_text="Tiers").locator("[data-step='-1']")
    up.press("Enter")
    expect(laurent.locator("[data-says]")).to_contain_text("Tiers")
    up.press("Enter")
    laurent.fill("[name=why]", "Le bon geste.")
    press(laurent, ".form button.do")
    assert poll.ballots.get().ranks == [[three], [one], [two]]
    laurent.locator(".closing > summary").click()
    press(laurent, ".closing button")
    check(laurent, axe)
    laurent.locator("details.more summary").first.click()
    expect(laurent.locator(".duels")).to_be_visible()
    laurent.goto("/guide/choice/delinquants/")
    check(laurent, axe)
    laurent.goto("/guide/choice/")
    check(laurent, axe)
